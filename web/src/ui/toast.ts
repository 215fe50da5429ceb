import { shallowRef } from 'vue'

/** A short word at the edge: something was done, or could not be. */
export interface Toast {
  id: number
  text: string
  grave: boolean
}

export const toasts = shallowRef<Toast[]>([])
let last = 0

/** Says that something was done. A grave one stays until it is closed. */
export function toast(text: string, options: { grave?: boolean } = {}): void {
  const said = { id: ++last, text, grave: options.grave ?? false }
  toasts.value = [...toasts.value.slice(-2), said]
  if (!said.grave) setTimeout(() => dismiss(said.id), 6000)
}

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((t) => t.id !== id)
}
