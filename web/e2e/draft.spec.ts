import type { Page } from '@playwright/test'
import { accessible, expect, test, type Caller } from './rig'

const bodyOf = (page: Page) => page.getByRole('textbox', { name: '正文' })
const saved = (page: Page) => expect(page.getByRole('status').filter({ hasText: /已保存/ })).toBeVisible()

/** Chooses a kind and one of its outlines. */
async function begin(page: Page, kind: string, template: string): Promise<void> {
  await page.getByRole('button', { name: kind, exact: true }).click()
  await page.getByRole('button', { name: template }).click()
  await expect(bodyOf(page)).toBeVisible()
}

/** Fills every blank of the outline, from the keyboard. */
async function fill(page: Page, words: string): Promise<void> {
  const left = page.getByRole('button', { name: /^空白 \d+ 处/ })
  await bodyOf(page).focus()
  while (await left.count()) {
    await page.keyboard.press('Alt+ArrowDown')
    await page.keyboard.insertText(words)
  }
}

async function addressTo(page: Page, part: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: /主送机关/ }).fill(part)
  await page.getByRole('option', { name }).first().click()
  await expect(page.getByRole('list', { name: '主送机关' }).getByText(name)).toBeVisible()
}

/** A letter of the drafter that went to his head and came back. */
async function returned(drafter: Caller, head: Caller): Promise<string> {
  const desk = await drafter.get<{ letterheads: { id: string; mark: string; issuer: string }[] }>('/drafting')
  const letterhead = desk.letterheads[0]!
  const document = {
    kind: 'LETTER', direction: 'PARALLEL', title: `${letterhead.issuer}关于报送防汛方案的函`, issuing_org: letterhead.id, org_marks: [letterhead.mark],
    signature_orgs: [letterhead.issuer], disclosure: 'ON_REQUEST', main_to: [{ name: '黄冈市水利和湖泊局' }],
    body: [{ kind: 'paragraph', text: '请于十日内报送防汛方案。' }, { kind: 'heading', level: 1, text: '一、报送内容' }],
  }
  const { case_id } = await drafter.post<{ case_id: string }>('/documents/outgoing', { document, submit: true })
  await head.post(`/cases/${case_id}/acts`, { verb: 'return', target: 'initiator', strategy: 'straight', reason: '时限过紧，请改为二十日。' })
  return case_id
}

test('a letter is drafted from an outline and goes to the head of the unit', async ({ as }) => {
  const page = await as('drafter', '/draft/new')
  await accessible(page)
  await begin(page, '函', '商洽工作')
  await page.getByRole('textbox', { name: /事由/ }).fill('商请协助开展水利调研')
  await expect(page.getByRole('heading', { level: 1, name: /关于商请协助开展水利调研的函/ })).toBeVisible()
  await addressTo(page, '水利', '蕲春县水利和湖泊局')
  const side = page.getByRole('complementary', { name: '核对、预览与各稿' })
  await expect(side.getByText(/正文中还有 \d+ 处空白/)).toBeVisible()
  await fill(page, '水利调研')
  await expect(side.getByText(/核对无误/)).toBeVisible()
  await saved(page)

  // What is typed makes headings of its own.
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await page.keyboard.type('三、')
  await page.keyboard.insertText('联系方式')
  await side.getByRole('tab', { name: '预览' }).click()
  await expect(side.getByRole('heading', { name: '三、联系方式' })).toBeVisible()
  await accessible(page)

  await page.getByRole('button', { name: '送核稿…' }).click()
  const dialog = page.getByRole('dialog', { name: '送核稿' })
  await expect(dialog.getByText(/提交后进入“核稿”/)).toBeVisible()
  await dialog.getByRole('button', { name: '确认提交' }).click()
  await expect(page).toHaveURL(/\/inbox/)
})

test('the rules are told while a request is written and hold it back', async ({ as }) => {
  const page = await as('drafter', '/draft/new?kind=REQUEST', { size: 'tablet' })
  await page.getByRole('button', { name: '请求批准' }).click()
  const side = page.getByRole('complementary', { name: '核对、预览与各稿' })
  await page.getByRole('textbox', { name: /事由/ }).fill('增补调研经费')
  await fill(page, '调研经费')
  await expect(side.getByText(/没有主送机关/)).toBeVisible()
  await expect(side.getByText(/条例第九条（八）/)).toBeVisible()
  await page.getByRole('button', { name: '送核稿…' }).click()
  const dialog = page.getByRole('dialog', { name: '送核稿' })
  await expect(dialog.getByText(/必须改正/).first()).toBeVisible()
  await dialog.getByRole('button', { name: /没有主送机关/ }).click()
  await expect(page.getByRole('combobox', { name: /主送机关/ })).toBeFocused()

  // Two superiors are one too many for a request.
  for (const name of ['黄冈市人大常委会', '湖北省人大常委会']) {
    await page.getByRole('combobox', { name: /主送机关/ }).fill(name)
    await page.getByRole('option', { name }).first().click()
  }
  await expect(side.getByText(/上行文主送了多个机关/)).toBeVisible()
  const chips = page.getByRole('list', { name: '主送机关' }).getByRole('listitem')
  await chips.nth(1).focus()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(chips.nth(0)).toContainText('湖北省人大常委会')
  await page.keyboard.press('Delete')
  await expect(side.getByText(/上行文主送了多个机关/)).toBeHidden()
  await accessible(page)
})

test('two windows never write over one another', async ({ as }) => {
  const page = await as('drafter', '/draft/new')
  await begin(page, '通知', '召开会议')
  await page.getByRole('textbox', { name: /事由/ }).fill('召开水利工作座谈会')
  await saved(page)
  const other = await page.context().newPage()
  await other.goto(page.url())
  await expect(other.getByRole('textbox', { name: /事由/ })).toHaveValue('召开水利工作座谈会')
  await other.getByRole('textbox', { name: /事由/ }).fill('召开水利工作推进会')
  await expect(other.getByRole('status').filter({ hasText: '正在保存' })).toBeVisible()
  await saved(other)

  await page.getByRole('textbox', { name: /事由/ }).fill('召开水利工作动员会')
  const clash = page.getByRole('alert').filter({ hasText: '另一个窗口保存了不同的内容' })
  await expect(clash).toBeVisible()
  await expect(clash.locator('ins', { hasText: '动员' })).toBeVisible()
  await expect(clash.locator('del', { hasText: '推进' })).toBeVisible()
  await clash.getByRole('button', { name: '用本窗口的' }).click()
  await expect(clash).toBeHidden()
  await saved(page)
  await page.reload()
  await expect(page.getByRole('textbox', { name: /事由/ })).toHaveValue('召开水利工作动员会')
})

test('a draft that came back says why and shows what changed', async ({ as, call }) => {
  const [drafter, head] = [await call('drafter'), await call('unit_head')]
  const id = await returned(drafter, head)
  const page = await as('drafter', `/draft/${id}`)
  const why = page.getByRole('region', { name: '为何退回' })
  await expect(why.getByText('时限过紧，请改为二十日。')).toBeVisible()
  await bodyOf(page).getByText('请于十日内报送防汛方案。').click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.insertText('二')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('已存为一稿。')).toBeVisible()

  const side = page.getByRole('complementary', { name: '核对、预览与各稿' })
  await side.getByRole('tab', { name: '各稿' }).click()
  await expect(side.locator('ins', { hasText: '二' })).toBeVisible()
  await accessible(page)
  await page.getByRole('button', { name: '送核稿…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '确认提交' }).click()
  await expect(page).toHaveURL(/\/inbox/)
})

test('what carries a mark of secrecy stays nowhere', async ({ as }) => {
  const page = await as('drafter', '/draft/new', { size: 'phone' })
  await begin(page, '通报', '情况通报')
  await page.getByRole('textbox', { name: /事由/ }).fill('防汛值守情况')
  await saved(page)
  await bodyOf(page).click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.insertText('机密★1年')
  const told = page.getByRole('dialog', { name: '内容带有密级标志' })
  await expect(told).toBeVisible()
  await told.getByRole('button', { name: '知道了' }).click()
  await expect(page.getByText('机密★')).toHaveCount(0)
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('机密')
  await accessible(page)
})

test('without a line nothing typed is lost', async ({ as }) => {
  const page = await as('drafter', '/draft/new')
  await begin(page, '函', '交办事项')
  await page.getByRole('textbox', { name: /事由/ }).fill('交办一件')
  await saved(page)
  await page.context().setOffline(true)
  await page.getByRole('textbox', { name: /事由/ }).fill('交办两件')
  await expect(page.getByRole('status').filter({ hasText: '没有连上服务器' })).toBeVisible()
  await page.context().setOffline(false)
  await saved(page)
  await page.reload()
  await expect(page.getByRole('textbox', { name: /事由/ })).toHaveValue('交办两件')
})

test('an office keeps outlines of its own', async ({ as }) => {
  const page = await as('office_head', '/draft/templates')
  await page.getByRole('button', { name: '新增模板' }).click()
  await page.getByRole('textbox', { name: /模板名称/ }).fill('调研通知')
  await bodyOf(page).click()
  await page.keyboard.insertText('定于【请填写日期】开展调研。')
  await page.getByRole('button', { name: '保存模板' }).click()
  await expect(page.getByText('模板已保存。')).toBeVisible()
  await accessible(page)
  const drafter = await as('drafter', '/draft/new?kind=NOTICE')
  await expect(drafter.getByRole('button', { name: /调研通知/ })).toBeVisible()
})

test('the outlines are found from the draft page and by their name', async ({ as }) => {
  const page = await as('drafter', '/draft/new')
  await page.getByRole('main').getByRole('link', { name: '公文模板' }).click()
  await expect(page.getByRole('heading', { name: '公文模板' })).toBeVisible()
  await accessible(page)
  await page.getByRole('main').getByRole('link', { name: '发文拟稿' }).click()
  await page.getByRole('heading', { name: '发文拟稿' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: '查找页面、公文、人员' }).fill('模板')
  await page.getByRole('option', { name: '公文模板' }).click()
  await expect(page).toHaveURL(/\/draft\/templates$/)
  const manager = await as('office_head', '/inbox/todo')
  await manager.getByRole('navigation', { name: '主导航' }).first().getByRole('link', { name: '公文模板' }).click()
  await expect(manager.getByRole('button', { name: '新增模板' })).toBeVisible()
})
