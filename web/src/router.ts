import { ref } from 'vue'
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { Problem } from './api'
import { useSession } from './composables/session'
import { loadTexts } from './i18n'
import { homeOf } from './shell/home'

declare module 'vue-router' {
  interface RouteMeta {
    /** Files of texts, locales/zh-CN/<word>.ts, that the page needs. */
    texts?: string[]
    /** Seen without signing in. */
    public?: boolean
    /** Without navigation around it: print views, the leader's desk. */
    bare?: boolean
  }
}

const domains = import.meta.glob<{ default: RouteRecordRaw[] }>('./domains/*/routes.ts', { eager: true })

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'home', component: () => import('./shell/NotFound.vue') },
    ...Object.values(domains).flatMap((domain) => domain.default),
    { path: '/:rest(.*)*', name: 'not-found', component: () => import('./shell/NotFound.vue') },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

/** Finds out who is signed in; false when there is no line to ask over. */
async function found(): Promise<boolean> {
  try {
    await useSession().find()
    return true
  } catch (failure) {
    if (failure instanceof Problem && failure.offline) return false
    throw failure
  }
}

/** A page is on its way: it is not here yet, and the one before still stands. */
export const turning = ref(false)
router.beforeEach(() => void (turning.value = true))
router.afterEach(() => void (turning.value = false))

// Where somebody who is not signed in goes, and who must change his password first.
router.beforeEach(async (to) => {
  const session = useSession()
  if (session.me === undefined && !to.meta.public && !(await found())) return { name: 'offline', query: { to: to.fullPath } }
  if (!session.me && !to.meta.public) return { name: 'sign-in', query: to.fullPath === '/' ? {} : { to: to.fullPath } }
  if (session.me?.must_change_password && to.name !== 'first-password') return { name: 'first-password', query: to.query }
  if (to.name === 'home') return homeOf(session)
  await loadTexts(to.matched.flatMap((route) => route.meta.texts ?? []))
  return true
})

// A new version has been installed: its files have other names. Load the page anew, once.
router.onError((failure: unknown, to) => {
  if (!/dynamically imported module|Failed to fetch|preload/i.test(String(failure))) return
  if (sessionStorage.getItem('renda.reloaded') === to.fullPath) return
  sessionStorage.setItem('renda.reloaded', to.fullPath)
  location.assign(to.fullPath)
})
router.afterEach(() => sessionStorage.removeItem('renda.reloaded'))
