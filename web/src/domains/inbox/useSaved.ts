import { ref } from 'vue'
import { keepPreference, readPreferences } from '@/composables/preferences'
import { savedOf, type SavedFilter } from './filters'

const key = 'inbox.filters'
const saved = ref<SavedFilter[]>([])
let loaded = false

/** The filters a person keeps, on the server. */
export function useSaved() {
  async function load(): Promise<void> {
    if (loaded) return
    saved.value = savedOf((await readPreferences())[key])
    loaded = true
  }

  /** Keeps the list; it is shown only when it was kept. */
  async function keep(list: SavedFilter[]): Promise<void> {
    await keepPreference(key, list)
    saved.value = list
  }

  return { saved, load, keep }
}
