import { describe, expect, it } from 'vitest'
import { actOf, choicesOf, emptyInput, fieldsFor, split, type Allowed } from './acts'

const check: Allowed = {
  verb: 'approve',
  title: '同意',
  task: 'c-3',
  ways: [
    { outcome: 'approve', title: '符合要求', leads: 'propose', place: '拟办' },
    { outcome: 'returned', title: '退文', leads: 'end:returned', place: '退文' },
  ],
  fields: [
    { key: 'lead_unit', label: '主办单位', type: 'unit', outcomes: ['approve'] },
    { key: 'return_codes', label: '退文原因', type: 'choices', outcomes: ['returned'], required: true },
    { key: 'waive_readers', label: '理由', type: 'long' },
  ],
}

describe('acts', () => {
  it('make a choice of each way and keep what is done elsewhere out of the bar', () => {
    const choices = choicesOf([check, { verb: 'return', title: '退回', task: 'c-3' }, { verb: 'urge', title: '催办' }, { verb: 'follow', title: '关注' }])
    expect(choices.map((c) => c.title)).toEqual(['符合要求', '退文', '退回', '催办'])
    const { bar, menu } = split(choices)
    expect(bar.map((c) => c.title)).toEqual(['符合要求', '退文', '退回'])
    expect(menu.map((c) => c.title)).toEqual(['催办'])
  })

  it('ask for the fields of the way that is chosen', () => {
    expect(fieldsFor(check, check.ways![0]).map((f) => f.key)).toEqual(['lead_unit'])
    expect(fieldsFor(check, check.ways![1]).map((f) => f.key)).toEqual(['return_codes'])
    expect(fieldsFor(check, { ...check.ways![0]!, waiver: true }).map((f) => f.key)).toEqual(['lead_unit', 'waive_readers'])
  })

  it('send what the case does not hold yet, and always the seq that was seen', () => {
    const known = [{ key: 'lead_unit', label: '主办单位', values: ['u1'], texts: ['水利局'] }]
    const input = emptyInput(check, check.ways![0], known)
    expect(input.form.lead_unit).toEqual(['u1'])
    expect(input.names.u1).toBe('水利局')
    expect(actOf(check, check.ways![0], { ...input, text: ' 同意 ' }, known, 7)).toEqual({
      verb: 'approve', task: 'c-3', outcome: 'approve', expect_seq: 7, opinion: { text: '同意' },
    })
    input.form.lead_unit = []
    expect(actOf(check, check.ways![0], input, known, 7).form).toEqual({ lead_unit: [] })
  })
})
