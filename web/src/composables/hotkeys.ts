import { onScopeDispose, shallowReactive } from 'vue'

/** A key and what it does, in words for the help page. */
export interface Hotkey {
  /** As in KeyboardEvent.key, with `Ctrl+` or `Shift+` before it, or two keys one after the other: `g i`. */
  keys: string
  text: string
  run: (event: KeyboardEvent) => void
  /** Also while the person writes. */
  whileWriting?: boolean
  everywhere?: boolean
}

/** What keys do at present, for the help page. */
export const hotkeys = shallowReactive<Hotkey[]>([])
let before = ''

function nameOf(event: KeyboardEvent): string {
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key
  const shift = event.shiftKey && event.key.length > 1 ? 'Shift+' : ''
  return (event.ctrlKey || event.metaKey ? 'Ctrl+' : '') + (event.altKey ? 'Alt+' : '') + shift + name
}

function writing(target: EventTarget | null): boolean {
  const at = target as HTMLElement | null
  return !!at?.closest?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]')
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const name = nameOf(event)
  const inDialog = !!document.querySelector('[role=dialog][data-state=open]')
  const found = [...hotkeys].reverse().find((hotkey) => {
    if (hotkey.keys !== name && hotkey.keys !== `${before} ${name}`) return false
    if (writing(event.target) && !hotkey.whileWriting) return false
    return !inDialog || hotkey.whileWriting
  })
  before = name
  if (!found) return
  event.preventDefault()
  found.run(event)
}

/** Keys of a page or a part; they go when it goes. */
export function useHotkeys(keys: Hotkey[]): void {
  if (!hotkeys.length) addEventListener('keydown', onKey)
  hotkeys.push(...keys)
  onScopeDispose(() => {
    for (const key of keys) hotkeys.splice(hotkeys.indexOf(key), 1)
    if (!hotkeys.length) removeEventListener('keydown', onKey)
  })
}
