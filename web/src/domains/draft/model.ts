import type { Schema } from '@/api'

export type Content = Schema<'DocumentContent'>
export type Organ = Schema<'Organ'>
export type Desk = Schema<'DraftDesk'>
export type Place = Schema<'DraftPlace'>
export type Letterhead = Schema<'Letterhead'>
export type KindFacts = Schema<'KindFacts'>

/** What belongs to the step of drafting and not to the document; see workflows/document/issue.go. */
export type Form = { [key: string]: string[] | null }

/** All that a drafter writes. */
export interface Draft {
  /** The unit for which it is drafted. */
  unit: string
  document: Content
  form: Form
}

/** A name with its id, as pickers hold it. */
export interface Named {
  id: string
  name: string
  note?: string
}

/** The letterheads of a place. */
export function headsOf(desk: Desk, place: Place | undefined): Letterhead[] {
  return desk.letterheads.filter((head) => head.unit_id === place?.organ.id)
}

/** The letterhead of the organ itself before those of its parts and its Party group. */
export function usualHead(heads: Letterhead[], place: Place | undefined): Letterhead | undefined {
  return heads.find((head) => head.issuer === place?.organ.name) ?? heads[0]
}

/** A new draft: of the first place, under its usual letterhead, with what is usual for its kind. */
export function newDraft(desk: Desk, kind: string): Draft {
  const place = desk.places[0]
  const draft: Draft = {
    unit: place?.unit.id ?? '',
    document: { flow: 'outgoing', kind: '', title: '', disclosure: 'ON_REQUEST', body: [] },
    form: {},
  }
  setKind(draft.document, desk, kind)
  setHead(draft.document, usualHead(headsOf(desk, place), place), place)
  return draft
}

/** Takes a letterhead over: who is named above and below. An organ without one issues under its own name. */
export function setHead(document: Content, head: Letterhead | undefined, place: Place | undefined): void {
  document.issuing_org = head?.id ?? place?.organ.id ?? ''
  document.org_marks = [head?.mark ?? place?.organ.name ?? ''].filter(Boolean)
  document.signature_orgs = signatures(head?.issuer ?? place?.organ.name ?? '', document.joint_orgs)
}

/** The organs that sign below: the issuer, then those that issue it with him. */
export function signatures(issuer: string, joint: Content['joint_orgs']): string[] {
  return [issuer, ...(joint ?? []).map((organ) => organ.name)].filter(Boolean)
}

/** Takes a kind over: the direction that is usual for it, and away with what only other kinds have. */
export function setKind(document: Content, desk: Desk, kind: string): void {
  const facts = desk.kinds.find((k) => k.kind === kind)
  document.kind = kind
  if (!facts) return
  const usual = facts.directions ?? []
  if (!document.direction || !usual.includes(document.direction)) document.direction = usual[0]
  if (!facts.by_vote) {
    delete document.passed_by
    delete document.passed_on
  }
  if (kind !== 'REQUEST') delete document.matters
}

/** A title of its three parts (条例第九条): who, about what, which kind. */
export interface TitleParts {
  organ: string
  matter: string
  ending: string
}

export function joinTitle({ organ, matter, ending }: TitleParts): string {
  return matter.trim() ? `${organ}关于${matter.trim()}的${ending}` : ''
}

/** The parts of a title that was made of them, or undefined for one in other words. */
export function splitTitle(title: string, organs: string[], endings: string[]): TitleParts | undefined {
  const organ = organs.find((name) => name && title.startsWith(`${name}关于`)) ?? ''
  const ending = [...endings].sort((a, b) => b.length - a.length).find((word) => title.endsWith(`的${word}`))
  const rest = title.slice(organ.length)
  if (!ending || !rest.startsWith('关于')) return undefined
  return { organ, matter: rest.slice('关于'.length, -1 - ending.length), ending }
}

/** Nothing of one's own is in it yet: it may be thrown away without a question. */
export function untouched(draft: Draft): boolean {
  const { title, body, main_to: to, attachments } = draft.document
  return !title && !body?.length && !to?.length && !attachments?.length
}

/** Organs as the chips hold them: those of the house by their id, others by their name. */
export const toNamed = (organs: Organ[] | null | undefined): Named[] =>
  (organs ?? []).map((organ) => ({ id: organ.unit || `:${organ.name}`, name: organ.name }))

export const toOrgans = (named: Named[]): Organ[] =>
  named.map(({ id, name }) => (id.startsWith(':') ? { name } : { unit: id, name }))

/** A copy of plain data, also of what is watched: structuredClone refuses that. */
export const copyOf = <T>(data: T): T => JSON.parse(JSON.stringify(data)) as T
