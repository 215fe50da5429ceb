import { describe, expect, it } from 'vitest'
import { backsOf, byDay, routeOf } from './lines'

const step = (key: string, rounds: number, more = {}) => ({ key, title: key, rounds, ...more })
const head = {
  status: 'open',
  steps: [step('draft', 2), step('review', 1, { current: true }), step('countersign', 0, { skipped: true }), step('sign', 1)],
  visits: [
    { step: 'draft', round: 1, how: 'forward', outcome: 'approve', outcome_title: '送核稿' },
    { step: 'review', round: 2, how: 'forward', outcome: 'approve', outcome_title: '同意' },
    { step: 'countersign', round: 2, how: 'skipped' },
    { step: 'sign', round: 3, how: 'forward' },
    { step: 'draft', round: 4, how: 'return', outcome: 'approve', outcome_title: '送核稿' },
    { step: 'review', round: 5, how: 'forward' },
  ],
} as never

const task = (name: string, of: string, round: number, status: string) => ({ kind: 'act', step: of, round, status, assignee: { id: name, name } }) as never

describe('the route of a case', () => {
  it('says what is done, where it is, what was skipped and what lies ahead', () => {
    const route = routeOf(head, [task('甲', 'draft', 4, 'done'), task('乙', 'review', 5, 'open'), task('丙', 'review', 5, 'open'), task('丁', 'sign', 3, 'cancelled')], (t) => t.assignee!.name)
    expect(route.map((s) => s.state)).toEqual(['done', 'now', 'skipped', 'ahead'])
    expect(route[1]!.people.map((p) => p.name)).toEqual(['乙', '丙'])
    expect(route[0]!.outcome).toBe('送核稿')
    expect(route[3]!.people).toEqual([])
  })

  it('remembers the ways back', () => {
    expect(backsOf(head)).toEqual([{ from: 3, to: 0, how: 'return' }])
  })

  it('puts lines under their days', () => {
    const lines = ['2026-03-01', '2026-03-01', '2026-03-02'].map((at, seq) => ({ at, seq })) as never[]
    expect(byDay(lines, (at) => at).map((d) => [d.day, d.lines.length])).toEqual([['2026-03-01', 2], ['2026-03-02', 1]])
  })
})
