/** A finger that goes sideways over the paper turns to the next one. A pen never
 * does, nor a finger that scrolls, nor one on a page that is wider than the screen. */
interface Options {
  /** Whether fingers may swipe now; not while they draw. */
  enabled: () => boolean
  turn: (by: 1 | -1) => void
}

const far = 80
const soon = 700

function scrollsSideways(target: EventTarget | null, within: Element): boolean {
  for (let at = target as Element | null; at; at = at.parentElement) {
    if (at.scrollWidth > at.clientWidth + 1 && getComputedStyle(at).overflowX !== 'visible') return true
    if (at === within) break
  }
  return false
}

export function useSwipe({ enabled, turn }: Options) {
  let from: { id: number; x: number; y: number; at: number } | undefined
  let fingers = 0

  return {
    pointerdown(e: PointerEvent) {
      if (e.pointerType !== 'touch') return
      fingers++
      const alone = fingers === 1 && enabled() && !scrollsSideways(e.target, e.currentTarget as Element)
      from = alone ? { id: e.pointerId, x: e.clientX, y: e.clientY, at: e.timeStamp } : undefined
    },
    pointerup(e: PointerEvent) {
      if (e.pointerType !== 'touch') return
      fingers = Math.max(0, fingers - 1)
      if (from?.id !== e.pointerId) return
      const [dx, dy] = [e.clientX - from.x, e.clientY - from.y]
      const swift = e.timeStamp - from.at < soon
      from = undefined
      if (swift && Math.abs(dx) > far && Math.abs(dx) > 2.5 * Math.abs(dy)) turn(dx < 0 ? 1 : -1)
    },
    pointercancel(e: PointerEvent) {
      if (e.pointerType !== 'touch') return
      fingers = Math.max(0, fingers - 1)
      from = undefined
    },
  }
}
