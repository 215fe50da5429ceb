import { reactive, watch } from 'vue'
import { dropUnsent, keepUnsent, readUnsent } from '@/composables/unsent'
import type { Ink } from '@/ui/ink/ink'

/** What a leader has written on a paper and not sent yet. */
export interface Draft {
  text: string
  ink: Ink | null
  /** The words were written before the page was loaded. */
  restored?: boolean
}

const nameOf = (task: string) => `sign.${task}`

/** Drafts by task: going to another paper and back loses nothing. The words outlive a reload of the page, too; strokes do not. */
export function useDrafts() {
  const drafts = reactive(new Map<string, Draft>())
  const handed = new Set<string>()
  watch(
    () => [...drafts].map(([task, { text }]) => ({ task, text })),
    (all) => {
      for (const { task, text } of all) {
        if (!text.trim()) dropUnsent(nameOf(task))
        else if (!handed.has(task)) keepUnsent(nameOf(task), text)
      }
    },
  )

  function drop(task: string): void {
    drafts.delete(task)
    dropUnsent(nameOf(task))
  }

  return {
    of(task: string): Draft {
      handed.delete(task)
      const known = drafts.get(task)
      if (known) return known
      const text = readUnsent<string>(nameOf(task)) ?? ''
      drafts.set(task, { text, ink: null, restored: !!text })
      return drafts.get(task)!
    },
    put: (task: string, draft: Draft) => drafts.set(task, draft),
    drop,
    /** The decision with these words waits where it is kept by itself: the tab needs them only if it comes back. */
    handOver(task: string): void {
      handed.add(task)
      dropUnsent(nameOf(task))
    },
  }
}

export type Drafts = ReturnType<typeof useDrafts>
