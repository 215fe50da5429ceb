import type { RouteRecordRaw } from 'vue-router'

const texts = ['draft']

export default [
  { path: '/draft/new', name: 'draft-new', component: () => import('./DraftPage.vue'), meta: { texts } },
  { path: '/draft/templates', name: 'draft-templates', component: () => import('./TemplatesPage.vue'), meta: { texts } },
  { path: '/draft/:id', name: 'draft', component: () => import('./DraftPage.vue'), meta: { texts } },
] satisfies RouteRecordRaw[]
