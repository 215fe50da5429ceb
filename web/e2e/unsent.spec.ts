import type { Page } from '@playwright/test'
import { accessible, expect, test, type Caller } from './rig'

const checked = { check_ours: ['yes'], check_rules: ['yes'], check_format: ['yes'], check_consulted: ['na'], check_drafting: ['yes'] }
type Call = (username: string) => Promise<Caller>

async function personOf(call: Call, username: string): Promise<{ id: string; name: string }> {
  const { person_id, name } = await (await call(username)).get<{ person_id: string; name: string }>('/session')
  return { id: person_id, name }
}

/** A paper before the office's head, who is to propose. */
async function proposed(call: Call, title: string): Promise<string> {
  const registrar = await call('registrar')
  const id = await registrar.receive(title)
  await registrar.act(id, { outcome: 'approve', form: checked })
  return id
}

/** Loads the page anew, whatever it asks before. */
async function reload(page: Page): Promise<void> {
  page.once('dialog', (question) => void question.accept())
  await page.reload()
}
const kept = (page: Page) => page.evaluate(() => Object.keys(sessionStorage).filter((name) => name.startsWith('renda.unsaved.')))
const restored = (page: Page) => page.getByText('已恢复未提交的内容。')

for (const size of ['pc', 'phone'] as const) {
  test(`what was written for an act outlives a reload, and goes with the act (${size})`, async ({ as, call }) => {
    const leader = await personOf(call, 'vice_chair')
    const id = await proposed(call, `关于渠道防渗改造的请示（${size}）`)
    const page = await as('office_head', `/cases/${id}/act`, { size })
    await page.getByLabel(/^意见/).fill('拟请分管副主任')
    await page.getByRole('button', { name: '呈领导批示', exact: true }).click()
    await page.getByRole('combobox', { name: /呈送批示的领导/ }).fill(leader.name)
    await page.getByRole('option', { name: leader.name }).first().click()
    await reload(page)
    await expect(restored(page)).toBeVisible()
    await expect(page.getByLabel(/^意见/)).toHaveValue('拟请分管副主任')
    // The same way of the same act is open, with the person who was chosen.
    await expect(page.getByRole('button', { name: '呈领导批示，提交' })).toBeVisible()
    await expect(page.getByText(`进入“批示”，由${leader.name}办理`)).toBeVisible()
    await accessible(page)
    await page.locator('.restored').getByRole('button', { name: '关闭' }).click()
    await expect(restored(page)).toHaveCount(0)
    await expect(page.getByLabel(/^意见/)).toHaveValue('拟请分管副主任')

    await page.getByLabel(/^意见/).fill('拟请分管副主任批示。')
    await page.getByRole('button', { name: '呈领导批示，提交' }).click()
    await expect(page.getByText('已办理：呈领导批示')).toBeVisible()
    expect(await kept(page)).toEqual([])
  })
}

test('an act from the menu is open again after a reload; what is not wanted is emptied', async ({ as, call }) => {
  const id = await proposed(call, '关于泵站更新改造的请示')
  const page = await as('office_head', `/cases/${id}/act`)
  await page.getByRole('button', { name: '更多', exact: true }).click()
  await page.getByRole('menuitem', { name: '转办' }).click()
  await page.getByLabel(/^理由/).fill('改由农工委提出')
  await reload(page)
  await expect(page.getByLabel(/^理由/)).toHaveValue('改由农工委提出')
  await page.getByRole('button', { name: '清空重填' }).click()
  await expect(page.getByLabel(/^理由/)).toHaveValue('')
  await expect(restored(page)).toHaveCount(0)
  expect(await kept(page)).toEqual([])
})

test('an act whose answer got lost with the page is not done twice', async ({ as, call }) => {
  const reader = await personOf(call, 'drafter')
  const id = await proposed(call, '关于灌区节水改造的请示')
  const page = await as('office_head', `/cases/${id}/act`)
  await page.getByRole('button', { name: '更多', exact: true }).click()
  await page.getByRole('menuitem', { name: '传阅' }).click()
  await page.getByRole('combobox', { name: '传阅给谁' }).fill(reader.name)
  await page.getByRole('option', { name: reader.name }).first().click()
  // It arrives; the answer does not.
  await page.route('**/acts', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await page.getByRole('button', { name: '传阅，提交' }).click()
  const lines = async () => (await (await call('registrar')).get<{ items: { text: string; minor?: boolean }[] }>(`/cases/${id}/events`)).items.filter((l) => l.text.includes(reader.name))
  await expect.poll(async () => (await lines()).length).toBe(1)
  await page.unroute('**/acts')
  await reload(page)
  await expect(restored(page)).toBeVisible()
  await page.getByRole('button', { name: '传阅，提交' }).click()
  await expect(page.getByText('已办理：传阅')).toBeVisible()
  expect(await lines()).toHaveLength(1)
  expect(await kept(page)).toEqual([])
})

test('a copy of the tab cannot do the same act once more', async ({ as, call }) => {
  const reader = await personOf(call, 'drafter')
  const id = await proposed(call, '关于小流域治理的请示')
  const page = await as('office_head', `/cases/${id}/act`)
  await page.getByRole('button', { name: '更多', exact: true }).click()
  await page.getByRole('menuitem', { name: '传阅' }).click()
  await page.getByRole('combobox', { name: '传阅给谁' }).fill(reader.name)
  await page.getByRole('option', { name: reader.name }).first().click()
  await expect.poll(() => kept(page)).toHaveLength(1)
  // A tab that is opened from another one begins with what that one keeps.
  const opened = page.waitForEvent('popup')
  await page.evaluate(() => void open(location.href))
  const copy = await opened
  await expect(restored(copy)).toBeVisible()
  const keys: string[] = []
  for (const one of [page, copy]) one.on('request', (r) => r.url().endsWith('/acts') && keys.push(r.headers()['idempotency-key'] ?? ''))
  await page.getByRole('button', { name: '传阅，提交' }).click()
  await expect(page.getByText('已办理：传阅')).toBeVisible()
  await copy.getByRole('button', { name: '传阅，提交' }).click()
  await expect.poll(() => keys.length).toBe(2)
  expect(new Set(keys).size).toBe(1)
  await expect(copy.getByText(/已办理：传阅|没有生效/)).toBeVisible()
  const { items } = await (await call('registrar')).get<{ items: { text: string }[] }>(`/cases/${id}/events`)
  expect(items.filter((l) => l.text.includes(reader.name))).toHaveLength(1)
})

test('signing out leaves nothing of it in the tab', async ({ as, call }) => {
  const id = await proposed(call, '关于堰塘整治的请示')
  const page = await as('office_head', `/cases/${id}/act`)
  await page.getByLabel(/^意见/).fill('还没有想好')
  await expect.poll(() => kept(page)).toHaveLength(1)
  page.once('dialog', (question) => void question.accept())
  const { name } = await personOf(call, 'office_head')
  await page.getByRole('banner').getByRole('button', { name }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await page.waitForURL(/\/sign-in$/)
  expect(await kept(page)).toEqual([])
})

test('the words of a leader at his desk outlive a reload', async ({ as, call }) => {
  const leader = await personOf(call, 'vice_chair')
  const id = await proposed(call, '关于抗旱应急水源的请示')
  const head = await call('office_head')
  const units = await head.get<{ items: { id: string; code: string }[] }>('/units')
  const unit = units.items.find((u) => u.code === 'npc-rural')!.id
  await head.act(id, { outcome: 'instruct', opinion: { text: '拟请批示。' }, form: { leaders: [leader.id], lead_unit: [unit] } })
  const { items } = await (await call('vice_chair')).get<{ items: { case: { id: string }; task: { id: string } }[] }>('/inbox?box=todo&limit=100')
  const task = items.find((i) => i.case.id === id)!.task.id
  const page = await as('vice_chair', `/sign/${task}`, { size: 'tablet' })
  await page.getByRole('button', { name: '写意见' }).tap()
  await page.getByRole('dialog').getByLabel(/文字意见/).fill('请农工委阅研。')
  await page.getByRole('button', { name: '写好了' }).tap()
  await page.reload()
  await expect(page.getByText('已恢复未提交的意见：请农工委阅研。')).toBeVisible()
  await accessible(page)
  await page.getByRole('button', { name: '交办' }).first().tap()
  await expect(page.getByRole('dialog')).toContainText('请农工委阅研。')
  await page.getByTestId('confirm').tap()
  await expect(page.getByText(/已送出/)).toBeVisible()
  expect(await kept(page)).toEqual([])
})
