import { describe, expect, it } from 'vitest'
import { cut, narrowOf, papersOf, pieces, whole } from './query'

describe('what a search found', () => {
  it('marks by characters, those beyond the first plane too', () => {
    expect(pieces('𠮷公文流转', [[1, 3]])).toEqual([
      { text: '𠮷', mark: false },
      { text: '公文', mark: true },
      { text: '流转', mark: false },
    ])
    expect(pieces('公文', null)).toEqual([{ text: '公文', mark: false }])
    expect(pieces('公文流转', [[0, 2], [1, 3]])).toEqual([
      { text: '公文', mark: true },
      { text: '流转', mark: false },
    ])
  })

  it('shows a title whole though only a piece of it was found, and says where a text was cut', () => {
    const title = `${'很'.repeat(40)}长的请示`
    const hit = { case: { title }, snippet: title.slice(12), marks: [[30, 32]] } as never
    expect(pieces(whole(hit).text, whole(hit).marks)[1]).toEqual({ text: title.slice(42, 44), mark: true })
    expect(cut(hit)).toEqual({ text: `…${title.slice(12)}`, marks: [[31, 33]] })
    expect(cut({ case: { title }, snippet: '公文', marks: [[0, 2]] } as never).text).toBe('公文')
  })

  it('shows a paper once with all its places', () => {
    const hit = (id: string, kind: string) => ({ case: { id }, kind, snippet: '', marks: [] }) as never
    const papers = papersOf([hit('a', 'title'), hit('b', 'body'), hit('a', 'opinion')])
    expect(papers.map((p) => [p.case.id, p.places.length])).toEqual([['a', 2], ['b', 1]])
  })

  it('takes of an address what narrows', () => {
    expect(narrowOf({ year: 'soon', where: 'title', colour: 'red', unit: ['a'] })).toEqual({ where: 'title' })
  })
})
