import type { Schema } from '@/api'

export type Item = Schema<'ListsItem'>

/** The lists of a person, in the order people know them; the last two are of papers sent to his unit. */
export const boxes = ['todo', 'to_read', 'done', 'read', 'initiated', 'followed', 'drafts', 'overdue', 'proxied', 'incoming', 'received'] as const
export type Box = (typeof boxes)[number]

export const isBox = (text: unknown): text is Box => boxes.includes(text as Box)

/** Lists of what is to be done: by urgency, day or arrival. The others are newest first. */
export const waiting = (box: Box) => ['todo', 'to_read', 'drafts', 'overdue', 'proxied', 'incoming'].includes(box)

/** Lists of deliveries, not of cases. */
export const ofDeliveries = (box: Box) => box === 'incoming' || box === 'received'

/** Where people may be urged: everywhere but in what is still with oneself. */
export const mayUrge = (box: Box) => !ofDeliveries(box) && box !== 'drafts'

/** Where papers wait that are only to be read. */
export const mayRead = (box: Box) => box === 'to_read' || box === 'proxied'

/** What a line is known by: its task where something is to be done, the case where it was, the delivery. */
export function keyOf(box: Box, item: Item): string {
  return item.delivery?.id ?? (waiting(box) ? item.task?.id : undefined) ?? item.case?.id ?? ''
}

/** The columns of a list beside the title: the place of a paper under way, the number and the day of what was sent. */
export type Column = 'step' | 'sender' | 'due' | 'arrived' | 'number' | 'state'

export function columnsOf(box: Box): Column[] {
  if (ofDeliveries(box)) return ['number', 'sender', 'state', 'arrived']
  return waiting(box) ? ['step', 'sender', 'due', 'arrived'] : ['step', 'sender', 'state', 'arrived']
}
