import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { Problem } from '@/api'
import { useLive } from '@/composables/live'
import { waiting, type Box } from './boxes'
import { readPage, type Filter } from './filters'
import { rowsOf, useQueue, type Row } from './queue'

/**
 * The rows of a list, page by page. What happens meanwhile moves no row: what changed changes in its place, what is
 * gone turns grey, what is new is counted until the person asks for it.
 */
export function useRows(box: Ref<Box>, filter: Ref<Filter>) {
  const queue = useQueue()
  const rows = computed<Row[]>(() => queue.list?.rows ?? [])
  const more = computed(() => !!queue.list?.next)
  const { loading, problem, reading } = useReading()
  const fresh = ref(0)
  let soon: ReturnType<typeof setTimeout> | undefined

  /** Reads the list anew, from its beginning. */
  function reload(): Promise<void> {
    const [b, f] = [box.value, filter.value]
    return reading(async (signal) => {
      const page = await readPage(b, f, undefined, signal)
      if (signal.aborted) return
      fresh.value = 0
      queue.put({ box: b, filter: f, rows: rowsOf(b, page.items ?? []), next: page.next ?? '' })
    })
  }

  async function loadMore(): Promise<void> {
    if (loading.value || !more.value) return
    await reading(async () => void (await queue.more()))
  }

  /** Looks at the first page again and holds it against the rows shown. */
  async function reconcile(): Promise<void> {
    const list = queue.list
    if (!list || loading.value) return
    try {
      const page = await readPage(list.box, list.filter)
      if (queue.list?.box !== list.box || queue.list.filter !== list.filter) return
      if (!queue.list.rows.length) return void (await reload())
      const { rows: merged, fresh: n } = merge(queue.list.rows, rowsOf(list.box, page.items ?? []), !page.next)
      fresh.value = n
      queue.put({ ...queue.list, rows: merged })
    } catch {
      // the rows stay as they were; the frame shows that the line is down
    }
  }

  function lookSoon(): void {
    clearTimeout(soon)
    soon = setTimeout(() => void reconcile(), 400)
  }

  function markGone(keys: Set<string>): void {
    if (!queue.list || !keys.size) return
    queue.put({ ...queue.list, rows: rows.value.map((row) => (keys.has(row.key) ? { ...row, gone: true } : row)) })
  }

  useLive({
    note(note) {
      if (note.kind === 'task_gone' && note.task && waiting(box.value)) markGone(new Set([note.task]))
      lookSoon()
    },
    resync: lookSoon,
  })
  watch(
    [box, filter],
    ([b, f]) => {
      if (queue.left(b, f)?.rows.length) lookSoon()
      else void reload()
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(soon))
  return { rows, more, loading, problem, fresh, reload, loadMore, markGone }
}

/** Readings of which only the latest counts. */
function useReading() {
  const loading = ref(false)
  const problem = shallowRef<Problem>()
  let current: AbortController | undefined

  async function reading(read: (signal: AbortSignal) => Promise<void>): Promise<void> {
    current?.abort()
    const mine = (current = new AbortController())
    loading.value = true
    try {
      await read(mine.signal)
      if (current === mine) problem.value = undefined
    } catch (failure) {
      if (current !== mine || mine.signal.aborted) return
      problem.value = failure instanceof Problem ? failure : new Problem({ code: 'CLIENT', detail: String(failure) })
    } finally {
      if (current === mine) loading.value = false
    }
  }
  onScopeDispose(() => current?.abort())
  return { loading, problem, reading }
}

/**
 * Holds the first page as it is now against the rows as they are shown. A row that should be among the first page and is
 * not is gone; one that is there and is not shown is new.
 */
export function merge(shown: Row[], first: Row[], whole: boolean): { rows: Row[]; fresh: number } {
  const now = new Map(first.map((row) => [row.key, row]))
  const known = new Set(shown.map((row) => row.key))
  const fresh = first.filter((row) => !known.has(row.key)).length
  const last = whole ? shown.length - 1 : shown.findLastIndex((row) => now.has(row.key))
  const rows = shown.map((row, i) => {
    const found = now.get(row.key)
    if (found) return { ...row, item: found.item, gone: false }
    return i <= last ? { ...row, gone: true } : row
  })
  return { rows, fresh }
}
