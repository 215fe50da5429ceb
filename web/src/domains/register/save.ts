import { api, unwrap, withKey, type Schema } from '@/api'
import { useWrite } from '@/composables/write'
import type { Content } from './form'

export interface Registered {
  caseId: string
  title: string
  number: string
}

/** One paper, signed for and, with a series, registered: all of it or nothing. */
export function useSave() {
  return useWrite(async (key: string, document: Content, unit: string, series: string): Promise<Registered> => {
    const body = {
      document,
      sign_for: {},
      ...(unit ? { unit } : {}),
      ...(series ? { register: { series } } : {}),
    } as Schema<'DocumentIncoming'>
    const answer = await unwrap(api.POST('/api/v1/documents/incoming', { body, ...withKey(key) }))
    return { caseId: answer.case_id, title: answer.title, number: answer.numbers?.receipt_no ?? '' }
  })
}
