import { isBox, type Box } from './boxes'
import { filterOf, type Filter } from './filters'

/** Which list a person works through and where in it he is. It outlives a reload of the tab; of papers only ids are kept. */
export interface Kept {
  box: Box
  filter: Filter
  at: string
}

const name = 'renda.queue'

export function keepPlace(place: Kept): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(place))
  } catch {
    // without room the place is lost with a reload, nothing else
  }
}

export function keptPlace(): Kept | undefined {
  try {
    const was = JSON.parse(sessionStorage.getItem(name) ?? 'null') as Partial<Kept> | null
    return was && isBox(was.box) ? { box: was.box, filter: filterOf(was.filter), at: String(was.at ?? '') } : undefined
  } catch {
    return undefined
  }
}
