/** The rows of a text of cells: tabs as spreadsheets copy them, or commas; quotes keep both and line ends. */
export function readCells(text: string): string[][] {
  const source = text.replace(/^\ufeff/, '')
  const head = source.slice(0, source.search(/\r?\n|$/))
  const between = head.includes('\t') ? '\t' : ','
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let i = 0; i < source.length; i++) {
    const letter = source[i]!
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (source[i + 1] === '"') cell += source[++i]!
      else quoted = false
    } else if (letter === '"' && !cell) quoted = true
    else if (letter === between) {
      row.push(cell)
      cell = ''
    } else if (letter === '\n') {
      rows.push([...row, cell])
      row = []
      cell = ''
    } else if (letter !== '\r') cell += letter
  }
  rows.push([...row, cell])
  return rows.map((r) => r.map((c) => c.trim())).filter((r) => r.some(Boolean))
}

/** A file of text as offices save it: UTF-8, or GB18030 where it is none. */
export function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/**
 * A key made of the words of a row (cyrb53, twice): the same row, sent again after a cut line or from a page opened
 * anew, is the same act. The nth of equal rows has a key of its own.
 */
export function keyOf(words: string, nth: number): string {
  return `batch-${hash(words, 1)}${hash(words, 2)}-${nth}`
}

function hash(text: string, seed: number): string {
  let a = 0xdeadbeef ^ seed
  let b = 0x41c6ce57 ^ seed
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(16).padStart(14, '0')
}
