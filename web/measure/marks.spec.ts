import { expect, test } from '../e2e/rig'

interface Marks {
  largest: number
  shift: number
  slowest: number
}

/** Collects the browser's own marks from the start of the page. */
function collect(): void {
  const marks: Marks = { largest: 0, shift: 0, slowest: 0 }
  Object.assign(window, { marks })
  const watch = (type: string, take: (entry: PerformanceEntry & { value?: number; hadRecentInput?: boolean; duration: number }) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach((e) => take(e as never))).observe({
      type,
      buffered: true,
      ...(type === 'event' ? { durationThreshold: 16 } : {}),
    } as PerformanceObserverInit)
  watch('largest-contentful-paint', (e) => (marks.largest = e.startTime))
  watch('layout-shift', (e) => (marks.shift += e.hadRecentInput ? 0 : (e.value ?? 0)))
  watch('event', (e) => (marks.slowest = Math.max(marks.slowest, e.duration)))
}

const visits = [
  { name: 'inbox', who: 'registrar', path: '/inbox/todo', tap: /待阅/ },
  { name: 'case', who: 'registrar', path: 'case', tap: /历程/ },
  { name: 'register', who: 'registrar', path: '/register', tap: undefined },
  { name: 'sign queue', who: 'office_head', path: '/sign', tap: undefined },
]

for (const { name, who, path, tap } of visits) {
  test(`marks of ${name}`, async ({ as, call }) => {
    const registrar = await call('registrar')
    const caseId = await registrar.receive(`关于测量页面速度的请示（${name}）`)
    const page = await as(who, '/settings', { size: 'tablet' })
    const session = await page.context().newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    await session.send('Network.setCacheDisabled', { cacheDisabled: true })
    await page.addInitScript(collect)
    await page.goto(path === 'case' ? `/cases/${caseId}` : path)
    await page.waitForLoadState('networkidle')
    if (tap) await page.getByRole('main').getByText(tap).first().click()
    const marks = await page.evaluate(() => new Promise<Marks>((done) => setTimeout(() => done((window as never as { marks: Marks }).marks), 600)))
    console.log(`${name}: largest paint ${Math.round(marks.largest)} ms, layout shift ${marks.shift.toFixed(3)}, slowest answer to a tap ${Math.round(marks.slowest)} ms`)
    expect(marks.shift).toBeLessThanOrEqual(0.05)
  })
}
