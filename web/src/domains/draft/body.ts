import type { JSONContent } from '@tiptap/core'
import type { Schema } from '@/api'
import { counter, withoutNumber, type Level } from './numbering'

export type Block = Schema<'Block'>

const text = (words: string): JSONContent[] => (words ? [{ type: 'text', text: words }] : [])
const paragraph = (words: string): JSONContent => ({ type: 'paragraph', content: text(words) })

/** The words of a node: blocks in it are lines. */
function wordsOf(node: JSONContent | undefined): string {
  if (!node) return ''
  if (node.type === 'text') return node.text ?? ''
  const inner = (node.content ?? []).map(wordsOf)
  return node.type === 'tableCell' || node.type === 'tableHeader' ? inner.filter(Boolean).join('\n') : inner.join('')
}

function rowOf(row: JSONContent): string[] {
  // A cell that was joined of several keeps its place, so that columns stay columns.
  return (row.content ?? []).flatMap((cell) => {
    const span = Math.max(1, Number(cell.attrs?.colspan ?? 1))
    return [wordsOf(cell).trim(), ...Array<string>(span - 1).fill('')]
  })
}

/**
 * The document of the editor as blocks of the record. A heading is kept with its number, as it will be printed and as
 * it is signed; empty paragraphs are nobody's words.
 */
export function toBlocks(doc: JSONContent): Block[] {
  const number = counter()
  const blocks: Block[] = []
  for (const node of doc.content ?? []) {
    if (node.type === 'table') {
      const rows = (node.content ?? []).map(rowOf)
      if (rows.some((row) => row.some(Boolean))) blocks.push({ kind: 'table', rows })
      continue
    }
    const words = wordsOf(node).trim()
    if (!words) continue
    if (node.type === 'heading') {
      const level = Number(node.attrs?.level ?? 1) as Level
      blocks.push({ kind: 'heading', level, text: number(level) + words })
    } else blocks.push({ kind: 'paragraph', text: words })
  }
  return blocks
}

/** Blocks of the record for the editor, which writes the numbers of headings by itself. */
export function fromBlocks(blocks: Block[] | null | undefined): JSONContent {
  const content = (blocks ?? []).flatMap((block): JSONContent[] => {
    switch (block.kind) {
      case 'heading':
        return [{ type: 'heading', attrs: { level: block.level ?? 1 }, content: text(withoutNumber(block.level ?? 1, block.text ?? '')) }]
      case 'table': {
        const rows = (block.rows ?? []).map((row) => row ?? [])
        const width = Math.max(1, ...rows.map((row) => row.length))
        return [
          {
            type: 'table',
            content: rows.map((row) => ({
              type: 'tableRow',
              content: Array.from({ length: width }, (_, i) => ({ type: 'tableCell', content: (row[i] ?? '').split('\n').map(paragraph) })),
            })),
          },
        ]
      }
      default:
        return (block.text ?? '').split('\n').map(paragraph)
    }
  })
  return { type: 'doc', content: content.length ? content : [paragraph('')] }
}

/** Characters of the body that are no spaces, as offices count them. */
export function countWords(blocks: Block[] | null | undefined): number {
  let n = 0
  for (const block of blocks ?? []) {
    const words = block.kind === 'table' ? (block.rows ?? []).flat().join('') : (block.text ?? '')
    n += [...words.replace(/\s/g, '')].length
  }
  return n
}

/** A place in an outline that is to be filled in. */
export const blank = /【请[^【】\n]{1,40}】/g
