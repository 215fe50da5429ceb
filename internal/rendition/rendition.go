// Package rendition makes pages of office files, in the background and one
// after another: a request asks, is told that it is being made, and asks again.
// What was made is kept beside the file's bytes under their hash, so that the
// same paper is drawn once whoever brings it.
package rendition

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"

	"github.com/zhihui-renda/renda/internal/blob"
	"github.com/zhihui-renda/renda/internal/extract"
	"github.com/zhihui-renda/renda/internal/fault"
)

// Blobs holds files and what was made of them.
type Blobs interface {
	Open(ctx context.Context, hash string) (blob.Reader, error)
	OpenDerived(ctx context.Context, hash, kind string) (blob.Reader, error)
	PutDerived(ctx context.Context, hash, kind string, r io.Reader) error
}

// Renderer draws a file as a PDF.
type Renderer interface {
	Rendition(ctx context.Context, kind extract.Kind, src extract.Source, keep func(pdf io.Reader) error) error
}

// derived is the ending under which a rendition is kept.
const derived = "pdf"

// mostWaiting is how many files may wait to be drawn.
const mostWaiting = 50

// Maker makes renditions. It is safe for use by many at once.
type Maker struct {
	blobs    Blobs
	renderer Renderer
	ctx      context.Context // ends what runs in the background
	stop     context.CancelFunc
	running  sync.WaitGroup
	mu       sync.Mutex
	making   map[string]bool
	// failed is why a file has no pages; it is tried anew by the next process.
	failed map[string]error
}

// New makes a maker; Close ends what it has begun.
func New(blobs Blobs, renderer Renderer) *Maker {
	ctx, stop := context.WithCancel(context.Background())
	return &Maker{blobs: blobs, renderer: renderer, ctx: ctx, stop: stop, making: map[string]bool{}, failed: map[string]error{}}
}

// Close gives up what is being made and waits for it to end.
func (m *Maker) Close() error {
	m.stop()
	m.running.Wait()
	return nil
}

// Ask says whether the pages of a file are ready; when they are not, their
// making has begun. The error is why there are none: a fault of
// extract.Rendition, or Unavailable with RENDITION_BUSY.
func (m *Maker) Ask(ctx context.Context, hash string, kind extract.Kind) (ready bool, err error) {
	pages, err := m.Open(ctx, hash)
	if err == nil {
		return true, pages.Close()
	}
	if !errors.Is(err, blob.ErrNotFound) {
		return false, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case m.failed[hash] != nil:
		return false, m.failed[hash]
	case m.making[hash]:
		return false, nil
	case len(m.making) >= mostWaiting || m.ctx.Err() != nil:
		return false, fault.New(fault.Unavailable, "RENDITION_BUSY", "正在转换的文件较多，请稍后再试。")
	}
	m.making[hash] = true
	m.running.Go(func() { m.make(hash, kind) })
	return false, nil
}

// Open reads the pages; blob.ErrNotFound while there are none.
func (m *Maker) Open(ctx context.Context, hash string) (blob.Reader, error) {
	return m.blobs.OpenDerived(ctx, hash, derived)
}

func (m *Maker) make(hash string, kind extract.Kind) {
	err := m.draw(hash, kind)
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.making, hash)
	if err == nil || m.ctx.Err() != nil {
		return
	}
	slog.WarnContext(m.ctx, "no rendition", "file", hash, "error", err)
	if !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.NotFound) && !noConverter(err) {
		return // the store was away: the next who asks tries again
	}
	m.failed[hash] = err
}

func noConverter(err error) bool {
	f, ok := errors.AsType[*fault.Fault](err)
	return ok && f.Code == "NO_CONVERTER"
}

func (m *Maker) draw(hash string, kind extract.Kind) error {
	r, err := m.blobs.Open(m.ctx, hash)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	return m.renderer.Rendition(m.ctx, kind, extract.Source{ReaderAt: blob.At(r), Size: r.Size()}, func(pdf io.Reader) error {
		return m.blobs.PutDerived(m.ctx, hash, derived, pdf)
	})
}
