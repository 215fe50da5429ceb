package extract

import (
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"time"

	"github.com/zhihui-renda/renda/internal/fault"
)

// Bounds of a rendition: what is larger is read as text or downloaded.
const (
	maxRendered  = 30 << 20 // bytes of the file
	maxRendition = 60 << 20 // bytes of its pages
	renderTime   = 2 * time.Minute
)

// rendered are the kinds that become pages; the others are pages or plain
// already, or nothing here can draw them.
var rendered = []Kind{DOCX, XLSX, DOC, TIFF}

// HasRendition says whether files of the kind can be shown as a PDF made of
// them, where LibreOffice is.
func (k Kind) HasRendition() bool { return slices.Contains(rendered, k) }

// Rendition draws a file as a PDF and lets keep read it. Faults: NotFound with
// NO_RENDITION for a kind that is not drawn; Invalid with RENDITION_TOO_BIG,
// RENDITION_FAILED or FILE_TOO_SLOW; Unavailable with NO_CONVERTER where
// LibreOffice is not.
func (x *Extractor) Rendition(ctx context.Context, kind Kind, src Source, keep func(pdf io.Reader) error) error {
	switch {
	case !kind.HasRendition():
		return fault.New(fault.NotFound, "NO_RENDITION", "这种文件不转换版式。")
	case src.Size > maxRendered:
		return renditionTooBig()
	}
	ctx, cancel := context.WithTimeout(ctx, renderTime)
	defer cancel()
	err := x.office.convert(ctx, src, string(kind), "pdf", func(out *os.File) error {
		if info, err := out.Stat(); err != nil || info.Size() > maxRendition {
			return errors.Join(err, renditionTooBig())
		}
		return keep(out)
	})
	switch {
	case errors.Is(err, errNoOffice):
		return fault.New(fault.Unavailable, "NO_CONVERTER", "本机没有可以转换这种文件的程序，请阅读提取的文字，或下载后查看。")
	case errors.Is(err, errDamaged) && ctx.Err() == nil:
		return fault.New(fault.Invalid, "RENDITION_FAILED", "这个文件未能转换版式，请阅读提取的文字，或下载后查看。").Because(err)
	case err != nil:
		return asFault(ctx, err)
	}
	return nil
}

func renditionTooBig() error {
	return fault.New(fault.Invalid, "RENDITION_TOO_BIG", "文件过大，不在页面中转换版式，请阅读提取的文字，或下载后查看。")
}
