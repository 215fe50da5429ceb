import { reactive, ref, watch } from 'vue'
import { newKey, type Problem } from '@/api'
import { readUnsent } from '@/composables/unsent'
import { useUnsaved } from '@/composables/unsaved'
import { emptyInput, isUntouched, type Act, type Allowed, type Choice, type Input, type Value } from './acts'

/** An act that is being filled in. */
interface Kept {
  input: Input
  /** The Idempotency-Key of this act, however often and from whichever copy of the tab it is sent. */
  key: string
  /** What was sent and not answered yet. */
  sent?: Act
}

const nameOf = (caseId: string, { verb, task }: Allowed) => `act.${caseId}.${verb}.${task ?? ''}`

/** The act of a case that an earlier visit of this tab left half filled in. */
export function keptChoice(caseId: string, choices: Choice[]): Choice | undefined {
  const kept = choices.filter((c) => !c.blocked).map((choice) => ({ choice, was: readUnsent<Kept>(nameOf(caseId, choice.allowed))?.input }))
  const begun = kept.filter((one) => one.was)
  return (begun.find((one) => one.was?.outcome === (one.choice.way?.outcome ?? '')) ?? begun[0])?.choice
}

/** The form of an act, kept in this tab until it is sent or given up. */
export function useKept(caseId: string, choice: () => Choice, known: Value[]) {
  const { allowed, way } = choice()
  const start = emptyInput(allowed, way, known)
  const input = reactive<Input>(structuredClone(start))
  const sending = reactive<{ key: string; sent?: Act }>({ key: newKey() })
  const unsaved = useUnsaved<Kept>(nameOf(caseId, allowed), () => ({ input: { ...input }, ...sending }), (kept) => isUntouched(kept.input, start))
  const restored = ref(!!unsaved.restored?.input)
  if (unsaved.restored?.input) {
    Object.assign(input, { ...start, ...unsaved.restored.input })
    if (way) input.outcome = way.outcome
    Object.assign(sending, { key: unsaved.restored.key || newKey(), sent: unsaved.restored.sent })
  }
  watch(choice, (now) => now.way && (input.outcome = now.way.outcome))

  function empty(): void {
    unsaved.clear()
    restored.value = false
    Object.assign(input, structuredClone(start))
    Object.assign(sending, { key: newKey(), sent: undefined })
  }

  /** The act with its key. What may have arrived already is sent word for word, with the state of the case it was meant for. */
  function toSend(act: Act): { key: string; act: Act } {
    const again = sending.sent && JSON.stringify({ ...sending.sent, expect_seq: 0 }) === JSON.stringify({ ...act, expect_seq: 0 })
    if (!again) sending.sent = act
    return { key: sending.key, act: sending.sent ?? act }
  }

  /** It was refused: what is sent next is another act. */
  function refused(problem: Problem): void {
    if (problem.passing || problem.status >= 500 || problem.code === 'IDEMPOTENCY_KEY_BUSY') return
    Object.assign(sending, { key: newKey(), sent: undefined })
  }

  return { input, start, restored, empty, giveUp: unsaved.clear, toSend, refused }
}
