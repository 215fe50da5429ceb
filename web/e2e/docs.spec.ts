import { accessible, expect, test } from './rig'

test('the description of the API can be read and searched', async ({ as }) => {
  const page = await as('sysadmin', '/docs', { size: 'phone' })
  await page.getByLabel('按名称或路径查找').fill('/cases/{id}/acts')
  await expect(page.getByRole('status').filter({ hasText: '1 个接口' })).toBeVisible()
  await page.getByText('POST', { exact: true }).click()
  await expect(page.getByRole('heading', { name: '请求内容' })).toBeVisible()
  await expect(page.getByText('verb', { exact: true })).toBeVisible()
  await accessible(page)
})
