/** One thing wrong with the input, at its place. */
export interface FieldProblem {
  code: string
  detail: string
  location?: string
}

interface Body {
  status?: number
  code?: string
  detail?: string
  instance?: string
  errors?: FieldProblem[]
  args?: Record<string, string>
}

/** OFFLINE is the code of a request that got no answer. */
export const OFFLINE = 'OFFLINE'

/** A refusal as the API tells it (RFC 9457), or the absence of an answer. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly errors: FieldProblem[]
  readonly args: Record<string, string>
  /** What the person tells whoever looks into it. */
  readonly reference: string
  readonly retryAfter: number

  constructor(body: Body, status = body.status ?? 0, retryAfter = 0) {
    super(body.detail ?? body.code ?? 'problem')
    this.status = status
    this.code = body.code ?? 'UNKNOWN'
    this.detail = body.detail ?? ''
    this.errors = body.errors ?? []
    this.args = body.args ?? {}
    this.reference = (body.instance ?? '').replace(/^urn:request:/, '')
    this.retryAfter = retryAfter
  }

  static async of(answer: Response): Promise<Problem> {
    let body: Body = {}
    try {
      body = (await answer.json()) as Body
    } catch {
      // a proxy in between answers in words of its own
    }
    return new Problem(body, answer.status, Number(answer.headers.get('Retry-After') ?? 0))
  }

  static offline(): Problem {
    return new Problem({ code: OFFLINE })
  }

  /** Nobody answered: the same request may be sent again. */
  get offline(): boolean {
    return this.code === OFFLINE
  }

  /** The request may succeed later as it is. */
  get passing(): boolean {
    return this.offline || this.status === 503 || this.status === 429
  }

  /** Texts by field: `body.form.lead_unit` is found as that, as `form.lead_unit` and as `lead_unit`. */
  get fields(): Record<string, string> {
    const found: Record<string, string> = {}
    for (const { location, detail } of this.errors) {
      if (!location) continue
      const parts = location.split('.')
      for (let i = 0; i < parts.length; i++) found[parts.slice(i).join('.')] ??= detail
    }
    return found
  }
}
