import { describe, expect, it } from 'vitest'
import { differences } from './difference'
import { edgesOf, endsOf } from './edges'
import type { Definition, Lexicon } from './words'

const lexicon: Lexicon = { t: (key) => key.split('.').at(-1)!, roles: new Map([['registrar', '文秘']]), units: new Map() }
const step = (key: string, next: Record<string, string>) => ({ key, title: key, mode: 'one', actors: [{ kind: 'initiator' }], next })
const table: Definition = {
  key: 'test', title: '试', version: 1,
  steps: [step('a', { approve: 'b' }), step('b', { approve: 'c', redo: 'a' }), step('c', { approve: 'end:completed', stop: 'end:returned', back: 'a' })],
}

describe('the drawing of a process', () => {
  it('has a row for each end and an arrow for each way', () => {
    expect(endsOf(table)).toEqual(['end:completed', 'end:returned'])
    expect(edgesOf(table).map((e) => `${e.from}${e.back ? '<' : '>'}${e.to}`)).toEqual(['0>1', '1>2', '1<0', '2>3', '2>4', '2<0'])
  })

  it('keeps arrows that pass one another in lanes of their own', () => {
    const lanes = edgesOf(table).filter((e) => e.back).map((e) => e.lane)
    expect(new Set(lanes).size).toBe(2)
    expect(edgesOf(table).filter((e) => e.to === e.from + 1).every((e) => e.lane === 0)).toBe(true)
  })
})

describe('the difference to the shipped table', () => {
  it('is nothing between a table and itself', () => expect(differences(table, structuredClone(table), lexicon)).toEqual([]))

  it('names what changed at which step', () => {
    const own = structuredClone(table)
    own.steps![1]!.actors = [{ kind: 'pool', role: 'registrar', unit: '@owner' }]
    own.steps!.push(step('d', { approve: 'end:completed' }))
    expect(differences(table, own, lexicon).map((c) => c.key)).toEqual(['b.actors', 'd'])
    expect(differences(own, table, lexicon).map((c) => c.part)).toEqual(['actors', 'removed'])
  })
})
