import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { api, Problem, unwrap } from '@/api'
import type { PaperFile } from './paper'

/** How far the pages of a file are: not needed, being made, there, or not to be had. */
export type Pages = 'ready' | 'making' | 'failed'

/** Asks for pages of an office file and waits for them. A PDF has its own. */
export function useRendition(file: Ref<PaperFile | undefined>) {
  const state = ref<Pages>('ready')
  const problem = shallowRef<Problem>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  async function ask(wait = 800): Promise<void> {
    const mine = turn
    const asked = file.value
    if (!asked?.rendition) return
    try {
      const { status } = await unwrap(api.GET('/api/v1/files/{id}/rendition', { params: { path: { id: asked.id } } }))
      if (mine !== turn) return
      state.value = status
      if (status === 'making') timer = setTimeout(() => void ask(Math.min(wait * 1.5, 5000)), wait)
    } catch (failure) {
      if (mine !== turn || !(failure instanceof Problem)) return
      problem.value = failure
      state.value = 'failed'
    }
  }

  watch(
    file,
    (now, before) => {
      if (now?.id === before?.id) return
      turn++
      clearTimeout(timer)
      problem.value = undefined
      state.value = now?.rendition ? 'making' : 'ready'
      void ask()
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    turn++
    clearTimeout(timer)
  })
  return { state, problem }
}
