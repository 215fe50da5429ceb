package rendition_test

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/blob"
	"github.com/zhihui-renda/renda/internal/extract"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/rendition"
)

const hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" // of "test"

// press draws what it is told, when it is let.
type press struct {
	let   chan struct{}
	drawn atomic.Int32
	err   error
}

func (p *press) Rendition(ctx context.Context, _ extract.Kind, src extract.Source, keep func(io.Reader) error) error {
	p.drawn.Add(1)
	select {
	case <-p.let:
	case <-ctx.Done():
		return ctx.Err()
	}
	if p.err != nil {
		return p.err
	}
	text, err := io.ReadAll(io.NewSectionReader(src, 0, src.Size))
	return errors.Join(err, keep(strings.NewReader("pages of "+string(text))))
}

func newMaker(t *testing.T, p *press) *rendition.Maker {
	t.Helper()
	blobs, err := blob.OpenDir(filepath.Join(t.TempDir(), "blobs"))
	require.NoError(t, err)
	require.NoError(t, blobs.Put(t.Context(), hash, strings.NewReader("test")))
	maker := rendition.New(blobs, p)
	t.Cleanup(func() { require.NoError(t, errors.Join(maker.Close(), blobs.Close())) })
	return maker
}

func TestPagesAreMadeOnceHoweverOftenOneAsks(t *testing.T) {
	p := &press{let: make(chan struct{})}
	maker := newMaker(t, p)
	for range 3 {
		ready, err := maker.Ask(t.Context(), hash, extract.DOCX)
		require.NoError(t, err)
		require.False(t, ready)
	}
	_, err := maker.Open(t.Context(), hash)
	require.ErrorIs(t, err, blob.ErrNotFound)
	close(p.let)
	require.Eventually(t, func() bool {
		ready, err := maker.Ask(t.Context(), hash, extract.DOCX)
		return err == nil && ready
	}, 5*time.Second, 5*time.Millisecond)
	require.EqualValues(t, 1, p.drawn.Load())
	pages, err := maker.Open(t.Context(), hash)
	require.NoError(t, err)
	text, err := io.ReadAll(pages)
	require.NoError(t, errors.Join(err, pages.Close()))
	require.Equal(t, "pages of test", string(text))
}

func TestAFileThatCannotBeDrawnIsTriedOnceAndSaysWhy(t *testing.T) {
	p := &press{let: make(chan struct{}), err: fault.New(fault.Invalid, "RENDITION_FAILED", "未能转换。")}
	close(p.let)
	maker := newMaker(t, p)
	require.Eventually(t, func() bool {
		_, err := maker.Ask(t.Context(), hash, extract.DOCX)
		return err != nil && fault.From(err).Code == "RENDITION_FAILED"
	}, 5*time.Second, 5*time.Millisecond)
	require.EqualValues(t, 1, p.drawn.Load())
}

func TestATroubleOfTheMomentIsNotRemembered(t *testing.T) {
	p := &press{let: make(chan struct{}), err: errors.New("the disk was away")}
	close(p.let)
	maker := newMaker(t, p)
	require.Eventually(t, func() bool {
		_, err := maker.Ask(t.Context(), hash, extract.DOCX)
		return err == nil && p.drawn.Load() > 1
	}, 5*time.Second, 5*time.Millisecond)
}

func TestClosingGivesUpWhatIsBeingMade(t *testing.T) {
	p := &press{let: make(chan struct{})}
	maker := newMaker(t, p)
	_, err := maker.Ask(t.Context(), hash, extract.DOCX)
	require.NoError(t, err)
	require.NoError(t, maker.Close())
	_, err = maker.Ask(t.Context(), hash, extract.DOCX)
	require.Equal(t, "RENDITION_BUSY", fault.From(err).Code)
}
