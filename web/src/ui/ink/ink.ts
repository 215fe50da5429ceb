/** Handwriting: strokes on a sheet, as the server keeps them (docs/document.md). */

/** x, y in units of the sheet, and the pressure from 0 to 1. */
export type Point = [x: number, y: number, pressure: number]

export interface Stroke {
  /** Width of the line at half pressure. */
  w: number
  points: Point[]
}

export interface Ink {
  v: number
  width: number
  height: number
  strokes: Stroke[]
}

/** The server takes this much of one sheet; the pad stops a little earlier. */
export const mostStrokes = 1900
export const mostPoints = 19000

export const isEmpty = (ink: Ink | null | undefined): boolean => !ink || ink.strokes.length === 0

export function pointsOf(strokes: readonly Stroke[]): number {
  return strokes.reduce((sum, s) => sum + s.points.length, 0)
}

/** The rectangle that holds all strokes, with room for the pen's width. */
export function boundsOf(ink: Ink): { x: number; y: number; width: number; height: number } {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const s of ink.strokes) {
    for (const [x, y] of s.points) {
      left = Math.min(left, x - s.w)
      right = Math.max(right, x + s.w)
      top = Math.min(top, y - s.w)
      bottom = Math.max(bottom, y + s.w)
    }
  }
  if (left > right) return { x: 0, y: 0, width: ink.width, height: ink.height }
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** Half the width of the line at a point: the server prints it the same way. */
const radius = (w: number, p: Point): number => (w * (0.5 + p[2])) / 2

const round = (n: number): string => n.toFixed(2).replace(/\.?0+$/, '')

/** A hand trembles and a screen has pixels: each point leans on its neighbours. */
function smoothed(points: readonly Point[]): Point[] {
  return points.map((p, i) => {
    if (i === 0 || i === points.length - 1) return p
    const [a, b] = [points[i - 1]!, points[i + 1]!]
    return [(a[0] + 2 * p[0] + b[0]) / 4, (a[1] + 2 * p[1] + b[1]) / 4, (a[2] + 2 * p[2] + b[2]) / 4]
  })
}

/** Cuts a line where it turns back sharply, as at the hook of a stroke: an
 * outline folded over itself would have holes there. */
function pieces(points: Point[]): Point[][] {
  const cut: Point[][] = []
  let from = 0
  for (let i = 1; i < points.length - 1; i++) {
    const [a, b, c] = [points[i - 1]!, points[i]!, points[i + 1]!]
    const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], c[0] - b[0], c[1] - b[1]]
    if (ux * vx + uy * vy < 0.4 * Math.hypot(ux, uy) * Math.hypot(vx, vy)) {
      cut.push(points.slice(from, i + 1))
      from = i
    }
  }
  cut.push(points.slice(from))
  return cut
}

function dot(x: number, y: number, r: number): string {
  const [d, q] = [round(r), round(2 * r)]
  return `M${round(x - r)} ${round(y)}a${d} ${d} 0 1 1 ${q} 0a${d} ${d} 0 1 1 -${q} 0Z`
}

/** The outline of a line without sharp turns. */
function strip(points: Point[], w: number): string {
  const left: string[] = []
  const right: string[] = []
  points.forEach((p, i) => {
    const a = points[Math.max(0, i - 1)]!
    const b = points[Math.min(points.length - 1, i + 1)]!
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1
    const r = radius(w, p)
    const [nx, ny] = [(-(b[1] - a[1]) / length) * r, ((b[0] - a[0]) / length) * r]
    left.push(`${round(p[0] + nx)} ${round(p[1] + ny)}`)
    right.push(`${round(p[0] - nx)} ${round(p[1] - ny)}`)
  })
  const [first, last] = [round(radius(w, points[0]!)), round(radius(w, points.at(-1)!))]
  right.reverse()
  return `M${left.join('L')}A${last} ${last} 0 0 0 ${right.join('L')}A${first} ${first} 0 0 0 ${left[0]}Z`
}

/** One path of filled outlines for a stroke. */
export function outline(stroke: Stroke): string {
  const points = smoothed(stroke.points)
  const here = points[0]
  if (!here) return ''
  if (points.length === 1) return dot(here[0], here[1], radius(stroke.w, here))
  return pieces(points)
    .map((piece) => strip(piece, stroke.w))
    .join('')
}

/** What is kept of a stroke: no two points closer than a hair, no digits that
 * nobody sees. */
export function thinned(stroke: Stroke, hair: number): Stroke {
  const kept: Point[] = []
  stroke.points.forEach((p, i) => {
    const last = kept[kept.length - 1]
    if (last && i < stroke.points.length - 1 && Math.hypot(p[0] - last[0], p[1] - last[1]) < hair) return
    kept.push([Math.round(p[0] * 10) / 10, Math.round(p[1] * 10) / 10, Math.round(p[2] * 100) / 100])
  })
  return { w: stroke.w, points: kept }
}

/** Whether a stroke passes within reach of a point. */
export function passes(stroke: Stroke, x: number, y: number, reach: number): boolean {
  const near = reach + stroke.w
  return stroke.points.some((b, i) => {
    const a = stroke.points[Math.max(0, i - 1)]!
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
    const square = dx * dx + dy * dy
    const along = square ? Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / square)) : 0
    return Math.hypot(x - a[0] - along * dx, y - a[1] - along * dy) <= near
  })
}
