import { ref, shallowRef } from 'vue'
import type { Drawing } from './drawing'
import { thinned, type Point, type Stroke } from './ink'

/** Whether a pen was ever seen on this device: from then on a finger, or the
 * palm that rests on the glass, does not draw. */
export const penSeen = ref(false)

/** A touch as broad as this is a palm even before any pen (CSS pixels). */
const palm = 60

/** Two points closer than this are one (CSS pixels). */
const hair = 0.8

export type Tool = 'pen' | 'eraser'

export interface Sheet {
  /** From the screen to the sheet. */
  at: (clientX: number, clientY: number) => { x: number; y: number }
  /** CSS pixels to units of the sheet. */
  scale: () => number
  width: () => number
  height: () => number
}

interface Options {
  drawing: Drawing
  sheet: Sheet
  tool: () => Tool
  /** Width of the line in CSS pixels. */
  line: number
  /** Fingers that do not draw move the page. */
  pan?: (dx: number, dy: number) => void
}

/** Where a pointer is on the sheet; beside it is on its edge. */
function pointOn(sheet: Sheet, e: PointerEvent): Point {
  const { x, y } = sheet.at(e.clientX, e.clientY)
  const inside = (n: number, most: number) => Math.max(0, Math.min(most, n))
  const pressure = e.pointerType === 'pen' ? Math.min(1, e.pressure) : 0.5
  return [inside(x, sheet.width()), inside(y, sheet.height()), pressure]
}

/** Makes strokes of what pens, fingers and mice do over a sheet. */
export function usePen({ drawing, sheet, tool, line, pan }: Options) {
  const live = shallowRef<Stroke | null>(null)
  const touches = new Map<number, { x: number; y: number }>()
  let pointer: { id: number; kind: string; erasing: boolean } | null = null

  function rub(e: PointerEvent) {
    const { x, y } = sheet.at(e.clientX, e.clientY)
    drawing.erase(x, y, 6 * sheet.scale())
  }

  /** A touch that turns out to move the page has drawn nothing. */
  function drop() {
    live.value = null
    pointer = null
  }

  function takesTouch(e: PointerEvent): boolean {
    touches.set(e.pointerId, { x: e.clientX, y: e.clientY })
    if (!penSeen.value && touches.size === 1 && Math.max(e.width, e.height) < palm) return true
    if (pointer?.kind === 'touch') drop()
    return false
  }

  function down(e: PointerEvent) {
    if (e.pointerType === 'mouse' && e.button !== 0) return
    if (e.pointerType === 'touch' && !takesTouch(e)) return
    if (e.pointerType === 'pen') {
      penSeen.value = true
      if (pointer?.kind === 'touch') drop()
    }
    if (pointer) return
    // The button of a pen that rubs out is the sixth.
    const erasing = tool() === 'eraser' || (e.buttons & 32) !== 0
    if (!erasing && drawing.isFull.value) return
    pointer = { id: e.pointerId, kind: e.pointerType, erasing }
    capture(e)
    if (erasing) rub(e)
    else live.value = { w: Math.round(line * sheet.scale() * 100) / 100, points: [pointOn(sheet, e)] }
  }

  function moveTouches(e: PointerEvent) {
    const was = touches.get(e.pointerId)
    if (!was) return
    touches.set(e.pointerId, { x: e.clientX, y: e.clientY })
    if (pointer?.kind === 'touch' || pointer?.id === e.pointerId) return
    pan?.((e.clientX - was.x) / touches.size, (e.clientY - was.y) / touches.size)
  }

  function move(e: PointerEvent) {
    moveTouches(e)
    if (pointer?.id !== e.pointerId) return
    // Between two frames a pen sends more than one place.
    const all = e.getCoalescedEvents?.() ?? []
    for (const one of all.length > 0 ? all : [e]) {
      if (pointer.erasing) rub(one)
      else if (live.value) live.value = { w: live.value.w, points: [...live.value.points, pointOn(sheet, one)] }
    }
  }

  function up(e: PointerEvent) {
    touches.delete(e.pointerId)
    if (pointer?.id !== e.pointerId) return
    const stroke = live.value
    drop()
    // The system takes a finger away when it means a gesture; what a pen wrote stays.
    if (stroke && !(e.type === 'pointercancel' && e.pointerType === 'touch')) {
      drawing.add(thinned(stroke, hair * sheet.scale()))
    }
  }

  return { live, on: { pointerdown: down, pointermove: move, pointerup: up, pointercancel: up } }
}

/** Keeps the pointer with the sheet when it runs over the edge. */
function capture(e: PointerEvent) {
  try {
    ;(e.currentTarget as Element).setPointerCapture(e.pointerId)
  } catch {
    return // the pointer is gone already: there is nothing to keep
  }
}
