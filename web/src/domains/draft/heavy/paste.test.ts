import { getSchema } from '@tiptap/core'
import { DOMParser as ProseParser, Slice } from '@tiptap/pm/model'
import { expect, it } from 'vitest'
import { toBlocks } from '../body'
import { cleanHtml, cleanSlice, linesOf } from './paste'
import { extensions } from './schema'

const schema = getSchema(extensions())

/** What the body would hold after pasting the HTML. */
function pasted(html: string) {
  const page = document.createElement('div')
  page.innerHTML = cleanHtml(html)
  const slice = cleanSlice(Slice.maxOpen(ProseParser.fromSchema(schema).parse(page).content), schema)
  return toBlocks({ content: slice.content.toJSON() ?? [] })
}

// As Word puts it on the clipboard: styles, conditional comments, numbers of lists as words of their own.
const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{font-family:仿宋}</style></head><body>
<!--StartFragment--><p class=MsoNormal style='text-indent:32.0pt'><span style='font-size:16.0pt'>　　现就有关事项<b>通知</b>如下。<o:p></o:p></span></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span><span style='mso-list:Ignore'>一、<span>&nbsp;&nbsp;</span></span></span><![endif]><span>总体要求</span></p>
<h2><span>（一）加强领导。各单位要负责。</span></h2>
<p class=MsoNormal>1．按时报送<br>2.如实填写</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<table border=1 style='width:400pt'><tr><td width=80><p class=MsoNormal>序号</p></td><td><h3>一、事项</h3></td></tr><tr><td>1</td><td>&nbsp;</td></tr></table>
<img src="file:///C:/1.png"><!--EndFragment--></body></html>`

it('keeps of a text from Word its words, its levels and its tables', () => {
  expect(pasted(word)).toEqual([
    { kind: 'paragraph', text: '现就有关事项通知如下。' },
    { kind: 'heading', level: 1, text: '一、总体要求' },
    { kind: 'heading', level: 2, text: '（一）加强领导。各单位要负责。' },
    { kind: 'heading', level: 3, text: '1.按时报送' },
    { kind: 'heading', level: 3, text: '2.如实填写' },
    { kind: 'table', rows: [['序号', '一、事项'], ['1', '']] },
  ])
})

it('leaves a piece of a line a piece of a line', () => {
  const page = document.createElement('div')
  page.innerHTML = cleanHtml('<span>2026年3月</span>')
  const slice = Slice.maxOpen(ProseParser.fromSchema(schema).parse(page).content)
  expect(cleanSlice(slice, schema)).toBe(slice)
})

it('reads plain lines, and their levels with the same eyes', () => {
  const slice = cleanSlice(linesOf('　　说明\n\n（二）方法\n步骤', schema), schema)
  // The first level that is written is counted from its beginning.
  expect(toBlocks({ content: slice.content.toJSON() }).map((b) => b.text)).toEqual(['说明', '（一）方法', '步骤'])
})
