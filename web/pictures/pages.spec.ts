import { join } from 'node:path'
import { sizes, test, type Size } from '../e2e/rig'

// The README shows three of them; the others are for looking at only.
const shown = new Set(['inbox-pc', 'sign-tablet', 'case-phone'])
const docs = join(import.meta.dirname, '..', '..', 'docs', 'images')
const out = process.env.PICTURES ?? join(import.meta.dirname, 'out')

// Every main page at every size: what somebody who changes the look has to look at.
const pages: { name: string; who: string; path: string }[] = [
  { name: 'inbox', who: 'registrar', path: '/inbox/todo' },
  { name: 'register', who: 'registrar', path: '/register' },
  { name: 'batch', who: 'registrar', path: '/register/batch' },
  { name: 'draft', who: 'drafter', path: '/draft/new' },
  { name: 'case', who: 'vice_chair', path: '/cases/:case' },
  { name: 'history', who: 'vice_chair', path: '/cases/:case/history' },
  { name: 'sign', who: 'vice_chair', path: '/sign' },
  { name: 'search', who: 'registrar', path: '/search?q=水库' },
  { name: 'statistics', who: 'registrar', path: '/statistics' },
  { name: 'absence', who: 'chair', path: '/absence' },
  { name: 'units', who: 'sysadmin', path: '/admin/units' },
  { name: 'people', who: 'sysadmin', path: '/admin/people' },
  { name: 'policy', who: 'secadmin', path: '/admin/policy' },
  { name: 'consents', who: 'secadmin', path: '/admin/consents' },
  { name: 'numbers', who: 'registrar', path: '/admin/numbers' },
  { name: 'calendar', who: 'sysadmin', path: '/admin/calendar' },
  { name: 'definitions', who: 'sysadmin', path: '/admin/definitions' },
  { name: 'phrases', who: 'office_head', path: '/admin/phrases' },
  { name: 'audit', who: 'auditor', path: '/admin/audit' },
  { name: 'operations', who: 'sysadmin', path: '/admin/operations' },
  { name: 'settings', who: 'registrar', path: '/settings' },
  { name: 'docs', who: 'sysadmin', path: '/docs' },
]

const points = ['ours', 'rules', 'format', 'consulted', 'drafting']
const checked = Object.fromEntries(points.map((point) => [`check_${point}`, ['yes']]))
let paper = ''

// A morning's post: title, kind, direction, urgency, and how far it has come.
const post: [string, string, string, string, number][] = [
  ['关于水库除险加固资金安排的请示', 'REQUEST', 'UPWARD', '特急', 2],
  ['关于召开全县防汛工作会议的通知', 'NOTICE', 'DOWNWARD', '加急', 2],
  ['关于农村公路养护情况的报告', 'REPORT', 'UPWARD', '', 2],
  ['关于征求城市更新条例意见的函', 'LETTER', 'PARALLEL', '', 1],
  ['关于县城排水管网改造项目的请示', 'REQUEST', 'UPWARD', '加急', 1],
  ['关于义务教育学校布局调整情况的报告', 'REPORT', 'UPWARD', '', 0],
  ['关于报送2026年度代表建议办理情况的函', 'LETTER', 'PARALLEL', '', 0],
  ['关于开展食品安全执法检查的通知', 'NOTICE', 'DOWNWARD', '', 0],
]
const body = [
  { kind: 'paragraph', text: '近年来，我县小型水库陆续进入除险加固期。经排查，现有七座水库坝体渗漏，须在明年汛期前完成加固。' },
  { kind: 'paragraph', text: '按照分级负责的原则，所需资金拟由省级补助和县级财政共同承担，县级部分列入年度预算。' },
  { kind: 'paragraph', text: '妥否，请批示。' },
]

test('the county has work to do', async ({ call }) => {
  const registrar = await call('registrar')
  const head = await call('office_head')
  const { person_id: leader } = await (await call('vice_chair')).get<{ person_id: string }>('/session')
  const { items: units } = await registrar.get<{ items: { id: string; name: string }[] }>('/units')
  const water = units.find((unit) => unit.name.includes('水利'))!.id
  for (const [title, kind, direction, urgency, far] of post) {
    const id = await registrar.receive(title, { kind, direction, body, urgency: urgency || undefined })
    if (far > 0) await registrar.act(id, { outcome: 'approve', form: checked })
    if (far > 1) {
      const opinion = { text: '拟请刘荣平副主任阅示，由县水利和湖泊局主办。' }
      await head.act(id, { outcome: 'instruct', opinion, form: { leaders: [leader], lead_unit: [water] } })
      paper ||= id
    }
  }
})

for (const { name, who, path } of pages) {
  for (const size of Object.keys(sizes) as Size[]) {
    test(`${name} at ${size}`, async ({ as }) => {
      const page = await as(who, path.replace(':case', paper), { size })
      await page.locator('h1').first().waitFor({ state: 'attached' })
      await page.waitForLoadState('networkidle')
      const picture = `${name}-${size}`
      await page.screenshot({ path: join(shown.has(picture) ? docs : out, `${picture}.png`) })
    })
  }
}
