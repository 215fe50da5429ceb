import { onScopeDispose, reactive, ref, shallowRef } from 'vue'
import { api, newKey, Problem, unwrap, withKey, type Schema } from '@/api'
import { isEmpty, type Ink } from '@/ui/ink/ink'

export type Annotation = Omit<Schema<'Annotation'>, 'ink'> & { ink?: Ink }

/** Ink of mine on a page that the server does not have yet. */
export interface Mark {
  hash: string
  page: number
  /** The version it was drawn on. */
  seen: number
  ink: Ink | null
  key: string
}

export type Saving = 'saved' | 'saving' | 'unsaved'

const pause = 1500

/** Keeps one page of ink as a new version. */
export async function annotate(caseId: string, { hash, page, seen, ink, key }: Mark): Promise<Annotation> {
  const kept = await unwrap(
    api.POST('/api/v1/cases/{id}/annotations', {
      params: { path: { id: caseId } },
      ...withKey(key),
      body: { hash, page, seen, ink: isEmpty(ink) ? undefined : ink! },
    }),
  )
  return kept as Annotation
}

/** What is drawn on the papers of a case: everybody's, and mine as I draw on. */
export function useAnnotations(caseId: string) {
  const all = shallowRef<Annotation[]>([])
  const shown = ref(true)
  const saving = ref<Saving>('saved')
  const unsaved = reactive(new Map<string, Mark>())
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined

  const at = (hash: string, page: number) => all.value.filter((a) => a.hash === hash && a.page === page)
  const mine = (hash: string, page: number) => at(hash, page).find((a) => a.mine)

  async function load(): Promise<void> {
    const answer = await unwrap(api.GET('/api/v1/cases/{id}/annotations', { params: { path: { id: caseId } } }))
    all.value = (answer.items ?? []) as Annotation[]
  }

  /** Takes over what I drew; it is saved when the pen rests. */
  function draw(hash: string, page: number, ink: Ink | null): void {
    unsaved.set(`${hash} ${page}`, { hash, page, seen: mine(hash, page)?.version ?? 0, ink, key: newKey() })
    saving.value = 'saving'
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), pause)
  }

  async function keep(name: string, mark: Mark): Promise<void> {
    const kept = await annotate(caseId, mark)
    all.value = [...all.value.filter((a) => !(a.mine && a.hash === kept.hash && a.page === kept.page)), kept]
    const newer = unsaved.get(name)
    if (newer === mark) unsaved.delete(name)
    else if (newer) newer.seen = kept.version
  }

  /** Where I drew elsewhere meanwhile this becomes the version after that one: nothing is lost. */
  async function goOn(name: string, mark: Mark, failure: Problem): Promise<void> {
    if (failure.code !== 'ANNOTATION_MOVED') throw failure
    await keep(name, Object.assign(mark, { seen: Number(failure.args.version), key: newKey() }))
  }

  async function save(): Promise<void> {
    try {
      for (const [name, mark] of [...unsaved]) {
        await keep(name, mark).catch((failure: unknown) => {
          if (!(failure instanceof Problem)) throw failure
          return goOn(name, mark, failure)
        })
      }
      saving.value = unsaved.size ? 'saving' : 'saved'
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure
      saving.value = 'unsaved'
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    running ??= save().finally(() => (running = undefined))
    return running
  }

  const online = () => void flush()
  addEventListener('online', online)
  onScopeDispose(() => {
    removeEventListener('online', online)
    if (unsaved.size) void flush()
  })
  // Without a line there is a paper without ink: the paper itself says so.
  load().catch(() => undefined)

  return { all, shown, saving, at, mine, draw, flush, load, unsaved: () => [...unsaved.values()] }
}

export type Annotations = ReturnType<typeof useAnnotations>
