import { Fragment, Slice, type Node as ProseNode, type Schema } from '@tiptap/pm/model'
import { readNumber } from '../numbering'

/** A break of lines inside a paragraph, until the paragraph is cut there. */
const cut = '\u2028'

/**
 * What Word and WPS put on the clipboard, without all but paragraphs and tables. Their lists carry the number as words,
 * which is how the level of a heading is known afterwards.
 */
export function cleanHtml(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html')
  const walker = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT)
  const comments: Comment[] = []
  while (walker.nextNode()) comments.push(walker.currentNode as Comment)
  for (const comment of comments) comment.remove()
  for (const gone of page.querySelectorAll('style, script, meta, link, xml, img, svg, object, iframe, noscript, title')) gone.remove()
  for (const br of page.querySelectorAll('br')) br.replaceWith(cut)
  for (const heading of page.querySelectorAll(':is(td, th) :is(h1, h2, h3, h4, h5, h6, li)')) {
    const p = page.createElement('p')
    p.append(...heading.childNodes)
    heading.replaceWith(p)
  }
  for (const node of page.querySelectorAll('*')) {
    for (const { name } of [...node.attributes]) if (!['colspan', 'rowspan', 'data-level', 'data-pm-slice'].includes(name)) node.removeAttribute(name)
  }
  return page.body.innerHTML
}

/** Words without the spaces that typists indent with, and without the dot of a list. */
function tidy(words: string): string {
  return words
    .replace(/\u00a0/g, ' ')
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/^[\s\u3000]*(?:[·•§Ø]\s+)?/, '')
    .trimEnd()
}

function blocksOf(node: ProseNode, schema: Schema): ProseNode[] {
  if (!node.isTextblock) return [node.copy(mapped(node.content, schema, true))]
  return node.textContent
    .split(cut)
    .map(tidy)
    .filter(Boolean)
    .map((words) => {
      const read = readNumber(words)
      if (read?.text) return schema.nodes.heading!.create({ level: read.level }, schema.text(read.text))
      return node.type.create(node.attrs, schema.text(words))
    })
}

function mapped(content: Fragment, schema: Schema, inTable: boolean): Fragment {
  const nodes: ProseNode[] = []
  content.forEach((node) => {
    if (!inTable) nodes.push(...blocksOf(node, schema))
    else if (node.isTextblock) {
      const lines = node.textContent.split(cut).map(tidy).filter(Boolean)
      for (const line of lines.length ? lines : ['']) nodes.push(schema.nodes.paragraph!.create(null, line ? schema.text(line) : null))
    } else nodes.push(node.copy(mapped(node.content, schema, true)))
  })
  return Fragment.fromArray(nodes)
}

/** What is pasted, as nodes of the body: a numbered line becomes a heading of its level, its number goes. */
export function cleanSlice(slice: Slice, schema: Schema): Slice {
  const first = slice.content.firstChild
  // A piece of a line goes into the line where it is put.
  if (slice.content.childCount === 1 && first?.isTextblock && !first.textContent.includes(cut) && !readNumber(tidy(first.textContent))?.text) return slice
  // Cells taken out of a table stay cells.
  if (first && ['tableRow', 'tableCell', 'tableHeader'].includes(first.type.name)) return slice
  return new Slice(mapped(slice.content, schema, false), 0, 0)
}

/** Plain text: a line is a paragraph. */
export function linesOf(text: string, schema: Schema): Slice {
  const nodes = text
    .split(/\r?\n/)
    .map(tidy)
    .filter(Boolean)
    .map((line) => schema.nodes.paragraph!.create(null, schema.text(line)))
  return nodes.length === 1 ? new Slice(Fragment.from(nodes[0]), 1, 1) : new Slice(Fragment.fromArray(nodes), 0, 0)
}
