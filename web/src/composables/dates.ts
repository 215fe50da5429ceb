// The office's time is that of Shanghai, whatever the device believes.
const stamp = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

function parts(at: string | Date): Record<string, string> {
  const date = typeof at === 'string' ? new Date(at) : at
  return Object.fromEntries(stamp.formatToParts(date).map((p) => [p.type, p.value]))
}

/** 2026-02-14 09:05 */
export function dateTime(at: string | Date | undefined): string {
  if (!at) return ''
  const p = parts(at)
  return `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}`
}

/** 09:05 of the given day today, 02-14 of another day this year, 2025-02-14 of another year. */
export function shortTime(at: string | Date | undefined, now: Date): string {
  if (!at) return ''
  const [p, n] = [parts(at), parts(now)]
  if (p.year !== n.year) return `${p.year}-${p.month}-${p.day}`
  return p.month === n.month && p.day === n.day ? `${p.hour}:${p.minute}` : `${p.month}-${p.day}`
}

/** 2026年2月14日, as papers write it. */
export function chineseDay(day: string | undefined): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(day ?? '')
  return match ? `${match[1]}年${Number(match[2])}月${Number(match[3])}日` : ''
}
