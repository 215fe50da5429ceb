import { computed, ref, shallowRef, watch } from 'vue'
import { newKey, now, Problem, type Schema } from '@/api'
import type { Mark } from '@/domains/annotation/useAnnotations'
import type { Ink } from '@/ui/ink/ink'
import { actOf, decisionsOf, foresee, othersOf, type Choice } from './choice'
import { useDrafts, type Drafts } from './drafts'
import type { Reading } from './reading'
import type { Desk } from './useDesk'
import { anew } from './waiting/anew'
import type { Decision } from './waiting/decision'

/** A decision that is shown once more before it is made. */
export interface Asked {
  of: Reading
  choice: Choice
  text: string
  ink: Ink | null
  foreseen?: Schema<'CasesPreview'> | Problem
}

export type Sent = 'done' | 'waiting' | 'moved'

/** The ink on the pages of the paper: it goes before the decision. */
interface PageInk {
  flush: () => Promise<void>
  marks: () => Mark[]
}

function decisionOf({ of, choice, text, ink }: Asked, marks: Mark[]): Decision {
  return {
    id: newKey(),
    caseId: of.entry.caseId,
    seenSeq: of.options.seq,
    act: { ...actOf(choice), ...(text ? { opinion: { text } } : {}) },
    ink,
    marks,
    decidedAt: now().getTime(),
  }
}

/** Deciding on the paper that lies on the desk. */
export function useDeciding(desk: Desk, pages: PageInk) {
  const drafts = useDrafts()
  const draft = computed(() => drafts.of(desk.entry.value?.task ?? ''))
  useAnew(desk, drafts)
  const asked = shallowRef<Asked>()
  const busy = ref(false)

  /** Asks once more, and shows what will happen. */
  async function ask(choice: Choice, text = draft.value.text): Promise<void> {
    const of = desk.reading.value
    if (!of) return
    const mine: Asked = { of, choice, text: text.trim(), ink: draft.value.ink }
    asked.value = mine
    const opinion = mine.text || mine.ink ? { text: mine.text, ink: mine.ink ? 'preview' : undefined } : undefined
    const foreseen = await foresee(of, { ...actOf(choice), opinion })
    if (asked.value === mine) asked.value = { ...mine, foreseen }
  }

  /** Makes the decision that was asked for; the next paper comes by itself. */
  async function confirm(): Promise<Sent | undefined> {
    const mine = asked.value
    if (!mine || busy.value) return undefined
    busy.value = true
    try {
      const { task } = mine.of.entry
      await pages.flush()
      const decision = decisionOf(mine, pages.marks())
      const answer = await desk.outbox.take(decision)
      if (answer) {
        desk.queue.leave(task)
        drafts.drop(task)
      } else if (!desk.outbox.unsafe) {
        drafts.handOver(task)
      }
      desk.forget(task)
      asked.value = undefined
      await desk.goTo(desk.entry.value)
      if (answer) return 'done'
      return desk.outbox.find(decision.id)?.state === 'moved' ? 'moved' : 'waiting'
    } finally {
      busy.value = false
    }
  }

  return {
    choices: computed(() => (desk.reading.value ? decisionsOf(desk.reading.value) : [])),
    others: computed(() => (desk.reading.value ? othersOf(desk.reading.value) : [])),
    draft,
    asked,
    busy,
    ask,
    confirm,
  }
}

/** What was written with a decision that came to nothing lies on its paper again:
 * on the same task, or on another one of the case, since the first may be gone. */
function useAnew(desk: Desk, drafts: Drafts): void {
  // Only a list read after it came back says which task is his now: the one before may still hold the task that is gone.
  let read: unknown
  async function lay(): Promise<void> {
    const back = anew.value
    if (!back || read !== back) return
    const entry = desk.entries.value.find((e) => e.task === back.task) ?? desk.entries.value.find((e) => e.caseId === back.caseId)
    if (!entry) return
    anew.value = undefined
    drafts.put(entry.task, { text: back.text, ink: back.ink })
    desk.forget(entry.task)
    await desk.goTo(entry)
    await desk.load()
  }
  watch(
    anew,
    async (back) => {
      if (!back) return
      await desk.queue.reload()
      read = back
      await lay()
    },
    { immediate: true },
  )
  watch(desk.entries, () => void lay())
}
