import { computed, ref, watch, type Ref } from 'vue'
import { api, unwrap } from '@/api'
import { useSession } from '@/composables/session'
import { useQueue } from './queue'

interface Choice {
  value: string
  text: string
}

const known = ref<Choice[]>([])
const stepsOf = ref<Record<string, Choice[]>>({})
let asked = false

async function readProcesses(): Promise<void> {
  if (asked) return
  asked = true
  try {
    const { items } = await unwrap(api.GET('/api/v1/definitions'))
    known.value = (items ?? []).map((one) => ({ value: one.key, text: one.title }))
  } catch {
    asked = false // the choices are then those of the rows; the next opening asks again
  }
}

async function readSteps(process: string): Promise<void> {
  if (stepsOf.value[process]) return
  const table = await unwrap(api.GET('/api/v1/definitions/{key}', { params: { path: { key: process } } }))
  const steps = (table.steps ?? []).map((step) => ({ value: step.key, text: step.title }))
  stepsOf.value = { ...stepsOf.value, [process]: steps }
}

function unique(choices: Choice[]): Choice[] {
  return [...new Map(choices.map((choice) => [choice.value, choice])).values()]
}

/** The kinds of case and their steps to choose from: the tables, or for who may not read them what the rows have. */
export function useProcesses(process: () => string | undefined, wanted: Ref<boolean>) {
  const session = useSession()
  const queue = useQueue()
  const rows = computed(() => queue.list?.rows ?? [])
  const processes = computed(() =>
    known.value.length ? known.value : unique(rows.value.flatMap(({ item }) => (item.case ? [{ value: item.case.process, text: item.case.process }] : []))),
  )
  const steps = computed(() => {
    const table = process() ? stepsOf.value[process()!] : undefined
    return table ?? unique(rows.value.flatMap(({ item }) => (item.task ? [{ value: item.task.step, text: item.task.step_title }] : [])))
  })
  watch(
    [wanted, process],
    () => {
      if (!(wanted.value || process()) || !session.may('definition:read')) return
      void readProcesses()
      if (process()) void readSteps(process()!).catch(() => undefined)
    },
    { immediate: true },
  )
  const stepTitle = (key: string) => steps.value.find((step) => step.value === key)?.text ?? key
  return { processes, steps, stepTitle }
}
