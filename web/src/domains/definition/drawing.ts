import type { Flow, Link } from './flow'

/** Where a node stands on the page, within the drawing. */
export interface Box {
  left: number
  top: number
  width: number
  height: number
}

/** An arrow as a path. */
export interface Drawn {
  link: Link
  d: string
}

/** Between two lanes. */
export const laneGap = 9
const round = 5

/** A way through points, each corner rounded. */
function through(points: [number, number][]): string {
  const out = points.filter((p, i) => i === 0 || Math.hypot(p[0] - points[i - 1]![0], p[1] - points[i - 1]![1]) > 0.5)
  return out
    .map(([x, y], i) => {
      if (i === 0) return `M${x} ${y}`
      const next = out[i + 1]
      const [px, py] = out[i - 1]!
      if (!next) return `L${x} ${y}`
      const before = Math.hypot(x - px, y - py)
      const after = Math.hypot(next[0] - x, next[1] - y)
      const r = Math.min(round, before / 2, after / 2)
      const [ax, ay] = [x - ((x - px) / before) * r, y - ((y - py) / before) * r]
      const [bx, by] = [x + ((next[0] - x) / after) * r, y + ((next[1] - y) / after) * r]
      return `L${ax} ${ay} Q${x} ${y} ${bx} ${by}`
    })
    .join(' ')
}

/** Shares a length among those who need a place on it: the n-th of many. */
const share = (from: number, length: number, n: number, of: number) => from + (length * (n + 1)) / (of + 1)

/**
 * The arrows between boxes: out below, across in the space between two layers, in from above. What passes layers runs in a
 * lane at the right, ways back in one at the left; nothing crosses a box.
 */
export function drawLinks(flow: Flow, boxes: Map<string, Box>, right: number, left: number): Drawn[] {
  const layerOf = new Map(flow.layers.flatMap((nodes) => nodes.map((n) => [n.key, n.layer] as const)))
  const bounds = flow.layers.map((nodes) => {
    const found = nodes.flatMap((n) => boxes.get(n.key) ?? [])
    return { top: Math.min(...found.map((b) => b.top)), bottom: Math.max(...found.map((b) => b.top + b.height)) }
  })
  const links = flow.links.filter((l) => boxes.has(l.from) && boxes.has(l.to))
  // Every stretch across a space has a height of its own; the space above a layer has the layer's number.
  const spaces: Link[][] = []
  const near = (l: Link) => l.kind !== 'back' && !l.lane
  for (const link of links) {
    const [out, into] = [(layerOf.get(link.from) ?? 0) + 1, layerOf.get(link.to) ?? 0]
    for (const space of near(link) ? [into] : [...new Set([out, into])]) (spaces[space] ??= []).push(link)
  }
  const height = (space: number, link: Link) => {
    const above = bounds[space - 1]?.bottom ?? (bounds[0]?.top ?? 0) - 20
    const below = bounds[space]?.top ?? above + 24
    const all = spaces[space] ?? []
    return share(above, below - above - 6, all.indexOf(link), all.length)
  }
  // On a box the ways stand in the order in which they leave: back at the left, past layers at the right.
  const toward = (link: Link, end: 'from' | 'to') => {
    if (link.kind === 'back') return -link.lane
    const other = boxes.get(link[end === 'from' ? 'to' : 'from'])!
    return link.lane ? 1e6 - link.lane : other.left + other.width / 2
  }
  const side = (key: string, end: 'from' | 'to', link: Link) => {
    const box = boxes.get(key)!
    const all = links.filter((l) => l[end] === key).sort((a, b) => toward(a, end) - toward(b, end))
    return share(box.left, box.width, all.indexOf(link), all.length)
  }
  return links.map((link) => {
    const [from, to] = [boxes.get(link.from)!, boxes.get(link.to)!]
    const start: [number, number] = [side(link.from, 'from', link), from.top + from.height]
    const end: [number, number] = [side(link.to, 'to', link), to.top - 1]
    const into = height(layerOf.get(link.to) ?? 0, link)
    if (near(link)) return { link, d: through([start, [start[0], into], [end[0], into], end]) }
    const out = height((layerOf.get(link.from) ?? 0) + 1, link)
    const lane = link.kind === 'back' ? left - link.lane * laneGap : right + link.lane * laneGap
    return { link, d: through([start, [start[0], out], [lane, out], [lane, into], [end[0], into], end]) }
  })
}
