import { computed, ref, shallowRef } from 'vue'
import { api, Problem, unwrap, type Schema } from '@/api'
import { useLive } from '@/composables/live'

/** A paper that waits for the leader: to decide, or only to read. */
export interface Entry {
  task: string
  caseId: string
  kind: 'act' | 'read'
  title: string
  stepTitle: string
  sender: string
  number: string
  urgency: string
  dueDay: string
  late: boolean
  arrived: string
  /** For whom, when he stands in for somebody. */
  for: string
}

const most = 100

function entryOf(item: Schema<'ListsItem'>): Entry | undefined {
  const { case: row, task } = item
  if (!row || !task) return undefined
  return {
    task: task.id,
    caseId: row.id,
    kind: task.kind === 'read' ? 'read' : 'act',
    title: row.title,
    stepTitle: task.step_title,
    sender: row.sender || row.owner.name,
    number: row.number ?? '',
    urgency: row.urgency ?? '',
    dueDay: task.due_day ?? row.due_day ?? '',
    late: item.late ?? false,
    arrived: item.arrived,
    for: item.for?.name ?? '',
  }
}

/** What waits for the leader: papers to decide first, then those to read, each
 * in the order of its box. What he has dealt with leaves at once. */
export function useQueue() {
  const entries = shallowRef<Entry[]>([])
  const problem = shallowRef<Problem>()
  const loading = ref(true)
  const dealt = ref(new Set<string>())
  let soon: ReturnType<typeof setTimeout> | undefined

  async function box(name: 'todo' | 'to_read'): Promise<Entry[]> {
    const page = await unwrap(api.GET('/api/v1/inbox', { params: { query: { box: name, limit: most } } }))
    return (page.items ?? []).map(entryOf).filter((e): e is Entry => !!e)
  }

  async function reload(): Promise<void> {
    loading.value = true
    try {
      const [todo, read] = await Promise.all([box('todo'), box('to_read')])
      entries.value = [...todo, ...read]
      problem.value = undefined
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure
      problem.value = failure
    } finally {
      loading.value = false
    }
  }

  function later() {
    clearTimeout(soon)
    soon = setTimeout(() => void reload(), 400)
  }

  useLive({ note: later, resync: later })
  void reload()
  return {
    open: computed(() => entries.value.filter((e) => !dealt.value.has(e.task))),
    problem,
    loading,
    reload,
    /** The paper is dealt with, or its decision waits for the line. */
    leave: (task: string) => (dealt.value = new Set([...dealt.value, task])),
    /** It is before the leader again. */
    back: (task: string) => (dealt.value = new Set([...dealt.value].filter((t) => t !== task))),
  }
}
