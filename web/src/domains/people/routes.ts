import type { RouteRecordRaw } from 'vue-router'

const meta = { texts: ['people'] }

export default [
  { path: '/admin/units', name: 'units', component: () => import('./UnitsPage.vue'), meta },
  { path: '/admin/people', name: 'people', component: () => import('./PeoplePage.vue'), meta },
  { path: '/admin/people/:id', name: 'person', component: () => import('./PersonPage.vue'), meta, props: true },
  { path: '/admin/people/:id/leaving', name: 'leaving', component: () => import('./LeavingPage.vue'), meta, props: true },
] satisfies RouteRecordRaw[]
