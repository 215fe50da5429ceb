import { describe, expect, it } from 'vitest'
import type { Row } from './queue'
import { merge } from './rows'

const row = (key: string, title = key): Row => ({ key, gone: false, item: { arrived: '', case: { id: key, title } } as never })
const seen = (rows: Row[]) => rows.map((r) => `${r.key}${r.gone ? ' gone' : ''}`)

describe('holding a list against what it is now', () => {
  it('moves nothing: what is new is counted, what is gone stays in its place', () => {
    const { rows, fresh } = merge(['a', 'b', 'c'].map((k) => row(k)), [row('x'), row('a'), row('c', 'changed')], true)
    expect(seen(rows)).toEqual(['a', 'b gone', 'c'])
    expect(fresh).toBe(1)
    expect(rows[2]!.item.case!.title).toBe('changed')
  })

  it('says nothing of rows below the page that was read', () => {
    const { rows } = merge(['a', 'b', 'c', 'd'].map((k) => row(k)), [row('b'), row('c')], false)
    expect(seen(rows)).toEqual(['a gone', 'b', 'c', 'd'])
  })

  it('brings back what is there after all', () => {
    const { rows } = merge([{ ...row('a'), gone: true }], [row('a')], true)
    expect(seen(rows)).toEqual(['a'])
  })
})
