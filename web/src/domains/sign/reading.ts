import { api, newKey, Problem, unwrap, withKey, type Schema } from '@/api'
import type { Entry } from './queue'

/** All that the leader needs of one paper, read at once. It lives in the memory
 * of the page and nowhere else. */
export interface Reading {
  entry: Entry
  head: Schema<'CasesHead'>
  options: Schema<'CasesOptions'>
  opinions: Schema<'CasesSaid'>[]
  files: Schema<'File'>[]
  document?: Schema<'Document'>
}

export async function read(entry: Entry, signal?: AbortSignal): Promise<Reading> {
  const params = { path: { id: entry.caseId } }
  const [head, options, opinions, files] = await Promise.all([
    unwrap(api.GET('/api/v1/cases/{id}', { params, signal })),
    unwrap(api.GET('/api/v1/cases/{id}/options', { params, signal })),
    unwrap(api.GET('/api/v1/cases/{id}/opinions', { params, signal })),
    unwrap(api.GET('/api/v1/cases/{id}/files', { params, signal })),
  ])
  const reading: Reading = { entry, head, options, opinions: opinions.items ?? [], files: files.items ?? [] }
  if (head.noun_kind === 'document' && head.noun_id) {
    reading.document = await unwrap(
      api.GET('/api/v1/documents/{id}', { params: { path: { id: head.noun_id } }, signal }),
    )
  }
  return reading
}

/** Notes that the paper was opened. That it could not be noted stops nobody from reading. */
export async function see(reading: Reading): Promise<number> {
  const { entry, options } = reading
  const task = options.tasks?.find((one) => one.id === entry.task)
  if (!task || task.seen_at) return options.seq
  try {
    const answer = await unwrap(
      api.POST('/api/v1/cases/{id}/acts', {
        params: { path: { id: entry.caseId } },
        ...withKey(newKey()),
        body: { verb: 'see', task: entry.task },
      }),
    )
    return answer.seq
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure
    return options.seq
  }
}
