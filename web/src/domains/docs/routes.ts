import type { RouteRecordRaw } from 'vue-router'

export default [{ path: '/docs', name: 'docs', component: () => import('./DocsPage.vue'), meta: { texts: ['docs'] } }] satisfies RouteRecordRaw[]
