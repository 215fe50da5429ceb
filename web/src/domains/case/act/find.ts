import { api, unwrap } from '@/api'
import type { Ref } from './acts'

/** People by a part of the name; of several roles one is enough. */
export async function findPeople(q: string, roles: string[], signal: AbortSignal): Promise<Ref[]> {
  const ask = (role?: string) => unwrap(api.GET('/api/v1/people', { params: { query: { q: q || undefined, role, limit: 20 } }, signal }))
  const pages = await Promise.all(roles.length ? roles.map(ask) : [ask()])
  const found = new Map<string, Ref>()
  for (const person of pages.flatMap((page) => page.items ?? [])) found.set(person.id, { id: person.id, name: person.name, note: postOf(person) })
  return [...found.values()]
}

function postOf(person: { username: string; posts?: { title?: string; unit_name?: string }[] | null }): string {
  const post = person.posts?.[0]
  return post?.title ? `${post.unit_name ?? ''} ${post.title}`.trim() : person.username
}

let tree: Promise<{ id: string; name: string; short_name?: string; parent_id?: string; organ?: boolean }[]> | undefined

/** Units by a part of the name. */
export async function findUnits(q: string): Promise<Ref[]> {
  tree ??= unwrap(api.GET('/api/v1/units')).then((list) => list.items ?? [])
  const units = await tree.catch((failure: unknown) => {
    tree = undefined
    throw failure
  })
  const names = new Map(units.map((u) => [u.id, u.name]))
  return units
    .filter((u) => u.name.includes(q) || u.short_name?.includes(q))
    .slice(0, 30)
    .map((u) => ({ id: u.id, name: u.name, note: u.organ ? undefined : names.get(u.parent_id ?? '') }))
}

/** Cases by two characters of title or number. */
export async function findCases(q: string, signal: AbortSignal): Promise<Ref[]> {
  if ([...q].length < 2) return []
  const page = await unwrap(api.GET('/api/v1/search', { params: { query: { q, limit: 20 } }, signal }))
  const found = new Map<string, Ref>()
  for (const hit of page.items ?? []) {
    if (hit.case) found.set(hit.case.id, { id: hit.case.id, name: hit.case.title, note: hit.case.number })
  }
  return [...found.values()]
}

/** The only one who could be meant, if there is only one. */
export async function theOnly(roles: string[]): Promise<Ref | undefined> {
  const found = await findPeople('', roles, new AbortController().signal)
  return found.length === 1 ? found[0] : undefined
}
