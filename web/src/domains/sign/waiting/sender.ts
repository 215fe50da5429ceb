import { Problem, type Schema } from '@/api'
import { mayWait, send, since, type Decision } from './decision'
import type { Items } from './items'

const pause = 15_000

/** One tab after the other. */
async function inTurn(work: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return work()
  await navigator.locks.request('renda-sign-send', work)
}

/** Sends decisions, each with its own key; what was done is forgotten, what is too old never sent. */
export function useSender(items: Items, forget: (id: string) => Promise<void>, expire: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let flushing: Promise<void> | undefined

  /** Tells what happened; until the history is read, at least that it is refused. */
  async function tell(decision: Decision, problem: Problem) {
    items.put({ decision, state: 'moved', problem })
    const story = await since(decision).catch(() => undefined)
    if (story && items.find(decision.id)) items.put({ decision, state: 'moved', problem, story })
  }

  /** Sends one; gives the answer, or nothing when it waits or was refused. */
  async function attempt(decision: Decision): Promise<Schema<'ContractAnswer'> | undefined> {
    items.put({ decision, state: 'sending' })
    try {
      const answer = await send(decision)
      await forget(decision.id)
      return answer
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure
      if (mayWait(failure)) items.put({ decision, state: 'waiting', problem: failure })
      else await tell(decision, failure)
      return undefined
    } finally {
      again()
    }
  }

  async function flushNow() {
    expire()
    for (const { decision, state } of items.items.value) {
      if (state === 'waiting' && navigator.onLine) await attempt(decision)
    }
  }

  /** Sends all that wait. Another tab that sends has the turn before. */
  function flush(): Promise<void> {
    flushing ??= inTurn(flushNow).finally(() => {
      flushing = undefined
      again()
    })
    return flushing
  }

  /** Tries once more later, while something waits. */
  function again() {
    clearTimeout(timer)
    if (items.waiting.value.length > 0) timer = setTimeout(() => void flush(), pause)
  }

  return { attempt, flush }
}
