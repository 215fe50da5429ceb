import { expect, it } from 'vitest'
import { groupsOf, heldBy, type Policy } from './sentences'

const rule = (role: string, object: string, action: string) => ({ role, object, action, sentence: '', shipped: true })
const policy: Policy = {
  version: 1,
  groups: [{ group: 'staff', title: '工作人员', roles: ['registrar'] }, { group: 'member', title: '参与办理的人员', roles: ['staff'] }],
  rules: [rule('registrar', 'case', 'urge'), rule('member', 'case', 'read'), rule('person', 'session', 'own')],
}

it('finds the groups of a role through other groups', () => {
  expect(groupsOf(policy, 'registrar')).toEqual(['registrar', 'staff', 'member', 'person'])
})

it('says whether a role holds an action by itself or by a group', () => {
  expect(heldBy(policy, 'registrar', 'case', 'urge', new Map())?.group).toBe('')
  expect(heldBy(policy, 'registrar', 'case', 'read', new Map([['member', '参与办理的人员']]))?.group).toBe('参与办理的人员')
  expect(heldBy(policy, 'registrar', 'case', 'reopen', new Map())).toBeUndefined()
})
