import { computed, ref, shallowRef, watch } from 'vue'
import { api, unwrap, type Schema } from '@/api'
import { useRead } from '@/composables/read'
import type { Definition, Flaw } from './words'

/** The table of a process in an organ, with the draft that somebody works on and what is wrong with it. */
export function useTable(process: string, organ: () => string) {
  const path = { key: process }
  const editing = ref(false)
  const draft = shallowRef<Definition>()
  const { data, problem, loading, reload } = useRead(
    async (signal) => {
      const query = { organ: organ() }
      const [shipped, own, versions] = await Promise.all([
        unwrap(api.GET('/api/v1/definitions/{key}', { params: { path }, signal })),
        unwrap(api.GET('/api/v1/definitions/{key}', { params: { path, query }, signal })),
        unwrap(api.GET('/api/v1/definitions/{key}/versions', { params: { path, query }, signal })),
      ])
      return { shipped, own, versions }
    },
    { lazy: true },
  )
  const checked = useRead(
    (signal) => unwrap(api.POST('/api/v1/definitions/{key}/check', { params: { path }, body: { definition: draft.value! }, signal })),
    { lazy: true },
  )
  const nextVersion = computed(() => Math.max(data.value?.own.version ?? 0, data.value?.shipped.version ?? 0, ...(data.value?.versions.items.map((v) => v.version) ?? [])) + 1)
  const table = computed(() => draft.value ?? data.value?.own)
  const flaws = computed<Flaw[]>(() => (editing.value ? (checked.data.value?.flaws ?? []) : []))
  const running = computed(() => (data.value?.versions.use ?? []).reduce((sum: number, use: Schema<'TableUse'>) => sum + use.cases, 0))

  let wait: ReturnType<typeof setTimeout> | undefined
  watch(draft, () => {
    clearTimeout(wait)
    if (draft.value && editing.value) wait = setTimeout(checked.reload, 250)
  })

  /** Begins with the table given, or with what the organ has. */
  function begin(from = data.value?.own): void {
    if (!from) return
    editing.value = true
    draft.value = { ...structuredClone(from), version: nextVersion.value }
  }
  function end(): void {
    editing.value = false
    draft.value = undefined
    checked.data.value = undefined
  }
  async function load(version: number): Promise<void> {
    begin(await unwrap(api.GET('/api/v1/definitions/{key}/versions/{version}', { params: { path: { ...path, version }, query: { organ: organ() } } })))
  }
  return { data, problem, loading, reload, checked, draft, editing, table, flaws, running, nextVersion, begin, end, load }
}
