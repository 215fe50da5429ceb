import type { Page } from '@playwright/test'
import { expect, type Caller } from './rig'

type Call = (username: string) => Promise<Caller>
export interface Person {
  id: string
  name: string
}
interface Head {
  seq: number
  step: string
  status: string
  deliveries?: { id: string; name: string }[]
}
export type Team = ReturnType<typeof teamOf>

export const checked = { check_ours: ['yes'], check_rules: ['yes'], check_format: ['yes'], check_consulted: ['na'], check_drafting: ['yes'] }

/** People at the API who sign in once a story, and papers brought by them to a step. */
export function teamOf(call: Call) {
  const callers = new Map<string, Promise<Caller>>()
  const as = (username: string): Promise<Caller> => {
    if (!callers.has(username)) callers.set(username, call(username))
    return callers.get(username)!
  }
  /** Somebody by his user name; no sign-in of his own is needed for that. */
  async function person(username: string): Promise<Person> {
    const { items } = await (await as('registrar')).get<{ items: (Person & { username: string })[] }>(`/people?q=${username}&limit=50`)
    return items.find((p) => p.username === username)!
  }
  async function unit(code: string): Promise<string> {
    const { items } = await (await as('registrar')).get<{ items: { id: string; code: string }[] }>('/units')
    return items.find((u) => u.code === code)!.id
  }
  const head = async (id: string, username = 'registrar') => (await as(username)).get<Head>(`/cases/${id}`)
  /** An act on the case as it stands. */
  async function act(username: string, id: string, act: Record<string, unknown>): Promise<void> {
    const caller = await as(username)
    await caller.post(`/cases/${id}/acts`, { verb: 'approve', expect_seq: (await head(id, username)).seq, ...act })
  }
  /** A paper before the office head, who is to propose. */
  async function proposing(title: string, more: Record<string, unknown> = {}): Promise<string> {
    const id = await (await as('registrar')).receive(title, more)
    await act('registrar', id, { outcome: 'approve', form: checked })
    return id
  }
  /** A paper before leaders, who are to instruct. */
  async function instructing(title: string, leaders: string[] = ['vice_chair']): Promise<string> {
    const id = await proposing(title)
    const ids = await Promise.all(leaders.map(async (leader) => (await person(leader)).id))
    await act('office_head', id, { outcome: 'instruct', opinion: { text: '拟请批示。' }, form: { leaders: ids, lead_unit: [await unit('npc-rural')] } })
    return id
  }
  /** A paper with a unit, who is to handle it. */
  async function handling(title: string): Promise<string> {
    const id = await proposing(title)
    await act('office_head', id, { outcome: 'handle', opinion: { text: '请农工委办理。' }, form: { lead_unit: [await unit('npc-rural')] } })
    return id
  }
  /** A letter of the drafter before the head of his unit. */
  async function reviewing(about: string): Promise<string> {
    const drafter = await as('drafter')
    const desk = await drafter.get<{ letterheads: { id: string; mark: string; issuer: string }[] }>('/drafting')
    const letterhead = desk.letterheads[0]!
    const document = {
      kind: 'LETTER', direction: 'PARALLEL', title: `${letterhead.issuer}关于${about}的函`, issuing_org: letterhead.id, org_marks: [letterhead.mark],
      signature_orgs: [letterhead.issuer], disclosure: 'ON_REQUEST', main_to: [{ name: '蕲春县水利和湖泊局' }],
      body: [{ kind: 'paragraph', text: '请于二十日内报送有关情况。' }],
    }
    const { case_id } = await drafter.post<{ case_id: string }>('/documents/outgoing', { document, submit: true })
    return case_id
  }
  /** A letter signed, numbered, sealed and sent to units of the house and to others. */
  async function issued(about: string, form: Record<string, string[]>): Promise<string> {
    const id = await reviewing(about)
    await act('unit_head', id, { outcome: 'approve' })
    await act('registrar', id, {
      outcome: 'approve', form: { checklist: ['need', 'law', 'consulted', 'kind', 'facts', 'wording'], signer: [(await person('chair')).id] },
    })
    await act('chair', id, { outcome: 'approve' })
    await act('registrar', id, { outcome: 'approve' })
    await act('registrar', id, { outcome: 'approve', form: { doc_series: ['npc-letter'], scope: ['县水利局'], copies: ['5'] } })
    await act('registrar', id, { outcome: 'approve', form: { proof_reader: ['张义'], printed_copies: ['5'], printed_on: ['2026-11-26'] } })
    await act('seal_keeper', id, { outcome: 'approve', form: { seal_id: ['常委会印'], seal_count: ['5'] } })
    await act('registrar', id, { outcome: 'approve', form })
    return id
  }
  /** Whether a case stands in a box of somebody. */
  async function has(username: string, box: string, id: string): Promise<boolean> {
    const { items } = await (await as(username)).get<{ items: { case?: { id: string } }[] }>(`/inbox?box=${box}&limit=100`)
    return items.some((item) => item.case?.id === id)
  }
  return { as, person, unit, head, act, proposing, instructing, handling, reviewing, issued, has }
}

/** Opens an act from the bar, or from the menu behind it, as soon as the page offers it. */
export async function begin(page: Page, title: string): Promise<void> {
  const bar = page.getByRole('group', { name: '可以办理' })
  const inBar = bar.getByRole('button', { name: title, exact: true })
  const inMenu = page.getByRole('menuitem', { name: title, exact: true })
  await expect(async () => {
    if (await inBar.count()) return inBar.click({ timeout: 2000 })
    await bar.getByRole('button', { name: '更多' }).click({ timeout: 2000 })
    if (await inMenu.count()) return inMenu.click({ timeout: 2000 })
    await page.keyboard.press('Escape')
    throw new Error(`${title} is not offered`)
  }).toPass()
}

/** Chooses somebody in a field by his name. */
export async function choose(page: Page, label: string | RegExp, name: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(name)
  await page.getByRole('option', { name }).first().click()
  await page.keyboard.press('Escape')
}

/** What the form says will follow. */
export const will = (page: Page) => page.locator('.will')

export async function submit(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: `${title}，提交` }).click()
}

export async function done(page: Page, title: string): Promise<void> {
  const form = page.getByRole('button', { name: `${title}，提交` })
  await form.click()
  await expect(form).toBeHidden()
  await expect(page.getByText(`已办理：${title}`).last()).toBeVisible()
}

/** The lines of the history, the newest first. */
export async function history(page: Page): Promise<ReturnType<Page['locator']>> {
  await page.getByRole('tab', { name: '历程' }).click()
  return page.locator('.lines > li')
}

/** The line that says something. */
export const lineOf = (lines: ReturnType<Page['locator']>, text: string) => lines.filter({ hasText: text }).first()

/** Takes note of what others did while the page was open. */
export const noted = (page: Page) => page.getByRole('button', { name: '知道了' }).click()
