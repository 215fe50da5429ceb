import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { now, type Schema } from '@/api'
import { onSignOut, useSession } from '@/composables/session'
import type { Decision } from './decision'
import { useItems } from './items'
import { useSender } from './sender'
import * as vault from './vault'

/** Decisions that wait for the line, on the device and in the page. */
export const useOutbox = defineStore('outbox', () => {
  const session = useSession()
  const list = useItems()
  const { items, waiting, moved, find } = list
  /** How many wait for somebody who has not signed in yet. */
  const sealed = ref(0)
  /** The device keeps nothing over a reload: it has no safe place. */
  const unsafe = ref(false)
  const time = () => now().getTime()

  async function remove(id: string): Promise<void> {
    list.take(id)
    await vault.drop(id).catch(() => undefined)
  }
  const { attempt, flush } = useSender(list, remove, expire)

  /** Takes a decision: it is kept first and sent then, so that it is not lost between. */
  async function take(decision: Decision): Promise<Schema<'ContractAnswer'> | undefined> {
    const person = session.me?.person_id
    const kept = person ? vault.seal(person, decision, time()) : Promise.reject(new Error('nobody'))
    unsafe.value = await kept.then(
      () => false,
      () => true,
    )
    return attempt(decision)
  }

  /** Finds again what waited before the page was loaded. */
  async function open(): Promise<void> {
    const person = session.me?.person_id
    if (!person) {
      sealed.value = await vault.count(time()).catch(() => 0)
      return
    }
    sealed.value = 0
    const found = await vault.unseal<Decision>(person, time()).catch(() => [])
    for (const decision of found) if (!find(decision.id)) list.put({ decision, state: 'waiting' })
    if (found.length > 0) await flush()
  }

  /** A day is over for those of the open page, too: looked at before they are sent, and when somebody looks at the page. */
  function expire(): void {
    const old = time() - vault.keptFor
    for (const { decision } of items.value) if (decision.decidedAt < old) void remove(decision.id)
  }

  watch(() => session.me?.person_id, open, { immediate: true })
  addEventListener('online', () => void flush())
  addEventListener('visibilitychange', expire)
  onSignOut({
    before: flush,
    async after() {
      items.value = []
      await vault.wipe()
    },
  })

  return { items, waiting, moved, sealed, unsafe, find, take, flush, remove }
})
