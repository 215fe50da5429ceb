import { computed, ref, shallowRef } from 'vue'
import { api, Problem, unwrap, withKey, type Schema } from '@/api'
import { keyOf } from './cells'

export type RowState = 'new' | 'checking' | 'ready' | 'warned' | 'wrong' | 'sending' | 'done' | 'failed'

export interface Row {
  id: number
  cells: string[]
  state: RowState
  /** What is wrong or to be known, by the field of the API; '' belongs to the row. */
  said: { field: string; text: string; grave: boolean }[]
  document?: Schema<'DocumentContent'>
  caseId?: string
  number?: string
}

export const mostRows = 500
/** As many rows as one question may hold, and as many as are checked at once. */
const [portion, side] = [100, 3]

const fresh: RowState[] = ['new', 'ready', 'warned', 'wrong', 'failed']
const sendable: RowState[] = ['ready', 'warned', 'failed']

/** A table of papers: read, checked and registered row by row. What is registered is never sent again. */
export class Batch {
  readonly columns = ref<string[]>([])
  readonly rows = ref<Row[]>([])
  readonly busy = ref<'' | 'checking' | 'sending'>('')
  readonly problem = shallowRef<Problem>()
  private stopped = false
  private last = 0

  constructor(
    private readonly unit: () => string,
    private readonly series: () => string,
    private readonly twinText: (twin: Schema<'Twin'>) => string,
  ) {}

  readonly counts = computed(() => {
    const count = (...states: RowState[]) => this.rows.value.filter((row) => states.includes(row.state)).length
    return {
      all: this.rows.value.length,
      ready: count('ready', 'warned'),
      wrong: count('wrong'),
      failed: count('failed'),
      done: count('done'),
      checked: count('ready', 'warned', 'wrong', 'done', 'failed'),
    }
  })

  fill(cells: string[][]): void {
    this.rows.value = cells.map((row) => ({ id: ++this.last, cells: row, state: 'new', said: [] }))
    this.problem.value = undefined
  }

  /** A cell was changed: what was said of its row is no longer true. */
  edit(row: Row, column: number, text: string): void {
    if (row.state === 'done' || row.state === 'sending' || (row.cells[column] ?? '') === text) return
    while (row.cells.length <= column) row.cells.push('')
    row.cells[column] = text
    Object.assign(row, { state: 'new', said: [], document: undefined })
  }

  unchecked(): void {
    for (const row of this.rows.value) if (row.state !== 'done') Object.assign(row, { state: 'new', said: [], document: undefined })
  }

  stop(): void {
    this.stopped = true
  }

  check(): Promise<void> {
    return this.run('checking', async () => {
      const list = this.rows.value.filter((row) => fresh.includes(row.state))
      await this.read(list)
      const queue = list.filter((row) => row.document)
      const worker = async () => {
        for (let row = queue.shift(); row && !this.stopped; row = queue.shift()) await this.checkOne(row)
      }
      await Promise.all(Array.from({ length: side }, worker))
    })
  }

  send(): Promise<void> {
    return this.run('sending', async () => {
      const seen = new Map<string, number>()
      for (const row of this.rows.value) {
        const words = row.document ? JSON.stringify(row.document) : ''
        const nth = (seen.get(words) ?? 0) + 1
        seen.set(words, nth)
        if (!this.stopped && words && sendable.includes(row.state)) await this.sendOne(row, keyOf(words, nth))
      }
    })
  }

  private async run(what: 'checking' | 'sending', work: () => Promise<void>): Promise<void> {
    if (this.busy.value) return
    this.busy.value = what
    this.stopped = false
    this.problem.value = undefined
    try {
      await work()
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure
      this.problem.value = failure
      this.stopped = true // the other workers go no further either
    } finally {
      this.busy.value = ''
    }
  }

  private async read(list: Row[]): Promise<void> {
    for (let i = 0; i < list.length && !this.stopped; i += portion) {
      const part = list.slice(i, i + portion)
      const columns = this.columns.value
      const body = { columns, rows: part.map((row) => columns.map((_, n) => row.cells[n] ?? '')) }
      const { rows: read } = await unwrap(api.POST('/api/v1/imports/documents/table', { body }))
      for (const [n, row] of part.entries()) {
        row.document = read?.[n]?.document
        row.said = (read?.[n]?.problems ?? []).map((p) => ({ field: p.field, text: p.detail, grave: true }))
        if (!row.document) row.state = 'wrong'
      }
    }
  }

  private incoming(document: Schema<'DocumentContent'>): Schema<'DocumentIncoming'> {
    const unit = this.unit()
    return { document, sign_for: {}, register: { series: this.series() }, ...(unit ? { unit } : {}) } as Schema<'DocumentIncoming'>
  }

  private async checkOne(row: Row): Promise<void> {
    row.state = 'checking'
    try {
      const got = await unwrap(api.POST('/api/v1/imports/documents/check', { body: this.incoming(row.document!) }))
      row.said = [
        ...(got.fields ?? []).map((f) => ({ field: f.field.replace(/^document\./, ''), text: f.detail, grave: true })),
        ...(got.findings ?? []).map((f) => ({ field: f.field, text: f.reason + f.way_out, grave: false })),
        ...(got.twins ?? []).map((twin) => ({ field: '', text: this.twinText(twin), grave: false })),
      ]
      row.state = row.said.some((s) => s.grave) ? 'wrong' : row.said.length ? 'warned' : 'ready'
    } catch (failure) {
      if (!told(row, failure)) throw failure
    }
  }

  private async sendOne(row: Row, key: string): Promise<void> {
    row.state = 'sending'
    try {
      const answer = await unwrap(api.POST('/api/v1/imports/documents', { body: this.incoming(row.document!), ...withKey(key) }))
      Object.assign(row, { state: 'done', said: [], caseId: answer.case_id, number: answer.numbers?.receipt_no ?? '' })
    } catch (failure) {
      if (!told(row, failure)) throw failure
    }
  }
}

/** A refusal of one row is its own matter, and true; what would stop every row is not. */
function told(row: Row, failure: unknown): boolean {
  if (!(failure instanceof Problem)) return false
  const own = [400, 404, 409, 422].includes(failure.status)
  row.state = own ? 'wrong' : row.state === 'sending' ? 'failed' : 'new'
  const whole = failure.detail ? [{ field: '', text: failure.detail, grave: true }] : []
  row.said = failure.errors.length
    ? failure.errors.map((e) => ({ field: (e.location ?? '').replace(/^body\.(document\.)?/, ''), text: e.detail, grave: true }))
    : whole
  if (failure.code === 'CLASSIFIED') row.document = undefined
  return own
}
