import { reactive } from 'vue'
import type { Ink } from '@/ui/ink/ink'

/** What a leader has written on a paper and not sent yet. */
export interface Draft {
  text: string
  ink: Ink | null
}

/** Drafts by task: going to another paper and back loses nothing. */
export function useDrafts() {
  const drafts = reactive(new Map<string, Draft>())
  return {
    of(task: string): Draft {
      const kept = drafts.get(task)
      if (kept) return kept
      drafts.set(task, { text: '', ink: null })
      return drafts.get(task)!
    },
    put: (task: string, draft: Draft) => drafts.set(task, draft),
    drop: (task: string) => drafts.delete(task),
  }
}

export type Drafts = ReturnType<typeof useDrafts>
