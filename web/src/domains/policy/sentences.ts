import type { Schema } from '@/api'

export type Policy = Schema<'Policy'>
export type Rule = Schema<'PolicyRow'>
export type Action = Schema<'PoliciesAction'>

/** A rule for a role: its own, or that of a group it belongs to. */
export interface Held {
  rule: Rule
  /** Title of the group; empty for a rule of its own. */
  group: string
}

/** The groups that a role belongs to, itself first; a group may be in another. Everybody is a person. */
export function groupsOf(policy: Policy, role: string): string[] {
  const found = [role]
  for (const at of found) {
    for (const group of policy.groups) if (group.roles.includes(at) && !found.includes(group.group)) found.push(group.group)
  }
  if (!found.includes('person')) found.push('person')
  return found
}

/** How a role comes to an action, if it does. */
export function heldBy(policy: Policy, role: string, object: string, action: string, titles: Map<string, string>): Held | undefined {
  for (const group of groupsOf(policy, role)) {
    const rule = policy.rules.find((r) => r.role === group && r.object === object && r.action === action)
    if (rule) return { rule, group: group === role ? '' : (titles.get(group) ?? group) }
  }
  return undefined
}

/** A sentence without its end, so that its article can stand behind it. */
export function open(sentence: string): string {
  return sentence.replace(/。$/, '')
}
