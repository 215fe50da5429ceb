import { describe, expect, it } from 'vitest'
import { countWords, fromBlocks, toBlocks, type Block } from './body'

const body: Block[] = [
  { kind: 'paragraph', text: '现就有关事项通知如下。' },
  { kind: 'heading', level: 1, text: '一、总体要求' },
  { kind: 'heading', level: 2, text: '（一）加强领导。各单位要负责。' },
  { kind: 'heading', level: 2, text: '（二）按时报送' },
  { kind: 'table', rows: [['序号', '事项'], ['1', '']] },
  { kind: 'heading', level: 1, text: '二、工作要求' },
  { kind: 'heading', level: 2, text: '（一）落实责任' },
]

describe('the body between record and editor', () => {
  it('comes back as it was', () => {
    expect(toBlocks(fromBlocks(body))).toEqual(body)
  })

  it('is numbered anew when a heading goes', () => {
    const doc = fromBlocks(body)
    doc.content!.splice(1, 1)
    expect(toBlocks(doc).filter((b) => b.kind === 'heading').map((b) => b.text)).toEqual([
      '（一）加强领导。各单位要负责。',
      '（二）按时报送',
      '一、工作要求',
      '（一）落实责任',
    ])
  })

  it('keeps the columns of joined cells and drops what is empty', () => {
    const cell = (words: string, colspan = 1) => ({
      type: 'tableCell',
      attrs: { colspan },
      content: [{ type: 'paragraph', content: words ? [{ type: 'text', text: words }] : [] }],
    })
    const doc = {
      type: 'doc',
      content: [
        { type: 'table', content: [{ type: 'tableRow', content: [cell('合计', 2), cell('3')] }] },
        { type: 'table', content: [{ type: 'tableRow', content: [cell('')] }] },
        { type: 'paragraph' },
      ],
    }
    expect(toBlocks(doc)).toEqual([{ kind: 'table', rows: [['合计', '', '3']] }])
  })

  it('is counted without spaces', () => {
    expect(countWords([{ kind: 'paragraph', text: '甲 乙\n丙' }, { kind: 'table', rows: [['丁', '戊']] }])).toBe(5)
  })

  it('is never nothing for the editor', () => {
    expect(fromBlocks(null).content).toHaveLength(1)
  })
})
