import { computed, ref, shallowRef } from 'vue'
import { api, newKey, Problem, unwrap, withKey, type Schema } from '@/api'
import type { Row } from './queue'

export type Verb = 'urge' | 'read'
type Foreseen = Schema<'CasesForeseen'>

/** One of many acts: what it would come to and what became of it. */
export interface Piece {
  row: Row
  /** Kept for every repetition: the server does it once. */
  key: string
  foreseen: Foreseen
  state: 'waiting' | 'running' | 'done' | 'failed'
  problem?: Problem
}

/** How many acts are under way at once: enough to be quick, few enough for a bad line. */
const lanes = 3
/** How many cases one question may be about. */
const page = 100

/** The same act on many cases: each asked about before, each sent by itself, each with its own answer. */
export function useBulk(verb: Verb, rows: Row[]) {
  const pieces = shallowRef<Piece[]>([])
  const skipped = shallowRef<{ row: Row; why: string }[]>([])
  const running = ref(false)
  const started = ref(false)
  const count = (state: Piece['state']) => pieces.value.filter((piece) => piece.state === state).length
  const done = computed(() => count('done'))
  const failed = computed(() => count('failed'))

  /** Asks what would become of each. */
  async function foresee(reason: string): Promise<void> {
    const open = rows.filter((row) => row.item.case && !row.gone)
    const will: Piece[] = []
    const not: { row: Row; why: string }[] = []
    for (let at = 0; at < open.length; at += page) {
      const asked = open.slice(at, at + page)
      const items = asked.map((row) => ({ case: row.item.case!.id, task: taskOf(row) }))
      const { items: foreseen } = await unwrap(api.POST('/api/v1/cases/previews', { body: { verb, reason: reason || undefined, items } }))
      foreseen?.forEach((one, i) => {
        const row = asked[i]!
        if (one.will) will.push({ row, key: newKey(), foreseen: one, state: 'waiting' })
        else not.push({ row, why: one.detail ?? '' })
      })
    }
    pieces.value = will
    skipped.value = not
  }

  /** An answer is to a task; an urging is to whoever has the case. */
  const taskOf = (row: Row) => (verb === 'read' ? row.item.task?.id : undefined)

  function set(piece: Piece, state: Piece['state'], problem?: Problem): void {
    pieces.value = pieces.value.map((one) => (one.key === piece.key ? { ...one, state, problem } : one))
  }

  async function act(piece: Piece, reason: string): Promise<void> {
    set(piece, 'running')
    try {
      const params = { path: { id: piece.row.item.case!.id } }
      await unwrap(api.POST('/api/v1/cases/{id}/acts', { params, body: { verb, task: taskOf(piece.row), reason: reason || undefined }, ...withKey(piece.key) } as never))
      set(piece, 'done')
    } catch (failure) {
      set(piece, 'failed', failure instanceof Problem ? failure : new Problem({ code: 'CLIENT', detail: String(failure) }))
    }
  }

  /** Does all that waits; again, all that failed and nothing that was done. */
  async function run(reason: string): Promise<void> {
    if (running.value) return
    running.value = started.value = true
    const line = pieces.value.filter((piece) => piece.state === 'waiting' || piece.state === 'failed')
    const lane = async () => {
      for (let piece = line.shift(); piece; piece = line.shift()) await act(piece, reason)
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    running.value = false
  }

  return { pieces, skipped, running, started, done, failed, foresee, run }
}
