import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { api, newKey, Problem, unwrap, withKey, type Schema } from '@/api'
import { untouched, type Draft } from './model'

/** How long the writer pauses before his text is sent, and how long until it is tried again after a failure. */
const pause = 1500
const again = 15_000

export type Kept = Schema<'DraftCopy'>

/** What the tab keeps of a text until the server has it. */
interface Held {
  rev: number
  draft: Draft
}

const nameOf = (id: string) => `renda.draft.${id}`

function held(id: string): Held | undefined {
  try {
    const text = sessionStorage.getItem(nameOf(id))
    return text ? (JSON.parse(text) as Held) : undefined
  } catch {
    return undefined
  }
}

/** The copy on the server, and what this tab has not sent of it. */
export async function readCopy(id: string): Promise<{ kept?: Kept; unsent?: Draft; clash: boolean }> {
  const kept = await unwrap(api.GET('/api/v1/drafts/{id}', { params: { path: { id } } })).catch((failure: unknown) => {
    if (failure instanceof Problem && failure.status === 404) return undefined
    throw failure
  })
  const mine = held(id)
  return { kept, unsent: mine?.draft, clash: !!mine && mine.rev !== (kept?.rev ?? 0) }
}

export type State = 'idle' | 'waiting' | 'saving' | 'saved' | 'offline' | 'elsewhere' | 'gone' | 'refused' | 'failed'

interface Options {
  id: string
  caseId?: string
  /** The case as the writer saw it. */
  seq?: () => number
  draft: Draft
  /** Revision of the copy on the server; 0 when there is none. */
  rev: number
  /** The draft holds words that the server has not. */
  unsent: boolean
  lastGood: Draft
}

/** See useCopy. */
class Keeper {
  readonly state = ref<State>('idle')
  readonly savedAt = ref<string>()
  readonly problem = shallowRef<Problem>()
  /** What another window saved meanwhile. */
  readonly theirs = shallowRef<Kept>()
  readonly dirty = computed(() => !['idle', 'saved', 'gone'].includes(this.state.value))
  private rev: number
  private lastGood: string
  private timer: ReturnType<typeof setTimeout> | undefined
  private running: Promise<void> | undefined
  private sent: { text: string; key: string } | undefined
  private over = false

  constructor(private readonly options: Options) {
    this.rev = options.rev
    this.lastGood = JSON.stringify(options.lastGood)
    if (!options.unsent) return
    this.state.value = 'waiting'
    this.later(pause)
  }

  private hold(): void {
    try {
      sessionStorage.setItem(nameOf(this.options.id), JSON.stringify({ rev: this.rev, draft: this.options.draft } satisfies Held))
    } catch {
      // no room left: it stays in the page, and the question before leaving remains
    }
  }

  private drop(): void {
    sessionStorage.removeItem(nameOf(this.options.id))
  }

  private later(ms: number): void {
    this.stop()
    if (!this.over) this.timer = setTimeout(() => void this.save(), ms)
  }

  stop = (): void => clearTimeout(this.timer)

  private get path() {
    return { params: { path: { id: this.options.id } } }
  }

  private async put(text: string): Promise<void> {
    // The same words after an answer that did not come carry the same key.
    if (this.sent?.text !== text) this.sent = { text, key: newKey() }
    const { document, form, unit } = JSON.parse(text) as Draft
    const body = { rev: this.rev, case: this.options.caseId, seq: this.options.seq?.(), document, form: { ...form, unit: [unit] } }
    const done = await unwrap(api.PUT('/api/v1/drafts/{id}', { ...this.path, body, ...withKey(this.sent.key) }))
    this.sent = undefined
    this.rev = done.rev
    this.lastGood = text
    this.savedAt.value = done.saved_at
    this.problem.value = undefined
    if (JSON.stringify(this.options.draft) === text) {
      this.drop()
      this.state.value = 'saved'
      return
    }
    this.hold()
    this.state.value = 'waiting'
    this.later(pause)
  }

  private failed = async (failure: unknown): Promise<void> => {
    if (!(failure instanceof Problem)) throw failure
    this.problem.value = failure
    switch (failure.code) {
      case 'CLASSIFIED':
        this.drop()
        this.state.value = 'refused'
        return
      case 'DRAFT_ELSEWHERE':
        this.theirs.value = await unwrap(api.GET('/api/v1/drafts/{id}', this.path)).catch(() => undefined)
        this.state.value = 'elsewhere'
        return
      case 'DRAFT_GONE':
        this.state.value = 'gone'
        return
    }
    this.state.value = failure.passing ? 'offline' : 'failed'
    this.later(again)
  }

  /** Sends now what is not sent; true when everything is on the server, else the state says why not. */
  save = async (): Promise<boolean> => {
    this.stop()
    await this.running
    if (this.over || !this.dirty.value || ['elsewhere', 'refused'].includes(this.state.value)) return !this.dirty.value
    this.state.value = 'saving'
    this.running = this.put(JSON.stringify(this.options.draft)).catch(this.failed)
    await this.running
    this.running = undefined
    return !this.dirty.value
  }

  changed = (): void => {
    const { value: state } = this.state
    if (this.over || state === 'refused' || (state === 'idle' && untouched(this.options.draft))) return
    if (state !== 'saving' && JSON.stringify(this.options.draft) === this.lastGood) return
    this.hold()
    if (state === 'elsewhere' || state === 'gone') return
    if (state !== 'saving') this.state.value = 'waiting'
    this.later(pause)
  }

  /** This window's text takes the place of the other's. */
  keepMine = async (): Promise<void> => {
    this.rev = this.theirs.value?.rev ?? this.rev
    this.state.value = 'waiting'
    await this.save()
  }

  /** The other window's text was put into this one. */
  tookTheirs = (): void => {
    this.rev = this.theirs.value?.rev ?? this.rev
    this.savedAt.value = this.theirs.value?.saved_at
    this.settled()
  }

  /** The text the server last took, to go on with after a refusal; nothing of the refused one stays in this tab. */
  before = (): Draft => JSON.parse(this.lastGood) as Draft

  /** What the draft holds now is what the server has. */
  settled = (): void => {
    this.lastGood = JSON.stringify(this.options.draft)
    this.drop()
    this.state.value = 'saved'
  }

  /** It became a version or was given up: the copy goes. */
  finish = async (): Promise<void> => {
    this.over = true
    this.stop()
    await this.running
    this.drop()
    this.state.value = 'idle'
    await unwrap(api.DELETE('/api/v1/drafts/{id}', this.path)).catch(() => undefined)
  }

  /** It goes on under this page: a version was made and the writing continues. */
  goOn = (): void => {
    this.over = false
    this.rev = 0
    this.lastGood = JSON.stringify(this.options.draft)
  }
}

/**
 * Keeps a draft while it is written: in this tab at once, on the server when the writer pauses. One window never writes
 * over another: see theirs. A text with a mark of secrecy is refused and leaves this tab too: see before.
 */
export function useCopy(options: Options): Keeper {
  const keeper = new Keeper(options)
  watch(options.draft, keeper.changed, { deep: true })
  const online = () => ['offline', 'failed'].includes(keeper.state.value) && void keeper.save()
  const unload = (event: BeforeUnloadEvent) => keeper.dirty.value && event.preventDefault()
  addEventListener('online', online)
  addEventListener('beforeunload', unload)
  onScopeDispose(() => {
    keeper.stop()
    removeEventListener('online', online)
    removeEventListener('beforeunload', unload)
  })
  return keeper
}
