import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: '/admin/operations', name: 'operations', component: () => import('./HealthPage.vue'), meta: { texts: ['operations'] } },
] satisfies RouteRecordRaw[]
