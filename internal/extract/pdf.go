package extract

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"strings"
	"sync"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// pdfReader is PDFium inside a sandbox: its own memory, no files but the
// fonts, and it can be stopped. Starting takes some seconds, so the first file
// starts it.
type pdfReader struct {
	start func() (pdfium.Pool, error)
	mu    sync.Mutex
	pool  pdfium.Pool
}

// pdfWorkers is how many PDFs are read at the same time; each takes memory of
// its own.
const pdfWorkers = 2

func newPDFReader(cache string) *pdfReader {
	return &pdfReader{start: func() (pdfium.Pool, error) { return startPDFium(cache) }}
}

func startPDFium(cache string) (pdfium.Pool, error) {
	runtime := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithCloseOnContextDone(true). // or a file that loops could not be stopped
		WithMemoryLimitPages(12288)   // of 64 KB: 768 MB
	if cache != "" {
		compiled, err := wazero.NewCompilationCacheWithDir(cache)
		if err != nil {
			return nil, fmt.Errorf("extract: PDF cache: %w", err)
		}
		runtime = runtime.WithCompilationCache(compiled)
	}
	files := wazero.NewFSConfig()
	for _, fonts := range []string{"/usr/share/fonts", "/usr/local/share/fonts"} {
		if _, err := os.Stat(fonts); err == nil {
			files = files.(interface {
				WithReadOnlyDirMount(dir, guestPath string) wazero.FSConfig
			}).WithReadOnlyDirMount(fonts, fonts)
		}
	}
	return webassembly.Init(webassembly.Config{
		MaxIdle: 1, MaxTotal: pdfWorkers, FSConfig: files, RuntimeConfig: runtime, Stdout: io.Discard, Stderr: io.Discard,
	})
}

func (p *pdfReader) close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.pool == nil {
		return nil
	}
	return p.pool.Close()
}

func (p *pdfReader) started() (pdfium.Pool, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.pool == nil {
		pool, err := p.start()
		if err != nil {
			return nil, err
		}
		p.pool = pool
	}
	return p.pool, nil
}

// ready starts the reader; how long that takes is not the fault of a file.
func (p *pdfReader) ready(kind Kind) error {
	if kind != PDF {
		return nil
	}
	_, err := p.started()
	return err
}

// Of a page: how many pieces are looked at for lost text, and below which width,
// in points, a piece is lost.
const (
	maxObjects = 5000
	leastWidth = 0.01
)

// with opens a document and calls fn with it; a context that runs out kills
// the worker.
func (p *pdfReader) with(ctx context.Context, src Source, fn func(pdfium.Pdfium, references.FPDF_DOCUMENT) error) error {
	pool, err := p.started()
	if err != nil {
		return err
	}
	worker, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() {
		defer func() {
			if broken := recover(); broken != nil {
				done <- fmt.Errorf("%w: %v", errDamaged, broken)
			}
		}()
		opened, err := worker.OpenDocument(&requests.OpenDocument{FileReader: src.reader(), FileReaderSize: src.Size})
		if err != nil {
			done <- pdfError(err)
			return
		}
		done <- fn(worker, opened.Document)
	}()
	select {
	case err = <-done:
		return errors.Join(err, worker.Close())
	case <-ctx.Done():
		killed := worker.Kill()
		return errors.Join(ctx.Err(), killed, <-done)
	}
}

func pdfError(err error) error {
	if errors.Is(err, pdfiumerrors.ErrPassword) || errors.Is(err, pdfiumerrors.ErrSecurity) {
		return errEncrypted
	}
	return fmt.Errorf("%w: %w", errDamaged, err)
}

// pdfNotes are the entries of the information dictionary that are read; others
// cannot be asked for without their names.
var pdfNotes = []string{
	"Title", "Subject", "Keywords", "Category", "Description", "密级", "保密等级", "Classification", "Sensitivity", "SENSITIVITY",
	"SecurityClassification", "Secrecy",
}

func (p *pdfReader) read(ctx context.Context, src Source) (Reading, error) {
	reading := Reading{}
	err := p.with(ctx, src, func(worker pdfium.Pdfium, doc references.FPDF_DOCUMENT) error {
		count, err := worker.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc})
		if err != nil {
			return pdfError(err)
		}
		reading.Pages = count.PageCount
		if info, err := worker.GetMetaData(&requests.GetMetaData{Document: doc, Tags: &pdfNotes}); err == nil {
			for _, tag := range info.Tags {
				name := tag.Tag
				if name == "Title" || name == "Subject" || name == "Keywords" {
					name = ""
				}
				reading.Meta = append(reading.Meta, note(name, tag.Value)...)
			}
		}
		text := &prose{}
		for i := range min(count.PageCount, maxPages) {
			if err := pdfPage(worker, doc, i, text); err != nil {
				return err
			}
			if text.cut || ctx.Err() != nil {
				break
			}
		}
		reading.Text, reading.Status = text.String(), text.status()
		attached, err := worker.FPDFDoc_GetAttachmentCount(&requests.FPDFDoc_GetAttachmentCount{Document: doc})
		if count.PageCount > maxPages || err == nil && attached.AttachmentCount > 0 {
			reading.Status = Partial
		}
		return nil
	})
	return reading, err
}

// pdfPage reads a page and what is written into its annotations.
func pdfPage(worker pdfium.Pdfium, doc references.FPDF_DOCUMENT, index int, text *prose) error {
	page := requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: index}}
	found, err := worker.GetPageText(&requests.GetPageText{Page: page})
	if err != nil {
		return pdfError(err)
	}
	text.add(strings.ReplaceAll(found.Text, "\r\n", "\n") + "\n")
	text.cut = text.cut || lostText(worker, page)
	annotations, err := worker.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: page})
	if err != nil {
		return pdfError(err)
	}
	for i := range min(annotations.Count, maxNotes) {
		annotation, err := worker.FPDFPage_GetAnnot(&requests.FPDFPage_GetAnnot{Page: page, Index: i})
		if err != nil {
			continue // a broken annotation is not shown either
		}
		for _, key := range []string{"Contents", "V"} {
			value, err := worker.FPDFAnnot_GetStringValue(&requests.FPDFAnnot_GetStringValue{Annotation: annotation.Annotation, Key: key})
			if err == nil && value.Value != "" {
				text.add(value.Value + "\n")
			}
		}
		if _, err := worker.FPDFPage_CloseAnnot(&requests.FPDFPage_CloseAnnot{Annotation: annotation.Annotation}); err != nil {
			return pdfError(err)
		}
	}
	return nil
}

// lostText says whether PDFium passed over a character: one that stands alone,
// in a font that is neither in the file nor on this machine, has no width for
// it. People must then look at the page.
func lostText(worker pdfium.Pdfium, page requests.Page) bool {
	objects, err := worker.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	if err != nil {
		return false
	}
	for i := range min(objects.Count, maxObjects) {
		object, err := worker.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: page, Index: i})
		if err != nil {
			continue
		}
		kind, err := worker.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object.PageObject})
		if err != nil || kind.Type != enums.FPDF_PAGEOBJ_TEXT {
			continue
		}
		bounds, err := worker.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: object.PageObject})
		if err == nil && bounds.Right-bounds.Left < leastWidth {
			return true
		}
	}
	return false
}

// draw draws page one into the size.
func (p *pdfReader) draw(ctx context.Context, src Source, size image.Point, use func(image.Image) error) error {
	return p.with(ctx, src, func(worker pdfium.Pdfium, doc references.FPDF_DOCUMENT) error {
		page := requests.Page{ByIndex: &requests.PageByIndex{Document: doc}}
		drawn, err := worker.RenderPageInPixels(&requests.RenderPageInPixels{Page: page, Width: size.X, Height: size.Y})
		if err != nil {
			return pdfError(err)
		}
		defer drawn.Cleanup()
		return use(drawn.Result.RenderedImage)
	})
}
