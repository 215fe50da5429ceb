/** A drawing as it is kept: see docs/document.md. */
export interface Drawing {
  v: number
  width: number
  height: number
  strokes: { w: number; points: [number, number, number][] }[]
}

/** Lines of even width each: where the pen pressed harder, a new and wider one begins. */
export function pathsOf(drawing: Drawing): { d: string; width: number }[] {
  const paths: { d: string; width: number }[] = []
  for (const { w, points } of drawing.strokes) {
    let from = 0
    while (from < points.length) {
      const width = widthAt(w, points[from]![2])
      let to = from
      while (to + 1 < points.length && widthAt(w, points[to + 1]![2]) === width) to++
      const part = points.slice(from, Math.min(to + 2, points.length))
      paths.push({ d: lineOf(part), width })
      from = to + 1
    }
  }
  return paths
}

// In steps of a quarter, so that a stroke is a few lines and not hundreds.
function widthAt(w: number, pressure: number): number {
  return Math.round(w * (0.5 + pressure) * 4) / 4 || 0.25
}

function lineOf(points: [number, number, number][]): string {
  const [first, ...rest] = points
  if (!first) return ''
  if (!rest.length) return `M${first[0]} ${first[1]}h0.01`
  return `M${first[0]} ${first[1]}${rest.map((p) => `L${p[0]} ${p[1]}`).join('')}`
}

/** The part of the pad that was written on. */
export function frameOf(drawing: Drawing): { box: string; width: number } {
  const all = drawing.strokes.flatMap((s) => s.points)
  if (!all.length) return { box: `0 0 ${drawing.width} ${drawing.height}`, width: drawing.width }
  const xs = all.map((p) => p[0])
  const ys = all.map((p) => p[1])
  const edge = 6
  const [x, y] = [Math.min(...xs) - edge, Math.min(...ys) - edge]
  const [width, height] = [Math.max(...xs) + edge - x, Math.max(...ys) + edge - y]
  return { box: `${x} ${y} ${width} ${height}`, width }
}
