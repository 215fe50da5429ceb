import { portOf, type useSession } from '@/composables/session'
import { nav } from './nav'

/** Where a person begins: a leader with a tablet at what waits for his signature, others at the first page they have. */
export function homeOf(session: Pick<ReturnType<typeof useSession>, 'may' | 'has'>): string {
  const leads = session.has('chair', 'vice_chair')
  if (leads && portOf() === 'tablet') return '/sign'
  const first = nav.flatMap((group) => group.items).find((item) => item.any.some(session.may))
  return first?.to ?? '/settings'
}
