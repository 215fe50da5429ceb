import { request } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { accessible, expect, password, test, type Caller } from './rig'

const checked = { check_ours: ['yes'], check_rules: ['yes'], check_format: ['yes'], check_consulted: ['na'], check_drafting: ['yes'] }

/** A PDF with a page for each text. */
function pdfOf(pages: string[]): Buffer {
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', '', '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>']
  const kids: number[] = []
  for (const text of pages) {
    const stream = `BT /F1 28 Tf 72 700 Td (${text}) Tj ET`
    objects.push(`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`)
    objects.push(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${objects.length} 0 R >>`)
    kids.push(objects.length)
  }
  objects[1] = `<< /Type /Pages /Kids [${kids.map((k) => `${k} 0 R`).join(' ')}] /Count ${kids.length} >>`
  let out = '%PDF-1.4\n'
  const at = objects.map((body, i) => {
    const start = out.length
    out += `${i + 1} 0 obj\n${body}\nendobj\n`
    return start
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${at.map((n) => `${String(n).padStart(10, '0')} 00000 n \n`).join('')}`
  return Buffer.from(`${out}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${out.length}\n%%EOF\n`)
}

async function upload(caller: Caller, name: string, mimeType: string, buffer: Buffer): Promise<string> {
  const http = await request.newContext({ baseURL: process.env.RENDA_E2E_URL, storageState: await caller.state() })
  const answer = await http.post('/api/v1/files', { multipart: { file: { name, mimeType, buffer } }, headers: { 'Idempotency-Key': randomUUID() } })
  if (!answer.ok()) throw new Error(await answer.text())
  const { id } = (await answer.json()) as { id: string }
  await http.dispose()
  return id
}

async function personOf(call: (username: string) => Promise<Caller>, username: string): Promise<{ id: string; name: string }> {
  const { person_id, name } = await (await call(username)).get<{ person_id: string; name: string }>('/session')
  return { id: person_id, name }
}

test('a paper is read page by page, searched and enlarged', async ({ as, call }) => {
  const registrar = await call('registrar')
  const pdf = await upload(registrar, '来文.pdf', 'application/pdf', pdfOf(['Water works', 'Second page', 'Water again']))
  const id = await registrar.receive('关于水利工程资金安排的请示（阅读）', { attachments: [{ name: '来文', file: pdf }], attachment_count: 1 })
  const page = await as('registrar', `/cases/${id}`)
  await expect(page.getByRole('group', { name: '第 1 页，共 3 页' })).toBeVisible()
  await expect(page.locator('.textLayer').first()).toContainText('Water works')
  await page.getByRole('button', { name: '各页缩略图' }).click()
  await page.getByRole('button', { name: '到第 2 页' }).click()
  await expect(page.getByLabel('页码')).toHaveValue('2')
  await page.getByRole('button', { name: '在文件中查找' }).click()
  await page.getByRole('searchbox', { name: '在文件中查找' }).fill('water')
  await expect(page.getByText('1 / 2')).toBeVisible()
  await page.getByRole('button', { name: '下一处' }).click()
  await expect(page.locator('.textLayer mark.now')).toHaveText('Water')
  await expect(page.getByLabel('页码')).toHaveValue('3')
  const before = await page.locator('.pages > .page').first().evaluate((e) => e.clientWidth)
  await page.getByRole('button', { name: '放大' }).click()
  await expect.poll(() => page.locator('.pages > .page').first().evaluate((e) => e.clientWidth)).toBeGreaterThan(before)
  await accessible(page)
})

test('an act is filled in, foretold and done; neither news nor a session that ended touch the form', async ({ as, call }) => {
  const registrar = await call('registrar')
  const id = await registrar.receive('关于小型水库除险加固的请示（拟办）')
  await registrar.act(id, { outcome: 'approve', form: checked })
  const leader = await personOf(call, 'vice_chair')
  const page = await as('office_head', `/cases/${id}/act`)
  await page.getByLabel(/^意见/).fill('拟请')
  await page.getByRole('button', { name: '呈领导批示', exact: true }).click()
  await page.getByRole('combobox', { name: /呈送批示的领导/ }).fill(leader.name)
  await page.getByRole('option', { name: leader.name }).first().click()
  await expect(page.getByText(`进入“批示”，由${leader.name}办理`)).toBeVisible()
  await accessible(page)

  // Somebody else gives it to a reader meanwhile: that is told, and what is typed stays.
  const reader = await personOf(call, 'drafter')
  await registrar.post(`/cases/${id}/acts`, { verb: 'circulate', to: [{ person: reader.id }] })
  await (await call('drafter')).post(`/cases/${id}/acts`, { verb: 'read' })
  await expect(page.getByText('已阅 1 / 1')).toBeVisible()
  await expect(page.getByText('您打开之后，此件有了变化')).toBeVisible()
  await page.getByRole('button', { name: '知道了' }).click()
  await expect(page.getByLabel(/^意见/)).toHaveValue('拟请')

  const office = await call('office_head')
  const { items } = await office.get<{ items: { id: string; current: boolean }[] }>('/sessions')
  for (const session of items.filter((s) => !s.current)) await office.send('DELETE', `/sessions/${session.id}`)
  await page.getByLabel(/^意见/).fill('拟请分管副主任批示。')
  const dialog = page.getByRole('dialog', { name: '登录已失效' })
  await dialog.getByLabel('用户名').fill('office_head')
  await dialog.getByLabel(/^密码/).fill(password)
  await dialog.getByRole('button', { name: '登录', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByLabel(/^意见/)).toHaveValue('拟请分管副主任批示。')
  await page.getByRole('button', { name: '呈领导批示，提交' }).click()
  await expect(page.getByText('已办理：呈领导批示')).toBeVisible()
  await page.getByRole('tab', { name: '历程' }).click()
  await expect(page.getByText('拟请分管副主任批示。')).toBeVisible()
  await expect(page.locator('[aria-current=step]')).toContainText('批示')
  await accessible(page)
})

test('what is returned with the wish comes straight back, and the way says so', async ({ as, call }) => {
  const registrar = await call('registrar')
  const id = await registrar.receive('关于农田灌溉用水的请示（退回）')
  await registrar.act(id, { outcome: 'approve', form: checked })
  const leader = await personOf(call, 'vice_chair')
  const office = await call('office_head')
  await office.act(id, { outcome: 'instruct', opinion: { text: '拟请批示。' }, form: { leaders: [leader.id] } })

  const page = await as('vice_chair', `/cases/${id}/act`, { size: 'phone' })
  await page.getByRole('button', { name: '退回', exact: true }).click()
  await page.getByRole('radio', { name: '拟办', exact: true }).check()
  await page.getByRole('radio', { name: /直接送回给我/ }).check()
  await page.getByRole('button', { name: '退回，提交' }).click()
  await expect(page.getByText('请说明理由。').first()).toBeVisible()
  await page.getByLabel(/^理由/).fill('请补充主办单位的意见。')
  await accessible(page)
  await page.getByRole('button', { name: '退回，提交' }).click()
  await expect(page.getByText('已办理：退回')).toBeVisible()

  await office.act(id, { outcome: 'instruct', opinion: { text: '已补充。' } })
  await page.getByRole('tab', { name: '历程' }).click()
  await expect(page.getByText('曾由“批示”退回“拟办”')).toBeVisible()
  await expect(page.locator('[aria-current=step]')).toContainText('批示')
  await expect(page.getByText('理由：请补充主办单位的意见。')).toBeVisible()
  await accessible(page)
})

test('of two people at once one is told who was first, with his words kept', async ({ as, call }) => {
  const registrar = await call('registrar')
  const me = await personOf(call, 'registrar')
  const id = await registrar.receive('关于河道清淤的请示（同时办理）')
  const page = await as('registrar2', `/cases/${id}/act`)
  await page.getByLabel(/^意见/).fill('格式需要核对。')
  await page.route('**/options', (route) => route.abort()) // the page does not hear of it in time
  await registrar.act(id, { outcome: 'approve', form: checked })
  await page.unroute('**/options')
  await page.getByRole('button', { name: '符合要求，提出拟办，提交' }).click()
  await expect(page.getByRole('alert').filter({ hasText: '没有生效' })).toContainText(new RegExp(`${me.name}已于 .* 办理了“初审”`))
  await expect(page.getByLabel(/^意见/)).toHaveValue('格式需要核对。')
})

test('common phrases are put in by a tap and looked after by their owner', async ({ as, call }) => {
  const registrar = await call('registrar')
  const id = await registrar.receive('关于常用意见的请示')
  const page = await as('registrar', `/cases/${id}/act`)
  await page.getByRole('button', { name: /保存常用意见|全部…/ }).click()
  const dialog = page.getByRole('dialog', { name: '常用意见' })
  await dialog.getByLabel('新的常用意见').fill('请办公室阅处。')
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await expect(dialog.getByRole('button', { name: '请办公室阅处。', exact: true })).toBeVisible()
  await accessible(page)
  await dialog.getByRole('button', { name: '请办公室阅处。', exact: true }).click()
  await expect(page.getByLabel(/^意见/)).toHaveValue('请办公室阅处。')
})

const sample = join(import.meta.dirname, '../../../shared', 'data/multiformat/test.docx')
test('an office file is shown as pages made of it', async ({ as, call }) => {
  test.skip(!existsSync('/usr/bin/soffice') || !existsSync(sample), 'SKIPPED, OPTIONAL PART MISSING: LibreOffice, or the material folder ../shared')
  const registrar = await call('registrar')
  const file = await upload(registrar, '来文.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', readFileSync(sample))
  const id = await registrar.receive('关于办公文件的请示', { attachments: [{ name: '来文', file }], attachment_count: 1 })
  const page = await as('registrar', `/cases/${id}/paper`, { size: 'phone' })
  await expect(page.getByRole('group', { name: /第 1 页/ })).toBeVisible({ timeout: 60_000 })
  await accessible(page)
})
