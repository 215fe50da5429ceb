import { defineConfig } from '@playwright/test'
import stories from './playwright.config.ts'

// `npm run measure`: how the pages feel on a processor four times slower. It prints; it is not a test of times.
export default defineConfig({ ...stories, testDir: 'measure', globalSetup: './e2e/program.ts' })
