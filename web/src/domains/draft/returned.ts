import type { Schema } from '@/api'

/** What was said by somebody because of whom the draft is the drafter's again. */
export interface Reason {
  by: string
  what: string
  at: string
  words: string
}

/**
 * The reasons of the last coming back: the return itself, and what those who were asked to countersign had against it.
 * Empty when the draft never came back.
 */
export function reasonsOf(lines: Schema<'CasesLine'>[], opinions: Schema<'CasesSaid'>[]): Reason[] {
  // What was said before the drafter last sent it off concerns an earlier text.
  const sent = lines.filter((l) => l.type === 'task-answered' && l.step === 'draft').map((l) => l.at)
  const since = sent[sent.length - 1]
  if (!since) return []
  const returns = lines
    .filter((l) => l.type === 'returned' && l.at > since)
    .map((l) => ({ by: l.by.name, what: l.text, at: l.at, words: [l.reason, l.opinion].filter(Boolean).join('\n') }))
  const against = opinions
    .filter((o) => o.at > since && ['amend', 'disagree'].includes(o.result ?? ''))
    .map((o) => ({ by: o.author.name, what: `${o.step_title} · ${o.result_title ?? ''}`, at: o.at, words: o.text ?? '' }))
  return [...returns, ...against].sort((a, b) => a.at.localeCompare(b.at))
}
