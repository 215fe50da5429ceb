/** The numbers of the four levels of headings: 一、（一）1.（1）. GB/T 9704-2012 7.3.3. */
export type Level = 1 | 2 | 3 | 4

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 1 to 99 in Chinese: 十二, 二十, 九十九. */
export function chinese(n: number): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10]
  if (!tens) return digits[ones] ?? String(n)
  return `${tens > 1 ? (digits[tens] ?? '') : ''}十${digits[ones]}`
}

/** The number as it stands before a heading. */
export function numberOf(level: Level, n: number): string {
  switch (level) {
    case 1:
      return `${chinese(n)}、`
    case 2:
      return `（${chinese(n)}）`
    case 3:
      return `${n}.`
    case 4:
      return `（${n}）`
  }
}

const forms: RegExp[] = [
  /^[一二三四五六七八九十]{1,3}、\s*/,
  /^[（(][一二三四五六七八九十]{1,3}[)）]\s*/,
  // A date or a sum begins with a number and a point too: what follows must not be a digit.
  /^\d{1,2}\s*[.．、](?!\d)\s*/,
  /^[（(]\d{1,2}[)）]\s*/,
]

/** The level that a text's number says it has, and the text without the number. */
export function readNumber(text: string): { level: Level; text: string } | undefined {
  const trimmed = text.replace(/^[\s\u3000]+/, '')
  for (const [i, form] of forms.entries()) {
    const found = form.exec(trimmed)
    if (found) return { level: (i + 1) as Level, text: trimmed.slice(found[0].length) }
  }
  return undefined
}

/** Takes the number of its level off a heading; one that has another keeps it. */
export function withoutNumber(level: number, text: string): string {
  const form = forms[level - 1]
  return form ? text.replace(/^[\s\u3000]+/, '').replace(form, '') : text
}

/** Counts headings: each level begins anew below a higher one. */
export function counter(): (level: Level) => string {
  const at = [0, 0, 0, 0]
  return (level) => {
    at[level - 1]!++
    at.fill(0, level)
    return numberOf(level, at[level - 1]!)
  }
}

/** A heading with its sentence goes on in the same line: the heading ends at the first full stop. */
export function splitLead(text: string): { lead: string; rest: string } {
  const end = text.indexOf('。')
  if (end < 0 || end === text.length - 1) return { lead: text, rest: '' }
  return { lead: text.slice(0, end + 1), rest: text.slice(end + 1) }
}
