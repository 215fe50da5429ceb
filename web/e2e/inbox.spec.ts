import type { Page } from '@playwright/test'
import { accessible, expect, test, type Caller } from './rig'

const checked = { check_ours: ['yes'], check_rules: ['yes'], check_format: ['yes'], check_consulted: ['na'], check_drafting: ['yes'] }
const lines = (page: Page) => page.locator('.row-line')
const line = (page: Page, title: string) => lines(page).filter({ hasText: title })

/** A paper on its way, with the chair among those who read it. */
async function underWay(call: (username: string) => Promise<Caller>, title: string): Promise<string> {
  const id = await (await call('registrar')).receive(title)
  const registrar = await call('registrar2')
  await registrar.act(id, { outcome: 'approve', form: checked })
  const { items: units } = await registrar.get<{ items: { id: string; code: string }[] }>('/units')
  const { person_id: chair } = await (await call('chair')).get<{ person_id: string }>('/session')
  const form = { lead_unit: [units.find((unit) => unit.code === 'npc-rural')!.id], readers: [chair] }
  await (await call('office_head')).act(id, { outcome: 'handle', opinion: { text: '请农工委办理。' }, form })
  return id
}

test('a list is narrowed, the filter kept with the person, and worked through by keys alone', async ({ as, call }) => {
  const registrar = await call('registrar')
  await registrar.receive('关于青石镇供电线路改造的请示', { urgency: '特急' })
  await registrar.receive('关于青石镇公路养护经费的请示')
  const page = await as('registrar', '/inbox/todo?title=青石镇')
  await expect(lines(page)).toHaveCount(2)
  await expect(lines(page).first()).toContainText('特急')
  await accessible(page)

  await page.getByRole('button', { name: '筛选', exact: true }).click()
  await page.getByLabel('紧急程度').selectOption('特急')
  await page.locator('form.filters').getByRole('button', { name: '筛选', exact: true }).last().click()
  await expect(lines(page)).toHaveCount(1)
  await page.getByRole('button', { name: '常用筛选' }).click()
  await page.getByRole('menuitem', { name: '保存、管理…' }).click()
  await page.getByLabel(/保存为/).fill('青石镇特急')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText('已保存“青石镇特急”。')).toBeVisible()

  const other = await as('registrar', '/inbox/done')
  await other.getByRole('button', { name: '常用筛选' }).click()
  await other.getByRole('menuitem', { name: '青石镇特急' }).click()
  await expect(other).toHaveURL(/\/inbox\/todo\?.*urgency/)
  await expect(lines(other)).toHaveCount(1)
  await other.getByRole('button', { name: /移除紧急程度/ }).click()
  await expect(lines(other)).toHaveCount(2)

  await other.keyboard.press('/')
  await expect(other.getByRole('searchbox', { name: '标题中的字词' })).toBeFocused()
  await other.getByRole('searchbox', { name: '标题中的字词' }).blur()
  await other.keyboard.press('j')
  await other.keyboard.press('j')
  await expect(other.getByRole('link', { name: /公路养护/ })).toBeFocused()
  await other.keyboard.press('k')
  await other.keyboard.press('x')
  await expect(other.getByText('已选 1 件')).toBeVisible()
  await other.keyboard.press('Enter')
  await expect(other).toHaveURL(/\/cases\//)
  await other.goBack()
  await expect(lines(other)).toHaveCount(2)
})

test('what arrives moves no row; it is shown when it is asked for, and what others did turns grey', async ({ as, call }) => {
  const registrar = await call('registrar')
  const first = await registrar.receive('关于彭思镇水毁修复的请示')
  const page = await as('registrar', '/inbox/todo?title=彭思镇')
  await expect(lines(page)).toHaveCount(1)
  const title = page.getByRole('searchbox', { name: '标题中的字词' })
  await title.fill('彭思镇水')
  await expect(page).toHaveURL(/%E6%B0%B4/)
  const place = await line(page, '水毁修复').boundingBox()

  await registrar.receive('关于彭思镇水厂扩建的请示', { urgency: '特急' })
  const fresh = page.getByRole('button', { name: '有 1 件新到，点此显示' })
  await expect(fresh).toBeVisible()
  expect(await line(page, '水毁修复').boundingBox()).toEqual(place)
  await expect(title).toHaveValue('彭思镇水')
  await fresh.click()
  await expect(lines(page).first()).toContainText('水厂扩建')

  await (await call('registrar2')).act(first, { outcome: 'approve', form: checked })
  await expect(line(page, '水毁修复')).toContainText('已处理')
  await expect(lines(page)).toHaveCount(2)
  await page.getByRole('button', { name: '移出已处理的 1 件' }).click()
  await expect(lines(page)).toHaveCount(1)
})

test('many are acknowledged at once, after a look at what will be done and what not; what failed is sent again', async ({ as, call }) => {
  const gone = await underWay(call, '关于大同镇防汛物资的请示')
  for (const title of ['关于大同镇渡口安全的请示', '关于大同镇山塘整治的请示']) await underWay(call, title)
  const page = await as('chair', '/inbox/to_read?title=大同镇')
  await expect(lines(page)).toHaveCount(3)
  await page.getByRole('checkbox', { name: '全选已列出的公文' }).check()
  // Somebody reads one of them elsewhere before the question is asked; this page has not heard of it.
  await page.route('**/notices/stream*', (route) => route.abort())
  await page.route('**/cases/previews', async (route) => {
    await (await call('chair')).act(gone, { verb: 'read' }).catch(() => undefined)
    await route.continue()
  })
  await page.getByRole('button', { name: '阅知' }).click()
  const dialog = page.getByRole('dialog', { name: '批量阅知' })
  await expect(dialog).toContainText('将标为已阅 2 件。另有 1 件不办')
  await expect(dialog.getByRole('list', { name: '不办的公文及原因' })).toContainText('防汛物资')
  await accessible(page)

  let refused = false
  await page.route('**/acts', (route) => {
    if (refused) return route.continue()
    refused = true
    return route.abort()
  })
  await dialog.getByRole('button', { name: '阅知 2 件' }).click()
  await expect(dialog).toContainText('已完成 1 件，共 2 件，失败 1 件。')
  await dialog.getByRole('button', { name: '重试失败的 1 件' }).click()
  await expect(dialog).toContainText('已完成 2 件，共 2 件，失败 0 件。')
  await dialog.getByRole('button', { name: '关闭' }).last().click()
  await expect(line(page, '渡口安全')).toContainText('已处理')
})

test('two characters of a title find a paper; what was found is narrowed', async ({ as, call }) => {
  const registrar = await call('registrar')
  await registrar.receive('关于向桥乡𠮷利桥加固的请示', { source_org: '蕲春县交通运输局' })
  await underWay(call, '关于向桥乡校舍维修的请示')
  const page = await as('registrar', '/search?q=向桥')
  await expect(page.getByText('找到 2 件公文')).toBeVisible()
  await expect(page.locator('mark').first()).toHaveText('向桥')
  await accessible(page)
  await page.getByRole('searchbox', { name: '检索的字词' }).fill('请示')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/q=/)
  await page.getByRole('button', { name: /^正文/ }).click()
  await expect(page).toHaveURL(/where=body/)
  await expect(page.locator('.found').first()).toContainText('正文')
  await page.getByRole('searchbox', { name: '检索的字词' }).fill('查无此词')
  await page.keyboard.press('Enter')
  await expect(page.getByText('没有找到“查无此词”。')).toBeVisible()
  const phone = await as('registrar', '/search?q=向桥', { size: 'phone' })
  await expect(phone.locator('.found')).toHaveCount(2)
  await accessible(phone)
})

test('somebody is let to act for one; a loop is told at its field; on return there is a summary', async ({ as, call }) => {
  const page = await as('deputy_office_head', '/absence')
  const agent = await call('deputy_office')
  await page.getByRole('button', { name: '设置委托' }).click()
  await expect(page.getByText('请选择代理人。')).toBeVisible()
  await accessible(page)
  const { name } = await agent.get<{ name: string }>('/session')
  await page.getByRole('combobox', { name: /代理人/ }).fill(name)
  await page.getByRole('option', { name }).first().click()
  await page.getByLabel('结束日期').fill('2026-12-31')
  await page.getByLabel('事由').fill('赴省里学习')
  await page.getByRole('button', { name: '设置委托' }).click()
  await expect(page.getByText(`您已委托${name}代办至2026年12月31日。`)).toBeVisible()

  const other = await as('deputy_office', '/absence', { size: 'phone' })
  await expect(other.getByText(/您正在代理/)).toBeVisible()
  const me = await (await call('deputy_office_head')).get<{ name: string }>('/session')
  await other.getByRole('combobox', { name: /代理人/ }).fill(me.name)
  await other.getByRole('option', { name: me.name }).first().click()
  await other.getByLabel('结束日期').fill('2026-12-30')
  await other.getByRole('button', { name: '设置委托' }).click()
  await expect(other.getByText('对方在此期间已委托您代办，不能互相委托。')).toBeVisible()
  await expect(other.getByLabel('结束日期')).toHaveValue('2026-12-30')
  await accessible(other)

  await page.getByRole('button', { name: '撤销委托' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '撤销委托' }).click()
  await expect(page.getByText('的代办已经结束。')).toBeVisible()
  await page.getByRole('link', { name: '查看代办摘要' }).click()
  await expect(page.getByText('此期间没有代办过公文。')).toBeVisible()
  await expect(page.getByText('的代办已经结束。')).toBeHidden()
})

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
