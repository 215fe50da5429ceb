import { onScopeDispose, ref } from 'vue'

/** Whether the server has another version of the client than the page. It is
 * offered; a page with a form half filled in is never loaded anew by itself. */
const own = document.querySelector<HTMLScriptElement>('script[type=module][src]')?.getAttribute('src') ?? ''
const often = 10 * 60_000

async function differs(): Promise<boolean> {
  const answer = await fetch('/', { cache: 'no-store', headers: { Accept: 'text/html' } })
  if (!answer.ok) return false
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const theirs = page.querySelector('script[type=module][src]')?.getAttribute('src')
  return !!theirs && theirs !== own
}

export function useVersion() {
  const newer = ref(false)
  let last = Date.now()

  async function look(): Promise<void> {
    if (newer.value || document.hidden || !navigator.onLine || Date.now() - last < often) return
    last = Date.now()
    newer.value = await differs().catch(() => false)
  }

  const timer = setInterval(look, often)
  document.addEventListener('visibilitychange', look)
  onScopeDispose(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', look)
  })
  return { newer, take: () => location.reload() }
}
