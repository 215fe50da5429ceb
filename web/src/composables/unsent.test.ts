import { beforeEach, expect, it } from 'vitest'
import { dropUnsent, keepUnsent, keepUnsentOf, readUnsent } from './unsent'

beforeEach(() => sessionStorage.clear())

it('gives back what was kept, until it is dropped', () => {
  keepUnsentOf('zhang')
  keepUnsent('act.1', { text: '拟同意' })
  expect(readUnsent('act.1')).toEqual({ text: '拟同意' })
  dropUnsent('act.1')
  expect(readUnsent('act.1')).toBeUndefined()
})

it('shows nobody the words of another, and leaves none of them in the tab', () => {
  keepUnsentOf('zhang')
  keepUnsent('act.1', { text: '拟同意' })
  keepUnsentOf('zhang2')
  expect(readUnsent('act.1')).toBeUndefined()
  expect(sessionStorage.length).toBe(0)
  keepUnsent('act.1', { text: '不同意' })
  keepUnsentOf('')
  expect(sessionStorage.length).toBe(0)
})

it('keeps nothing of somebody who is not signed in, and nothing else in the tab is touched', () => {
  sessionStorage.setItem('renda.queue', '{}')
  keepUnsentOf('')
  keepUnsent('act.1', { text: '拟同意' })
  expect(Object.keys(sessionStorage)).toEqual(['renda.queue'])
})
