import { computed, shallowRef } from 'vue'
import { mostPoints, mostStrokes, passes, pointsOf, type Stroke } from './ink'

/** The strokes of a sheet with what was undone. A list of strokes is never
 * changed, only replaced, so that a step back is the list before. */
export function useDrawing(first: readonly Stroke[] = []) {
  const strokes = shallowRef<readonly Stroke[]>(first)
  const past = shallowRef<(readonly Stroke[])[]>([])
  const future = shallowRef<(readonly Stroke[])[]>([])

  function become(next: readonly Stroke[]) {
    past.value = [...past.value, strokes.value]
    future.value = []
    strokes.value = next
  }

  return {
    strokes,
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
    isFull: computed(() => strokes.value.length >= mostStrokes || pointsOf(strokes.value) >= mostPoints),
    add: (stroke: Stroke) => become([...strokes.value, stroke]),
    /** Takes whole strokes away; says whether there was one. */
    erase(x: number, y: number, reach: number): boolean {
      const left = strokes.value.filter((s) => !passes(s, x, y, reach))
      if (left.length === strokes.value.length) return false
      become(left)
      return true
    },
    clear() {
      if (strokes.value.length > 0) become([])
    },
    undo() {
      const before = past.value.at(-1)
      if (!before) return
      future.value = [...future.value, strokes.value]
      past.value = past.value.slice(0, -1)
      strokes.value = before
    },
    redo() {
      const after = future.value.at(-1)
      if (!after) return
      past.value = [...past.value, strokes.value]
      future.value = future.value.slice(0, -1)
      strokes.value = after
    },
    /** Begins anew with other strokes: another sheet. */
    reset(next: readonly Stroke[]) {
      strokes.value = next
      past.value = []
      future.value = []
    },
  }
}

export type Drawing = ReturnType<typeof useDrawing>
