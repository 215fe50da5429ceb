import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: '/sign-in', name: 'sign-in', component: () => import('./SignIn.vue'), meta: { public: true } },
  { path: '/first-password', name: 'first-password', component: () => import('./FirstPassword.vue'), meta: { bare: true } },
  { path: '/settings', name: 'settings', component: () => import('./Settings.vue') },
] satisfies RouteRecordRaw[]
