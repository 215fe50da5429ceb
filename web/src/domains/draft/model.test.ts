import { describe, expect, it } from 'vitest'
import { joinTitle, newDraft, setKind, splitTitle, toNamed, toOrgans, type Desk } from './model'

const desk: Desk = {
  places: [{ unit: { id: 'u1', name: '农业农村工委' }, organ: { id: 'o1', name: '县人大常委会' }, templates: false }],
  letterheads: [
    { id: 'h0', unit_id: 'o2', mark: '某局文件', issuer: '某局', prefix: '某发' },
    { id: 'h2', unit_id: 'o1', mark: '县人大常委会党组文件', issuer: '县人大常委会党组', prefix: '县常党' },
    { id: 'h1', unit_id: 'o1', mark: '县人大常委会文件', issuer: '县人大常委会', prefix: '县常发' },
  ],
  kinds: [
    { kind: 'LETTER', name: '函', endings: ['函', '答复'], directions: ['PARALLEL'], party: true, congress: true },
    { kind: 'REQUEST', name: '请示', endings: ['请示'], directions: ['UPWARD'], party: true, congress: true },
    { kind: 'DECISION', name: '决定', endings: ['决定'], directions: ['DOWNWARD', 'PUBLIC'], party: true, congress: true, by_vote: true },
  ],
}

describe('a new draft', () => {
  it('bears the letterhead of its own organ and the usual direction', () => {
    const { document, unit } = newDraft(desk, 'REQUEST')
    expect(unit).toBe('u1')
    expect(document).toMatchObject({ issuing_org: 'h1', direction: 'UPWARD', signature_orgs: ['县人大常委会'] })
  })

  it('loses what only its former kind has', () => {
    const { document } = newDraft(desk, 'DECISION')
    Object.assign(document, { passed_by: '常委会会议', passed_on: '2026-03-02', direction: 'PUBLIC', matters: 1 })
    setKind(document, desk, 'DECISION')
    expect(document.direction).toBe('PUBLIC')
    setKind(document, desk, 'LETTER')
    expect(document).not.toHaveProperty('passed_by')
    expect(document).not.toHaveProperty('matters')
    expect(document.direction).toBe('PARALLEL')
  })
})

describe('a title', () => {
  it('goes apart as it was put together', () => {
    const parts = { organ: '县人大常委会', matter: '做好防汛工作', ending: '通知' }
    expect(joinTitle(parts)).toBe('县人大常委会关于做好防汛工作的通知')
    expect(splitTitle(joinTitle(parts), ['县人大', '县人大常委会'], ['知', '通知'])).toEqual(parts)
  })

  it('in other words stays as it is', () => {
    expect(splitTitle('县人大常委会公告', ['县人大常委会'], ['公告'])).toBeUndefined()
    expect(splitTitle('转发某某的通知', ['县人大常委会'], ['通知'])).toBeUndefined()
  })
})

it('keeps organs of the house and others apart', () => {
  const organs = [{ unit: 'u9', name: '县水利局' }, { name: '黄冈市水利局' }]
  expect(toOrgans(toNamed(organs))).toEqual(organs)
})
