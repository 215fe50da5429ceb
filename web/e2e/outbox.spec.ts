import type { Page } from '@playwright/test'
import { accessible, expect, password, test, type Caller, type Size } from './rig'

const checked = { check_ours: ['yes'], check_rules: ['yes'], check_format: ['yes'], check_consulted: ['na'], check_drafting: ['yes'] }
type Call = (username: string) => Promise<Caller>
type As = (username: string, path: string, options?: { size?: Size }) => Promise<Page>
interface Items {
  items: { case: { id: string }; task: { id: string } }[]
}

/** A paper before the vice chair. */
async function before(call: Call, title: string): Promise<{ id: string; task: string }> {
  const [registrar, head, leader] = [await call('registrar'), await call('office_head'), await call('vice_chair')]
  const id = await registrar.receive(title)
  await registrar.act(id, { outcome: 'approve', form: checked })
  const me = await leader.get<{ person_id: string }>('/session')
  const units = await head.get<{ items: { id: string; code: string }[] }>('/units')
  const unit = units.items.find((u) => u.code === 'npc-rural')!.id
  await head.act(id, { outcome: 'instruct', opinion: { text: '拟请批示。' }, form: { leaders: [me.person_id], lead_unit: [unit] } })
  const { items } = await leader.get<Items>('/inbox?box=todo&limit=100')
  return { id, task: items.find((i) => i.case.id === id)!.task.id }
}
const waits = async (call: Call, id: string) => (await (await call('vice_chair')).get<Items>('/inbox?box=todo&limit=100')).items.some((i) => i.case.id === id)
const bar = (page: Page) => page.getByRole('button', { name: /待发送 \d+ 件/ })

/** How many decisions lie on the device, and whether a key does. */
function onDevice(page: Page): Promise<{ sealed: number; keys: number }> {
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) => new Promise<T>((done, failed) => ((request.onsuccess = () => done(request.result)), (request.onerror = () => failed(request.error!))))
    const db = await settled(indexedDB.open('renda-sign'))
    const count = async (name: string) => (db.objectStoreNames.contains(name) ? settled(db.transaction(name).objectStore(name).count()) : 0)
    const found = { sealed: await count('sealed'), keys: await count('keys') }
    db.close()
    return found
  })
}

/** Waits until the device keeps a part of the program. */
async function kept(page: Page, part: string): Promise<void> {
  const names = () => page.evaluate(async () => (await (await caches.open('renda-shell-1')).keys()).map((r) => r.url).join(' '))
  await expect.poll(names).toContain(part)
}

/** Decides on a paper while there is no line. */
async function decided(call: Call, as: As, title: string, size: Size = 'tablet') {
  const { id, task } = await before(call, title)
  // What is kept of the program is what was opened of it.
  const page = await as('vice_chair', '/inbox/todo', { size })
  await page.waitForFunction(() => navigator.serviceWorker.controller)
  await kept(page, 'InboxPage')
  await page.goto(`/sign/${task}`)
  await expect(page.getByRole('button', { name: '交办' }).first()).toBeVisible()
  await kept(page, 'SignDesk')
  await expect.poll(() => page.evaluate(() => performance.getEntriesByType('resource').map((r) => r.name).join(' '))).toContain('OpinionDialog')
  await page.context().setOffline(true)
  await page.getByRole('button', { name: '写意见' }).tap()
  await page.getByRole('dialog').getByLabel(/文字意见/).fill('同意，请抓紧办理。')
  await page.getByRole('button', { name: '写好了' }).tap()
  await page.getByRole('button', { name: '交办' }).first().tap()
  await page.getByTestId('confirm').tap()
  await expect(bar(page)).toBeVisible()
  expect(await onDevice(page)).toEqual({ sealed: 1, keys: 1 })
  return { page, id }
}
const acts = (page: Page, id: string) => {
  const sent: string[] = []
  page.on('request', (r) => r.method() === 'POST' && r.url().endsWith(`/cases/${id}/acts`) && !r.postData()?.includes('"see"') && sent.push(r.url()))
  return sent
}
const dayLater = () => new Date(Date.now() + 25 * 3600_000)

test('a decision older than a day is removed from the open page, also when the line comes back', async ({ call, as }) => {
  const { page, id } = await decided(call, as, '关于第一口机井的请示')
  const sent = acts(page, id)
  // No answer of the server tells the time before the decision would be sent.
  await page.route('**/api/**', (route) => (route.request().url().endsWith('/acts') ? route.continue() : route.abort()))
  await page.clock.setSystemTime(dayLater())
  await page.context().setOffline(false)
  await expect(bar(page)).toHaveCount(0)
  await expect.poll(() => onDevice(page)).toMatchObject({ sealed: 0 })
  expect(sent).toEqual([])
  expect(await waits(call, id)).toBe(true)
})

test('a decision older than a day is removed when the program is opened again', async ({ call, as }) => {
  const { page, id } = await decided(call, as, '关于第二口机井的请示')
  await page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) => new Promise<T>((done) => (request.onsuccess = () => done(request.result)))
    const db = await settled(indexedDB.open('renda-sign'))
    const store = db.transaction('sealed', 'readwrite').objectStore('sealed')
    const [row] = (await settled(store.getAll())) as { until: number }[]
    await settled(store.put({ ...row, until: Date.now() - 1000 }))
    db.close()
  })
  const sent = acts(page, id)
  await page.reload()
  await expect(page.getByRole('heading', { name: '没有网络连接' })).toBeVisible()
  await expect(page.getByText(/决定待发送/)).toHaveCount(0)
  await page.context().setOffline(false)
  await expect(page.getByRole('button', { name: '写意见' })).toBeVisible()
  await expect.poll(() => onDevice(page)).toMatchObject({ sealed: 0 })
  await expect(bar(page)).toHaveCount(0)
  expect(sent).toEqual([])
  expect(await waits(call, id)).toBe(true)
})

test('what waits goes when somebody else signs in on the device, and is not sent in his name', async ({ call, as }) => {
  const { page, id } = await decided(call, as, '关于第三口机井的请示')
  const sent = acts(page, id)
  await page.context().clearCookies()
  await page.context().setOffline(false)
  const dialog = page.getByRole('dialog', { name: '登录已失效' })
  await expect(dialog).toBeVisible()
  await dialog.getByLabel('用户名').fill('vice_chair2')
  await dialog.getByLabel(/^密码/).fill(password)
  const before = sent.length
  await dialog.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL(/\/sign-in$/)
  expect(sent.length, 'nothing is sent once another person has signed in').toBe(before)
  await expect.poll(() => onDevice(page)).toEqual({ sealed: 0, keys: 0 })
  expect(await waits(call, id)).toBe(true)

  // The same where he comes by the front door.
  const other = await decided(call, as, '关于第四口机井的请示')
  await other.page.context().clearCookies()
  await other.page.goto('about:blank')
  await other.page.context().setOffline(false)
  await other.page.goto('/sign-in')
  await other.page.getByLabel('用户名').fill('vice_chair2')
  await other.page.getByLabel(/^密码/).fill(password)
  await other.page.getByRole('button', { name: '登录', exact: true }).click()
  await other.page.waitForURL((to) => to.pathname !== '/sign-in')
  await expect.poll(() => onDevice(other.page)).toMatchObject({ sealed: 0 })
  await expect(bar(other.page)).toHaveCount(0)
  expect(await waits(call, other.id)).toBe(true)
})

test('what waits goes with signing out; without a line nobody is signed out and nothing is lost', async ({ call, as }) => {
  const { page, id } = await decided(call, as, '关于第五口机井的请示', 'phone')
  await page.getByRole('button', { name: '返回待办' }).tap()
  const leader = (await (await call('vice_chair')).get<{ name: string }>('/session')).name
  const signOut = async () => {
    await page.getByRole('banner').getByRole('button', { name: leader }).tap()
    await page.getByRole('menuitem', { name: '退出登录' }).tap()
  }
  await signOut()
  await expect(page.getByText('没有网络，未能退出登录。')).toBeVisible()
  expect(await onDevice(page)).toEqual({ sealed: 1, keys: 1 })
  // There is a line again, but the server takes no acts.
  await page.route(`**/cases/${id}/acts`, (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"status":503,"code":"ENGINE_AWAY","detail":"稍后再试。"}' }))
  await page.context().setOffline(false)
  await signOut()
  await page.waitForURL(/\/sign-in$/)
  await expect.poll(() => onDevice(page)).toEqual({ sealed: 0, keys: 0 })
  expect(await waits(call, id)).toBe(true)
})

for (const size of ['tablet', 'phone'] as const) {
  test(`the list of papers and the waiting decisions are readable by everybody (${size})`, async ({ call, as }) => {
    await before(call, '关于第六口机井的请示')
    const { page, id } = await decided(call, as, '关于第七口机井的请示', size)
    await page.getByRole('button', { name: /待签批清单/ }).tap()
    await expect(page.getByRole('dialog', { name: '待签批清单' })).toBeVisible()
    await accessible(page)
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).tap()
    await bar(page).tap()
    await expect(page.getByRole('dialog', { name: '待发送的决定' })).toContainText('同意，请抓紧办理。')
    await accessible(page)
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).tap()

    await (await call('office_head')).post(`/cases/${id}/acts`, { verb: 'withdraw', reason: '拟办意见有误' })
    await page.context().setOffline(false)
    await page.getByRole('button', { name: '1 件未能送达' }).tap()
    await expect(page.getByRole('dialog')).toContainText('取回')
    await accessible(page)
    await page.getByRole('button', { name: '放弃此决定' }).tap()
    await expect.poll(() => onDevice(page)).toMatchObject({ sealed: 0 })
  })
}

test('a newer version of the program is offered, and taken only when one likes', async ({ call, as }) => {
  const { task } = await before(call, '关于第八口机井的请示')
  const page = await as('vice_chair', `/sign/${task}`, { size: 'tablet' })
  await page.waitForFunction(() => navigator.serviceWorker.controller)
  await page.getByRole('button', { name: '写意见' }).tap()
  await page.getByRole('dialog').getByLabel(/文字意见/).fill('请抓紧')
  await page.getByRole('button', { name: '写好了' }).tap()
  const loads: string[] = []
  page.on('framenavigated', (frame) => loads.push(frame.url()))
  const look = async () => {
    await page.clock.setSystemTime(new Date(Date.now() + (minutes += 11) * 60_000))
    const asked = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/')
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))
    await asked
  }
  let minutes = 0
  const offer = page.getByRole('button', { name: '有新版本' })
  await look()
  await expect(offer).toHaveCount(0)

  await page.context().route(`${new URL(page.url()).origin}/`, async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: (await answer.text()).replace(/\/assets\/index-[^"]+\.js/, '/assets/index-another.js') })
  })
  await look()
  await expect(offer).toBeVisible()
  await accessible(page)
  expect(loads, 'a page is not replaced by itself').toEqual([])
  await page.context().unroute(`${new URL(page.url()).origin}/`)
  await offer.tap()
  await expect.poll(() => loads.length).toBe(1)
  await expect(page.getByText('已恢复未提交的意见：请抓紧')).toBeVisible()
})
