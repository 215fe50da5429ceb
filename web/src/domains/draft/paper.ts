import type { Schema } from '@/api'
import { splitLead } from './numbering'

export type Content = Schema<'DocumentContent'>
export type Record = Schema<'DocumentRecord'>

/** A part of the body as the page shows it. */
export type Part =
  | { kind: 'text'; text: string }
  /** depth counts from 1 without gaps, whatever levels the writer left out: readers that speak rely on it. */
  | { kind: 'heading'; level: number; depth: number; lead: string; rest: string }
  | { kind: 'table'; head: string[]; rows: string[][] }

/** The body in parts. */
export function partsOf(body: Content['body']): Part[] {
  const open: number[] = []
  return (body ?? []).map((block): Part => {
    if (block.kind === 'table') {
      const [head = [], ...rows] = (block.rows ?? []).map((row) => row ?? [])
      return { kind: 'table', head, rows }
    }
    if (block.kind !== 'heading') return { kind: 'text', text: block.text ?? '' }
    const level = block.level ?? 1
    while (open.length && open[open.length - 1]! >= level) open.pop()
    open.push(level)
    return { kind: 'heading', level, depth: open.length, ...splitLead(block.text ?? '') }
  })
}

/** 2026年3月5日: Arabic figures, no zeros before (7.3.5.4). */
export function paperDate(day: string | undefined): string {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})/.exec(day ?? '') ?? []
  return year ? `${year}年${Number(month)}月${Number(date)}日` : ''
}

/** The notes of attachments in their order; a single one has no number. */
export function attachmentLines(content: Content): string[] {
  const names = content.attachment_note ?? []
  return names.length > 1 ? names.map((name, i) => `${i + 1}.${name}`) : [...names]
}

/** The head and the foot of the paper, of one that came in or of one that goes out. */
export function frameOf(content: Content, record: Record | undefined) {
  const incoming = content.flow === 'incoming'
  const upward = content.direction === 'UPWARD'
  const marks = content.org_marks?.length ? content.org_marks : [content.source_org ?? ''].filter(Boolean)
  const signers = (incoming ? content.source_signers : record?.signers) ?? []
  return {
    marks,
    number: incoming ? (content.source_doc_no ?? '') : (record?.doc_no ?? ''),
    date: paperDate(incoming ? content.source_date : record?.doc_date),
    // Only papers that go up name who signed them (art. 9).
    signers: upward ? signers : [],
    mainTo: (content.main_to ?? []).map((organ) => organ.name).join('，'),
    cc: (content.cc ?? []).map((organ) => organ.name).join('，'),
    signatures: content.signature_orgs?.length ? content.signature_orgs : incoming ? marks.map(withoutFile) : [],
    letter: content.kind === 'LETTER',
    minutes: content.kind === 'MINUTES' || content.kind === 'MEETING_MINUTES',
  }
}

function withoutFile(mark: string): string {
  return mark.replace(/文件$/, '')
}

/** A heading in the pieces between which it may break: names and the matter stay whole as long as they fit (7.3.1). */
export function phrases(heading: string): string[] {
  return heading.split(/(?=关于|常务委员会)/)
}
