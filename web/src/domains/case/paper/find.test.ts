// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { findIn, markIn, places, plain } from './find'

describe('finding in a paper', () => {
  it('does not mind the blanks between characters', () => {
    expect(plain('关 于\n开展 检 查')).toBe('关于开展检查')
    expect(places('水利水利局', '水利')).toEqual([0, 2])
    expect(places('啊啊啊', '啊啊')).toEqual([0])
    expect(places('甲', '')).toEqual([])
  })

  it('goes through the pages in order', async () => {
    const texts = ['水利', '没有', '水 利和水利']
    const hits = await findIn(3, (n) => Promise.resolve(texts[n - 1]!), '水利', new AbortController().signal)
    expect(hits).toEqual([
      { page: 1, nth: 0 },
      { page: 3, nth: 0 },
      { page: 3, nth: 1 },
    ])
  })

  it('marks a text that runs over two pieces, and takes the marks away again', () => {
    const pieces = ['关于水', '利工作的水利通知'].map((text) => Object.assign(document.createElement('span'), { textContent: text }))
    const now = markIn(pieces, '水利', 0)
    expect(pieces[0]!.innerHTML).toBe('关于<mark class="now">水</mark>')
    expect(pieces[1]!.innerHTML).toBe('<mark class="now">利</mark>工作的<mark>水利</mark>通知')
    expect(now?.textContent).toBe('水')
    markIn(pieces, '', 0)
    expect(pieces[1]!.innerHTML).toBe('利工作的水利通知')
  })
})
