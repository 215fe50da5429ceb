/** One place where a text was found: the page and the how-many-th on it. */
export interface Hit {
  page: number
  nth: number
}

/** Text as it is compared: without the blanks that typesetting puts between characters. */
export function plain(text: string): string {
  return text.replace(/\s+/g, '').toLowerCase()
}

/** Where a text begins in another, all places, not overlapping. */
export function places(text: string, q: string): number[] {
  const found: number[] = []
  if (!q) return found
  for (let at = text.indexOf(q); at >= 0; at = text.indexOf(q, at + q.length)) found.push(at)
  return found
}

/** Looks through all pages, in order. */
export async function findIn(pages: number, textOf: (page: number) => Promise<string>, q: string, signal: AbortSignal): Promise<Hit[]> {
  const hits: Hit[] = []
  const wanted = plain(q)
  for (let page = 1; page <= pages && wanted; page++) {
    const found = places(plain(await textOf(page)), wanted)
    if (signal.aborted) return []
    found.forEach((_, nth) => hits.push({ page, nth }))
  }
  return hits
}

/** Marks a text in pieces of a page, also where it runs over several; the nth one is the current one. */
export function markIn(pieces: HTMLElement[], q: string, current: number): HTMLElement | undefined {
  clearMarks(pieces)
  const wanted = plain(q)
  if (!wanted) return undefined
  // Each compared character with the piece and place it comes from.
  const from: { piece: number; at: number }[] = []
  let text = ''
  pieces.forEach((piece, i) => {
    const own = piece.textContent ?? ''
    for (let at = 0; at < own.length; at++) {
      if (/\s/.test(own[at]!)) continue
      text += own[at]!.toLowerCase()
      from.push({ piece: i, at })
    }
  })
  const ranges = new Map<number, { start: number; end: number; now: boolean }[]>()
  places(text, wanted).forEach((start, nth) => {
    for (let i = start; i < start + wanted.length; i++) {
      const { piece, at } = from[i]!
      const list = ranges.get(piece) ?? []
      const last = list[list.length - 1]
      if (last && last.end === at && last.now === (nth === current)) last.end = at + 1
      else list.push({ start: at, end: at + 1, now: nth === current })
      ranges.set(piece, list)
    }
  })
  let first: HTMLElement | undefined
  for (const [i, list] of ranges) {
    const own = pieces[i]!.textContent ?? ''
    const parts: (string | HTMLElement)[] = []
    let at = 0
    for (const { start, end, now } of list) {
      const mark = document.createElement('mark')
      mark.textContent = own.slice(start, end)
      if (now) mark.className = 'now'
      if (now) first ??= mark
      parts.push(own.slice(at, start), mark)
      at = end
    }
    pieces[i]!.replaceChildren(...parts, own.slice(at))
  }
  return first
}

export function clearMarks(pieces: HTMLElement[]): void {
  for (const piece of pieces) {
    if (piece.querySelector('mark')) piece.textContent = piece.textContent ?? ''
  }
}
