import { Extension, Node, textblockTypeInputRule, type Extensions } from '@tiptap/core'
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import type { Node as ProseNode } from '@tiptap/pm/model'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import StarterKit from '@tiptap/starter-kit'
import { blank } from '../body'
import { counter, splitLead, type Level } from '../numbering'

const levels: Level[] = [1, 2, 3, 4]
const rules: [RegExp, Level][] = [
  [/^[一二三四五六七八九十]{1,3}、$/, 1],
  [/^（[一二三四五六七八九十]{1,3}）$/, 2],
  [/^\d{1,2}[.．]$/, 3],
  [/^（\d{1,2}）$/, 4],
]

/** A heading of one of the four levels. Its number is not part of its words. */
const Heading = Node.create({
  name: 'heading',
  group: 'block',
  content: 'text*',
  defining: true,
  addAttributes() {
    return { level: { default: 1, rendered: false } }
  },
  parseHTML() {
    const own = levels.map((level) => ({ tag: `[data-level="${level}"]`, attrs: { level } }))
    const foreign = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((tag, i) => ({ tag, attrs: { level: Math.min(4, i + 1) } }))
    return [...own, ...foreign]
  },
  renderHTML({ node }) {
    const level = Number(node.attrs.level)
    return ['p', { 'data-level': level }, 0]
  },
  addInputRules() {
    return rules.map(([find, level]) => textblockTypeInputRule({ find, type: this.type, getAttributes: { level } }))
  },
  addKeyboardShortcuts() {
    const step = (by: 1 | -1) => () => {
      const { editor } = this
      const level = editor.isActive('heading') ? Number(editor.getAttributes('heading').level) + by : by > 0 ? 1 : 0
      if (level > 4) return true
      return level < 1 ? editor.commands.setNode('paragraph') : editor.commands.setNode('heading', { level })
    }
    return {
      ...Object.fromEntries(levels.map((level) => [`Mod-Alt-${level}`, () => this.editor.commands.setNode('heading', { level })])),
      'Mod-Alt-0': () => this.editor.commands.setNode('paragraph'),
      'Alt-Shift-ArrowRight': step(1),
      'Alt-Shift-ArrowLeft': step(-1),
      Backspace: () => {
        const { empty, $anchor } = this.editor.state.selection
        return empty && !$anchor.parentOffset && $anchor.parent.type === this.type && this.editor.commands.setNode('paragraph')
      },
    }
  },
})

/** What is shown over the words and belongs to none of them: numbers, the faces of headings, blanks. */
function decorate(doc: ProseNode): DecorationSet {
  const number = counter()
  const marks: Decoration[] = []
  doc.descendants((node, at) => {
    if (node.type.name === 'heading') {
      const level = node.attrs.level as Level
      marks.push(Decoration.node(at, at + node.nodeSize, { 'data-number': number(level) }))
      const { lead } = splitLead(node.textContent)
      if (lead) marks.push(Decoration.inline(at + 1, at + 1 + lead.length, { class: `lead l${level}` }))
    }
    if (!node.isTextblock) return true
    for (const found of node.textContent.matchAll(blank)) {
      const from = at + 1 + found.index
      marks.push(Decoration.inline(from, from + found[0].length, { class: 'blank' }))
    }
    return false
  })
  return DecorationSet.create(doc, marks)
}

const decorations = new PluginKey<DecorationSet>('renda-decorations')

const Shown = Extension.create({
  name: 'shown',
  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: decorations,
        state: {
          init: (_, state) => decorate(state.doc),
          apply: (tr, old) => (tr.docChanged ? decorate(tr.doc) : old),
        },
        props: { decorations: (state) => decorations.getState(state) },
      }),
    ]
  },
})

const PlainTable = Table.extend({
  // Without the widths of columns: they would be styles in attributes.
  renderHTML: () => ['table', ['tbody', 0]],
})

/** What a body may hold: paragraphs, four levels of headings, plain tables. No face of letters is the writer's to choose. */
export function extensions(): Extensions {
  return [
    StarterKit.configure({
      blockquote: false, bold: false, bulletList: false, code: false, codeBlock: false, hardBreak: false, heading: false,
      horizontalRule: false, italic: false, link: false, listItem: false, listKeymap: false, orderedList: false,
      strike: false, underline: false, trailingNode: false,
    }),
    Heading,
    Shown,
    PlainTable.configure({ resizable: false }),
    TableRow,
    TableCell.extend({ content: 'paragraph+' }),
    TableHeader.extend({ content: 'paragraph+' }),
  ]
}
