import type { LocationQuery } from 'vue-router'
import { api, unwrap, type Schema } from '@/api'
import type { Box } from './boxes'

/** What narrows and orders a list; empty texts do neither. It stands in the address of the page. */
export const fields = ['title', 'number', 'sender', 'process', 'step', 'urgency', 'since', 'until', 'order'] as const
export type Field = (typeof fields)[number]
export type Filter = Partial<Record<Field, string>>

/** A filter under a name, as a person keeps it. */
export interface SavedFilter {
  name: string
  box?: string
  filter: Filter
}

const choices: Partial<Record<Field, string[]>> = { urgency: ['特急', '加急', 'none'], order: ['urgency', 'due', 'arrival'] }
const day = /^\d{4}-\d{2}-\d{2}$/
export const mostSaved = 20
export const longestName = 20

function valid(field: Field, value: unknown): value is string {
  if (typeof value !== 'string' || !value || value.length > 100) return false
  if (field === 'since' || field === 'until') return day.test(value)
  return choices[field]?.includes(value) ?? true
}

/** A filter of whatever came from an address or from what another version kept; what is wrong is left out. */
export function filterOf(source: LocationQuery | Record<string, unknown> | null | undefined): Filter {
  const filter: Filter = {}
  for (const field of fields) {
    const value = source?.[field]
    if (valid(field, value)) filter[field] = value
  }
  return filter
}

/** Filters as they were kept; what is no filter is left out. */
export function savedOf(kept: unknown): SavedFilter[] {
  if (!Array.isArray(kept)) return []
  return kept
    .filter((one): one is { name: string; box?: unknown; filter?: Record<string, unknown> } => typeof one?.name === 'string' && !!one.name.trim())
    .slice(0, mostSaved)
    .map((one) => ({ name: one.name.slice(0, longestName), box: typeof one.box === 'string' ? one.box : undefined, filter: filterOf(one.filter) }))
}

/** How many fields narrow the list. */
export const narrowing = (filter: Filter) => fields.filter((field) => field !== 'order' && filter[field]).length

export const sameFilter = (a: Filter, b: Filter) => fields.every((field) => (a[field] ?? '') === (b[field] ?? ''))

export type Page = Schema<'ListsPageItem'>
export const pageSize = 100

/** One page of a list. */
export function readPage(box: Box, filter: Filter, cursor?: string, signal?: AbortSignal): Promise<Page> {
  const query = { ...filter, box, cursor: cursor || undefined, limit: pageSize } as never
  return unwrap(api.GET('/api/v1/inbox', { params: { query }, signal }))
}
