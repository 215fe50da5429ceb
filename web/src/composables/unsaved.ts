import { onScopeDispose, watch, type WatchSource } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'
import { i18n } from '@/i18n'
import { dropUnsent, keepUnsent, readUnsent } from './unsent'

/** What a form needs to survive a reload and to warn before it is lost. */
export interface Unsaved<T> {
  /** What an earlier visit of this tab left unsent. */
  restored: T | undefined
  /** To be called when the form was sent or given up. */
  clear: () => void
}

/**
 * Keeps a small form in this tab until it is sent (see unsent), and asks before the page is left.
 */
export function useUnsaved<T extends object>(key: string, source: WatchSource<T>, isEmpty: (form: T) => boolean): Unsaved<T> {
  let dirty = false

  function clear(): void {
    dirty = false
    dropUnsent(key)
  }

  const restored = readUnsent<T>(key)
  watch(
    source,
    (form) => {
      dirty = !isEmpty(form)
      if (dirty) keepUnsent(key, form)
      else clear()
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
