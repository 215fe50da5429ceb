import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { api, Problem, unwrap, type Schema } from '@/api'
import { onSessionEnd } from '@/api/client'
import { useLook } from './preferences'
import { keepUnsentOf } from './unsent'

export type Me = Schema<'SessionMe'>
export type Port = 'pc' | 'tablet' | 'phone'

/** Which of the three ports this device is. */
export function portOf(): Port {
  if (!matchMedia('(pointer: coarse)').matches) return 'pc'
  return Math.min(screen.width, screen.height) < 600 ? 'phone' : 'tablet'
}

interface Farewell {
  /** While the session is still his: what waits is sent. */
  before?: () => Promise<void>
  /** What he leaves on the device goes. */
  after: () => Promise<void>
}
const farewells = new Set<Farewell>()

/** Does something when a person signs out. */
export function onSignOut(farewell: Farewell): void {
  farewells.add(farewell)
}

/** Who is signed in, and the dialog that signs in again over the page. */
export const useSession = defineStore('session', () => {
  const me = shallowRef<Me>()
  const asking = ref(false)
  let waiting: ((signedIn: boolean) => void)[] = []

  const permissions = computed(() => new Set(me.value?.permissions ?? []))
  const may = (permission: string) => permissions.value.has(permission)
  const has = (...roles: string[]) => me.value?.posts.some((post) => roles.includes(post.role)) ?? false

  /** Finds out who is signed in; nobody is no failure. */
  async function find(): Promise<void> {
    const answer = await fetch('/api/v1/session', { headers: { Accept: 'application/json' } }).catch(() => {
      throw Problem.offline()
    })
    if (answer.status === 401) me.value = undefined
    else if (answer.ok) me.value = (await answer.json()) as Me
    else throw await Problem.of(answer)
    if (me.value) keepUnsentOf(me.value.person_id)
    if (me.value && !me.value.must_change_password) await useLook().load().catch(() => undefined)
  }

  async function signIn(username: string, password: string): Promise<Schema<'SessionSignedIn'>> {
    const signed = await unwrap(
      api.POST('/api/v1/session', { body: { username, password, port: portOf() } }),
    )
    if (!asking.value) await find()
    return signed
  }

  /** Ends the session. It may be another person's by now: then nothing is sent in his name. */
  async function signOut({ own = true } = {}): Promise<void> {
    if (own) await Promise.allSettled([...farewells].map((farewell) => farewell.before?.()))
    await unwrap(api.DELETE('/api/v1/session')).catch((failure: unknown) => {
      if (!(failure instanceof Problem) || failure.status !== 401) throw failure
    })
    await Promise.allSettled([...farewells].map((farewell) => farewell.after()))
    me.value = undefined
    keepUnsentOf('')
  }

  /** Opens the dialog; all requests that found the session ended wait for the one answer. */
  function askAgain(): Promise<boolean> {
    if (!me.value) return Promise.resolve(false)
    asking.value = true
    return new Promise((answer) => waiting.push(answer))
  }

  function answered(signedIn: boolean): void {
    asking.value = false
    for (const answer of waiting) answer(signedIn)
    waiting = []
    if (!signedIn) me.value = undefined
  }

  onSessionEnd(askAgain)
  return { me, asking, may, has, find, signIn, signOut, answered }
})
