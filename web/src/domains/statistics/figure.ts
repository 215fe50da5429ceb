import { addDays } from '@/api'

/** A chart: bars of one or several series over the same names. Colours are names of tokens. */
export interface Figure {
  names: string[]
  series: { name: string; colour: string; values: number[] }[]
  /** Bars lie, for names that are long. */
  lying?: boolean
  stacked?: boolean
  /** Only whole numbers on the axis. */
  whole?: boolean
}

/** The table behind a chart. */
export interface Figures {
  head: string[]
  rows: (string | number)[][]
}

/** Every month from one day to another: 2026-01, 2026-02, … A month without papers is a bar of nothing, not a gap. */
export function monthsOf(from: string, until: string): string[] {
  const months: string[] = []
  for (let [year, month] = from.split('-').map(Number) as [number, number]; ; month === 12 ? ((month = 1), year++) : month++) {
    const key = `${year}-${String(month).padStart(2, '0')}`
    if (key > until.slice(0, 7) || months.length > 130) return months
    months.push(key)
  }
}

/** Adds up counts by one of their words, in the order of the sums. */
export function sumBy<T>(list: T[], name: (one: T) => string, n: (one: T) => number): { name: string; n: number }[] {
  const sums = new Map<string, number>()
  for (const one of list) sums.set(name(one), (sums.get(name(one)) ?? 0) + n(one))
  return [...sums].map(([key, sum]) => ({ name: key, n: sum })).sort((a, b) => b.n - a.n)
}

export function percent(rate: number | undefined): string {
  return rate === undefined ? '—' : `${Math.round(rate * 1000) / 10}%`
}

export type PeriodKey = 'year' | 'last' | 'month' | 'quarter' | 'own'

/** The days of a period, seen from today. */
export function periodOf(key: PeriodKey, today: string): { from: string; until: string } {
  const year = Number(today.slice(0, 4))
  switch (key) {
    case 'last':
      return { from: `${year - 1}-01-01`, until: `${year - 1}-12-31` }
    case 'month':
      return { from: `${today.slice(0, 7)}-01`, until: today }
    case 'quarter':
      return { from: addDays(today, -91), until: today }
    default:
      return { from: `${year}-01-01`, until: today }
  }
}
