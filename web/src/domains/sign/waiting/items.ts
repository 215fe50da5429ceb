import { computed, shallowRef } from 'vue'
import type { Problem, Schema } from '@/api'
import type { Decision } from './decision'

/** A decision that is not done yet. */
export interface Waiting {
  decision: Decision
  /** waiting for the line; being sent; or the case has moved on and nothing was done. */
  state: 'waiting' | 'sending' | 'moved'
  problem?: Problem
  /** What the others did meanwhile. */
  story?: Schema<'CasesLine'>[]
}

/** The decisions of the open page, the oldest first. */
export function useItems() {
  const items = shallowRef<Waiting[]>([])
  return {
    items,
    waiting: computed(() => items.value.filter((i) => i.state !== 'moved')),
    moved: computed(() => items.value.filter((i) => i.state === 'moved')),
    find: (id: string) => items.value.find((i) => i.decision.id === id),
    put(next: Waiting) {
      const others = items.value.filter((i) => i.decision.id !== next.decision.id)
      items.value = [...others, next].sort((a, b) => a.decision.decidedAt - b.decision.decidedAt)
    },
    take(id: string) {
      items.value = items.value.filter((i) => i.decision.id !== id)
    },
  }
}

export type Items = ReturnType<typeof useItems>
