import type { Schema } from '@/api'

export type Allowed = Schema<'ProcessAllowed'>
export type Way = Schema<'ProcessWay'>
export type Field = Schema<'ProcessField'>
export type Options = Schema<'CasesOptions'>
export type Act = Schema<'CasesAct'>
export type Task = Schema<'CasesTask'>
export type Head = Schema<'CasesHead'>
export type Value = Schema<'CasesValue'>

/** One button: an act, and the outcome where it has several. */
export interface Choice {
  key: string
  title: string
  allowed: Allowed
  way?: Way
  /** Why it is not possible now. */
  blocked?: string
}

/** Somebody or something chosen, with its name. */
export interface Ref {
  id: string
  name: string
  note?: string
}

/** Verbs that are done from where their subject is shown, not from the bar. */
const elsewhere = new Set(['follow', 'unfollow', 'receipt', 'recall'])
/** Verbs that come first, in this order; the others are in the menu. */
const first = ['approve', 'submit', 'read', 'claim', 'return']

/** All that can be chosen, in the order of the kernel: each way of an answer is a choice of its own. */
export function choicesOf(items: Allowed[]): Choice[] {
  const out: Choice[] = []
  for (const allowed of items) {
    if (elsewhere.has(allowed.verb)) continue
    const ways = allowed.verb === 'choose-next' ? [] : (allowed.ways ?? [])
    for (const way of ways) {
      out.push({ key: keyOf(allowed, way), title: way.title, allowed, way, blocked: way.blocked?.detail })
    }
    if (!ways.length) out.push({ key: keyOf(allowed), title: allowed.title, allowed })
  }
  return out
}

export function keyOf(allowed: Allowed, way?: Way): string {
  return [allowed.verb, allowed.task ?? '', way?.outcome ?? ''].join('|')
}

/** Choices for the bar and for the menu behind it. */
export function split(choices: Choice[]): { bar: Choice[]; menu: Choice[] } {
  const inBar = (c: Choice) => first.includes(c.allowed.verb)
  return {
    bar: choices.filter(inBar).sort((a, b) => first.indexOf(a.allowed.verb) - first.indexOf(b.allowed.verb)),
    menu: choices.filter((c) => !inBar(c)),
  }
}

/** Done at once, without a form: nothing is asked and it is taken back as easily. */
export function isPlain(choice: Choice): boolean {
  return ['claim', 'release', 'resume'].includes(choice.allowed.verb)
}

/** What is filled in, kept while it is not sent. */
export interface Input {
  outcome: string
  text: string
  ink: string
  form: Record<string, string[]>
  /** Names of the ids in the form and in to, so that a form restored shows them. */
  names: Record<string, string>
  to: Ref[]
  tasks: string[]
  target: string
  strategy: 'walk' | 'straight'
  position: 'before' | 'after' | 'parallel'
  order: 'at_once' | 'in_order'
  until: string
  clock: string
  reason: string
}

/** Verbs that carry an opinion. */
const withOpinion = new Set(['approve', 'submit', 'choose-next', 'return', 'reject', 'read', 'transfer', 'delegate', 'add-signer', 'save'])
const toMany = new Set(['add-signer', 'circulate', 'choose-next', 'reroute'])
const toOne = new Set(['transfer', 'delegate'])

export const takesOpinion = (a: Allowed) => withOpinion.has(a.verb) && !['transfer', 'delegate', 'add-signer', 'save', 'return', 'reject'].includes(a.verb)
export const takesPeople = (a: Allowed) => toMany.has(a.verb) || toOne.has(a.verb)
export const needsPeople = (a: Allowed) => toOne.has(a.verb) || a.verb === 'add-signer' || a.verb === 'circulate'
export const onePerson = (a: Allowed) => toOne.has(a.verb)
/** A reason may always be given where the act goes against the run of things. */
export const takesReason = (a: Allowed) => !!a.reason_required || ['withdraw', 'transfer', 'delegate', 'add-signer', 'remove-signer', 'urge', 'resume'].includes(a.verb)

/** Fields of an act for the outcome that is chosen. */
export function fieldsFor(allowed: Allowed, way?: Way): Field[] {
  return (allowed.fields ?? []).filter((field) => {
    if (field.key === 'waive_readers') return !!way?.waiver
    return !field.outcomes?.length || !way || field.outcomes.includes(way.outcome)
  })
}

/** An empty form, with what the case holds already and the defaults of the table. */
export function emptyInput(allowed: Allowed, way: Way | undefined, known: Value[]): Input {
  const form: Record<string, string[]> = {}
  const names: Record<string, string> = {}
  for (const field of allowed.fields ?? []) {
    const had = known.find((value) => value.key === field.key)
    form[field.key] = [...(had?.values ?? field.default ?? [])]
    had?.values?.forEach((id, i) => (names[id] = had.texts?.[i] ?? id))
  }
  return {
    outcome: way?.outcome ?? defaultOutcome(allowed), text: '', ink: '', form, names, to: [], tasks: defaultTasks(allowed), target: defaultPlace(allowed),
    strategy: 'walk', position: 'before', order: 'at_once', until: '', clock: allowed.clocks?.[0] ?? '', reason: '',
  }
}

function defaultOutcome(allowed: Allowed): string {
  const ways = (allowed.ways ?? []).filter((way) => !way.blocked)
  return allowed.verb === 'choose-next' && ways.length === 1 ? ways[0]!.outcome : ''
}

// A return goes to the step before unless one says otherwise. Whither a case is moved past its table, nobody can guess.
function defaultPlace(allowed: Allowed): string {
  return ['reroute', 'reopen'].includes(allowed.verb) ? '' : (allowed.places?.[0]?.step ?? '')
}

// Urging concerns everybody who has not acted, unless one says otherwise; who is taken out is named.
function defaultTasks(allowed: Allowed): string[] {
  return allowed.verb === 'urge' ? [...(allowed.tasks ?? [])] : []
}

/** The act as it is sent. Only what differs from what the case holds already is in the form. */
export function actOf(allowed: Allowed, way: Way | undefined, input: Input, known: Value[], seq: number): Act {
  const act: Act = { verb: allowed.verb, expect_seq: seq }
  if (allowed.task) act.task = allowed.task
  if (way) act.outcome = way.outcome
  if (takesOpinion(allowed) && (input.text.trim() || input.ink)) act.opinion = { ...(input.text.trim() && { text: input.text.trim() }), ...(input.ink && { ink: input.ink }) }
  const form = formOf(fieldsFor(allowed, way), input, known)
  if (Object.keys(form).length) act.form = form
  if (takesPeople(allowed) && input.to.length) act.to = input.to.map((person) => ({ person: person.id }))
  if (allowed.places?.length && input.target) act.target = input.target
  if (allowed.verb === 'return') act.strategy = input.strategy
  if (allowed.verb === 'add-signer') act.position = input.position
  if (allowed.verb === 'circulate') act.order = input.order
  if (['urge', 'remove-signer', 'recall'].includes(allowed.verb) && input.tasks.length) act.tasks = input.tasks
  if (allowed.verb === 'extend') Object.assign(act, { clock: input.clock, ...(input.until && { until: input.until }) })
  if (takesReason(allowed) && input.reason.trim()) act.reason = input.reason.trim()
  return act
}

function formOf(fields: Field[], input: Input, known: Value[]): Record<string, string[]> {
  const form: Record<string, string[]> = {}
  for (const field of fields) {
    const values = (input.form[field.key] ?? []).map((v) => v.trim()).filter(Boolean)
    const had = known.find((value) => value.key === field.key)?.values ?? []
    const same = values.length === had.length && values.every((v, i) => v === had[i])
    if (!same || (values.length && !had.length)) form[field.key] = values
  }
  return form
}

/** Whether the person has filled in anything of his own. */
export function isUntouched(input: Input, start: Input): boolean {
  return JSON.stringify({ ...input, outcome: '' }) === JSON.stringify({ ...start, outcome: '' })
}
