import { describe, expect, it } from 'vitest'
import { differences } from './difference'
import { drawLinks, type Box } from './drawing'
import { endsOf, flowOf } from './flow'
import type { Definition, Lexicon } from './words'

const lexicon: Lexicon = { t: (key) => key.split('.').at(-1)!, roles: new Map([['registrar', '文秘']]), units: new Map() }
const step = (key: string, next: Record<string, string>) => ({ key, title: key, mode: 'one', actors: [{ kind: 'initiator' }], next })
const table: Definition = {
  key: 'test', title: '试', version: 1,
  steps: [step('a', { approve: 'b' }), step('b', { approve: 'c', redo: 'a' }), step('c', { approve: 'end:completed', stop: 'end:returned', back: 'a' })],
}

describe('the drawing of a process', () => {
  const layersOf = (of: Definition) => flowOf(of).layers.map((nodes) => nodes.map((n) => n.key).join(' '))

  it('has the ends at the foot of what leads to them, and an arrow for each way', () => {
    expect(endsOf(table)).toEqual(['end:completed', 'end:returned'])
    expect(layersOf(table)).toEqual(['a', 'b', 'c', 'end:completed end:returned'])
    expect(flowOf(table).links.map((l) => `${l.from} ${l.kind} ${l.to}`)).toEqual(['a on b', 'b on c', 'b back a', 'c on end:completed', 'c on end:returned', 'c back a'])
  })

  it('puts what may be done instead of one another side by side', () => {
    const forked = { ...table, steps: [step('a', { left: 'b', right: 'c', approve: 'd' }), step('b', { approve: 'd' }), step('c', { approve: 'd' }), step('d', { approve: 'end:completed' })] }
    expect(layersOf(forked)).toEqual(['a', 'b c', 'd', 'end:completed'])
    // The way from the first step past the second layer has a lane; the others go straight down.
    expect(flowOf(forked).links.filter((l) => l.lane).map((l) => `${l.from} ${l.to}`)).toEqual(['a d'])
  })

  it('draws the way past a step that may be skipped', () => {
    const skipped = { ...table, steps: [step('a', { approve: 'b' }), { ...step('b', { approve: 'c' }), when: [{ field: 'x', op: 'set' }] }, step('c', { approve: 'end:completed' })] } as Definition
    expect(flowOf(skipped).links.filter((l) => l.kind === 'skip')).toEqual([{ from: 'a', to: 'c', kind: 'skip', lane: 1 }])
  })

  it('keeps ways that pass one another in lanes of their own', () => {
    const { links, lanes } = flowOf(table)
    expect(links.filter((l) => l.kind === 'back').map((l) => l.lane)).toEqual([1, 2])
    expect(lanes).toEqual({ right: 0, left: 2 })
  })

  it('leads no arrow across a box', () => {
    const flow = flowOf({ ...table, steps: [step('a', { left: 'b', right: 'c', approve: 'd' }), step('b', { approve: 'd' }), step('c', { approve: 'd', redo: 'a' }), step('d', { approve: 'end:completed', redo: 'a' })] })
    const boxes = new Map<string, Box>()
    for (const nodes of flow.layers) for (const n of nodes) boxes.set(n.key, { left: 30 + n.place * 110, top: 20 + n.layer * 90, width: 100, height: 50 })
    for (const { d } of drawLinks(flow, boxes, 250, 20)) {
      const numbers = d.match(/-?\d+(\.\d+)?/g)!.map(Number)
      for (let i = 0; i + 3 < numbers.length; i += 2) {
        const middle = [(numbers[i]! + numbers[i + 2]!) / 2, (numbers[i + 1]! + numbers[i + 3]!) / 2] as const
        const inside = [...boxes.values()].filter((b) => middle[0] > b.left && middle[0] < b.left + b.width && middle[1] > b.top && middle[1] < b.top + b.height)
        expect(inside, d).toEqual([])
      }
    }
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
