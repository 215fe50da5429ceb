import { expect, it } from 'vitest'
import { decode, keyOf, readCells } from './cells'

it('reads what a spreadsheet copies and what it saves', () => {
  expect(readCells('标题\t来文单位\r\n关于甲的请示\t县水利局\r\n\t\r\n')).toEqual([['标题', '来文单位'], ['关于甲的请示', '县水利局']])
  expect(readCells('\ufeff标题,正文\n"关于“甲”, 乙的请示","一\n""二"""')).toEqual([['标题', '正文'], ['关于“甲”, 乙的请示', '一\n"二"']])
  expect(readCells('标题\t备注\n甲, 乙\t')).toEqual([['标题', '备注'], ['甲, 乙', '']])
  expect(readCells(' \n')).toEqual([])
})

it('reads the encoding that offices use', () => {
  expect(decode(new Uint8Array([0xb1, 0xea, 0xcc, 0xe2]).buffer)).toBe('标题')
  expect(decode(new TextEncoder().encode('标题').buffer as ArrayBuffer)).toBe('标题')
})

it('names a row by its words', () => {
  expect(keyOf('a', 1)).toBe(keyOf('a', 1))
  expect(new Set([keyOf('a', 1), keyOf('b', 1), keyOf('a', 2)]).size).toBe(3)
  expect(keyOf('关于甲的请示', 1)).toMatch(/^batch-[0-9a-f]{28,}-1$/)
})
