import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: '/admin/calendar', name: 'calendar', component: () => import('./CalendarPage.vue'), meta: { texts: ['calendar'] } },
] satisfies RouteRecordRaw[]
