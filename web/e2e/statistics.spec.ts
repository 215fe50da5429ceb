import { accessible, expect, test } from './rig'

test('the head of the office sees what came, how it goes, and takes it away', async ({ as, call }) => {
  const registrar = await call('registrar')
  for (const title of ['关于甲区水源保护的请示', '关于乙区水源保护的请示']) {
    const id = await registrar.receive(title)
    if (title.includes('甲')) {
      await registrar.act(id, { form: { check_ours: ['yes'], check_rules: ['yes'], check_format: ['yes'], check_consulted: ['yes'], check_drafting: ['yes'] } })
    }
  }
  const page = await as('office_head', '/statistics')
  await expect(page.getByText('蕲春县')).not.toHaveCount(0)
  await expect(page.locator('canvas').first()).toBeVisible()
  await accessible(page)
  const received = page.locator('section').filter({ has: page.getByRole('heading', { name: '收文按文种' }) })
  await received.getByRole('button', { name: '看表' }).click()
  await expect(received.getByRole('rowheader', { name: '请示' })).toBeVisible()
  await expect(page.getByText('已登记（有收文号）的来文')).toBeVisible()

  await page.getByRole('tab', { name: '办理情况' }).click()
  await expect(page.getByText('挂起期间不计')).toBeVisible()
  const steps = page.locator('section').filter({ has: page.getByRole('heading', { name: '各环节平均用时' }) })
  await steps.getByRole('button', { name: '看表' }).click()
  await expect(steps.getByRole('rowheader', { name: '登记', exact: true })).toBeVisible()
  await accessible(page)

  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 Excel' }).click()])
  expect(file.suggestedFilename()).toMatch(/^统计-\d{4}-01-01-.*\.xlsx$/)

  await page.getByLabel('时段').selectOption('last')
  await page.getByRole('tab', { name: '收文发文' }).click()
  await expect(page.getByText('这段时间没有数字。').first()).toBeVisible()
  await page.getByLabel('时段').selectOption('own')
  await page.getByLabel('起日').fill('2026-12-01')
  await page.getByLabel('止日').fill('2026-01-01')
  await expect(page.getByText('止日不能早于起日').first()).toBeVisible()
})

test('figures fit a phone, and a drafter has none', async ({ as }) => {
  const page = await as('chair', '/statistics', { size: 'phone' })
  await expect(page.getByRole('heading', { name: '统计', level: 1 })).toBeVisible()
  await expect(page.getByText('口径')).toBeVisible()
  await accessible(page)
  const other = await as('drafter', '/inbox/todo')
  await expect(other.getByRole('link', { name: '统计' })).toHaveCount(0)
})
