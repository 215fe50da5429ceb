import { accessible, expect, test, type Size } from './rig'

interface Person {
  id: string
  name: string
}

test('a post is proposed by one administrator, holds when another agrees, and opens the pool', async ({ as, call }) => {
  const caseId = await (await call('registrar')).receive('关于增设乡镇联络站的请示')
  const helper = await call('info_center')
  await expect(helper.get(`/cases/${caseId}`)).rejects.toThrow('404')

  const page = await as('sysadmin', '/admin/people')
  await page.getByLabel('姓名或用户名').fill('info_center')
  await page.getByRole('row').filter({ hasText: 'info_center' }).getByRole('link').first().click()
  await page.getByRole('button', { name: '提出任职' }).click()
  const dialog = page.getByRole('dialog', { name: '提出任职' })
  await dialog.getByLabel(/^角色/).selectOption({ label: '文秘' })
  await dialog.getByRole('combobox', { name: /单位/ }).fill('办公室')
  await page.getByRole('option', { name: /人大常委会办公室|人民代表大会常务委员会办公室/ }).first().click()
  await dialog.getByLabel(/理由/).fill('收文高峰期协助登记')
  await dialog.getByRole('button', { name: '提出任职' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('待批准')).toBeVisible()
  await accessible(page)
  await expect(helper.get(`/cases/${caseId}`)).rejects.toThrow('404')

  const consents = await as('secadmin', '/admin/consents')
  const request = consents.getByRole('listitem').filter({ hasText: '收文高峰期协助登记' })
  await expect(request).toContainText('文秘')
  await accessible(consents)
  await request.getByRole('button', { name: '不同意' }).click()
  const refusing = consents.getByRole('dialog')
  await expect(refusing.getByLabel(/不同意的理由/)).toHaveAttribute('required')
  await refusing.getByRole('button', { name: '取消' }).click()
  await request.getByRole('button', { name: '同意', exact: true }).click()
  await consents.getByRole('dialog').getByRole('button', { name: '同意', exact: true }).click()
  await expect(request).toBeHidden()
  // Within the five seconds in which every process learns of it.
  await expect.poll(() => helper.get(`/cases/${caseId}`).then(() => true, () => false)).toBe(true)

  await page.reload()
  await page.getByRole('listitem').filter({ hasText: '办公室文秘' }).getByRole('button', { name: '结束' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '结束' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(helper.get(`/cases/${caseId}`)).rejects.toThrow('404')
})

test('who proposes a change of policy cannot approve it; the change is a sentence before and after', async ({ as, call }) => {
  const page = await as('secadmin', '/admin/policy')
  await page.getByRole('searchbox').fill('催办')
  await expect(page.getByText('文秘可以催办').first()).toBeVisible()
  await accessible(page)
  await page.getByRole('button', { name: '提出变更' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^角色/).selectOption({ label: '档案员' })
  await dialog.getByLabel(/^事项/).selectOption({ label: '催办' })
  await dialog.getByLabel(/^依据/).fill('归档前催交材料')
  await expect(dialog).toContainText('档案员不可以催办')
  await expect(dialog).toContainText('档案员可以催办（归档前催交材料）')
  await accessible(page)
  await dialog.getByRole('button', { name: '提出变更' }).click()
  await expect(dialog).toBeHidden()

  await page.goto('/admin/consents')
  const mine = page.getByRole('listitem').filter({ hasText: '归档前催交材料' })
  await expect(mine).toContainText('须由另一位管理员审批')
  await expect(mine.getByRole('button')).toHaveCount(0)
  const secadmin = await call('secadmin')
  const { items } = await secadmin.get<{ items: { id: string; reason: string }[] }>('/policy/consents')
  const consent = items.find((c) => c.reason === '归档前催交材料')!
  await expect(secadmin.post(`/policy/consents/${consent.id}/decision`, { decision: 'approved' })).rejects.toThrow('CONSENT_OWN')

  const other = await as('sysadmin', '/admin/consents')
  const request = other.getByRole('listitem').filter({ hasText: '归档前催交材料' })
  await request.getByRole('button', { name: '同意', exact: true }).click()
  await other.getByRole('dialog').getByRole('button', { name: '同意', exact: true }).click()
  await expect(request).toBeHidden()
  await page.goto('/admin/policy')
  await page.getByRole('searchbox').fill('归档前催交')
  await expect(page.getByText('档案员可以催办')).toBeVisible()
})

test('a holiday is corrected, with what it does to open deadlines told before', async ({ as }) => {
  const page = await as('sysadmin', '/admin/calendar')
  await page.getByLabel('年份').selectOption('2026')
  const day = page.getByRole('button', { name: /2026年3月18日/ })
  await day.click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('放假', { exact: true }).click()
  await dialog.getByLabel(/节日名称/).fill('临时放假')
  await dialog.getByLabel(/更正依据/).fill('县政府办公室关于临时放假的通知')
  await expect(dialog.getByRole('status')).toContainText('个在办时限')
  await dialog.getByRole('button', { name: '确认更正' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: '2026年3月18日，放假 临时放假' })).toBeVisible()
  await accessible(page)

  await page.getByLabel('起算日').fill('2026-03-16')
  await page.getByLabel(/^期限/).fill('3')
  await page.getByRole('button', { name: '计算' }).click()
  await expect(page.getByText('截止日 2026年3月20日')).toBeVisible()

  await page.getByRole('button', { name: /2026年3月18日/ }).click()
  await dialog.getByText('平日（不由通知指定）').click()
  await dialog.getByLabel(/更正依据/).fill('县政府办公室关于取消临时放假的通知')
  await dialog.getByRole('button', { name: '确认更正' }).click()
  await expect(page.getByRole('button', { name: '2026年3月18日，工作日' })).toBeVisible()
})

test('a process is changed with a mistake, then rightly, tried, saved and taken back', async ({ as }) => {
  const page = await as('sysadmin', '/admin/definitions')
  await page.getByLabel('机关').selectOption({ label: '蕲春县人民代表大会常务委员会' })
  await page.getByRole('listitem').filter({ hasText: '收文办理' }).getByRole('link').click()
  await page.getByRole('button', { name: '开始修改' }).click()
  const graph = page.getByRole('figure', { name: '流程图' })
  await graph.getByRole('button', { name: /^登记/ }).click()
  const side = page.locator('section').filter({ has: page.getByRole('heading', { name: '登记', exact: true }) })
  await side.getByLabel('角色').selectOption({ label: '请选择' })
  await expect(graph.getByRole('button', { name: /^登记/ })).toContainText('处问题')
  await expect(side.getByRole('alert')).toContainText('岗位须有角色和单位')
  await expect(page.getByRole('button', { name: /保存为第/ })).toBeDisabled()
  await accessible(page)
  await side.getByLabel('角色').selectOption({ label: '收发员' })
  await expect(page.getByText('检查通过')).toBeVisible()

  await page.getByRole('tab', { name: '试运行' }).click()
  await page.getByRole('combobox', { name: /由谁发起/ }).fill('clerk_in')
  await page.getByRole('option', { name: /clerk_in/ }).click()
  await page.getByRole('button', { name: '试运行' }).click()
  await expect(page.getByText(/走到结束：/)).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: '登记' }).first()).toContainText('收发员')
  await page.getByLabel('在“初审”换一个结果再走').selectOption({ label: '退文 → 已退文' })
  await expect(page.getByText('走到结束：已退文。')).toBeVisible()

  await page.getByRole('tab', { name: '与通用流程的差别' }).click()
  await expect(page.getByRole('tabpanel')).toContainText('本机关的收发员')
  await page.getByRole('button', { name: /保存为第/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('本机关自定').first()).toBeVisible()
  await page.getByRole('tab', { name: '版本' }).click()
  await page.getByRole('button', { name: '恢复为通用流程' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '恢复为通用流程' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByText('通用流程').first()).toBeVisible()
})

test('the auditor reads all of it and proves the chain; the others do not', async ({ as, call }) => {
  const page = await as('auditor', '/admin/audit')
  await expect(page.locator('tbody tr').first()).toBeVisible()
  await page.getByRole('button', { name: '核验' }).click()
  await expect(page.getByText(/核验通过/)).toBeVisible()
  await page.getByLabel('事件').selectOption({ label: '参数变更' })
  await expect(page.getByText(/工作日历 2026-03-18 更正/).first()).toBeVisible()
  await accessible(page)
  for (const username of ['sysadmin', 'secadmin']) await expect((await call(username)).get('/audit/log')).rejects.toThrow('403')
})

test('units, numbers and health are read on every screen', async ({ as, call }) => {
  const { items } = await (await call('sysadmin')).get<{ items: Person[] }>('/units')
  const congress = items.find((u) => u.name === '蕲春县人民代表大会常务委员会')!
  const wide = [`/admin/units?unit=${congress.id}`, `/admin/definitions/document.issue?organ=${congress.id}`, '/admin/operations']
  const narrow = [...wide, '/admin/people', '/admin/numbers', '/admin/numbers/npc-receipt']
  for (const [size, paths] of [['pc', wide], ['phone', narrow]] as [Size, string[]][]) {
    const page = await as('sysadmin', paths[0]!, { size })
    for (const path of paths) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.locator('.skeleton')).toHaveCount(0)
      await accessible(page)
    }
  }
})
