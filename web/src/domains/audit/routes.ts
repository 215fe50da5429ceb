import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: '/admin/audit', name: 'audit', component: () => import('./AuditPage.vue'), meta: { texts: ['audit'] } },
] satisfies RouteRecordRaw[]
