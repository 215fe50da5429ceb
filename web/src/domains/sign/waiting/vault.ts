/** Where decisions wait on the device, encrypted, until the line is back. What
 * may be kept, and why this is enough, stands in docs/adr/0014-what-waits-on-a-tablet.md. */

/** A decision that nobody sent within a day is none any more. */
export const keptFor = 24 * 60 * 60 * 1000

const name = 'renda-sign'
const stores = { keys: 'keys', sealed: 'sealed' } as const
const keyId = 'only'

interface KeyRow {
  id: string
  /** AES-GCM, not extractable: the browser uses it and never hands it out. */
  key: CryptoKey
  person: string
}

interface SealedRow {
  id: string
  iv: Uint8Array<ArrayBuffer>
  data: ArrayBuffer
  until: number
}

export interface Waiting {
  id: string
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'))
  })
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => {
    for (const store of Object.values(stores)) request.result.createObjectStore(store, { keyPath: 'id' })
  }
  return settled(request)
}

async function within<T>(mode: IDBTransactionMode, work: (tx: IDBTransaction) => IDBRequest<T>): Promise<T> {
  const db = await open()
  try {
    const tx = db.transaction(Object.values(stores), mode)
    const done = new Promise<void>((resolve, reject) => {
      tx.oncomplete = () => resolve()
      tx.onabort = () => reject(tx.error ?? new Error('IndexedDB'))
    })
    const result = await settled(work(tx))
    await done
    return result
  } finally {
    db.close()
  }
}

const keyRow = () =>
  within<KeyRow | undefined>('readonly', (tx) => tx.objectStore(stores.keys).get(keyId) as IDBRequest<KeyRow | undefined>)

/** Takes everything away: the key first, so that what were left could not be read. */
export async function wipe(): Promise<void> {
  await within('readwrite', (tx) => {
    tx.objectStore(stores.keys).clear()
    return tx.objectStore(stores.sealed).clear()
  })
}

/** The key of the person's decisions. Those of another person go. */
async function keyOf(person: string): Promise<CryptoKey> {
  const row = await keyRow()
  if (row?.person === person) return row.key
  if (row) await wipe()
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  await within('readwrite', (tx) => tx.objectStore(stores.keys).put({ id: keyId, key, person } satisfies KeyRow))
  return key
}

/** Keeps a decision; one with the same id is replaced. */
export async function seal(person: string, decision: Waiting, now: number): Promise<void> {
  const key = await keyOf(person)
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const text = new TextEncoder().encode(JSON.stringify(decision))
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, text)
  const row: SealedRow = { id: decision.id, iv, data, until: now + keptFor }
  await within('readwrite', (tx) => tx.objectStore(stores.sealed).put(row))
}

export async function drop(id: string): Promise<void> {
  await within('readwrite', (tx) => tx.objectStore(stores.sealed).delete(id))
}

/** How many wait, for whomever: all that is told before somebody signed in. */
export async function count(now: number): Promise<number> {
  const rows = await within<SealedRow[]>('readonly', (tx) => tx.objectStore(stores.sealed).getAll())
  return rows.filter((row) => row.until > now).length
}

/** The person's decisions. Old ones, and another person's, are removed. */
export async function unseal<T extends Waiting>(person: string, now: number): Promise<T[]> {
  const owner = await keyRow()
  if (!owner) return []
  const key = await keyOf(person)
  const rows = await within<SealedRow[]>('readonly', (tx) => tx.objectStore(stores.sealed).getAll())
  const found: T[] = []
  for (const row of rows) {
    const text = row.until > now ? await opened(key, row) : null
    if (text === null) await drop(row.id)
    else found.push(JSON.parse(text) as T)
  }
  return found
}

/** The text, or null when it is not this key's. */
async function opened(key: CryptoKey, row: SealedRow): Promise<string | null> {
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.iv }, key, row.data))
  } catch {
    return null
  }
}
