import { api, Problem, unwrap, type Schema } from '@/api'
import { choicesOf, type Choice } from '@/domains/case/act/acts'
import type { Reading } from './reading'

export type { Choice }

const deciding = new Set(['approve', 'submit', 'read'])
/** Saving a text is nothing that a leader does here. */
const notHere = new Set(['save'])

const isDecision = ({ allowed }: Choice, task: string) => deciding.has(allowed.verb) && allowed.task === task

/** The decisions on the paper, one tap each, in the order of its process. */
export function decisionsOf({ entry, options }: Reading): Choice[] {
  return choicesOf(options.items ?? []).filter((c) => isDecision(c, entry.task))
}

/** What has no place among the decisions: returning, asking others, passing on. Each has its form. */
export function othersOf({ entry, options }: Reading): Choice[] {
  return choicesOf(options.items ?? []).filter(
    (c) => !deciding.has(c.allowed.verb) && !notHere.has(c.allowed.verb) && (!c.allowed.task || c.allowed.task === entry.task),
  )
}

/** The act of a choice, with nothing filled in. */
export function actOf({ allowed, way }: Choice): Schema<'CasesAct'> {
  return { verb: allowed.verb, ...(allowed.task && { task: allowed.task }), ...(way && { outcome: way.outcome }) }
}

/** What would happen, or why it would not. */
export async function foresee(reading: Reading, act: Schema<'CasesAct'>): Promise<Schema<'CasesPreview'> | Problem> {
  try {
    return await unwrap(api.POST('/api/v1/cases/{id}/preview', { params: { path: { id: reading.entry.caseId } }, body: act }))
  } catch (failure) {
    if (failure instanceof Problem) return failure
    throw failure
  }
}
