import { onScopeDispose, ref } from 'vue'

/** One notification: ids and a sentence, never words of a paper. */
export interface Note {
  id: number
  kind: string
  case?: string
  task?: string
  text: string
  at: string
}

type Listener = { note?: (note: Note) => void; resync?: () => void }

const listeners = new Set<Listener>()
/** Whether the line to the server is up. */
export const connected = ref(true)
let source: EventSource | undefined
let last = 0

function open(): void {
  source = new EventSource(`/api/v1/notices/stream${last ? `?after=${last}` : ''}`)
  source.addEventListener('open', () => (connected.value = true))
  source.addEventListener('note', (event) => {
    const note = JSON.parse((event as MessageEvent<string>).data) as Note
    last = note.id
    for (const listener of [...listeners]) listener.note?.(note)
  })
  source.addEventListener('resync', () => {
    for (const listener of [...listeners]) listener.resync?.()
  })
  source.addEventListener('error', () => {
    if (source?.readyState === EventSource.CLOSED) {
      // An answer that is no stream: the session ended or the server starts. The browser gives up, we do not.
      source = undefined
      setTimeout(() => listeners.size && !source && open(), 5000)
    }
    connected.value = navigator.onLine && source?.readyState === EventSource.OPEN
  })
}

/** Ends the stream, when nobody is signed in any more. */
export function closeLive(): void {
  source?.close()
  source = undefined
  last = 0
}

/**
 * Calls back on each notification while the page is open. On resync, or after an absence, lists are to be read anew.
 */
export function useLive(listener: Listener): void {
  listeners.add(listener)
  if (!source) open()
  onScopeDispose(() => {
    listeners.delete(listener)
    if (!listeners.size) closeLive()
  })
}
