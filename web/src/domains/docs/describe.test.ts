import { expect, it } from 'vitest'
import { boundsOf, byTag, typeOf, type OpenAPI } from './describe'

const document: OpenAPI = {
  info: { version: '1' },
  paths: {
    '/people': { get: { summary: '人员列表', tags: ['人员'] }, post: { summary: '新建人员', tags: ['人员'] } },
    '/units': { get: { summary: '单位树', tags: ['单位'] } },
  },
  components: { schemas: { Person: { type: 'object', properties: { id: { type: 'string' } } } } },
}

it('groups what the filter leaves', () => {
  expect(byTag(document, '').map((g) => [g.tag, g.entries.length])).toEqual([
    ['人员', 2],
    ['单位', 1],
  ])
  expect(byTag(document, '新建')).toHaveLength(1)
  expect(byTag(document, 'nothing')).toEqual([])
})

it('says types in a few words', () => {
  expect(typeOf(document, { type: ['array', 'null'], items: { $ref: '#/components/schemas/Person' } })).toBe('Person[]')
  expect(typeOf(document, { type: 'string', enum: ['a', 'b'] })).toBe('"a" | "b"')
  expect(typeOf(document, { type: 'string', format: 'date' })).toBe('string(date)')
  expect(boundsOf({ type: 'string', minLength: 1, maxLength: 64 })).toBe('1–64')
})
