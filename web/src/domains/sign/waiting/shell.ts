import { loadTexts } from '@/i18n'

/** Lets the program open again without a line: a service worker keeps what is
 * loaded of it, and the page that says that there is no line. */
export async function keepShell(): Promise<void> {
  if (!('serviceWorker' in navigator) || !isSecureContext || import.meta.env.DEV) return
  await navigator.serviceWorker.register('/sw.js')
  const { active } = await navigator.serviceWorker.ready
  await Promise.all([import('../NoLine.vue'), loadTexts(['sign'])])
  const keep = performance.getEntriesByType('resource').flatMap(({ name }) => {
    const { origin, pathname } = new URL(name)
    return origin === location.origin && pathname.startsWith('/assets/') ? [pathname] : []
  })
  active?.postMessage({ keep: [...new Set(keep)] })
}
