import { shallowRef } from 'vue'
import type { Ink } from '@/ui/ink/ink'
import type { Decision } from './decision'

/** What was written with a decision that came to nothing, on its way back to the
 * desk. It is taken once. */
interface Kept {
  task: string
  caseId: string
  text: string
  ink: Ink | null
}

const kept = shallowRef<Kept>()

export function keepAnew({ act, caseId, ink }: Decision): void {
  kept.value = { task: act.task ?? '', caseId, text: act.opinion?.text ?? '', ink }
}

/** What belongs to a paper: its own task, or another one of the same case, since
 * the first may be gone. */
export function takeAnew(task: string, caseId: string): { text: string; ink: Ink | null } | undefined {
  const mine = kept.value
  if (!mine || (mine.task !== task && mine.caseId !== caseId)) return undefined
  kept.value = undefined
  return { text: mine.text, ink: mine.ink }
}
