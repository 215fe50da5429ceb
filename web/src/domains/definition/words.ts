import type { Schema } from '@/api'

export type Definition = Schema<'ProcessDefinition'>
export type Step = Schema<'ProcessStep'>
export type Actor = Schema<'ProcessActor'>
export type Field = Schema<'ProcessField'>
export type Clock = Schema<'ProcessClockRule'>
export type Flaw = Schema<'TableFlaw'>

type T = (key: string, args?: Record<string, unknown>) => string

/** What a table is told with: words of the client, of roles and of units. */
export interface Lexicon {
  t: T
  roles: Map<string, string>
  units: Map<string, string>
}

/** All fields of a table, the first of each key. */
export function fieldsOf(table: Definition): Map<string, Field> {
  const found = new Map<string, Field>()
  for (const step of table.steps ?? []) for (const field of step.form ?? []) if (!found.has(field.key)) found.set(field.key, field)
  return found
}

export function stepTitle(table: Definition, key: string): string {
  return table.steps?.find((s) => s.key === key)?.title ?? key
}

/** Where an outcome leads, in words. */
export function place(table: Definition, target: string, { t }: Lexicon): string {
  if (!target.startsWith('end:')) return stepTitle(table, target)
  const end = target.slice(4)
  return t('definition.end', { title: t(`definition.ends.${end}`) })
}

/** An outcome in the words of its step. */
export function outcomeTitle(step: Step, outcome: string, { t }: Lexicon): string {
  return step.labels?.[outcome] ?? (outcome === 'approve' || outcome === 'disagree' ? t(`definition.outcomes.${outcome}`) : outcome)
}

/** Who acts, as a phrase. */
export function actorSaid(table: Definition, actor: Actor, { t, roles, units }: Lexicon): string {
  const unit = actor.unit?.startsWith('@') ? t(`definition.actor.units.${actor.unit}`) : (units.get(actor.unit ?? '') ?? actor.unit ?? '')
  const said = t(`definition.actor.said.${actor.kind}`, {
    unit,
    role: roles.get(actor.role ?? '') ?? actor.role ?? '',
    field: fieldsOf(table).get(actor.field ?? '')?.label ?? actor.field ?? '',
    step: stepTitle(table, actor.step ?? ''),
  })
  return actor.part ? `${said}（${t(`definition.actor.parts.${actor.part}`)}）` : said
}

export function actorsSaid(table: Definition, step: Step, lexicon: Lexicon): string {
  return (step.actors ?? []).map((a) => actorSaid(table, a, lexicon)).join('、') || lexicon.t('definition.actor.none')
}

/** A deadline as a phrase. */
export function clockSaid(clock: Clock, { t }: Lexicon): string {
  const parts = clock.amount ? [t('definition.clock.said', { amount: clock.amount, unit: t(`definition.clock.units.${clock.unit}`) })] : []
  for (const [urgency, days] of Object.entries(clock.by_urgency ?? {})) parts.push(`${urgency || t('definition.clock.plain')} ${days}`)
  return parts.join('，')
}

export function whenSaid(table: Definition, step: Step, { t }: Lexicon): string {
  const fields = fieldsOf(table)
  return (step.when ?? []).map((w) => `${fields.get(w.field)?.label ?? w.field}${t(`definition.step.ops.${w.op}`)}${w.value ? ` ${w.value}` : ''}`).join('，')
}
