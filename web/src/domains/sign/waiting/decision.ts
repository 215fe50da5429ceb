import { api, Problem, unwrap, withKey, type Schema } from '@/api'
import { annotate, type Mark } from '@/domains/annotation/useAnnotations'
import type { Ink } from '@/ui/ink/ink'

/** What a leader decided: enough to send it, and nothing of the paper. */
export interface Decision {
  /** The Idempotency-Key of the act: however often it is sent, it is done once. */
  id: string
  caseId: string
  /** What he saw; if the case has moved since, the server refuses. */
  seenSeq: number
  act: Schema<'CasesAct'>
  ink: Ink | null
  /** Ink on pages that was not kept yet. */
  marks: Mark[]
  decidedAt: number
}

/** Keeps the handwriting as a file and gives its id. The same key gives the same file. */
async function sendInk(decision: Decision, ink: Ink): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([JSON.stringify(ink)], { type: 'application/json' }), 'ink.json')
  const file = await unwrap(
    api.POST('/api/v1/files', {
      ...withKey(`${decision.id}.ink`),
      body: form as unknown as { file: string },
      bodySerializer: () => form,
    }),
  )
  return file.id
}

/** Ink that a paper no longer takes is left: the act, which comes next, will be refused and say why. */
const tooLate = new Set(['ANNOTATION_WITHOUT_TASK', 'CASE_CLOSED', 'CASE_NOT_FOUND', 'ANNOTATION_MOVED'])

async function sendMarks({ caseId, marks }: Decision): Promise<void> {
  for (const mark of marks) {
    await annotate(caseId, mark).catch((failure: unknown) => {
      if (!(failure instanceof Problem) || !tooLate.has(failure.code)) throw failure
    })
  }
}

/** Sends a decision with its own key and with the seq that was seen. */
export async function send(decision: Decision): Promise<Schema<'ContractAnswer'>> {
  await sendMarks(decision)
  const act: Schema<'CasesAct'> = { ...decision.act, expect_seq: decision.seenSeq }
  if (decision.ink) act.opinion = { ...act.opinion, ink: await sendInk(decision, decision.ink) }
  return unwrap(
    api.POST('/api/v1/cases/{id}/acts', {
      params: { path: { id: decision.caseId } },
      ...withKey(decision.id),
      body: act,
    }),
  )
}

/** Whether the same decision may succeed later as it is. */
export const mayWait = (problem: Problem): boolean =>
  problem.passing || problem.status >= 500 || problem.status === 401 || problem.code === 'IDEMPOTENCY_KEY_BUSY'

/** What happened in the case since the decision: lines of its history. */
export async function since(decision: Decision): Promise<Schema<'CasesLine'>[]> {
  const history = await unwrap(
    api.GET('/api/v1/cases/{id}/events', {
      params: { path: { id: decision.caseId }, query: { after: decision.seenSeq, limit: 100 } },
    }),
  )
  return (history.items ?? []).filter((line) => !line.minor)
}
