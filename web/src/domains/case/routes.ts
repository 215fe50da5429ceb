import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: '/cases/:id/:tab(paper|act|history)?', name: 'case', component: () => import('./CasePage.vue'), meta: { texts: ['case', 'ink'] } },
] satisfies RouteRecordRaw[]
