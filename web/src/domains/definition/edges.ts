import type { Definition } from './words'

/** An arrow from one row of the graph to another; rows are the steps, then the ends. */
export interface Edge {
  from: number
  to: number
  lane: number
  back: boolean
}

/** The ends that outcomes lead to, in order of appearance. */
export function endsOf(table: Definition): string[] {
  const found = new Set<string>()
  for (const step of table.steps ?? []) for (const target of Object.values(step.next)) if (target.startsWith('end:')) found.add(target)
  return [...found]
}

/** The arrows, each in a lane of its own as far as others pass; lane 0 goes straight to the next row. */
export function edgesOf(table: Definition): Edge[] {
  const rows = [...(table.steps ?? []).map((s) => s.key), ...endsOf(table)]
  const seen = new Set<string>()
  const edges: Edge[] = []
  for (const [from, step] of (table.steps ?? []).entries()) {
    for (const target of Object.values(step.next)) {
      const to = rows.indexOf(target)
      if (to < 0 || seen.has(`${from}>${to}`)) continue
      seen.add(`${from}>${to}`)
      edges.push({ from, to, lane: to === from + 1 ? 0 : -1, back: to <= from })
    }
  }
  const taken: [number, number][][] = []
  const span = (e: Edge): [number, number] => [Math.min(e.from, e.to), Math.max(e.from, e.to)]
  for (const edge of edges.filter((e) => e.lane < 0).sort((a, b) => Math.abs(a.to - a.from) - Math.abs(b.to - b.from))) {
    const [low, high] = span(edge)
    let lane = taken.findIndex((others) => others.every(([l, h]) => h <= low || l >= high))
    if (lane < 0) lane = taken.push([]) - 1
    taken[lane]!.push([low, high])
    edge.lane = lane + 1
  }
  return edges
}
