import { request } from '@playwright/test'
import { accessible, expect, test, type Size } from './rig'

test('the head of an office sets when its deadlines remind', async ({ as }) => {
  const page = await as('office_head', '/admin/calendar')
  const form = page.locator('section', { has: page.getByRole('heading', { name: /期限提醒/ }) })
  await expect(form).toContainText('系统缺省值')
  await form.getByLabel(/提前提醒/).fill('4')
  await form.getByRole('button', { name: '保存提醒设置' }).click()
  await expect(page.getByRole('status').filter({ hasText: '已保存' })).toBeVisible()
  await expect(form).not.toContainText('系统缺省值')
  await page.reload()
  await expect(form.getByLabel(/提前提醒/)).toHaveValue('4')
  await accessible(page)
  await expect(page.getByRole('button', { name: '导入放假通知' }), 'the calendar itself is not his').toBeHidden()
})

for (const size of ['pc', 'phone'] as Size[]) {
  test(`a program gets a key of its own, shown once, and loses it (${size})`, async ({ as }) => {
    const page = await as('clerk_in', '/settings', { size })
    const name = `扫描仪 ${size}`
    await page.getByRole('button', { name: '新建令牌' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(/用途/).fill(name)
    await expect(dialog.getByRole('button', { name: '新建令牌' }), 'a key for nothing').toBeDisabled()
    await dialog.getByLabel('查看工作日历').check()
    await accessible(page)
    await dialog.getByRole('button', { name: '新建令牌' }).click()
    const secret = await dialog.locator('code').innerText()
    await dialog.getByRole('button', { name: '关闭' }).last().click()

    const program = await request.newContext({ baseURL: process.env.RENDA_E2E_URL, extraHTTPHeaders: { Authorization: `Bearer ${secret}` } })
    expect((await program.get('/api/v1/calendar/years')).status()).toBe(200)
    expect((await program.get('/api/v1/inbox?box=todo')).status(), 'no more than it was given').toBe(403)

    await page.reload()
    const line = page.getByRole('listitem').filter({ hasText: name })
    await expect(line).toContainText('查看工作日历')
    await expect(page.getByText(secret)).toBeHidden()
    await accessible(page)
    await line.getByRole('button', { name: '撤销' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '撤销' }).click()
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(line).toBeHidden()
    expect((await program.get('/api/v1/calendar/years')).status()).toBe(401)
    await program.dispose()
  })
}

test('a number kept back is given to the paper it was kept for', async ({ as, call }) => {
  const registrar = await call('registrar')
  const clerk = await call('clerk_in')
  const page = await as('office_head', '/admin/numbers/npc-receipt')
  await page.getByRole('button', { name: '预留' }).click()
  await page.getByRole('dialog').getByLabel(/理由/).fill('留给省里来的文件')
  await page.getByRole('dialog').getByRole('button', { name: '预留' }).click()
  const kept = page.getByRole('listitem').filter({ hasText: '留给省里来的文件' })
  const number = (await kept.locator('.numbers').first().innerText()).trim()

  const signedFor = await clerk.post<{ case_id: string }>('/documents/incoming', {
    document: {
      kind: 'NOTICE', direction: 'DOWNWARD', title: '关于开展专项监督的预留通知', source_org: '湖北省人大常委会办公厅',
      source_date: '2026-11-20', received_on: '2026-11-23', channel: 'paper', copies: 1,
      body: [{ kind: 'paragraph', text: '现将有关事项通知如下。' }],
    },
  })
  await kept.getByRole('button', { name: '指定公文' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: '指定公文' })).toBeDisabled()
  await dialog.getByRole('combobox', { name: /公文/ }).fill('预留通知')
  await page.getByRole('option', { name: /预留通知/ }).click()
  await accessible(page)
  await dialog.getByRole('button', { name: '指定公文' }).click()
  await expect(dialog).toBeHidden()
  await registrar.receive('关于增加经费的请示')
  const acted = (await registrar.act(signedFor.case_id, { form: { receipt_series: ['npc-receipt'] } })) as { numbers?: Record<string, string> }
  expect(acted.numbers?.receipt_no, 'whoever was registered meanwhile').toBe(number)
})
