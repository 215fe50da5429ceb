import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/sign/:task?',
    name: 'sign',
    component: () => import('./SignDesk.vue'),
    meta: { texts: ['sign', 'ink', 'case'], bare: true },
  },
  {
    path: '/offline',
    name: 'offline',
    component: () => import('./NoLine.vue'),
    meta: { texts: ['sign'], public: true },
  },
] satisfies RouteRecordRaw[]
