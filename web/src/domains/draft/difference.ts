import type { Schema } from '@/api'

export type Difference = Schema<'Difference'>
export type Piece = { change: 'kept' | 'added' | 'removed'; text: string }

/** Unchanged parts next to a change that are shown with it. */
const around = 1

/** What a list of blocks shows: a block, or how many unchanged ones are left out. */
export type Shown = { block: Schema<'BlockChange'>; at: number } | { skipped: number; from: number }

/** Leaves out runs of unchanged blocks that are far from any change. */
export function foldKept(blocks: Schema<'BlockChange'>[], open: ReadonlySet<number>): Shown[] {
  const near = blocks.map((_, i) => blocks.slice(Math.max(0, i - around), i + around + 1).some((b) => b.change !== 'kept'))
  const out: Shown[] = []
  for (let i = 0; i < blocks.length; i++) {
    if (near[i]) {
      out.push({ block: blocks[i]!, at: i })
      continue
    }
    const from = i
    while (i + 1 < blocks.length && !near[i + 1]) i++
    // A single line takes the room of the button that would hide it.
    if (open.has(from) || i === from) for (let k = from; k <= i; k++) out.push({ block: blocks[k]!, at: k })
    else out.push({ skipped: i - from + 1, from })
  }
  return out
}

/** One short line compared by characters, as the server does for the body. */
export function compareLine(was: string, is: string): Piece[] {
  const [a, b] = [[...was], [...is]]
  const longest = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i]![j] = a[i] === b[j] ? longest[i + 1]![j + 1]! + 1 : Math.max(longest[i + 1]![j]!, longest[i]![j + 1]!)
  const out: Piece[] = []
  const say = (change: Piece['change'], text: string) => {
    const last = out[out.length - 1]
    if (last?.change === change) last.text += text
    else out.push({ change, text })
  }
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      say('kept', a[i]!)
      i++
      j++
    } else if (j >= b.length || (i < a.length && longest[i + 1]![j]! >= longest[i]![j + 1]!)) say('removed', a[i++]!)
    else say('added', b[j++]!)
  }
  return out
}

/** The pieces of a block, whichever way it changed. */
export function piecesOf(block: Schema<'BlockChange'>): Piece[] {
  if (block.change === 'changed') return (block.pieces ?? []) as Piece[]
  return [{ change: block.change as Piece['change'], text: block.text ?? '' }]
}
