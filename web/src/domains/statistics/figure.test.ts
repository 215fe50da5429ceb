import { expect, it } from 'vitest'
import { monthsOf, percent, periodOf, sumBy } from './figure'

it('names every month of a period, with those in which nothing was', () => {
  expect(monthsOf('2025-11-15', '2026-02-01')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
  expect(monthsOf('2026-03-01', '2026-03-31')).toEqual(['2026-03'])
})

it('adds up by name, the most first', () => {
  const list = [{ kind: '函', n: 1 }, { kind: '报告', n: 2 }, { kind: '函', n: 4 }]
  expect(sumBy(list, (l) => l.kind, (l) => l.n)).toEqual([{ name: '函', n: 5 }, { name: '报告', n: 2 }])
})

it('knows periods and shares', () => {
  expect(periodOf('last', '2026-11-27')).toEqual({ from: '2025-01-01', until: '2025-12-31' })
  expect(periodOf('month', '2026-11-27')).toEqual({ from: '2026-11-01', until: '2026-11-27' })
  expect(periodOf('year', '2026-11-27')).toEqual({ from: '2026-01-01', until: '2026-11-27' })
  expect([percent(2 / 3), percent(0), percent(undefined)]).toEqual(['66.7%', '0%', '—'])
})
