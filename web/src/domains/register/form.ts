import type { Schema } from '@/api'
import { readDay } from './days'
import { directionsOf } from './kinds'

export type Content = Schema<'DocumentContent'>

/** What a clerk types, as he typed it. */
export interface Form {
  sender: string
  number: string
  title: string
  kind: string
  direction: string
  sourceDate: string
  signers: string
  mainTo: string
  /** How many matters a request holds, as the clerk counted; empty when he did not. */
  matters: string
  receivedOn: string
  channel: string
  urgency: string
  copies: string
  attachments: string
  note: string
}

/** An ordinary paper: it came today, on paper, once, in no hurry. */
export function emptyForm(today: string, sender = ''): Form {
  return {
    sender,
    number: '',
    title: '',
    kind: '',
    direction: '',
    sourceDate: '',
    signers: '',
    mainTo: '',
    matters: '',
    receivedOn: today,
    channel: 'paper',
    urgency: '',
    copies: '1',
    attachments: '0',
    note: '',
  }
}

export function isEmpty(form: Form): boolean {
  return !form.sender && !form.number && !form.title && !form.signers && !form.note && !form.sourceDate
}

/** The form as the API takes it. What is no day or no number stays as it was typed, for the server to say so. */
export function contentOf(form: Form, today: string, files: { file: string; name: string }[]): Content {
  const direction = form.direction || directionsOf(form.kind)[0]
  const organs = form.mainTo.split(/[、,，;；\n]+/).map((name) => name.trim()).filter(Boolean)
  const signers = form.signers.split(/[、,，;；\s]+/).filter(Boolean)
  return {
    flow: 'incoming',
    kind: form.kind as Content['kind'],
    title: form.title.trim(),
    ...(direction ? { direction: direction as Content['direction'] } : {}),
    ...(form.urgency ? { urgency: form.urgency } : {}),
    source_org: form.sender.trim(),
    source_doc_no: form.number.trim(),
    ...(form.sourceDate.trim() ? { source_date: readDay(form.sourceDate, today) ?? form.sourceDate.trim() } : {}),
    ...(signers.length ? { source_signers: signers } : {}),
    ...(organs.length ? { main_to: organs.map((name) => ({ name })) } : {}),
    ...(form.kind === 'REQUEST' && form.matters ? { matters: Number(form.matters) } : {}),
    received_on: readDay(form.receivedOn, today) ?? form.receivedOn.trim(),
    channel: form.channel as Content['channel'],
    copies: whole(form.copies),
    attachment_count: whole(form.attachments),
    ...(form.note.trim() ? { note: form.note.trim() } : {}),
    ...(files.length ? { attachments: files } : {}),
  } as Content
}

function whole(text: string): number {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : -1
}

/** The field of the form that a field of the API stands for. */
export const fieldOf: Record<string, keyof Form> = {
  source_org: 'sender',
  source_doc_no: 'number',
  title: 'title',
  kind: 'kind',
  direction: 'direction',
  source_date: 'sourceDate',
  source_signers: 'signers',
  main_to: 'mainTo',
  matters: 'matters',
  received_on: 'receivedOn',
  channel: 'channel',
  urgency: 'urgency',
  copies: 'copies',
  attachment_count: 'attachments',
  note: 'note',
}

/** `document.source_org`, `body.document.source_signers[0]` → the field of the form. */
export function formField(location: string): keyof Form | undefined {
  const name = location.replace(/^body\./, '').replace(/^document\./, '').split(/[.[]/)[0] ?? ''
  return fieldOf[name]
}

/** The number of a sender's next paper up to where the clerk goes on: 蕲水文〔2026〕号, and where the caret stands. */
export function numberShape(prefix: string, today: string): { text: string; caret: number } {
  const head = `${prefix}〔${today.slice(0, 4)}〕`
  return { text: `${head}号`, caret: head.length }
}
