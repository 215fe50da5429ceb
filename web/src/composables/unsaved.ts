import { onScopeDispose, watch, type WatchSource } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'
import { i18n } from '@/i18n'

/** What a form needs to survive a reload and to warn before it is lost. */
export interface Unsaved<T> {
  /** What an earlier visit of this tab left unsent. */
  restored: T | undefined
  /** To be called when the form was sent or given up. */
  clear: () => void
}

/**
 * Keeps a small form in this tab until it is sent, and asks before the page is left. Nothing of it outlives the tab.
 */
export function useUnsaved<T extends object>(key: string, source: WatchSource<T>, isEmpty: (form: T) => boolean): Unsaved<T> {
  const name = `renda.unsaved.${key}`
  let dirty = false

  function read(): T | undefined {
    try {
      const text = sessionStorage.getItem(name)
      return text ? (JSON.parse(text) as T) : undefined
    } catch {
      return undefined
    }
  }

  function clear(): void {
    dirty = false
    sessionStorage.removeItem(name)
  }

  const restored = read()
  watch(
    source,
    (form) => {
      dirty = !isEmpty(form)
      if (!dirty) return clear()
      try {
        sessionStorage.setItem(name, JSON.stringify(form))
      } catch {
        // no room: the question before leaving remains
      }
    },
    { deep: true, flush: 'post' },
  )

  const question = () => i18n.global.t('frame.form.unsaved')
  const unload = (event: BeforeUnloadEvent) => dirty && event.preventDefault()
  addEventListener('beforeunload', unload)
  onScopeDispose(() => removeEventListener('beforeunload', unload))
  onBeforeRouteLeave(() => {
    if (!dirty) return true
    const leave = confirm(question())
    if (leave) clear()
    return leave
  })
  return { restored, clear }
}
