import { shallowRef } from 'vue'

// The device's clock may be wrong; the server's says what day it is. Answers carry its time.
let offset = 0
const day = shallowRef('')

export function learnTime(answer: Response): void {
  const date = Date.parse(answer.headers.get('Date') ?? '')
  if (Number.isNaN(date)) return
  offset = date - Date.now()
  day.value = dayOf(now())
}

/** The instant by the server's clock, as of its last answer. */
export function now(): Date {
  return new Date(Date.now() + offset)
}

const days = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' })

/** The day in Asia/Shanghai as YYYY-MM-DD. */
export function dayOf(at: Date | string): string {
  return days.format(typeof at === 'string' ? new Date(at) : at)
}

/** The present day. What was drawn with it is drawn anew when an answer of the server says that another one has begun. */
export function today(): string {
  void day.value
  return dayOf(now())
}

/** The day n calendar days after a day. */
export function addDays(day: string, n: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + n)
  return date.toISOString().slice(0, 10)
}
