import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: '/absence', name: 'absence', component: () => import('./AbsencePage.vue'), meta: { texts: ['absence'] } },
  { path: '/absence/:id', name: 'digest', component: () => import('./DigestPage.vue'), meta: { texts: ['absence'] } },
] satisfies RouteRecordRaw[]
