import type { RouteRecordRaw } from 'vue-router'

const meta = { texts: ['register'] }

export default [
  { path: '/register', name: 'register', component: () => import('./RegisterPage.vue'), meta },
  { path: '/register/batch', name: 'register-batch', component: () => import('./BatchPage.vue'), meta },
  { path: '/q/:id', name: 'scan', component: () => import('./ScanPage.vue'), meta, props: true },
] satisfies RouteRecordRaw[]
