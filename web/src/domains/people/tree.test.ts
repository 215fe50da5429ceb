import { expect, it } from 'vitest'
import { visible, type Unit } from './tree'

const unit = (id: string, parent_id?: string): Unit => ({ id, parent_id, name: `单位${id}`, short_name: id, code: `code-${id}`, kind: 'other', organ: !parent_id, opened_at: '', sort: 0 })
const units = [unit('a'), unit('b', 'a'), unit('c', 'b'), unit('d')]

it('shows roots, and what is below an open one', () => {
  expect(visible(units, new Set(), '').map((n) => n.unit.id)).toEqual(['a', 'd'])
  expect(visible(units, new Set(['a']), '').map((n) => `${n.unit.id}${n.depth}`)).toEqual(['a0', 'b1', 'd0'])
})

it('shows what matches with all that stands above it', () => {
  expect(visible(units, new Set(), 'code-c').map((n) => n.unit.id)).toEqual(['a', 'b', 'c'])
  expect(visible(units, new Set(), '没有')).toEqual([])
})
