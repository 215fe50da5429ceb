/**
 * What a person typed and did not send, in this tab: it outlives a reload and a crash of the page, and goes with the tab,
 * with his signing out, and when somebody else signs in.
 */
const prefix = 'renda.unsaved.'
let owner = ''

const nameOf = (key: string) => `${prefix}${owner}.${key}`

/** Says whose words are kept from now on. Those of anybody else in this tab go. */
export function keepUnsentOf(person: string): void {
  owner = person
  for (const name of Object.keys(sessionStorage)) {
    if (name.startsWith(prefix) && !(person && name.startsWith(nameOf('')))) sessionStorage.removeItem(name)
  }
}

export function readUnsent<T>(key: string): T | undefined {
  try {
    const text = sessionStorage.getItem(nameOf(key))
    return text ? (JSON.parse(text) as T) : undefined
  } catch {
    return undefined
  }
}

export function keepUnsent(key: string, value: unknown): void {
  if (!owner) return
  try {
    sessionStorage.setItem(nameOf(key), JSON.stringify(value))
  } catch {
    // no room: what is typed stays in the page
  }
}

export function dropUnsent(key: string): void {
  sessionStorage.removeItem(nameOf(key))
}
