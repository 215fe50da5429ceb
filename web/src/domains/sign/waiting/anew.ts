import { shallowRef } from 'vue'
import type { Ink } from '@/ui/ink/ink'
import type { Decision } from './decision'

/** What was written with a decision that came to nothing, on its way back to the desk. */
export interface Anew {
  task: string
  caseId: string
  text: string
  ink: Ink | null
}

export const anew = shallowRef<Anew>()

export function keepAnew({ act, caseId, ink }: Decision): void {
  anew.value = { task: act.task ?? '', caseId, text: act.opinion?.text ?? '', ink }
}
