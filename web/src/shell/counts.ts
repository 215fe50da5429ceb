import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { api, unwrap } from '@/api'
import { useLive } from '@/composables/live'
import { useSession } from '@/composables/session'

interface Count {
  n: number
  /** There are more than the server counts. */
  capped?: boolean
}

const boxes = ref<Record<string, Count>>({})
let soon: ReturnType<typeof setTimeout> | undefined

/** Counts anew; several calls in a short time are one. */
export function recount(): void {
  clearTimeout(soon)
  soon = setTimeout(async () => {
    try {
      boxes.value = (await unwrap(api.GET('/api/v1/inbox/counts'))).boxes
    } catch {
      // the counts stay as they were; the list itself tells what is wrong
    }
  }, 300)
}

/** Counts of all boxes, kept up to date by the frame. */
export function useBoxCounts(): Ref<Record<string, Count>> {
  return boxes
}

/** Counts as the navigation shows them, by its keys. The frame calls it, once. */
export function useCounts(): ComputedRef<Record<string, string>> {
  if (useSession().may('inbox:read')) {
    recount()
    useLive({ note: recount, resync: recount })
  }
  return computed(() => {
    const todo = boxes.value.todo
    return { inbox: todo?.n ? `${todo.n}${todo.capped ? '+' : ''}` : '' }
  })
}
