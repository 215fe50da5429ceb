import {
  BarChart3,
  BookOpenText,
  Building2,
  CalendarDays,
  FilePlus2,
  GitBranch,
  Hash,
  HeartPulse,
  Inbox,
  LayoutTemplate,
  MessageSquareQuote,
  PenLine,
  ScrollText,
  Search,
  ShieldCheck,
  Signature,
  Stamp,
  UserCheck,
  Users,
} from '@lucide/vue'
import type { Component } from 'vue'

/** A page in the navigation. Who has one of the permissions sees it. */
export interface NavItem {
  key: string
  to: string
  icon: Component
  any: string[]
}

export const nav: { key: string; items: NavItem[] }[] = [
  {
    key: 'work',
    items: [
      { key: 'inbox', to: '/inbox/todo', icon: Inbox, any: ['inbox:read'] },
      { key: 'sign', to: '/sign', icon: Signature, any: ['inbox:read'] },
      { key: 'register', to: '/register', icon: FilePlus2, any: ['document:open_incoming'] },
      { key: 'draft', to: '/draft/new', icon: PenLine, any: ['document:open_outgoing'] },
    ],
  },
  {
    key: 'find',
    items: [
      { key: 'search', to: '/search', icon: Search, any: ['search:read'] },
      { key: 'statistics', to: '/statistics', icon: BarChart3, any: ['statistics:read'] },
      { key: 'absence', to: '/absence', icon: UserCheck, any: ['proxy:own'] },
    ],
  },
  {
    key: 'manage',
    items: [
      { key: 'units', to: '/admin/units', icon: Building2, any: ['people:write'] },
      { key: 'people', to: '/admin/people', icon: Users, any: ['people:write', 'people:unlock', 'people:hand_over'] },
      { key: 'policy', to: '/admin/policy', icon: ShieldCheck, any: ['policy:read'] },
      { key: 'consents', to: '/admin/consents', icon: Stamp, any: ['policy:approve'] },
      { key: 'number', to: '/admin/numbers', icon: Hash, any: ['number:read', 'number:configure'] },
      { key: 'calendar', to: '/admin/calendar', icon: CalendarDays, any: ['calendar:write', 'alarm:set'] },
      { key: 'definition', to: '/admin/definitions', icon: GitBranch, any: ['definition:write'] },
      { key: 'phrases', to: '/admin/phrases', icon: MessageSquareQuote, any: ['phrase:manage'] },
      { key: 'templates', to: '/draft/templates', icon: LayoutTemplate, any: ['template:manage'] },
      { key: 'audit', to: '/admin/audit', icon: ScrollText, any: ['audit:read'] },
      { key: 'operations', to: '/admin/operations', icon: HeartPulse, any: ['admin:health'] },
      { key: 'docs', to: '/docs', icon: BookOpenText, any: ['token:own', 'admin:health'] },
    ],
  },
]

/** Pages that those who do not manage them reach from another page; by a few letters everybody does who may open them. */
export const beside: NavItem[] = [{ key: 'templates', to: '/draft/templates', icon: LayoutTemplate, any: ['template:read'] }]
