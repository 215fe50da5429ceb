import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useDrawing } from './drawing'
import { penSeen, usePen, type Tool } from './pen'

interface Given {
  id?: number
  pressure?: number
  buttons?: number
  width?: number
}

function desk() {
  const drawing = useDrawing()
  const pan = vi.fn()
  const state: { tool: Tool } = { tool: 'pen' }
  // A sheet shown at half its size, ten pixels from the corner of the screen.
  const { live, on } = usePen({
    drawing,
    pan,
    line: 2,
    tool: () => state.tool,
    sheet: { at: (x, y) => ({ x: (x - 10) * 2, y: (y - 10) * 2 }), scale: () => 2, width: () => 200, height: () => 100 },
  })
  const event = (type: string, kind: string, x: number, y: number, given: Given = {}) =>
    ({
      type,
      pointerType: kind,
      pointerId: given.id ?? 1,
      clientX: x,
      clientY: y,
      pressure: given.pressure ?? 0.5,
      buttons: given.buttons ?? 1,
      button: 0,
      width: given.width ?? 1,
      height: 1,
      currentTarget: { setPointerCapture: () => undefined },
    }) as unknown as PointerEvent
  const send = (type: keyof typeof on, kind: string, x: number, y: number, given?: Given) => on[type](event(type, kind, x, y, given))
  function stroke(kind: string, given?: Given) {
    send('pointerdown', kind, 20, 20, given)
    send('pointermove', kind, 40, 30, given)
    send('pointerup', kind, 40, 30, given)
  }
  return { drawing, live, pan, state, send, stroke }
}

beforeEach(() => (penSeen.value = false))

describe('the pen', () => {
  it('writes in units of the sheet, with its pressure, and not beside it', () => {
    const d = desk()
    d.send('pointerdown', 'pen', 20, 20, { pressure: 0.3 })
    d.send('pointermove', 'pen', 500, 30, { pressure: 0.9 })
    expect(d.live.value?.points).toHaveLength(2)
    d.send('pointerup', 'pen', 500, 30)
    expect(d.live.value).toBeNull()
    expect(d.drawing.strokes.value).toEqual([{ w: 4, points: [[20, 20, 0.3], [200, 40, 0.9]] }])
  })

  it('rubs out with the eraser and with its own other end', () => {
    const d = desk()
    d.stroke('pen')
    d.stroke('pen', { buttons: 32 })
    expect(d.drawing.strokes.value).toHaveLength(0)
    d.drawing.undo()
    d.state.tool = 'eraser'
    d.stroke('mouse')
    expect(d.drawing.strokes.value).toHaveLength(0)
  })

  it('keeps what it wrote when the system takes it away; a finger has meant a gesture', () => {
    for (const [kind, left] of [['pen', 1], ['touch', 0]] as const) {
      penSeen.value = false
      const d = desk()
      d.send('pointerdown', kind, 20, 20)
      d.send('pointermove', kind, 40, 30)
      d.send('pointercancel', kind, 40, 30)
      expect(d.drawing.strokes.value).toHaveLength(left)
    }
  })
})

describe('a finger', () => {
  it('draws until a pen was seen, and moves the page from then on', () => {
    const d = desk()
    d.stroke('touch')
    expect(d.drawing.strokes.value).toHaveLength(1)
    d.stroke('pen')
    d.stroke('touch', { id: 5 })
    expect(d.drawing.strokes.value).toHaveLength(2)
    expect(d.pan).toHaveBeenCalledWith(20, 10)
  })

  it('that is followed by a second one has drawn nothing; both move the page', () => {
    const d = desk()
    d.send('pointerdown', 'touch', 20, 20, { id: 1 })
    d.send('pointermove', 'touch', 22, 20, { id: 1 })
    d.send('pointerdown', 'touch', 60, 20, { id: 2 })
    d.send('pointermove', 'touch', 22, 40, { id: 1 })
    d.send('pointermove', 'touch', 60, 40, { id: 2 })
    d.send('pointerup', 'touch', 22, 40, { id: 1 })
    d.send('pointerup', 'touch', 60, 40, { id: 2 })
    expect(d.drawing.strokes.value).toHaveLength(0)
    expect(d.pan).toHaveBeenCalledTimes(2)
    expect(d.pan).toHaveBeenCalledWith(0, 10)
  })

  it('that is a palm does not draw', () => {
    const d = desk()
    d.stroke('touch', { width: 90 })
    expect(d.drawing.strokes.value).toHaveLength(0)
  })

  it('that lay there before the pen came leaves nothing', () => {
    const d = desk()
    d.send('pointerdown', 'touch', 20, 20, { id: 1 })
    d.send('pointermove', 'touch', 30, 20, { id: 1 })
    d.send('pointerdown', 'pen', 50, 20, { id: 2 })
    d.send('pointermove', 'touch', 31, 22, { id: 1 })
    d.send('pointerup', 'pen', 50, 20, { id: 2 })
    d.send('pointerup', 'touch', 31, 22, { id: 1 })
    expect(d.drawing.strokes.value).toHaveLength(1)
    expect(d.drawing.strokes.value[0]?.points[0]?.[0]).toBe(80)
  })
})
