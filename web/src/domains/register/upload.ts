import { reactive } from 'vue'
import { newKey, Problem, type Schema } from '@/api'
import { signedInAgain } from '@/api/client'

/** A file on its way. Its key stays until it has arrived: sent again after a cut line, it is there once. */
export interface Upload {
  id: number
  name: string
  size: number
  state: 'waiting' | 'sending' | 'done' | 'cut' | 'refused' | 'cancelled'
  percent: number
  file?: Schema<'File'>
  problem?: Problem
}

let last = 0

/** Sends files one after the other, with progress, cancelling and sending again. */
export function useUploads(onRefused: (problem: Problem) => void) {
  const uploads = reactive<Upload[]>([])
  const sources = new Map<number, { blob: File; key: string; request?: XMLHttpRequest }>()

  function add(files: Iterable<File>): void {
    for (const blob of files) {
      const id = ++last
      sources.set(id, { blob, key: newKey() })
      uploads.push({ id, name: blob.name, size: blob.size, state: 'waiting', percent: 0 })
    }
    next()
  }

  function next(): void {
    if (uploads.some((u) => u.state === 'sending')) return
    const upload = uploads.find((u) => u.state === 'waiting')
    if (upload) send(upload)
  }

  function send(upload: Upload): void {
    const source = sources.get(upload.id)
    if (!source) return
    Object.assign(upload, { state: 'sending', percent: 0, problem: undefined })
    source.request = post(source, upload.name, {
      progress: (percent) => (upload.percent = percent),
      done: (request) => void settle(upload, request),
      cut: () => stop(upload, 'cut', Problem.offline()),
      cancelled: () => stop(upload, 'cancelled'),
    })
  }

  async function settle(upload: Upload, request: XMLHttpRequest): Promise<void> {
    const { state, file, problem } = outcome(request)
    if (problem && (await signedInAgain(problem))) return sources.has(upload.id) ? send(upload) : next()
    if (file) {
      upload.file = file
      sources.delete(upload.id)
    }
    stop(upload, state, problem)
    if (state === 'refused' && problem) onRefused(problem)
  }

  function stop(upload: Upload, state: Upload['state'], problem?: Problem): void {
    Object.assign(upload, { state, problem })
    next()
  }

  function cancel(upload: Upload): void {
    const request = sources.get(upload.id)?.request
    if (upload.state === 'sending') request?.abort()
    else upload.state = 'cancelled'
  }

  function retry(upload: Upload): void {
    upload.state = 'waiting'
    next()
  }

  function remove(upload: Upload): void {
    if (upload.state === 'sending') cancel(upload)
    sources.delete(upload.id)
    uploads.splice(uploads.indexOf(upload), 1)
  }

  function clear(): void {
    for (const upload of [...uploads]) remove(upload)
  }

  return { uploads, add, cancel, retry, remove, clear }
}

interface Listener {
  progress: (percent: number) => void
  done: (request: XMLHttpRequest) => void
  cut: () => void
  cancelled: () => void
}

/** XMLHttpRequest, because fetch does not tell how much of a body has left. */
function post({ blob, key }: { blob: File; key: string }, name: string, on: Listener): XMLHttpRequest {
  const request = new XMLHttpRequest()
  const form = new FormData()
  form.append('file', blob, name)
  request.upload.onprogress = (event) => on.progress(event.lengthComputable ? Math.floor((event.loaded / event.total) * 100) : 0)
  request.onload = () => on.done(request)
  request.onerror = on.cut
  request.onabort = on.cancelled
  request.open('POST', '/api/v1/files')
  request.setRequestHeader('Idempotency-Key', key)
  request.send(form)
  return request
}

/** Signed out, or the server busy: the same bytes may be sent again under the same key. */
function outcome(request: XMLHttpRequest): { state: Upload['state']; file?: Schema<'File'>; problem?: Problem } {
  const body = read(request.responseText)
  if (request.status < 300) return { state: 'done', file: body as Schema<'File'> }
  const problem = new Problem(body as ConstructorParameters<typeof Problem>[0], request.status)
  const again = problem.passing || problem.status === 401 || problem.status >= 500
  return { state: again ? 'cut' : 'refused', problem }
}

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
