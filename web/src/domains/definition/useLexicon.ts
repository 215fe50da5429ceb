import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { api, unwrap } from '@/api'
import { useRead } from '@/composables/read'
import type { Lexicon } from './words'

/** The words that tables are told with, once they are read. */
export function useLexicon(): { lexicon: ComputedRef<Lexicon>; organs: ComputedRef<{ id: string; name: string }[]> } {
  const { t } = useI18n()
  const roles = useRead(async (signal) => (await unwrap(api.GET('/api/v1/roles', { signal }))).items)
  const units = useRead(async (signal) => (await unwrap(api.GET('/api/v1/units', { signal }))).items)
  const lexicon = computed<Lexicon>(() => ({
    t: (key, args) => (args ? t(key, args) : t(key)),
    roles: new Map(roles.data.value?.filter((r) => !r.admin).map((r) => [r.role, r.title])),
    units: new Map(units.data.value?.map((u) => [u.id, u.name])),
  }))
  // Organs with offices of their own first: people work there, others are only written to.
  const organs = computed(() => {
    const all = units.data.value ?? []
    const offices = (id: string) => all.filter((u) => u.parent_id === id && !u.organ).length
    return all
      .filter((u) => u.organ)
      .map((u) => ({ id: u.id, name: u.name, offices: offices(u.id) }))
      .sort((a, b) => b.offices - a.offices)
  })
  return { lexicon, organs }
}
