import { getCurrentScope, onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { Problem } from '@/api'

/** What is read from the server, with its state. */
export interface Read<T> {
  data: ShallowRef<T | undefined>
  problem: ShallowRef<Problem | undefined>
  loading: Ref<boolean>
  reload: () => Promise<void>
}

/**
 * Reads at once, and again on reload. Data stay while they are read anew; of two readings only the later one counts.
 * The reader gets a signal that ends with the page.
 */
export function useRead<T>(read: (signal: AbortSignal) => Promise<T>, options: { lazy?: boolean } = {}): Read<T> {
  const data = shallowRef<T>()
  const problem = shallowRef<Problem>()
  const loading = ref(false)
  let current: AbortController | undefined

  async function reload(): Promise<void> {
    current?.abort()
    const mine = (current = new AbortController())
    loading.value = true
    try {
      const got = await read(mine.signal)
      if (current !== mine) return
      data.value = got
      problem.value = undefined
    } catch (failure) {
      if (current !== mine || mine.signal.aborted) return
      problem.value = failure instanceof Problem ? failure : new Problem({ code: 'CLIENT', detail: String(failure) })
    } finally {
      if (current === mine) loading.value = false
    }
  }

  if (getCurrentScope()) onScopeDispose(() => current?.abort())
  if (!options.lazy) void reload()
  return { data, problem, loading, reload }
}
