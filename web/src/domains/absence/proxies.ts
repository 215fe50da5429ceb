import { computed, shallowRef } from 'vue'
import { addDays, api, dayOf, now, today, unwrap, type Schema } from '@/api'
import { keepPreference, readPreferences } from '@/composables/preferences'
import { useSession } from '@/composables/session'

export type Proxy = Schema<'PeopleProxy'>

const all = shallowRef<Proxy[]>([])
const read = shallowRef<string[]>([])
const key = 'absence.read'
/** For how many days after its end a delegation whose summary was not read is called to mind. */
const remembered = 30

/** The last day on which a delegation holds: it ends at the first instant after it. */
export function lastDay(proxy: Proxy): string {
  const end = proxy.revoked_at && proxy.revoked_at < proxy.until ? proxy.revoked_at : proxy.until
  return dayOf(new Date(Date.parse(end) - 1))
}

/** The first instant of a day where the office is. */
export const startOf = (day: string) => `${day}T00:00:00+08:00`

export const dayAfter = (day: string) => addDays(day, 1)

/** The delegations a person gave and received. */
export function useProxies() {
  const session = useSession()
  const given = computed(() => all.value.filter((proxy) => proxy.principal === session.me?.person_id))
  const received = computed(() => all.value.filter((proxy) => proxy.agent === session.me?.person_id))

  async function load(): Promise<void> {
    const [{ items }, kept] = await Promise.all([unwrap(api.GET('/api/v1/proxies')), readPreferences().catch(() => ({}) as Record<string, unknown>)])
    all.value = items ?? []
    const ids = kept[key]
    read.value = Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : []
  }

  /** Delegations that ended lately and of which one has not read what was done. */
  const unread = computed(() =>
    given.value.filter((proxy) => proxy.state === 'over' && lastDay(proxy) >= addDays(today(), -remembered) && began(proxy) && !read.value.includes(proxy.id)),
  )
  const began = (proxy: Proxy) => new Date(proxy.from) < (proxy.revoked_at ? new Date(proxy.revoked_at) : now())

  /** Notes that the summary was read; only the latest are remembered. */
  async function markRead(id: string): Promise<void> {
    if (read.value.includes(id)) return
    read.value = [id, ...read.value].slice(0, 50)
    await keepPreference(key, read.value)
  }

  return { all, given, received, unread, load, markRead }
}

/** Who may be asked to stand in, by a part of the name; the rule is the server's. */
export async function findAgents(q: string, signal: AbortSignal) {
  const { items } = await unwrap(api.GET('/api/v1/proxies/agents', { params: { query: { q: q || undefined, limit: 20 } }, signal }))
  return items.map((person) => {
    const post = person.posts.find((one) => one.state === 'held')
    return { id: person.id, name: person.name, note: post ? [post.unit_name, post.title].filter(Boolean).join(' ') : person.username }
  })
}
