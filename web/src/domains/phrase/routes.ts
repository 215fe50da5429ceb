import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: '/admin/phrases', name: 'phrases', component: () => import('./PhrasesPage.vue'), meta: { texts: ['phrase'] } },
] satisfies RouteRecordRaw[]
