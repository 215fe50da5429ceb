import { describe, expect, it } from 'vitest'
import { frameOf, pathsOf } from './ink'

describe('handwriting', () => {
  const drawing = { v: 1, width: 400, height: 200, strokes: [{ w: 2, points: [[10, 20, 0.5], [30, 40, 0.5], [50, 40, 1]] as [number, number, number][] }, { w: 2, points: [[5, 5, 0.5]] as [number, number, number][] }] }

  it('becomes lines, wider where the pen pressed harder, without a gap between', () => {
    expect(pathsOf(drawing)).toEqual([
      { d: 'M10 20L30 40L50 40', width: 2 },
      { d: 'M50 40h0.01', width: 3 },
      { d: 'M5 5h0.01', width: 2 },
    ])
  })

  it('is framed by what was written', () => {
    expect(frameOf(drawing)).toEqual({ box: '-1 -1 57 47', width: 57 })
  })
})
