import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: '/inbox', redirect: '/inbox/todo' },
  { path: '/inbox/:box', name: 'inbox', component: () => import('./InboxPage.vue'), meta: { texts: ['inbox'] } },
] satisfies RouteRecordRaw[]
