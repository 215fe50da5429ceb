import { computed, shallowRef } from 'vue'
import { api, unwrap, withKey, type Schema } from '@/api'

export type Phrase = Schema<'Phrase'>

const kept = shallowRef<Phrase[]>()
const organs = shallowRef<Schema<'NamesRef'>[]>([])
let reading: Promise<void> | undefined

async function read(): Promise<void> {
  const list = await unwrap(api.GET('/api/v1/phrases'))
  kept.value = list.items ?? []
  organs.value = list.share_in ?? []
}

/** What the person often writes; read once and kept for all forms. */
export function usePhrases() {
  reading ??= read().catch(() => (reading = undefined))
  return {
    phrases: computed(() => kept.value ?? []),
    shareIn: computed(() => organs.value),
    reload: read,
    /** Counts a use; that it is not counted is no reason to disturb anybody. */
    used(phrase: Phrase): void {
      void api.POST('/api/v1/phrases/{id}/uses', { params: { path: { id: phrase.id } } }).catch(() => undefined)
      kept.value = kept.value?.map((p) => (p.id === phrase.id ? { ...p, uses: p.uses + 1 } : p))
    },
    async add(key: string, words: string, organ?: string): Promise<void> {
      await unwrap(api.POST('/api/v1/phrases', { body: { words, ...(organ && { organ }) }, ...withKey(key) }))
      await read()
    },
    async change(key: string, id: string, words: string): Promise<void> {
      await unwrap(api.PATCH('/api/v1/phrases/{id}', { params: { path: { id } }, body: { words }, ...withKey(key) }))
      await read()
    },
    async remove(key: string, id: string): Promise<void> {
      await unwrap(api.DELETE('/api/v1/phrases/{id}', { params: { path: { id } }, ...withKey(key) }))
      await read()
    },
  }
}
