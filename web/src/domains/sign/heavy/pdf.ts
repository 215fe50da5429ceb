import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist'
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url'

GlobalWorkerOptions.workerSrc = worker

export interface Sheet {
  page: number
  /** In points. */
  width: number
  height: number
}

export interface Pages {
  sheets: Sheet[]
  /** Draws a page as wide as the canvas is shown. */
  draw: (page: number, canvas: HTMLCanvasElement) => Promise<void>
  close: () => void
}

/** The pages of a PDF. */
export async function openPdf(url: string): Promise<Pages> {
  const task = getDocument({ url, useWasm: false })
  const pdf: PDFDocumentProxy = await task.promise
  const sheets: Sheet[] = []
  for (let page = 1; page <= pdf.numPages; page++) {
    const { width, height } = (await pdf.getPage(page)).getViewport({ scale: 1 })
    sheets.push({ page, width, height })
  }
  async function draw(page: number, canvas: HTMLCanvasElement): Promise<void> {
    const sheet = await pdf.getPage(page)
    const shown = canvas.clientWidth || sheet.getViewport({ scale: 1 }).width
    const scale = (shown / sheet.getViewport({ scale: 1 }).width) * Math.min(devicePixelRatio, 2)
    const viewport = sheet.getViewport({ scale })
    canvas.width = Math.round(viewport.width)
    canvas.height = Math.round(viewport.height)
    await sheet.render({ canvas, viewport }).promise
  }
  return { sheets, draw, close: () => void task.destroy() }
}
