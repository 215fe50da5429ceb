import type { Definition } from './words'

/** A step or an end in the drawing: its layer from above, its place in the layer from the left. */
export interface Node {
  key: string
  layer: number
  place: number
}

/** An arrow between two nodes. */
export interface Link {
  from: string
  to: string
  kind: 'on' | 'skip' | 'back'
  /** On the way past other layers it runs in a lane of its own, 1 next to the drawing; 0 goes straight to the layer below. */
  lane: number
}

export interface Flow {
  layers: Node[][]
  links: Link[]
  /** How many lanes there are at the right for ways on, and at the left for ways back. */
  lanes: { right: number; left: number }
}

/** The ends that outcomes lead to, in order of appearance. */
export function endsOf(table: Definition): string[] {
  const found = new Set<string>()
  for (const step of table.steps ?? []) for (const target of Object.values(step.next)) if (target.startsWith('end:')) found.add(target)
  return [...found]
}

/** Where a step leads when it is skipped: as if it had been approved, past further steps that may be skipped. */
function skipTarget(table: Definition, key: string): string {
  const steps = table.steps ?? []
  for (let at = key, n = 0; n <= steps.length; n++) {
    const step = steps.find((s) => s.key === at)
    if (!step?.when?.length) return at
    at = step.next.approve ?? at
  }
  return key
}

/** Each way once: outcomes, and what happens when the next step is skipped. The table's order says what is on and what is back. */
function linksOf(table: Definition): Link[] {
  const rows = [...(table.steps ?? []).map((s) => s.key), ...endsOf(table)]
  const links = new Map<string, Link>()
  const add = (from: string, to: string, kind: Link['kind']) => {
    const way = rows.indexOf(to) <= rows.indexOf(from) ? 'back' : kind
    if (rows.includes(to) && !links.has(`${from}>${to}`)) links.set(`${from}>${to}`, { from, to, kind: way, lane: 0 })
  }
  for (const step of table.steps ?? []) for (const target of Object.values(step.next)) add(step.key, target, 'on')
  for (const step of table.steps ?? []) {
    for (const target of Object.values(step.next)) {
      const past = skipTarget(table, target)
      if (past !== target && rows.indexOf(target) > rows.indexOf(step.key)) add(step.key, past, 'skip')
    }
  }
  return [...links.values()]
}

/** The layer of each node: below all that lead on to it. */
function layersOf(rows: string[], links: Link[]): string[][] {
  const layer = new Map(rows.map((key) => [key, 0]))
  for (const key of rows) {
    for (const link of links.filter((l) => l.from === key && l.kind !== 'back')) layer.set(link.to, Math.max(layer.get(link.to) ?? 0, (layer.get(key) ?? 0) + 1))
  }
  const layers: string[][] = []
  for (const key of rows) (layers[layer.get(key) ?? 0] ??= []).push(key)
  return layers.filter(Boolean)
}

/** Gives each way past layers the first lane that is free all along it, short ways first. */
function takeLanes(links: Link[], layer: Map<string, number>): number {
  const taken: [number, number][][] = []
  const span = (l: Link) => [layer.get(l.from) ?? 0, layer.get(l.to) ?? 0].sort((a, b) => a - b) as [number, number]
  const long = (l: Link) => span(l)[1] - span(l)[0]
  for (const link of [...links].sort((a, b) => long(a) - long(b))) {
    const [low, high] = span(link)
    let lane = taken.findIndex((others) => others.every(([l, h]) => h < low || l > high))
    if (lane < 0) lane = taken.push([]) - 1
    taken[lane]!.push([low, high])
    link.lane = lane + 1
  }
  return taken.length
}

/** The process laid out in layers from above to below. */
export function flowOf(table: Definition): Flow {
  const rows = [...(table.steps ?? []).map((s) => s.key), ...endsOf(table)]
  const links = linksOf(table)
  const layers = layersOf(rows, links)
  const layer = new Map(layers.flatMap((keys, i) => keys.map((key) => [key, i] as const)))
  const past = links.filter((l) => l.kind !== 'back' && (layer.get(l.to) ?? 0) - (layer.get(l.from) ?? 0) > 1)
  const lanes = { right: takeLanes(past, layer), left: takeLanes(links.filter((l) => l.kind === 'back'), layer) }
  return { layers: layers.map((keys, i) => keys.map((key, place) => ({ key, layer: i, place }))), links, lanes }
}
