import { shallowRef } from 'vue'
import { addDays, api, today, unwrap } from '@/api'

const rests = shallowRef<Map<string, boolean>>()
let loadedOn = ''

async function load(): Promise<void> {
  const day = today()
  if (loadedOn === day) return
  loadedOn = day
  try {
    const query = { from: addDays(day, -120), until: addDays(day, 200) }
    const { days } = await unwrap(api.GET('/api/v1/calendar/days', { params: { query } }))
    rests.value = new Map((days ?? []).map((d) => [d.date, d.workday]))
  } catch {
    loadedOn = '' // the next page asks again; until then marks show the day without a count
  }
}

/** Working days after one day up to another: negative when the other is past, undefined beyond what is known. */
export function workdaysBetween(workday: Map<string, boolean>, from: string, to: string): number | undefined {
  const [first, last, sign] = from <= to ? [from, to, 1] : [to, from, -1]
  let n = 0
  for (let day = addDays(first, 1); day <= last; day = addDays(day, 1)) {
    const works = workday.get(day)
    if (works === undefined) return undefined
    if (works) n++
  }
  return sign * n
}

/** Counts working days by the office's calendar. */
export function useWorkdays() {
  void load()
  return {
    /** Working days from today until a day. */
    until(day: string): number | undefined {
      return rests.value && workdaysBetween(rests.value, today(), day)
    },
  }
}
