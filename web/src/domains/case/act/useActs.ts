import { computed, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { api, unwrap, withKey } from '@/api'
import { useRead } from '@/composables/read'
import { recount } from '@/shell/counts'
import { choicesOf, split, type Act } from './acts'

/** What the person may do in a case now, and doing it. */
export function useActs(caseId: MaybeRefOrGetter<string>) {
  const id = () => toValue(caseId)
  const read = useRead((signal) => unwrap(api.GET('/api/v1/cases/{id}/options', { params: { path: { id: id() } }, signal })))
  watch(id, () => {
    read.data.value = undefined
    void read.reload()
  })

  const choices = computed(() => choicesOf(read.data.value?.items ?? []))
  const parts = computed(() => split(choices.value))

  /** What would follow; it promises nothing. */
  function preview(act: Act, signal?: AbortSignal) {
    return unwrap(api.POST('/api/v1/cases/{id}/preview', { params: { path: { id: id() } }, body: { ...act, expect_seq: undefined }, signal }))
  }

  /** Does an act. The same key twice is done once. */
  async function act(key: string, body: Act) {
    const answer = await unwrap(api.POST('/api/v1/cases/{id}/acts', { params: { path: { id: id() } }, body, ...withKey(key) }))
    recount()
    return answer as { seq: number; status: string; step: string; notes?: { code: string; detail: string; args?: Record<string, string> }[] | null }
  }

  /** Notes that the person has opened what waits for him; nothing to note is no failure. */
  async function see(): Promise<void> {
    await api.POST('/api/v1/cases/{id}/acts', { params: { path: { id: id() } }, body: { verb: 'see' } }).catch(() => undefined)
  }

  return { ...read, choices, bar: computed(() => parts.value.bar), menu: computed(() => parts.value.menu), preview, act, see }
}

export type Acts = ReturnType<typeof useActs>
