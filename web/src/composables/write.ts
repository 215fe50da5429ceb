import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { newKey, Problem } from '@/api'

/** A write with its state. */
export interface Write<Args extends unknown[], T> {
  run: (...args: Args) => Promise<T | undefined>
  busy: Ref<boolean>
  problem: ShallowRef<Problem | undefined>
  /** Texts by field, see Problem.fields. */
  fields: ComputedRef<Record<string, string>>
  clear: () => void
}

/**
 * Writes once: while it runs, further calls do nothing; a call with the same input after an answer that did not come
 * carries the same key, so that the server does it once. Gives undefined when it failed; the problem says why.
 */
export function useWrite<Args extends unknown[], T>(write: (key: string, ...args: Args) => Promise<T>): Write<Args, T> {
  const busy = ref(false)
  const problem = shallowRef<Problem>()
  const fields = computed(() => problem.value?.fields ?? {})
  let key = ''
  let keyOf = ''

  async function run(...args: Args): Promise<T | undefined> {
    if (busy.value) return undefined
    busy.value = true
    const input = JSON.stringify(args)
    if (!key || input !== keyOf) [key, keyOf] = [newKey(), input]
    try {
      const done = await write(key, ...args)
      key = ''
      problem.value = undefined
      return done
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure
      problem.value = failure
      if (failure.status > 0 && failure.status < 500 && !failure.passing) key = ''
      return undefined
    } finally {
      busy.value = false
    }
  }

  return { run, busy, problem, fields, clear: () => (problem.value = undefined) }
}
