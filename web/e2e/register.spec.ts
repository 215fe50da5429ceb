import type { Page } from '@playwright/test'
import { accessible, expect, password, test } from './rig'

/** Keys that are not the words of the paper itself. */
function presses(page: Page) {
  let n = 0
  return {
    async key(name: string) {
      n++
      await page.keyboard.press(name)
    },
    /** Words that stand on the paper. */
    text: (words: string) => page.keyboard.type(words),
    get count() {
      return n
    },
  }
}

test('a clerk registers an ordinary paper without the mouse, and the next of the same sender', async ({ as, call }) => {
  await (await call('registrar')).receive('关于水库安全的请示', { source_doc_no: '蕲水文〔2026〕11号' })
  const page = await as('registrar', '/register')
  await accessible(page)
  const sender = page.getByRole('combobox', { name: '来文单位' })
  await sender.focus()
  const keys = presses(page)
  await keys.text('水利')
  await expect(page.getByRole('option').first()).toContainText('蕲春县水利和湖泊局')
  await keys.key('ArrowDown')
  await keys.key('Enter')
  await expect(page.getByLabel('来文字号')).toHaveValue(/蕲水文〔\d{4}〕号/)
  await keys.text('26')
  await keys.key('Enter')
  await keys.text('关于报送农村饮水安全工程建设情况的报告')
  await keys.key('Enter')
  await keys.text('2026.11.2')
  await keys.key('Control+Enter')
  const done = page.getByRole('status').filter({ hasText: '收文号' })
  await expect(done).toContainText('关于报送农村饮水安全工程建设情况的报告')
  console.log(`key strokes beside the text: ${keys.count}`)
  expect(keys.count).toBeLessThan(30)
  await expect(page.getByLabel('标题')).toHaveValue('')
  await expect(sender).toBeFocused()

  await keys.text('蕲春县财政局')
  await keys.key('Escape')
  await page.getByLabel('标题').fill('关于下达预算的通知')
  await expect(page.getByLabel('文种')).toHaveValue('NOTICE')
  await page.keyboard.press('Control+Shift+Enter')
  await expect(done).toContainText('关于下达预算的通知')
  await expect(sender).toHaveValue('蕲春县财政局')
  await expect(page.getByLabel('来文字号')).toBeFocused()

  const [label] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: '打印标签' }).click()])
  await label.waitForLoadState()
  const link = await label.locator('svg').getAttribute('aria-label')
  await label.close()
  await page.getByRole('button', { name: '清空' }).click()
  await page.goto(new URL(link!).pathname)
  await expect(page).toHaveURL(/\/cases\//)
})

test('who may not see a case finds nothing behind its code', async ({ as, call }) => {
  const id = await (await call('registrar')).receive('关于人事安排的请示')
  const page = await as('water_handler', `/q/${id}`)
  await expect(page.getByText('没有这一页')).toBeVisible()
})

test('rules, likely duplicates and refusals are shown where they belong while one writes', async ({ as, call }) => {
  await (await call('registrar')).receive('关于整治漕河堤防的请示', { source_doc_no: '蕲水文〔2026〕31号' })
  const page = await as('registrar', '/register')
  await page.getByRole('combobox', { name: '来文单位' }).fill('蕲春县水利和湖泊局')
  await page.getByLabel('来文字号').fill('蕲水文[2026]31号')
  await page.getByLabel('标题').fill('关于整治漕河堤防的请示')
  await expect(page.getByText('同一来文单位、同一文号').first()).toBeVisible()
  await expect(page.getByText('发文字号的年份应当用六角括号').first()).toBeVisible()
  await page.getByLabel('成文日期').fill('明天')
  await page.getByLabel('标题').focus()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByLabel('成文日期')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('标题')).toHaveValue('关于整治漕河堤防的请示')

  await page.getByLabel('标题').fill('关于某事的请示（机密★1年）')
  const refused = page.getByRole('dialog')
  await expect(refused).toContainText('没有保存')
  await refused.getByRole('button', { name: '知道了' }).click()
  await expect(page.getByLabel('标题')).toHaveValue('')
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('某事')
})

test('a file is pasted, cut off, sent again; a marked one is refused', async ({ as }) => {
  const page = await as('registrar', '/register')
  await page.getByLabel('标题').fill('关于防汛的通知')
  await page.route('**/api/v1/files', (route) => route.abort(), { times: 1 })
  await page.evaluate(() => {
    const carried = new DataTransfer()
    carried.items.add(new File(['关于防汛的通知，请认真执行。'], '通知.txt', { type: 'text/plain' }))
    dispatchEvent(new ClipboardEvent('paste', { clipboardData: carried, cancelable: true }))
  })
  await expect(page.getByText('没有传完，可以重试。')).toBeVisible()
  await page.getByRole('button', { name: '重试 通知.txt' }).click()
  await expect(page.getByText('已上传')).toBeVisible()
  const picker = page.getByLabel('选择文件')
  await picker.setInputFiles({ name: '机密★1年.txt', mimeType: 'text/plain', buffer: Buffer.from('正文') })
  await expect(page.getByRole('dialog')).toContainText('密级标志')
})

test('files that meet an ended session ask to sign in, and go on afterwards', async ({ as, call }) => {
  const page = await as('registrar2', '/register')
  await page.getByLabel('标题').fill('关于抗旱的通知')
  const caller = await call('registrar2')
  const { items } = await caller.get<{ items: { id: string; current: boolean }[] }>('/sessions')
  // The page hears of it with its files and with nothing before.
  await page.route(/\/api\/v1\/(?!files|session)/, (route) => route.abort())
  for (const session of items.filter((s) => !s.current)) await caller.send('DELETE', `/sessions/${session.id}`)
  const file = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(`${name}：请认真执行。`) })
  await page.getByLabel('选择文件').setInputFiles([file('通知.txt'), file('附表.txt')])
  const dialog = page.getByRole('dialog', { name: '登录已失效' })
  await expect(dialog).toBeVisible()
  await dialog.getByLabel('用户名').fill('registrar2')
  await dialog.getByLabel(/^密码/).fill(password)
  await dialog.getByRole('button', { name: '登录', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('已上传')).toHaveCount(2)
  await expect(page.getByLabel('标题')).toHaveValue('关于抗旱的通知')
})

test('a table is pasted, mended in place, and sent without doubles after a failure', async ({ as }) => {
  const page = await as('registrar', '/register/batch')
  const rows = ['甲', '乙', '丙'].map((name, i) => `关于${name}片堤防的请示\t蕲春县水利和湖泊局\t蕲水批〔2026〕${i + 1}号\t${i === 1 ? '后天' : '2026-11-20'}\t某局长`)
  await page.getByLabel('从电子表格复制').fill(['标题\t来文单位\t来文字号\t成文日期\t签发人', ...rows].join('\n'))
  await page.getByRole('button', { name: '读入' }).click()
  await page.getByRole('button', { name: '核对' }).click()
  await expect(page.getByText('日期应写成')).toBeVisible()
  await page.getByRole('button', { name: '编辑第 2 行成文日期 后天' }).click()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('2026-11-21')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '重新核对' }).click()
  await expect(page.getByRole('button', { name: '登记 3 件' })).toBeVisible()
  await accessible(page)

  // The answer of the second row is lost on its way: it was done, and is not done again.
  let sent = 0
  await page.route('**/api/v1/imports/documents', async (route) => {
    if (++sent === 2) {
      await route.fetch()
      return route.abort()
    }
    return route.continue()
  })
  await page.getByRole('button', { name: '登记 3 件' }).click()
  await expect(page.getByText('没有连接上服务器')).toBeVisible()
  await page.getByRole('button', { name: '重试 2 件' }).click()
  await expect(page.getByText('已登记 3 件。')).toBeVisible()
  const numbers = await page.locator('td a.numbers').allTextContents()
  expect(new Set(numbers).size).toBe(3)
  const found = await page.evaluate(async () => (await fetch('/api/v1/inbox?box=todo&title=%E7%89%87%E5%A0%A4%E9%98%B2')).json())
  expect(found.items.length).toBe(3)
})

for (const size of ['tablet', 'phone'] as const) {
  test(`the form fits a ${size}`, async ({ as }) => {
    const page = await as('registrar', '/register', { size })
    await accessible(page)
  })
}
