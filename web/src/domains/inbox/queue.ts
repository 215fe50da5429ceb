import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { keyOf, type Box, type Item } from './boxes'
import { readPage, sameFilter, type Filter, type Page } from './filters'
import { keepPlace, keptPlace } from './kept'

/** A line of a list as it was read; one that is gone is done or not there any more. */
export interface Row {
  key: string
  item: Item
  gone: boolean
}

/** The list a person works through. */
export interface List {
  box: Box
  filter: Filter
  rows: Row[]
  /** Cursor of the page after the rows; empty on the last. */
  next: string
}

/** Where to go on: the case and, where something is to be done, the task. */
export interface Entry {
  case: string
  task?: string
  title: string
}

/**
 * The list that cases are opened from, so that after an act the next one comes by itself. The inbox puts its list here;
 * the page of a case asks `await queue.next(caseId)` when an act was done and opens what it gets, or goes back to
 * `queue.back()` at the end of the list.
 */
export const useQueue = defineStore('queue', () => {
  const list = shallowRef<List>()
  /** The case that was opened last. */
  const at = ref('')

  /** Puts a list, as the inbox shows it. */
  function put(shown: List): void {
    list.value = shown
    keep()
  }

  /** Notes which case is opened. */
  function open(caseId: string): void {
    at.value = caseId
    keep()
  }

  function keep(): void {
    if (list.value) keepPlace({ box: list.value.box, filter: list.value.filter, at: at.value })
  }

  /** After a reload of the tab: the first page of the list that was worked through. */
  async function restore(): Promise<void> {
    if (list.value) return
    const was = keptPlace()
    if (!was) return
    const page = await readPage(was.box, was.filter)
    at.value = was.at
    list.value = { box: was.box, filter: was.filter, rows: rowsOf(was.box, page.items ?? []), next: page.next ?? '' }
  }

  /**
   * The case after this one in the list; undefined at its end and when there is no list. This one counts as done: the
   * list shows it grey until it is read anew.
   */
  async function next(caseId: string): Promise<Entry | undefined> {
    await restore().catch(() => undefined)
    if (!list.value) return undefined
    const from = list.value.rows.findLastIndex((row) => row.item.case?.id === caseId)
    list.value = { ...list.value, rows: list.value.rows.map((row) => (row.item.case?.id === caseId ? { ...row, gone: true } : row)) }
    const found = await after(from, caseId)
    if (found) open(found.case)
    return found
  }

  async function after(from: number, caseId: string): Promise<Entry | undefined> {
    for (let i = from + 1; list.value; i++) {
      if (i >= list.value.rows.length && !(await more().catch(() => false))) return undefined
      const found = entryOf(list.value.rows[i])
      if (found && found.case !== caseId) return found
    }
    return undefined
  }

  /** Reads the next page of the list; says whether there was one. */
  async function more(): Promise<boolean> {
    const shown = list.value
    if (!shown?.next) return false
    list.value = joined(shown, await readPage(shown.box, shown.filter, shown.next))
    return true
  }

  /** The place of a case in the list, counted from one; undefined when it is not in it. */
  function place(caseId: string): { n: number; of: number; more: boolean } | undefined {
    const rows = list.value?.rows ?? []
    const n = rows.findIndex((row) => row.item.case?.id === caseId)
    return n < 0 ? undefined : { n: n + 1, of: rows.length, more: !!list.value?.next }
  }

  /** The address of the list. */
  function back(): { path: string; query: Filter } {
    const was = list.value ?? keptPlace()
    return { path: `/inbox/${was?.box ?? 'todo'}`, query: { ...was?.filter } }
  }

  /** The list as it was left, when it is the one asked for. */
  function left(box: Box, filter: Filter): List | undefined {
    return list.value?.box === box && sameFilter(list.value.filter, filter) ? list.value : undefined
  }

  return { list, at, put, open, next, more, place, back, left }
})

function entryOf(row: Row | undefined): Entry | undefined {
  const about = row?.gone ? undefined : row?.item.case
  return about && { case: about.id, task: row?.item.task?.id, title: about.title }
}

/** The list with the next page; what is in it already is not shown twice. */
function joined(list: List, page: Page): List {
  const known = new Set(list.rows.map((row) => row.key))
  const rows = rowsOf(list.box, page.items ?? []).filter((row) => !known.has(row.key))
  return { ...list, rows: [...list.rows, ...rows], next: page.next ?? '' }
}

/** Rows of what was read. */
export function rowsOf(box: Box, items: Item[]): Row[] {
  return items.map((item) => ({ key: keyOf(box, item), item, gone: false }))
}
