import type { Schema } from '@/api'

export type PaperFile = Schema<'File'>

/** The size of a page in points, as the paper says. */
export interface PageSize {
  width: number
  height: number
}

/** The text of a page as laid over its picture, piece by piece. */
export interface Laid {
  pieces: HTMLElement[]
}

/** A PDF that is open. */
export interface PdfPaper {
  readonly pages: PageSize[]
  draw: (page: number, canvas: HTMLCanvasElement, scale: number, signal: AbortSignal) => Promise<void>
  lay: (page: number, into: HTMLElement, scale: number, signal: AbortSignal) => Promise<Laid | undefined>
  text: (page: number) => Promise<string>
  close: () => void
}

/** A page as it lies on the screen. What is drawn over it is bound to the hash of the file's bytes. */
export interface PageGeometry {
  file: string
  hash: string
  page: number
  /** In CSS pixels, as shown. */
  width: number
  height: number
  /** CSS pixels for a point of the paper. */
  scale: number
}

/** How large pages are shown: to the width, whole, or by a factor. */
export type Zoom = 'width' | 'page' | number

export type Shown = 'pdf' | 'picture' | 'text'

/** What of a paper is before the reader: its pages, pages still to be made, text without pages (the case's own or a file's), nothing. */
export type Laying = 'pages' | 'making' | 'own' | 'text' | 'none'

const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/bmp'])

/** How a file is shown: its own pages, a picture, pages made of it, or the text found in it. */
export function shownAs(file: PaperFile): Shown {
  if (file.type === 'application/pdf' || file.rendition) return 'pdf'
  return pictures.has(file.type) ? 'picture' : 'text'
}

export function contentUrl(file: PaperFile, download = false): string {
  return `/api/v1/files/${file.id}/content${download ? '?download=true' : ''}`
}

export function pagesUrl(file: PaperFile): string {
  return file.type === 'application/pdf' ? contentUrl(file) : `/api/v1/files/${file.id}/rendition/content`
}

/** Files that are papers: handwriting is shown with the opinion that it is. */
export function papersOf(files: PaperFile[]): PaperFile[] {
  return files.filter((file) => file.type !== 'application/json')
}

/** 1.2 MB */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

const steps = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4]

/** The next step of zoom, up or down, from a scale. */
export function zoomStep(scale: number, up: boolean): number {
  if (up) return steps.find((s) => s > scale + 0.01) ?? steps[steps.length - 1]!
  return [...steps].reverse().find((s) => s < scale - 0.01) ?? steps[0]!
}

/** CSS pixels for a point so that a page fits as asked into a room of CSS pixels. */
export function scaleFor(zoom: Zoom, page: PageSize, room: PageSize): number {
  if (typeof zoom === 'number') return (zoom * 96) / 72
  const byWidth = Math.max(room.width, 120) / page.width
  return zoom === 'width' ? byWidth : Math.min(byWidth, Math.max(room.height, 120) / page.height)
}
