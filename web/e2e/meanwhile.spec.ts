import { expect, test, type Caller } from './rig'
import { begin, submit, teamOf } from './verbs'

const opinion = /^意见/

test('a post that ends in the middle of a form: said plainly, and the words are kept', async ({ as, call }) => {
  const team = teamOf(call)
  const id = await team.proposing('关于备案审查工作的请示')
  await team.act('office_head', id, { outcome: 'handle', opinion: { text: '请法工委办理。' }, form: { lead_unit: [await team.unit('npc-law')] } })
  const page = await as('law_drafter', `/cases/${id}/act`)
  await page.getByLabel(opinion).fill('已审查，未见不一致。')
  await page.getByRole('radio', { name: '已办结' }).check()

  const sysadmin = await team.as('sysadmin')
  const { posts } = await sysadmin.get<{ posts: { id: string; role: string }[] }>(`/people/${(await team.person('law_drafter')).id}`)
  await sysadmin.send('DELETE', `/posts/${posts.find((p) => p.role === 'unit_handler')!.id}`)
  await submit(page, '办理完毕')
  const said = page.getByRole('alert').filter({ hasText: '您已不能办理' })
  await expect(said).toHaveCount(1)
  await expect(said).toContainText('可以复制留用')
  await expect(page.getByLabel(opinion)).toHaveValue('已审查，未见不一致。')
  await page.reload()
  await expect(page.getByText('没有这个事项，或者您无权查看')).toBeVisible()
})

test('a case that somebody ends meanwhile: said plainly, and the words are kept', async ({ as, call }) => {
  const team = teamOf(call)
  const id = await team.handling('关于彭思镇危桥改造的请示')
  const page = await as('drafter', `/cases/${id}/act`)
  await page.getByLabel(opinion).fill('已现场核查。')
  await page.getByRole('radio', { name: '已办结' }).check()
  await team.act('office_head', id, { verb: 'terminate', reason: '来文单位撤回。' })
  await expect(page.getByText('您打开之后，此件有了变化')).toBeVisible()
  await expect(page.getByLabel(opinion)).toHaveValue('已现场核查。')
  await submit(page, '办理完毕')
  const said = page.getByRole('alert').filter({ hasText: '此件已经结束，不能再办理。' })
  await expect(said).toHaveCount(1)
  await expect(said).toContainText('可以复制留用')
  await expect(page.getByLabel(opinion)).toHaveValue('已现场核查。')
})

/** Working days left and lateness, on a device whose clock is wrong. */
test('what is due is counted by the server, whatever the clock of the device says', async ({ as, call }) => {
  const team = teamOf(call)
  const id = await team.handling('关于横车镇排涝泵站的请示')
  const dueOf = async (caller: Caller) => (await caller.get<{ clocks: { due_day: string }[] }>(`/cases/${id}`)).clocks[0]!.due_day
  const due = await dueOf(await team.as('registrar'))
  const page = await as('drafter', `/cases/${id}/act`)
  const mark = page.getByRole('button', { name: new RegExp(`${due} 到期`) })
  await expect(mark).toContainText(/个工作日|今天/)
  const said = (await mark.locator('.numbers').textContent())!.trim()
  for (const days of [-9, 9]) {
    const wrong = await as('drafter', '/inbox/todo?title=排涝泵站')
    await wrong.clock.setFixedTime(Date.now() + days * 86_400_000)
    await wrong.reload()
    await expect(wrong.locator('.row-line')).toContainText(said)
    await wrong.goto(`/cases/${id}/act`)
    await expect(wrong.getByRole('button', { name: new RegExp(`${due} 到期`) })).toContainText(said)
  }
  const head = await as('office_head', `/cases/${id}/act`)
  await head.clock.setFixedTime(Date.now() + 9 * 86_400_000)
  await head.reload()
  await begin(head, '延期')
  const min = await head.getByLabel(/^新的期限/).getAttribute('min')
  expect(min! <= '2027-12-31' && min! > due).toBe(true)
})
