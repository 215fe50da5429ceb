import AxeBuilder from '@axe-core/playwright'
import { expect, request, test as base, type APIRequestContext, type BrowserContext, type Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { password } from './program'

export { expect, password }

/** Sizes that every page is looked at in. */
export const sizes = {
  pc: { width: 1440, height: 900 },
  tablet: { width: 1024, height: 768 },
  phone: { width: 390, height: 844 },
}
export type Size = keyof typeof sizes

/** A person who speaks to the API without a page, for what happened before the story. */
export class Caller {
  constructor(
    readonly username: string,
    private readonly http: APIRequestContext,
  ) {}

  async get<T>(path: string): Promise<T> {
    const answer = await this.http.get(`/api/v1${path}`)
    if (!answer.ok()) throw new Error(`${this.username} GET ${path}: ${answer.status()} ${await answer.text()}`)
    return (await answer.json()) as T
  }

  async send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, data?: unknown, key: string = randomUUID()): Promise<T> {
    const answer = await this.http.fetch(`/api/v1${path}`, { method, data, headers: { 'Idempotency-Key': key } })
    if (!answer.ok()) throw new Error(`${this.username} ${method} ${path}: ${answer.status()} ${await answer.text()}`)
    const text = await answer.text()
    return (text ? JSON.parse(text) : undefined) as T
  }

  post<T>(path: string, data: unknown, key?: string): Promise<T> {
    return this.send('POST', path, data, key)
  }

  /** The cookie of the session, for a page of the same person. */
  state(): Promise<Awaited<ReturnType<APIRequestContext['storageState']>>> {
    return this.http.storageState()
  }

  /** Brings a file and gives its id. */
  async upload(name: string, mimeType: string, buffer: Buffer): Promise<string> {
    const answer = await this.http.post('/api/v1/files', {
      multipart: { file: { name, mimeType, buffer } },
      headers: { 'Idempotency-Key': randomUUID() },
    })
    if (!answer.ok()) throw new Error(`${this.username} upload: ${answer.status()} ${await answer.text()}`)
    return ((await answer.json()) as { id: string }).id
  }

  /** Approves the present step with a form. */
  act(caseId: string, act: { verb?: string; outcome?: string; form?: Record<string, string[]>; opinion?: { text: string } }): Promise<unknown> {
    return this.post(`/cases/${caseId}/acts`, { verb: 'approve', ...act })
  }

  /** Signs for and registers a paper and gives its case. */
  async receive(title: string, more: Record<string, unknown> = {}): Promise<string> {
    const document = {
      kind: 'REQUEST',
      direction: 'UPWARD',
      title,
      source_org: '蕲春县水利和湖泊局',
      source_date: '2026-11-20',
      received_on: '2026-11-23',
      channel: 'paper',
      copies: 1,
      body: [{ kind: 'paragraph', text: '现将资金安排的有关情况请示如下，请予研究。' }],
      ...more,
    }
    const { case_id } = await this.post<{ case_id: string }>('/documents/incoming', { document, register: { series: 'npc-receipt' } })
    return case_id
  }
}

interface Rig {
  /** A person at the API. */
  call: (username: string) => Promise<Caller>
  /** A person at a page of a size, signed in. */
  as: (username: string, path: string, options?: { size?: Size; theme?: 'light' | 'dark' }) => Promise<Page>
}

export const test = base.extend<Rig>({
  call: async ({}, use) => {
    const opened: APIRequestContext[] = []
    await use(async (username) => {
      const http = await request.newContext({ baseURL: process.env.RENDA_E2E_URL })
      opened.push(http)
      const answer = await http.post('/api/v1/session', { data: { username, password }, headers: { 'Idempotency-Key': randomUUID() } })
      if (!answer.ok()) throw new Error(`sign in ${username}: ${await answer.text()}`)
      return new Caller(username, http)
    })
    for (const http of opened) await http.dispose()
  },

  as: async ({ browser, call }, use) => {
    const opened: BrowserContext[] = []
    await use(async (username, path, { size = 'pc', theme = 'light' } = {}) => {
      const caller = await call(username)
      const touch = size !== 'pc'
      const context = await browser.newContext({
        baseURL: process.env.RENDA_E2E_URL,
        viewport: sizes[size],
        hasTouch: touch,
        isMobile: touch,
        colorScheme: theme,
        storageState: await caller.state(),
      })
      opened.push(context)
      const page = await context.newPage()
      watch(page)
      await page.goto(path)
      return page
    })
    for (const context of opened) await context.close()
  },
})

/** A story fails on an error of a page, a breach of the content policy, or a request to another host. */
function watch(page: Page): void {
  page.on('pageerror', (failure) => {
    throw failure
  })
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|violates/.test(message.text())) throw new Error(message.text())
  })
  page.on('request', (sent) => {
    const url = new URL(sent.url())
    if (/^https?:$/.test(url.protocol) && url.hostname !== '127.0.0.1') throw new Error(`request to ${url.host}`)
  })
}

/** No violation of WCAG 2 A and AA in either theme, and no sideways scroll. */
export async function accessible(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor({ state: 'attached' })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']).analyze()
    const said = violations.flatMap((v) => v.nodes.map((n) => `${v.id} (${colorScheme}): ${n.target.join(' ')} ${n.failureSummary}`))
    expect(said).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(over, 'sideways scroll').toBeLessThanOrEqual(0)
}
