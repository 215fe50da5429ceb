import { describe, expect, it } from 'vitest'
import { useDrawing } from './drawing'
import { boundsOf, mostStrokes, outline, passes, thinned, type Point, type Stroke } from './ink'

const line = (...points: Point[]): Stroke => ({ w: 2, points })
const across = line([0, 10, 0.5], [50, 10, 0.5], [100, 10, 0.5])
const down = line([50, 50, 0.5], [50, 100, 0.5])

describe('a stroke', () => {
  it('is as wide as the pen pressed', () => {
    const width = (pressure: number) => {
      const ys = outline(line([0, 10, pressure], [10, 10, pressure])).match(/^M0 ([\d.]+)L10/)
      return 2 * (Number(ys?.[1]) - 10)
    }
    expect(width(0.5)).toBeCloseTo(2)
    expect(width(1)).toBeCloseTo(3)
    expect(width(0)).toBeCloseTo(1)
  })

  it('that only touched is a dot', () => {
    expect(outline(line([10, 10, 0.5]))).toBe('M9 10a1 1 0 1 1 2 0a1 1 0 1 1 -2 0Z')
  })

  it('that turns back is cut there, so that its outline has no hole', () => {
    const hook = outline(line([0, 0, 0.5], [50, 0, 0.5], [100, 0, 0.5], [60, 5, 0.5], [20, 10, 0.5]))
    expect(hook.match(/M/g)).toHaveLength(2)
    expect(outline(across).match(/M/g)).toHaveLength(1)
  })

  it('is kept without what nobody sees', () => {
    const kept = thinned(line([0, 0, 0.123], [0.2, 0, 0.2], [10.04, 0, 0.3], [10.1, 0, 0.4]), 0.8)
    expect(kept.points).toEqual([
      [0, 0, 0.12],
      [10, 0, 0.3],
      [10.1, 0, 0.4],
    ])
  })

  it('is hit between its points, too', () => {
    expect(passes(across, 25, 14, 6)).toBe(true)
    expect(passes(across, 25, 30, 6)).toBe(false)
  })
})

it('The bounds hold every stroke with its width', () => {
  expect(boundsOf({ v: 1, width: 800, height: 360, strokes: [across, down] })).toEqual({ x: -2, y: 8, width: 104, height: 94 })
  expect(boundsOf({ v: 1, width: 800, height: 360, strokes: [] })).toEqual({ x: 0, y: 0, width: 800, height: 360 })
})

describe('a drawing', () => {
  it('goes back and forth', () => {
    const d = useDrawing()
    d.add(across)
    d.add(down)
    d.undo()
    expect(d.strokes.value).toEqual([across])
    d.redo()
    expect(d.strokes.value).toEqual([across, down])
    d.undo()
    d.add(line([1, 1, 1]))
    expect(d.canRedo.value).toBe(false)
  })

  it('loses whole strokes to the eraser, and gives them back', () => {
    const d = useDrawing([across, down])
    expect(d.erase(25, 12, 6)).toBe(true)
    expect(d.strokes.value).toEqual([down])
    expect(d.erase(300, 300, 6)).toBe(false)
    d.undo()
    expect(d.strokes.value).toEqual([across, down])
    d.clear()
    d.undo()
    expect(d.strokes.value).toEqual([across, down])
  })

  it('is full before the server would refuse it', () => {
    const d = useDrawing(Array.from({ length: mostStrokes - 1 }, () => down))
    expect(d.isFull.value).toBe(false)
    d.add(down)
    expect(d.isFull.value).toBe(true)
  })
})
