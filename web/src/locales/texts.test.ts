import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from './en/frame'
import zh from './zh-CN/frame'

const src = join(import.meta.dirname, '..')
const texts = import.meta.glob<{ default: object }>('./zh-CN/*.ts', { eager: true })

function paths(node: unknown, at = ''): string[] {
  if (typeof node !== 'object' || node === null) return [at]
  return Object.entries(node).flatMap(([key, value]) => paths(value, at ? `${at}.${key}` : key))
}

const all = new Set(
  Object.entries(texts).flatMap(([file, { default: text }]) => {
    const word = /([^/]+)\.ts$/.exec(file)![1]!
    return paths(text, word)
  }),
)

function sources(): { name: string; text: string }[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(vue|ts)$/.test(name) && !name.includes('.test.') && !name.startsWith('locales') && !name.endsWith('.d.ts'))
    .map((name) => ({ name, text: readFileSync(join(src, name), 'utf8') }))
}

describe('texts', () => {
  it('has both languages of the frame with the same keys', () => {
    expect(paths(en).sort()).toEqual(paths(zh).sort())
  })

  it('has every key that a page names', () => {
    const missing = sources().flatMap(({ name, text }) =>
      [...text.matchAll(/\bt\(\s*'([a-z]+\.[\w.]+)'/gi)].filter((m) => !all.has(m[1]!)).map((m) => `${name}: ${m[1]}`),
    )
    expect(missing).toEqual([])
  })
})
