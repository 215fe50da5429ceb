import { expect, it } from 'vitest'
import { workdaysBetween } from './workdays'

// The first days of October 2026: a holiday until the 7th, work on Saturday the 10th.
const october = new Map(
  Array.from({ length: 20 }, (_, i) => {
    const day = i + 1
    const date = `2026-10-${String(day).padStart(2, '0')}`
    const weekend = [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
    return [date, day === 10 || (day > 7 && !weekend)] as [string, boolean]
  }),
)

it('skips rest days and counts make-up days', () => {
  expect(workdaysBetween(october, '2026-10-01', '2026-10-12')).toBe(4)
})

it('is negative for what is past, and 0 for today', () => {
  expect(workdaysBetween(october, '2026-10-12', '2026-10-07')).toBe(-4)
  expect(workdaysBetween(october, '2026-10-09', '2026-10-09')).toBe(0)
})

it('says nothing about days it does not know', () => {
  expect(workdaysBetween(october, '2026-10-09', '2026-11-02')).toBeUndefined()
})
