import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { api, Problem, unwrap, type Schema } from '@/api'
import type { Draft } from './model'

export type Finding = Schema<'Finding'>

/** Something against the draft, whoever found it: a rule, or the form itself. */
export interface Against {
  level: 'block' | 'warn' | 'hint'
  /** The field of the form it is about. */
  field: string
  reason: string
  wayOut?: string
  article?: string
  rule?: string
}

const pause = 900

/** document.main_to[1].name is about main_to. */
export function fieldOf(path: string): string {
  return path.replace(/^(?:body\.)?(?:document|form)\./, '').replace(/[[.].*$/, '')
}

/** Everything there is against a document, the gravest first. */
export function againstOf(checked: Schema<'DocumentChecked'>): Against[] {
  const form = checked.fields ?? []
  const missing = form.map((f): Against => ({ level: 'block', field: fieldOf(f.field), reason: f.detail }))
  const rules = (checked.findings ?? []).map(
    (f): Against => ({ level: f.level as Against['level'], field: fieldOf(f.field), reason: f.reason, wayOut: f.way_out, article: f.article, rule: f.rule }),
  )
  return [...missing, ...rules]
}

/** Holds the draft against the rules whenever the writer pauses. It never touches what he writes. */
export function useChecks(draft: Draft) {
  const against = shallowRef<Against[]>([])
  const checked = shallowRef(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: AbortController | undefined

  async function check(): Promise<void> {
    clearTimeout(timer)
    running?.abort()
    const mine = (running = new AbortController())
    try {
      const answer = await unwrap(
        api.POST('/api/v1/documents/check', { body: { document: draft.document, unit: draft.unit || undefined, stage: 'draft' }, signal: mine.signal }),
      )
      against.value = againstOf(answer)
      checked.value = true
    } catch (failure) {
      // Without an answer the last one stands: the server looks again when the draft is submitted.
      if (failure instanceof Problem && failure.code === 'CLASSIFIED') against.value = []
    }
  }

  watch(
    () => [draft.document, draft.unit],
    () => {
      clearTimeout(timer)
      timer = setTimeout(() => void check(), pause)
    },
    { deep: true },
  )
  onScopeDispose(() => {
    clearTimeout(timer)
    running?.abort()
  })
  const blocked = computed(() => against.value.filter((a) => a.level === 'block'))
  const errorOf = (field: string) => against.value.find((a) => a.level === 'block' && a.field === field)?.reason
  return { against, blocked, checked, check, errorOf }
}

/** Goes to the field of the form that something is about. */
export function jumpTo(field: string): void {
  const place = document.querySelector<HTMLElement>(`[data-field~="${CSS.escape(field)}"]`)
  if (!place) return
  place.closest('details')?.setAttribute('open', '')
  place.scrollIntoView({ block: 'center', behavior: 'smooth' })
  const inner = place.querySelector<HTMLElement>('input:not([type=hidden]), textarea, select, [contenteditable=true], button')
  inner?.focus({ preventScroll: true })
}
