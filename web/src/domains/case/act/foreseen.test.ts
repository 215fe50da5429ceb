import { describe, expect, it } from 'vitest'
import type { Schema } from '@/api'
import { sentencesOf } from './foreseen'

const say = (key: string, args?: Record<string, string | number>) => `${key.replace('case.will.', '')}${args ? ` ${Object.values(args).join(' ')}` : ''}`
const task = (name: string, kind: 'act' | 'read' = 'act') => ({ kind, assignee: { id: name, name }, step: 's' }) as unknown as Schema<'CasesTask'>
const line = (type: string, text = type) => ({ type, text }) as unknown as Schema<'CasesLine'>
const preview = (more: Partial<Schema<'CasesPreview'>>): Schema<'CasesPreview'> => ({
  step: 's', step_title: '批示', status: 'open', status_title: '办理中', opens: [], lines: [], ...more,
})
const before = { step: 's', status: 'open' }

describe('what an act would lead to', () => {
  it('says whither the case goes, and that it stays', () => {
    expect(sentencesOf(preview({ step: 'h', step_title: '承办', opens: [task('甲')] }), before, undefined, say)).toEqual(['goes 承办 甲'])
    expect(sentencesOf(preview({}), before, undefined, say)).toEqual(['stays 批示'])
    expect(sentencesOf(preview({ status: 'terminated', status_title: '已终止' }), before, undefined, say)).toEqual(['ends 已终止'])
  })

  it('does not say that a closed case ends, when something else is done to it', () => {
    const closed = { step: 's', status: 'completed' }
    expect(sentencesOf(preview({ status: 'completed', status_title: '已办结', lines: [line('paper-ceased', '废止')] }), closed, undefined, say)).toEqual(['same 已办结', '废止'])
  })

  it('says who acts first when somebody else is asked', () => {
    expect(sentencesOf(preview({ opens: [task('乙')] }), before, { verb: 'delegate' }, say)).toEqual(['asks 乙', 'before'])
    expect(sentencesOf(preview({ opens: [task('乙')] }), before, { verb: 'add-signer', position: 'after' }, say)).toEqual(['asks 乙', 'after'])
    expect(sentencesOf(preview({ opens: [task('乙')] }), before, { verb: 'add-signer', position: 'parallel' }, say)).toEqual(['asks 乙'])
  })

  it('names who is taken out while the case stays, and nobody when it moves', () => {
    const lines = [line('task-cancelled', '减去丙')]
    expect(sentencesOf(preview({ lines }), before, undefined, say)).toEqual(['stays 批示', '减去丙'])
    expect(sentencesOf(preview({ step: 'h', step_title: '承办', lines }), before, undefined, say)).toEqual(['goesAlone 承办'])
  })
})
