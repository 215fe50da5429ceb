import { shallowRef, watch, type ShallowRef } from 'vue'
import { useRoute } from 'vue-router'
import { isBox, type Box } from './boxes'
import { filterOf, sameFilter, type Filter } from './filters'

/** Which list the address asks for. It stays while another page is being opened. */
export function usePlace(): { box: ShallowRef<Box>; filter: ShallowRef<Filter> } {
  const route = useRoute()
  const box = shallowRef<Box>('todo')
  const filter = shallowRef<Filter>({})
  watch(
    () => route.fullPath,
    () => {
      if (route.name !== 'inbox') return
      box.value = isBox(route.params.box) ? route.params.box : 'todo'
      const asked = filterOf(route.query)
      if (!sameFilter(asked, filter.value)) filter.value = asked
    },
    { immediate: true },
  )
  return { box, filter }
}
