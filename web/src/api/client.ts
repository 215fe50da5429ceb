import createClient, { type Middleware } from 'openapi-fetch'
import { learnTime } from './clock'
import { Problem } from './problem'
import type { paths } from './schema'

type Again = () => Promise<boolean>

let signInAgain: Again = () => Promise.resolve(false)

/** Says what to do when a session has ended: sign in over the page, true when that was done. */
export function onSessionEnd(again: Again): void {
  signInAgain = again
}

const ended = new Set(['NOT_SIGNED_IN', 'SESSION_ENDED'])

/** Whether it was refused because the session had ended, and the person has signed in again over the page since. */
export async function signedInAgain(problem: Problem): Promise<boolean> {
  return problem.status === 401 && ended.has(problem.code) && signInAgain()
}

/** Sends a request; when the session has ended, once more after signing in. */
async function send(request: Request): Promise<Response> {
  const again = request.clone()
  let answer: Response
  try {
    answer = await fetch(request)
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure
    throw Problem.offline()
  }
  learnTime(answer)
  const signingIn = request.url.endsWith('/api/v1/session')
  if (!signingIn && answer.status === 401 && (await signedInAgain(await Problem.of(answer.clone())))) return fetch(again)
  return answer
}

/** A new key for a write. Send the same one again after a failure that leaves open whether it was done. */
export function newKey(): string {
  return crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('')
}

const keyed: Middleware = {
  onRequest({ request }) {
    if (request.method !== 'GET' && !request.headers.has('Idempotency-Key')) request.headers.set('Idempotency-Key', newKey())
    return request
  },
}

/** The typed client of the API; see unwrap. */
export const api = createClient<paths>({ fetch: send, querySerializer: { array: { style: 'form', explode: false } } })
api.use(keyed)

/** Options of a write with a given key. */
export function withKey(key: string): { headers: { 'Idempotency-Key': string } } {
  return { headers: { 'Idempotency-Key': key } }
}

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** Gives the data of an answer or throws a Problem. */
export async function unwrap<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer
  if (response.ok) return data as T
  if (error && typeof error === 'object') throw new Problem(error, response.status, Number(response.headers.get('Retry-After') ?? 0))
  throw new Problem({}, response.status)
}
