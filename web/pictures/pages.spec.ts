import { join } from 'node:path'
import { sizes, test, type Size } from '../e2e/rig'

const folder = process.env.PICTURES ?? join(import.meta.dirname, '..', '..', 'docs', 'images')

// Every main page at every size: what somebody who changes the look has to look at.
const pages: { name: string; who: string; path: string }[] = [
  { name: 'settings', who: 'registrar', path: '/settings' },
  { name: 'docs', who: 'sysadmin', path: '/docs' },
]

for (const { name, who, path } of pages) {
  for (const size of Object.keys(sizes) as Size[]) {
    test(`${name} at ${size}`, async ({ as }) => {
      const page = await as(who, path, { size })
      await page.waitForLoadState('networkidle')
      await page.screenshot({ path: join(folder, `${name}-${size}.png`) })
    })
  }
}
