import { defineConfig } from '@playwright/test'
import stories from './playwright.config.ts'

// `make screenshots`: pictures of the main pages for the README, in the demonstration county only.
export default defineConfig({ ...stories, testDir: 'pictures', globalSetup: './e2e/program.ts' })
