import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { api, Problem, unwrap, type Schema } from '@/api'
import { formField, type Content, type Form } from './form'

export type Checked = Schema<'DocumentChecked'>
export type Finding = Schema<'Finding'>

/** How long after the last key the rules are asked. */
const pause = 450

/**
 * Holds what is typed against the rules and against earlier papers while it is written. It never stands in the way: an
 * answer that does not come is said and nothing more. A paper with a mark of secrecy is told at once.
 */
export function useChecks(content: Ref<Content>, unit: Ref<string>, active: () => boolean, onClassified: () => void) {
  const checked = shallowRef<Checked>()
  const running = ref(false)
  const away = ref(false)
  let wait: ReturnType<typeof setTimeout> | undefined
  let current: AbortController | undefined

  async function check(): Promise<void> {
    current?.abort()
    const mine = (current = new AbortController())
    running.value = true
    try {
      const body = { document: content.value, stage: 'incoming' as const, ...(unit.value ? { unit: unit.value } : {}) }
      const got = await unwrap(api.POST('/api/v1/documents/check', { body, signal: mine.signal }))
      if (current !== mine) return
      checked.value = got
      away.value = false
    } catch (failure) {
      if (current !== mine || mine.signal.aborted) return
      if (failure instanceof Problem && failure.code === 'CLASSIFIED') return onClassified()
      away.value = true
    } finally {
      if (current === mine) running.value = false
    }
  }

  function clear(): void {
    clearTimeout(wait)
    current?.abort()
    current = undefined
    running.value = false
    checked.value = undefined
  }

  watch([content, unit], () => {
    clearTimeout(wait)
    if (!active()) return clear()
    wait = setTimeout(check, pause)
  })
  onScopeDispose(clear)

  const findings = computed<Finding[]>(() => checked.value?.findings ?? [])
  const twins = computed(() => checked.value?.twins ?? [])
  /** Findings by the field of the form they stand at; those without one are under ''. */
  const byField = computed(() => {
    const found: Partial<Record<keyof Form | '', Finding[]>> = {}
    for (const finding of findings.value) (found[formField(finding.field) ?? ''] ??= []).push(finding)
    return found
  })
  /** What is filled in wrongly, as opposed to not yet. */
  const wrong = computed(() => {
    const found: Partial<Record<keyof Form, string>> = {}
    for (const { field, code, detail } of checked.value?.fields ?? []) {
      const at = formField(field)
      if (at && code !== 'REQUIRED') found[at] ??= detail
    }
    return found
  })
  return { checked, running, away, findings, twins, byField, wrong, clear }
}
