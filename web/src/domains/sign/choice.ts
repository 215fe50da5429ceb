import { api, Problem, unwrap, type Schema } from '@/api'
import type { Reading } from './reading'

/** One thing the leader can do with one tap, and what it is called. */
export interface Choice {
  key: string
  title: string
  act: Schema<'CasesAct'>
  /** Where it leads, in words. */
  leads: string
  /** Why it is not possible now. */
  blocked?: string
  opinionRequired: boolean
  signs: boolean
}

/** What a leader may do beside deciding; each opens the form of the case page. */
export interface Other {
  verb: string
  title: string
  task: string
}

const deciding = new Set(['approve', 'submit', 'read'])

/** The decisions on the paper, in the order of its process. */
export function choicesOf({ entry, options }: Reading): Choice[] {
  const mine = (options.items ?? []).filter((a) => a.task === entry.task && deciding.has(a.verb))
  return mine.flatMap((allowed) => {
    const common = {
      opinionRequired: allowed.opinion_required ?? false,
      signs: allowed.signs ?? false,
    }
    const act = { verb: allowed.verb, task: entry.task }
    if (!allowed.ways?.length) return [{ key: allowed.verb, title: allowed.title, act, leads: '', ...common }]
    return allowed.ways.map((way) => ({
      key: `${allowed.verb}.${way.outcome}`,
      title: way.title,
      act: { ...act, outcome: way.outcome },
      leads: way.place,
      blocked: way.blocked?.detail,
      ...common,
    }))
  })
}

/** What has no place among the decisions: returning, asking others, passing on. */
export function othersOf({ entry, options }: Reading): Other[] {
  return (options.items ?? [])
    .filter((a) => !deciding.has(a.verb) && a.verb !== 'save' && (!a.task || a.task === entry.task))
    .map((a) => ({ verb: a.verb, title: a.title, task: a.task ?? '' }))
}

/** What would happen, or why it would not. */
export async function foresee(
  reading: Reading,
  act: Schema<'CasesAct'>,
): Promise<Schema<'CasesPreview'> | Problem> {
  try {
    return await unwrap(
      api.POST('/api/v1/cases/{id}/preview', { params: { path: { id: reading.entry.caseId } }, body: act }),
    )
  } catch (failure) {
    if (failure instanceof Problem) return failure
    throw failure
  }
}
