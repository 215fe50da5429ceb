// Lets the program open without a line: its page, scripts and styles, and nothing else. What the API says and the
// bytes of papers never come in here: only addresses listed below are answered, everything else goes to the network.
const shell = 'renda-shell-1'
const page = '/'
const fixed = ['/early.js', '/icon.svg', '/app.webmanifest']
const isAsset = (path) => path.startsWith('/assets/')
const pathOf = (request) => new URL(request.url).pathname

// A file is the same however it is asked for.
const kept = (request) => caches.match(request, { ignoreVary: true })

/** Files that the page names: their names hold a hash of what is in them. */
function assetsOf(html) {
  return [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1])
}

async function keep(cache, names) {
  const known = new Set((await cache.keys()).map(pathOf))
  await Promise.all(names.filter((name) => !known.has(name)).map((name) => cache.add(name)))
}

/** Keeps a page with what it names. One of another version takes the place of all that was kept. */
async function keepPage(answer) {
  const cache = await caches.open(shell)
  const assets = assetsOf(await answer.clone().text())
  const old = (await cache.keys()).filter((request) => isAsset(pathOf(request)))
  const other = assets.some((name) => !old.some((request) => pathOf(request) === name))
  if (other) await Promise.all(old.map((request) => cache.delete(request)))
  await cache.put(page, answer)
  await keep(cache, assets)
}

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(shell).then(async (cache) => {
      await cache.addAll(fixed)
      await keepPage(await fetch(page, { cache: 'no-store' }))
    }),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches.keys().then(async (names) => {
      await Promise.all(names.filter((name) => name !== shell).map((name) => caches.delete(name)))
      await self.clients.claim()
    }),
  )
})

/** The page in use says which scripts it has loaded: those that it needs to open again. */
self.addEventListener('message', (event) => {
  const names = Array.isArray(event.data?.keep) ? event.data.keep : []
  const ours = names.filter((name) => typeof name === 'string' && isAsset(name))
  event.waitUntil(caches.open(shell).then((cache) => keep(cache, ours)))
})

/** The newest when there is a line, the last one when there is none. */
async function newest(request, name) {
  try {
    const answer = await fetch(request)
    if (!answer.ok || answer.redirected) return answer
    if (name === page) await keepPage(answer.clone())
    else await (await caches.open(shell)).put(name, answer.clone())
    return answer
  } catch {
    return (await kept(name)) ?? Response.error()
  }
}

async function asset(request) {
  return (await kept(request)) ?? fetch(request)
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin || pathname.startsWith('/api')) return
  if (request.mode === 'navigate') event.respondWith(newest(request, page))
  else if (fixed.includes(pathname)) event.respondWith(newest(request, pathname))
  else if (isAsset(pathname)) event.respondWith(asset(request))
})
