import type { Schema } from '@/api'

export type Unit = Schema<'Unit'>

/** A unit at its place in the tree as it is shown. */
export interface Node {
  unit: Unit
  depth: number
  parent: boolean
  open: boolean
}

/** The tree as a list of what is to be seen: with a text the matches and what stands above them, else what is open. */
export function visible(units: Unit[], open: Set<string>, text: string): Node[] {
  const below = new Map<string, Unit[]>()
  const known = new Set(units.map((u) => u.id))
  for (const unit of units) {
    const parent = unit.parent_id && known.has(unit.parent_id) ? unit.parent_id : ''
    below.set(parent, [...(below.get(parent) ?? []), unit])
  }
  const matches = (u: Unit): boolean => `${u.name}\n${u.short_name}\n${u.code}`.includes(text) || (below.get(u.id) ?? []).some(matches)
  const shown: Node[] = []
  const walk = (parent: string, depth: number) => {
    for (const unit of below.get(parent) ?? []) {
      if (text && !matches(unit)) continue
      const children = below.has(unit.id)
      const isOpen = children && (!!text || open.has(unit.id))
      shown.push({ unit, depth, parent: children, open: isOpen })
      if (isOpen) walk(unit.id, depth + 1)
    }
  }
  walk('', 0)
  return shown
}
