import { expect, it } from 'vitest'
import { compareLine, foldKept } from './difference'

const kept = (text: string) => ({ change: 'kept' as const, text })

it('compares a line by characters', () => {
  expect(compareLine('请于十日内报送', '请于二十日内函复')).toEqual([
    { change: 'kept', text: '请于' },
    { change: 'added', text: '二' },
    { change: 'kept', text: '十日内' },
    { change: 'removed', text: '报送' },
    { change: 'added', text: '函复' },
  ])
  expect(compareLine('', '甲')).toEqual([{ change: 'added', text: '甲' }])
  expect(compareLine('甲', '甲')).toEqual([{ change: 'kept', text: '甲' }])
})

it('leaves out what is far from a change, until it is asked for', () => {
  const blocks = [kept('1'), kept('2'), kept('3'), { change: 'added' as const, text: '4' }, kept('5'), kept('6')]
  const shown = foldKept(blocks, new Set())
  expect(shown).toEqual([
    { skipped: 2, from: 0 },
    { block: blocks[2], at: 2 },
    { block: blocks[3], at: 3 },
    { block: blocks[4], at: 4 },
    { block: blocks[5], at: 5 },
  ])
  expect(foldKept(blocks, new Set([0]))).toHaveLength(6)
})
