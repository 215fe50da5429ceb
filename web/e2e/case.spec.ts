import { expect, test, type Caller } from './rig'

const checked = { check_ours: ['yes'], check_rules: ['yes'], check_format: ['yes'], check_consulted: ['na'], check_drafting: ['yes'] }

async function personOf(call: (username: string) => Promise<Caller>, username: string): Promise<{ id: string; name: string }> {
  const { person_id, name } = await (await call(username)).get<{ person_id: string; name: string }>('/session')
  return { id: person_id, name }
}

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
