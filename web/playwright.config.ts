import { defineConfig } from '@playwright/test'

// One program, one worker: stories share a county, each works on papers of its own.
export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/program.ts',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  forbidOnly: !!process.env.CI,
  // A machine that does other things may be late once; what fails twice has failed.
  retries: process.env.CI ? 1 : 0,
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
