import type { LocationQuery } from 'vue-router'
import { api, unwrap, type Schema } from '@/api'

export type Hit = Schema<'ListsHit'>
export type Facets = Schema<'ListsFacets'>

/** What narrows a search beside the words, as it stands in the address. */
export const facetKeys = ['where', 'process', 'doc_kind', 'unit', 'status', 'year'] as const
export type FacetKey = (typeof facetKeys)[number]
export type Narrow = Partial<Record<FacetKey, string>>

export const longest = 100

export function narrowOf(query: LocationQuery): Narrow {
  const narrow: Narrow = {}
  for (const key of facetKeys) {
    const value = query[key]
    if (typeof value === 'string' && value && (key !== 'year' || /^\d{4}$/.test(value))) narrow[key] = value
  }
  return narrow
}

function asked(q: string, { where, year, ...rest }: Narrow) {
  return { q, ...rest, kinds: where ? [where] : undefined, year: year ? Number(year) : undefined }
}

/** A page of what has the words. */
export function findHits(q: string, narrow: Narrow, cursor: string | undefined, signal: AbortSignal) {
  const query = { ...asked(q, narrow), cursor, limit: 30 } as never
  return unwrap(api.GET('/api/v1/search', { params: { query }, signal }))
}

/** How what has the words divides. */
export function findFacets(q: string, narrow: Narrow, signal: AbortSignal): Promise<Facets> {
  return unwrap(api.GET('/api/v1/search/facets', { params: { query: asked(q, narrow) as never }, signal }))
}

/** A paper with all the places where it has the words. */
export interface Paper {
  case: Hit['case']
  places: Hit[]
}

/** Hits of one paper together, in the order of the first of each. */
export function papersOf(hits: Hit[]): Paper[] {
  const papers = new Map<string, Paper>()
  for (const hit of hits) {
    const paper = papers.get(hit.case.id)
    if (paper) paper.places.push(hit)
    else papers.set(hit.case.id, { case: hit.case, places: [hit] })
  }
  return [...papers.values()]
}

/** Places in a text: from and to of each. */
export type Marks = readonly (readonly number[] | null)[] | null

const snippetBefore = 30
const snippetLength = 120

/** A piece of a longer text with a sign where it was cut, as the server cuts: some characters before the first mark. */
export function cut(hit: Hit): { text: string; marks: Marks } {
  const first = hit.marks?.[0]?.[0] ?? 0
  const [before, after] = [first >= snippetBefore ? '…' : '', [...hit.snippet].length >= snippetLength ? '…' : '']
  return { text: before + hit.snippet + after, marks: shifted(hit.marks, before.length) }
}

/** A title whole, with the marks of the piece of it that was found. */
export function whole(hit: Hit): { text: string; marks: Marks } {
  const at = hit.case.title.indexOf(hit.snippet)
  return at < 0 ? { text: hit.snippet, marks: hit.marks } : { text: hit.case.title, marks: shifted(hit.marks, [...hit.case.title.slice(0, at)].length) }
}

const shifted = (marks: Marks, by: number): Marks => (marks ?? []).map((mark) => (mark ?? []).map((at) => at + by))

/** A text in pieces, marked and not; marks count characters, not units of UTF-16. */
export function pieces(text: string, marks: Marks): { text: string; mark: boolean }[] {
  const chars = [...text]
  const out: { text: string; mark: boolean }[] = []
  let at = 0
  for (const [from, to] of (marks ?? []).map((mark) => mark ?? [])) {
    if (from === undefined || to === undefined || from < at || to <= from) continue
    if (from > at) out.push({ text: chars.slice(at, from).join(''), mark: false })
    out.push({ text: chars.slice(from, to).join(''), mark: true })
    at = to
  }
  if (at < chars.length) out.push({ text: chars.slice(at).join(''), mark: false })
  return out
}
