import type { Page } from '@playwright/test'
import { expect, test } from '../e2e/rig'

const lines = (page: Page) => page.locator('.row-line')

/** A list of ten thousand lines, a thousand a page, in place of the server's. */
async function tenThousand(page: Page): Promise<void> {
  const item = (i: number) => ({
    arrived: '2026-11-23T09:00:00+08:00',
    late: i % 9 === 0,
    case: { id: `C${i}`, process: 'document.receive', title: `关于第${i}号小型水库除险加固和灌区配套改造的请示`, number: `收2026-${i}`, urgency: i % 7 ? '' : '加急', status: 'open', step: 'handle', step_title: '承办', sender: '蕲春县水利和湖泊局', due_day: i % 3 ? '2026-12-04' : '2026-11-20', owner: { id: 'u', name: '人大' }, initiator: { id: 'p', name: '张义' }, seq: 1, opened_at: '', changed_at: '' },
    task: { id: `T${i}`, kind: 'act', step: 'handle', step_title: '承办', status: 'open', opened_at: '', due_day: i % 3 ? '2026-12-04' : '2026-11-20' },
  })
  await page.route('**/api/v1/inbox?*', (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0)
    const items = Array.from({ length: 1000 }, (_, i) => item(from + i))
    return route.fulfill({ json: { items, next: from + 1000 < 10_000 ? `${from + 1000}` : undefined } })
  })
}

test('ten thousand rows scroll; only those in sight are drawn', async ({ as }) => {
  const page = await as('registrar', '/settings')
  await tenThousand(page)
  await page.goto('/inbox/todo')
  await lines(page).first().waitFor()
  await page.evaluate(async () => {
    const last = () => Number([...document.querySelectorAll('.row-line')].at(-1)?.getAttribute('aria-rowindex') ?? 0)
    while (last() < 10_001) {
      scrollTo(0, document.documentElement.scrollHeight)
      await new Promise(requestAnimationFrame)
    }
  })
  expect(await lines(page).count()).toBeLessThan(60)
  const frames = await page.evaluate(
    () =>
      new Promise<number[]>((done) => {
        const took: number[] = []
        scrollTo(0, 0)
        let was = performance.now()
        requestAnimationFrame(function frame(now) {
          took.push(now - was)
          was = now
          scrollBy(0, 120)
          if (took.length < 300) requestAnimationFrame(frame)
          else done(took.slice(10))
        })
      }),
  )
  const dropped = frames.filter((took) => took > 34).length
  console.log(`10,000 rows: ${frames.length} frames, ${dropped} over 34 ms, longest ${Math.round(Math.max(...frames))} ms`)
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
  await expect(lines(page).last()).toContainText('第9999号')
})
