import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { api, unwrap, type Schema } from '@/api'
import { useLive } from '@/composables/live'
import { useRead } from '@/composables/read'
import { useSession } from '@/composables/session'
import { useActs } from './act/useActs'

export type Line = Schema<'CasesLine'>

async function allLines(id: string, after: number, signal?: AbortSignal): Promise<Line[]> {
  const lines: Line[] = []
  for (let from: number | undefined = after; from !== undefined; ) {
    const page: Schema<'CasesHistory'> = await unwrap(api.GET('/api/v1/cases/{id}/events', { params: { path: { id }, query: { after: from, limit: 500 } }, signal }))
    lines.push(...(page.items ?? []))
    from = page.next || undefined
  }
  return lines
}

/** What is read of a case, each by itself. */
function useReads(id: Ref<string>) {
  const path = () => ({ path: { id: id.value } })
  const head = useRead((signal) => unwrap(api.GET('/api/v1/cases/{id}', { params: path(), signal })))
  const files = useRead((signal) => unwrap(api.GET('/api/v1/cases/{id}/files', { params: path(), signal })))
  const tasks = useRead((signal) => unwrap(api.GET('/api/v1/cases/{id}/tasks', { params: path(), signal })))
  const lines = useRead((signal) => allLines(id.value, 0, signal))
  const related = useRead((signal) => unwrap(api.GET('/api/v1/cases/{id}/related', { params: path(), signal })))
  const document = useRead(
    async (signal) => {
      const noun = head.data.value
      return noun?.noun_kind === 'document' && noun.noun_id ? unwrap(api.GET('/api/v1/documents/{id}', { params: { path: { id: noun.noun_id } }, signal })) : undefined
    },
    { lazy: true },
  )
  // The document is read again when the case is another one, and when something was done: numbers, dates and its end are on it.
  watch([() => head.data.value?.noun_id, () => head.data.value?.seq], ([noun]) => noun && void document.reload())
  return { head, files, tasks, lines, related, document }
}

/**
 * A case with all that its page shows, kept up to date. What somebody else did while the page was open is told as news
 * until the person has taken note of it: forms go on with the state that he has seen.
 */
export function useCase(id: Ref<string>) {
  const reads = useReads(id)
  const { head, files, tasks, lines, related, document } = reads
  const acts = useActs(id)
  const session = useSession()
  /** The seq that the person has taken note of. */
  const seen = ref(0)
  const news = shallowRef<Line[]>([])
  let reading: Promise<void> | undefined
  let again = false

  // What is asked for while it is being read is read once more.
  function reload(): Promise<void> {
    again = !!reading
    return (reading ??= Promise.all([head.reload(), acts.reload(), tasks.reload(), lines.reload(), files.reload(), related.reload()]).then(() => {
      reading = undefined
      tell()
      return again ? reload() : undefined
    }))
  }

  // News are what others did, in words; bookkeeping of theirs and one's own acts are none.
  function tell(): void {
    const now = head.data.value?.seq ?? 0
    if (!seen.value) return note()
    news.value = (lines.data.value ?? []).filter((line) => line.seq > seen.value && !line.minor && line.by.id !== session.me?.person_id)
    if (!news.value.length && now > seen.value) note()
  }

  /** The person has taken note of what happened, or did it himself. */
  function note(): void {
    seen.value = acts.data.value?.seq ?? head.data.value?.seq ?? 0
    news.value = []
  }

  let over = false
  watch(id, () => {
    seen.value = 0
    news.value = []
    for (const read of [head, files, tasks, lines, related, document]) read.data.value = undefined as never
    void reload()
  })

  let soon: ReturnType<typeof setTimeout> | undefined
  function changed(): void {
    clearTimeout(soon)
    soon = setTimeout(() => void reload(), 300)
  }
  useLive({ note: (n) => n.case === id.value && changed(), resync: changed })
  onScopeDispose(() => {
    over = true
    clearTimeout(soon)
  })

  // What waits for the person is marked as opened, once it is on the screen.
  watch(
    () => tasks.data.value,
    async (list) => {
      if (!list?.items?.some((task) => task.mine && !task.seen_at)) return
      await acts.see()
      if (!over) await reload()
    },
  )
  watch([() => acts.data.value, () => head.data.value, () => lines.data.value], ([a, h, l]) => a && h && l && !seen.value && note())

  const mine = computed(() => (tasks.data.value?.items ?? []).filter((task) => task.mine))
  return { ...reads, acts, seen, news, note, reload, mine }
}

export type Case = ReturnType<typeof useCase>
