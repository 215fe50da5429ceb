import type { Schema } from '@/api'

export type Day = Schema<'CalendarDateAnswer'>

/** A month as a grid: `blank` empty places before its first day, Monday first. */
export interface Month {
  month: number
  blank: number
  days: Day[]
  workdays: number
}

/** The days of a year by months. */
export function monthsOf(days: Day[]): Month[] {
  const months: Month[] = []
  for (const day of days) {
    const month = Number(day.date.slice(5, 7))
    const last = months[months.length - 1]
    if (last?.month === month) last.days.push(day)
    else months.push({ month, blank: (day.weekday + 6) % 7, days: [day], workdays: 0 })
  }
  for (const month of months) month.workdays = month.days.filter((d) => d.workday).length
  return months
}
