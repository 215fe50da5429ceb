import { computed } from 'vue'
import { useRouter } from 'vue-router'
import { useSession } from '@/composables/session'
import { beside, nav, type NavItem } from './nav'

/** The navigation of the person: what he may open. */
export function useNav() {
  const session = useSession()
  const router = useRouter()
  const mine = (item: NavItem) => item.any.some(session.may) && router.resolve(item.to).name !== 'not-found'
  const groups = computed(() =>
    nav.map((group) => ({ ...group, items: group.items.filter(mine) })).filter((group) => group.items.length),
  )
  const items = computed(() => groups.value.flatMap((group) => group.items))
  /** All that can be found by its name. */
  const pages = computed(() => [...items.value, ...beside.filter((page) => mine(page) && !items.value.some((item) => item.key === page.key))])
  return { groups, items, pages }
}
