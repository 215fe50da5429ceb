import { computed, ref } from 'vue'
import { api, unwrap } from '@/api'
import { useRead } from '@/composables/read'
import { useSession } from '@/composables/session'

/** Where the clerk registers: his units, and the series of numbers of the organ they belong to. */
export function usePlace() {
  const session = useSession()
  const units = computed(() => {
    const named = new Map((session.me?.posts ?? []).map((post) => [post.unit_id ?? '', post.unit_name ?? '']))
    named.delete('')
    return [...named].map(([value, text]) => ({ value, text }))
  })
  const unit = ref('')
  /** Registering is the registrar's; others sign and pass it on to him. */
  const registers = computed(() => session.has('registrar'))

  const { data, problem, loading, reload } = useRead(async (signal) => {
    if (!registers.value) return { units: [], series: [] }
    const [all, series] = await Promise.all([
      unwrap(api.GET('/api/v1/units', { signal })),
      unwrap(api.GET('/api/v1/number-series', { signal })),
    ])
    return { units: all.items ?? [], series: series.items ?? [] }
  })

  const organs = computed(() => {
    const known = new Map((data.value?.units ?? []).map((u) => [u.id, u]))
    const mine = unit.value ? [unit.value] : units.value.map((u) => u.value)
    return new Set(mine.map((id) => organOf(id, known)))
  })
  const series = computed(() =>
    (data.value?.series ?? [])
      .filter((s) => s.kind === 'receipt' && !s.closed && organs.value.has(s.organ))
      .map((s) => ({ value: s.key, text: s.title })),
  )
  return { units, unit, registers, series, problem, loading, reload, ready: computed(() => !!data.value) }
}

function organOf(id: string, known: Map<string, { parent_id?: string; organ: boolean }>): string {
  for (let at = id, steps = 0; steps < 20; steps++) {
    const unit = known.get(at)
    if (!unit || unit.organ || !unit.parent_id) return at
    at = unit.parent_id
  }
  return id
}
