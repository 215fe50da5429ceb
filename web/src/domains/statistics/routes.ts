import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: '/statistics', name: 'statistics', component: () => import('./StatisticsPage.vue'), meta: { texts: ['statistics'] } },
] satisfies RouteRecordRaw[]
