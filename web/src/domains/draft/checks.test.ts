import { expect, it } from 'vitest'
import { againstOf, fieldOf } from './checks'

it('finds the field that something is about', () => {
  expect(fieldOf('document.main_to[1].name')).toBe('main_to')
  expect(fieldOf('body.form.signer')).toBe('signer')
  expect(fieldOf('document.title')).toBe('title')
  expect(fieldOf('cc')).toBe('cc')
})

it('puts what the form lacks before what rules say', () => {
  const against = againstOf({
    blocked: true,
    fields: [{ field: 'document.title', code: 'REQUIRED', detail: '请填写标题。' }],
    findings: [{ rule: 'R9-MAIN', article: '条例第九条（八）', level: 'block', field: 'main_to', reason: '没有主送机关。', way_out: '写明。' }],
    twins: [],
  })
  expect(against.map((a) => [a.field, a.level])).toEqual([['title', 'block'], ['main_to', 'block']])
})
