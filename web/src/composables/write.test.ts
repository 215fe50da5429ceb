import { expect, it, vi } from 'vitest'
import { Problem } from '@/api'
import { useWrite } from './write'

it('sends the same input with the same key until an answer came', async () => {
  const keys: string[] = []
  const send = vi
    .fn<(key: string, input: string) => Promise<string>>()
    .mockRejectedValueOnce(Problem.offline())
    .mockRejectedValueOnce(new Problem({ code: 'INTERNAL', status: 500 }))
    .mockResolvedValue('done')
  const write = useWrite((key, input: string) => {
    keys.push(key)
    return send(key, input)
  })
  expect(await write.run('a')).toBeUndefined()
  expect(write.problem.value?.offline).toBe(true)
  await write.run('a')
  expect(await write.run('a')).toBe('done')
  expect(write.problem.value).toBeUndefined()
  await write.run('a')
  expect(new Set(keys.slice(0, 3)).size).toBe(1)
  expect(keys[3]).not.toBe(keys[0])
})

it('takes a new key after a refusal and for another input', async () => {
  const keys: string[] = []
  const write = useWrite((key, _input: string) => {
    keys.push(key)
    return Promise.reject(new Problem({ code: 'VALIDATION', status: 422, errors: [{ code: 'X', detail: '不对', location: 'body.form.unit' }] }))
  })
  await write.run('a')
  expect(write.fields.value).toMatchObject({ unit: '不对', 'form.unit': '不对' })
  await write.run('a')
  expect(keys[1]).not.toBe(keys[0])
})

it('does nothing while it runs', async () => {
  let finish = () => {}
  const send = vi.fn(() => new Promise<void>((done) => (finish = done)))
  const write = useWrite(send)
  const first = write.run()
  await write.run()
  finish()
  await first
  expect(send).toHaveBeenCalledTimes(1)
})
