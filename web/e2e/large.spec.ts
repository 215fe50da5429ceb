import { expect, test } from './rig'

// The narrowest screen with the largest text that a person may keep: nothing is wider than the screen.
const pages: [who: string, path: string][] = [
  ['registrar', '/inbox/todo'],
  ['registrar', '/register'],
  ['registrar', '/register/batch'],
  ['registrar', '/search?q=资金'],
  ['registrar', '/statistics'],
  ['registrar', '/cases/:case'],
  ['registrar', '/cases/:case/act'],
  ['registrar', '/cases/:case/history'],
  ['registrar', '/admin/numbers'],
  ['registrar', '/settings'],
  ['drafter', '/draft/new'],
  ['chair', '/absence'],
  ['vice_chair', '/sign'],
  ['sysadmin', '/admin/units'],
  ['sysadmin', '/admin/people'],
  ['sysadmin', '/admin/calendar'],
  ['sysadmin', '/admin/definitions'],
  ['sysadmin', '/admin/operations'],
  ['sysadmin', '/docs'],
  ['secadmin', '/admin/policy'],
  ['auditor', '/admin/audit'],
]

test('text of twice the size fits a phone on every page', async ({ as, call }) => {
  const id = await (await call('registrar')).receive('关于县乡道路安全设施资金的请示')
  const wide: string[] = []
  for (const [who, path] of pages) {
    const page = await as(who, path.replace(':case', id), { size: 'phone' })
    await page.locator('h1').first().waitFor({ state: 'attached' })
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
    await page.waitForLoadState('networkidle')
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    if (over > 0) wide.push(`${path}: ${over} px`)
    await page.context().close()
  }
  expect(wide).toEqual([])
})
