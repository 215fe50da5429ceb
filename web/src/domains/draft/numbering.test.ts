import { describe, expect, it } from 'vitest'
import { chinese, counter, readNumber, splitLead, withoutNumber, type Level } from './numbering'

describe('numbers of headings', () => {
  it('are Chinese up to ninety-nine', () => {
    expect([1, 10, 11, 20, 21, 99].map(chinese)).toEqual(['一', '十', '十一', '二十', '二十一', '九十九'])
  })

  it('begin anew below a higher one', () => {
    const next = counter()
    const levels: Level[] = [1, 2, 2, 3, 4, 4, 3, 4, 2, 1, 2, 3]
    expect(levels.map(next)).toEqual(['一、', '（一）', '（二）', '1.', '（1）', '（2）', '2.', '（1）', '（三）', '二、', '（一）', '1.'])
  })

  it('say their level', () => {
    expect(readNumber('一、总体要求')).toEqual({ level: 1, text: '总体要求' })
    expect(readNumber('　　（十二）加强领导')).toEqual({ level: 2, text: '加强领导' })
    expect(readNumber('(三) 半角括号')).toEqual({ level: 2, text: '半角括号' })
    expect(readNumber('1．按时报送')).toEqual({ level: 3, text: '按时报送' })
    expect(readNumber('（2）逐级审核')).toEqual({ level: 4, text: '逐级审核' })
  })

  it('are not seen where there are none', () => {
    for (const text of ['2.5万元用于培训', '2026年3月5日', '一是加强领导', '第一、二季度', '']) expect(readNumber(text)).toBeUndefined()
  })

  it('come off a heading of their level only', () => {
    expect(withoutNumber(1, '三、工作要求')).toBe('工作要求')
    expect(withoutNumber(2, '三、工作要求')).toBe('三、工作要求')
  })

  it('end with the first sentence', () => {
    expect(splitLead('加强组织领导。各单位要负责。')).toEqual({ lead: '加强组织领导。', rest: '各单位要负责。' })
    expect(splitLead('加强组织领导。')).toEqual({ lead: '加强组织领导。', rest: '' })
  })
})
