import { loadTexts } from '@/i18n'

/** Tells the service worker what was loaded of the program, so that it keeps it. */
function keep(loaded: PerformanceEntryList): void {
  const names = loaded.flatMap(({ name }) => {
    const { origin, pathname } = new URL(name)
    return origin === location.origin && pathname.startsWith('/assets/') ? [pathname] : []
  })
  if (names.length) void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage({ keep: [...new Set(names)] }))
}

/** Lets the program open again without a line: a service worker keeps what is
 * loaded of it, now and later, and the page that says that there is no line. */
export async function keepShell(): Promise<void> {
  if (!('serviceWorker' in navigator) || !isSecureContext || import.meta.env.DEV) return
  await navigator.serviceWorker.register('/sw.js')
  await navigator.serviceWorker.ready
  await Promise.all([import('../NoLine.vue'), loadTexts(['sign'])])
  new PerformanceObserver((list) => keep(list.getEntries())).observe({ type: 'resource', buffered: true })
}
