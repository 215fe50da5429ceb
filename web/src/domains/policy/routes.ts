import type { RouteRecordRaw } from 'vue-router'

const meta = { texts: ['policy'] }

export default [
  { path: '/admin/policy', name: 'policy', component: () => import('./PolicyPage.vue'), meta },
  { path: '/admin/consents', name: 'consents', component: () => import('./ConsentsPage.vue'), meta },
] satisfies RouteRecordRaw[]
