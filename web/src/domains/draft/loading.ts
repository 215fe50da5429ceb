import { api, unwrap, type Schema } from '@/api'
import { readCopy } from './copy'
import { copyOf, type Content, type Draft } from './model'

/** The paper of a case that is being drafted or mended. */
export interface Paper {
  id: string
  seq: number
  task?: string
  /** At the step of drafting; elsewhere a text is mended but not submitted. */
  drafting: boolean
  stepTitle: string
  record: Schema<'DocumentRecord'>
}

/** What a desk begins with. */
export interface Start {
  draft: Draft
  copy: { id: string; caseId?: string; rev: number; unsent: boolean; lastGood: Draft }
  paper?: Paper
  /** The text of the record, when the copy was made of an earlier one. */
  stale?: Content
  /** Goes on to submitting at once. */
  submit?: boolean
}

/** A copy as a draft: the unit is kept beside the form's own fields. */
function draftOf(kept: Schema<'DraftCopy'>): Draft {
  const { unit, ...form } = kept.form ?? {}
  return { unit: unit?.[0] ?? '', document: kept.document, form }
}

/** A draft without a case: as the server has it, or as this tab left it. */
export async function startFresh(id: string, begun: Draft | undefined): Promise<Start | undefined> {
  const { kept, unsent, clash } = await readCopy(id)
  const base = kept ? draftOf(kept) : begun
  const draft = unsent ?? base
  if (!draft) return undefined
  return { draft: copyOf(draft), copy: { id, rev: clash ? 0 : (kept?.rev ?? 0), unsent: !!unsent || (!kept && !!begun?.document.body?.length), lastGood: base ?? draft } }
}

/** The paper of a case and whether its text is this person's to change; undefined for the latter when it is not. */
export async function startPaper(id: string): Promise<{ document: Schema<'Document'>; head: Schema<'CasesHead'>; start?: Start }> {
  const params = { path: { id } }
  const [document, head, options] = await Promise.all([
    unwrap(api.GET('/api/v1/documents/{id}', { params })),
    unwrap(api.GET('/api/v1/cases/{id}', { params })),
    unwrap(api.GET('/api/v1/cases/{id}/options', { params })),
  ])
  const saves = (options.items ?? []).find((one) => one.verb === 'save')
  if (!saves || document.content.flow === 'incoming') return { document, head }
  const paper: Paper = {
    id, seq: options.seq, task: saves.task, drafting: head.step === 'draft', stepTitle: head.step_title, record: document.record,
  }
  const form = Object.fromEntries((head.form ?? []).map((value) => [value.key, value.values]))
  const record: Draft = { unit: head.unit.id, document: document.content, form: paper.drafting ? draftForm(form) : {} }
  const { kept, unsent, clash } = await readCopy(id)
  const outdated = !!kept && (await rewrittenSince(id, kept.seq ?? 0))
  const base = kept ? draftOf(kept) : record
  const draft = unsent ?? base
  return {
    document, head,
    start: {
      draft: copyOf({ ...draft, unit: record.unit }), paper,
      copy: { id, caseId: id, rev: clash ? 0 : (kept?.rev ?? 0), unsent: !!unsent, lastGood: base },
      stale: outdated && JSON.stringify(kept.document) !== JSON.stringify(document.content) ? document.content : undefined,
    },
  }
}

/** A copy made of an earlier version is not silently put over what somebody else wrote since. */
async function rewrittenSince(id: string, seq: number): Promise<boolean> {
  const { items } = await unwrap(api.GET('/api/v1/documents/{id}/versions', { params: { path: { id } } }))
  return (items ?? []).some((version) => version.seq > seq)
}

const drafted = ['drafter_phone', 'countersign_units', 'joint_organs', 'signer', 'draft_note']

/** What the drafter filled in, of all that the case's form holds. */
function draftForm(form: Draft['form']): Draft['form'] {
  return Object.fromEntries(Object.entries(form).filter(([key]) => drafted.includes(key)))
}

