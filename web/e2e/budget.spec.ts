import { expect, sizes, test } from './rig'

const kib = 1024

/** Compressed script and style of a first visit, as it comes over the line. */
test('the first load of the inbox is small, and what is heavy comes when it is needed', async ({ browser, call }) => {
  // Without the service worker, which would answer from what it keeps.
  const storageState = await (await call('registrar')).state()
  const context = await browser.newContext({ baseURL: process.env.RENDA_E2E_URL, viewport: sizes.pc, storageState, serviceWorkers: 'block' })
  const page = await context.newPage()
  const loads: Promise<{ name: string; bytes: number }>[] = []
  page.on('response', (answer) => {
    if (!['script', 'stylesheet'].includes(answer.request().resourceType())) return
    loads.push(
      answer
        .request()
        .sizes()
        .then(({ responseBodySize }) => ({ name: new URL(answer.url()).pathname, bytes: responseBodySize })),
    )
  })
  const session = await page.context().newCDPSession(page)
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  await page.goto('/inbox/todo')
  await page.getByRole('main').getByRole('heading').first().waitFor()
  await page.waitForLoadState('networkidle')
  const files = await Promise.all(loads)
  const total = files.reduce((sum, file) => sum + file.bytes, 0)
  console.log(`first load of the inbox: ${(total / kib).toFixed(1)} KiB in ${files.length} files`)
  expect(total, files.map((f) => `${f.name} ${f.bytes}`).join('\n')).toBeLessThanOrEqual(220 * kib)
  expect(total, 'what came over the line').toBeGreaterThan(60 * kib)
  expect(files.filter((f) => /pdf|echarts|tiptap|prosemirror|signature/i.test(f.name))).toEqual([])
  await context.close()
})
