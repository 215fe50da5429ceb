import { describe, expect, it } from 'vitest'
import { readDay } from './days'
import { contentOf, emptyForm, formField, numberShape } from './form'
import { kindOfTitle } from './kinds'

describe('a clerk’s hand', () => {
  it('writes days in many ways', () => {
    for (const text of ['2026-03-02', '2026.3.2', '2026年3月2日', '20260302', '0302', '3.2', '3月2日']) {
      expect(readDay(text, '2026-11-27'), text).toBe('2026-03-02')
    }
    expect(readDay('12.30', '2026-01-05'), 'not in the future').toBe('2025-12-30')
    for (const text of ['', '2.30', '13.1', '明天', '20261301']) expect(readDay(text, '2026-11-27'), text).toBeUndefined()
  })

  it('names the kind by the last word of the title', () => {
    expect(kindOfTitle('关于安排水利资金的请示')).toBe('REQUEST')
    expect(kindOfTitle('关于印发办法的通知（代拟稿）')).toBe('NOTICE')
    expect(kindOfTitle('县水利局对第12号建议的答复')).toBe('LETTER')
    expect(kindOfTitle('主任会议纪要')).toBe('MEETING_MINUTES')
    expect(kindOfTitle('会议安排')).toBe('')
  })
})

it('leaves out what nobody wrote and keeps what is wrong for the server to say', () => {
  const form = { ...emptyForm('2026-11-27'), title: ' 关于防汛的请示 ', kind: 'REQUEST', sender: '县水利局', sourceDate: '明天', copies: 'x', signers: '甲、乙' }
  const content = contentOf(form, '2026-11-27', [])
  expect(content).toMatchObject({
    title: '关于防汛的请示', direction: 'UPWARD', received_on: '2026-11-27', source_date: '明天', copies: -1, source_signers: ['甲', '乙'],
  })
  expect(content).not.toHaveProperty('urgency')
  expect(content).not.toHaveProperty('attachments')
})

it('finds the field of a problem and the shape of a number', () => {
  expect(formField('body.document.source_signers[0]')).toBe('signers')
  expect(formField('source_org')).toBe('sender')
  expect(formField('register.series')).toBeUndefined()
  expect(numberShape('蕲水文', '2026-11-27')).toEqual({ text: '蕲水文〔2026〕号', caret: 9 })
})
