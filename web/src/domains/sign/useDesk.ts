import { computed, ref, shallowRef, watch, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { Problem } from '@/api'
import { useLive } from '@/composables/live'
import { useQueue, type Entry } from './queue'
import { read, see, type Reading } from './reading'
import { useOutbox } from './waiting/outbox'

/** The leader's desk: what waits, which paper lies on it, and the one behind. */
export function useDesk() {
  const route = useRoute()
  const router = useRouter()
  const queue = useQueue()
  const outbox = useOutbox()
  let last = 0

  const entries = computed(() => {
    const decided = new Set(outbox.items.filter((i) => i.state !== 'sending').map((i) => i.decision.act.task))
    return queue.open.value.filter((e) => !decided.has(e.task))
  })
  // When the paper leaves, the one behind it lies in its place.
  const at = computed(() => {
    const named = entries.value.findIndex((e) => e.task === route.params.task)
    last = named < 0 ? Math.max(0, Math.min(last, entries.value.length - 1)) : named
    return last
  })
  const entry = computed<Entry | undefined>(() => entries.value[at.value])
  const behind = computed<Entry | undefined>(() => entries.value[at.value + 1])
  const goTo = (e?: Entry) => router.replace({ name: 'sign', params: { task: e?.task ?? '' } })

  function turn(by: 1 | -1): void {
    const to = entries.value[at.value + by]
    if (to) void goTo(to)
  }

  return { queue, outbox, entries, at, entry, goTo, turn, ...useReading(entry, behind) }
}

export type Desk = ReturnType<typeof useDesk>

type MaybeEntry = ComputedRef<Entry | undefined>

/** Reads the paper on the desk, and the one behind it ahead of time. */
function useReading(entry: MaybeEntry, behind: MaybeEntry) {
  const reading = shallowRef<Reading>()
  const problem = shallowRef<Problem>()
  const changed = ref(false)
  const ahead = new Map<string, Promise<Reading>>()

  function fetched(e: Entry): Promise<Reading> {
    const known = ahead.get(e.task)
    if (known) return known
    const reads = read(e)
    ahead.set(e.task, reads)
    reads.catch(() => ahead.delete(e.task))
    return reads
  }

  async function lay(mine: Entry): Promise<void> {
    const got = await fetched(mine)
    if (entry.value?.task !== mine.task) return
    reading.value = got
    const seq = await see(got)
    if (seq !== got.options.seq && reading.value === got) reading.value = { ...got, options: { ...got.options, seq } }
    if (behind.value) await fetched(behind.value).catch(() => undefined)
  }

  async function load(): Promise<void> {
    const mine = entry.value
    changed.value = false
    problem.value = undefined
    if (reading.value?.entry.task !== mine?.task) reading.value = undefined
    try {
      if (mine) await lay(mine)
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure
      if (entry.value?.task === mine?.task) problem.value = failure
    }
  }

  const forget = (task: string) => ahead.delete(task)
  watch(() => entry.value?.task, load, { immediate: true })
  useLive({
    note(note) {
      const mine = entry.value
      if (!mine || note.case !== mine.caseId) return
      forget(mine.task)
      changed.value = true
    },
  })
  return { reading, problem, changed, load, forget }
}
