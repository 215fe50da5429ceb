import { describe, expect, it } from 'vitest'
import { filterOf, savedOf } from './filters'

describe('what was kept is checked before it is used', () => {
  it('takes what fits of an address', () => {
    expect(filterOf({ title: '水库', urgency: '不急', order: 'due', since: 'yesterday', until: '2026-03-01', colour: 'red', number: ['a', 'b'] })).toEqual({
      title: '水库',
      order: 'due',
      until: '2026-03-01',
    })
  })

  it('takes filters with a name and leaves the rest', () => {
    expect(savedOf('nonsense')).toEqual([])
    expect(savedOf([{ name: '特急', box: 'todo', filter: { urgency: '特急', x: 1 } }, { name: ' ' }, null, { filter: {} }, { name: '空', filter: 3 }])).toEqual([
      { name: '特急', box: 'todo', filter: { urgency: '特急' } },
      { name: '空', box: undefined, filter: {} },
    ])
  })
})
