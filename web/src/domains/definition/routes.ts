import type { RouteRecordRaw } from 'vue-router'

const meta = { texts: ['definition'] }

export default [
  { path: '/admin/definitions', name: 'definitions', component: () => import('./DefinitionsPage.vue'), meta },
  {
    path: '/admin/definitions/:process',
    name: 'definition',
    component: () => import('./DefinitionPage.vue'),
    meta,
    props: true,
    // A table is that of an organ: whoever names none chooses one first.
    beforeEnter: (to) => (to.query.organ ? true : { path: '/admin/definitions' }),
  },
] satisfies RouteRecordRaw[]
