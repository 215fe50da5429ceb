import type { RouteRecordRaw } from 'vue-router'

const meta = { texts: ['number'] }

export default [
  { path: '/admin/numbers', name: 'numbers', component: () => import('./NumbersPage.vue'), meta },
  { path: '/admin/numbers/:series', name: 'number-series', component: () => import('./SeriesPage.vue'), meta, props: true },
] satisfies RouteRecordRaw[]
