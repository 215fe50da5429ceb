import { getDocument, GlobalWorkerOptions, TextLayer, version, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist'
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import type { Laid, PageSize, PdfPaper } from '../paper/paper'

GlobalWorkerOptions.workerSrc = worker

// Character maps and fonts that a paper names and does not bring along; see build/pdf.ts.
const parts = import.meta.env.DEV ? '/node_modules/pdfjs-dist/' : `/assets/pdf-${version}/`
// A canvas larger than this is more than some tablets can hold.
const maxPixels = 16_777_216

class Paper implements PdfPaper {
  private readonly open = new Map<number, Promise<PDFPageProxy>>()
  private readonly texts = new Map<number, Promise<string>>()

  constructor(
    private readonly document: PDFDocumentProxy,
    readonly pages: PageSize[],
  ) {}

  private page(n: number): Promise<PDFPageProxy> {
    let page = this.open.get(n)
    if (!page) this.open.set(n, (page = this.document.getPage(n)))
    return page
  }

  async draw(n: number, canvas: HTMLCanvasElement, scale: number, signal: AbortSignal): Promise<void> {
    const page = await this.page(n)
    if (signal.aborted) return
    const size = page.getViewport({ scale })
    const sharp = Math.min(devicePixelRatio || 1, Math.sqrt(maxPixels / (size.width * size.height)))
    const viewport = page.getViewport({ scale: scale * sharp })
    canvas.width = Math.floor(viewport.width)
    canvas.height = Math.floor(viewport.height)
    const task = page.render({ canvas, viewport, background: '#fff' })
    signal.addEventListener('abort', () => task.cancel(), { once: true })
    await task.promise.catch((failure: unknown) => {
      if (!signal.aborted) throw failure
    })
  }

  async lay(n: number, into: HTMLElement, scale: number, signal: AbortSignal): Promise<Laid | undefined> {
    const page = await this.page(n)
    if (signal.aborted) return undefined
    into.replaceChildren()
    const layer = new TextLayer({ textContentSource: page.streamTextContent(), container: into, viewport: page.getViewport({ scale }) })
    signal.addEventListener('abort', () => layer.cancel(), { once: true })
    try {
      await layer.render()
    } catch (failure) {
      if (signal.aborted) return undefined
      throw failure
    }
    return { pieces: layer.textDivs }
  }

  text(n: number): Promise<string> {
    let text = this.texts.get(n)
    if (!text) {
      text = this.page(n)
        .then((page) => page.getTextContent())
        .then((content) => content.items.map((item) => ('str' in item ? item.str : '')).join(''))
      this.texts.set(n, text)
    }
    return text
  }

  close(): void {
    void this.document.loadingTask.destroy()
  }
}

/** Opens a PDF by its address; it is read in parts, as pages are looked at. */
export async function openPdf(url: string, signal: AbortSignal): Promise<PdfPaper> {
  const task = getDocument({
    url,
    cMapUrl: `${parts}cmaps/`,
    standardFontDataUrl: `${parts}standard_fonts/`,
    wasmUrl: `${parts}wasm/`,
    // The content policy allows no code made at run time, and WebAssembly counts as that.
    useWasm: false,
    enableXfa: false,
    disableAutoFetch: true,
  })
  signal.addEventListener('abort', () => void task.destroy(), { once: true })
  const document = await task.promise
  const pages: PageSize[] = []
  // Most papers have one size; the first page stands for the others until one of them is drawn.
  const first = (await document.getPage(1)).getViewport({ scale: 1 })
  for (let n = 1; n <= document.numPages; n++) pages.push({ width: first.width, height: first.height })
  const paper = new Paper(document, pages)
  await Promise.all(
    pages.slice(0, 50).map(async (_, i) => {
      const size = (await document.getPage(i + 1)).getViewport({ scale: 1 })
      pages[i] = { width: size.width, height: size.height }
    }),
  )
  return paper
}
