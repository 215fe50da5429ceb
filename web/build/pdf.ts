import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/**
 * Puts beside the client what pdf.js reads when a paper needs it: character maps and fonts that the paper names and
 * does not hold, and decoders for old scans, as script and not as WebAssembly, which the content policy refuses.
 */
export function pdfParts(): Plugin {
  return {
    name: 'pdf-parts',
    apply: 'build',
    generateBundle() {
      const root = join(import.meta.dirname, '../node_modules/pdfjs-dist')
      const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
      for (const [folder, wanted] of [['cmaps', /\.bcmap$/], ['standard_fonts', /\.(pfb|ttf)$/], ['wasm', /_nowasm_fallback\.js$/]] as const) {
        for (const name of readdirSync(join(root, folder)).filter((n) => wanted.test(n))) {
          this.emitFile({ type: 'asset', fileName: `assets/pdf-${version}/${folder}/${name}`, source: readFileSync(join(root, folder, name)) })
        }
      }
    },
  }
}
