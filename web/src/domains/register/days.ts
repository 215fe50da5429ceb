const full = /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/
const short = /^(\d{1,2})[-./月](\d{1,2})日?$/
const digits = /^(\d{4})?(\d{2})(\d{2})$/

/**
 * A day as clerks write it, as 2026-03-02: with or without year, with dots, strokes or nothing between. Without a year
 * it is the last such day that is not in the future. Undefined for what is no day.
 */
export function readDay(text: string, today: string): string | undefined {
  const written = text.trim()
  const found = full.exec(written) ?? digits.exec(written)
  if (found?.[1]) return whole(Number(found[1]), Number(found[2]), Number(found[3]))
  const [month, day] = found ? [found[2], found[3]] : (short.exec(written)?.slice(1) ?? [])
  if (!month || !day) return undefined
  const year = Number(today.slice(0, 4))
  const thisYear = whole(year, Number(month), Number(day))
  return thisYear && thisYear > today ? whole(year - 1, Number(month), Number(day)) : thisYear
}

function whole(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 1949) return undefined
  return date.toISOString().slice(0, 10)
}
