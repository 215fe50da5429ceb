package extract

import (
	"bytes"
	"context"
	"image"
	_ "image/gif"  // pictures people send
	_ "image/jpeg" // pictures people send
	"image/png"

	_ "golang.org/x/image/bmp"  // pictures people send
	_ "golang.org/x/image/tiff" // scans

	"github.com/zhihui-renda/renda/internal/fault"
)

// The size of a thumbnail in pixels: A4 fits.
const (
	thumbWidth  = 320
	thumbHeight = 453
	maxPixels   = 50 << 20
)

// HasThumbnail says whether files of the kind have a picture of page one.
func (k Kind) HasThumbnail() bool { return k == PDF || k.IsPicture() }

// Thumbnail draws page one as a PNG of at most 320 by 453 pixels. Faults:
// NotFound with NO_THUMBNAIL for a kind that has none or a picture that is
// larger than a page can be; Invalid with FILE_DAMAGED or FILE_TOO_SLOW.
func (x *Extractor) Thumbnail(ctx context.Context, kind Kind, src Source) ([]byte, error) {
	if err := x.pdf.ready(kind); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, x.cfg.Timeout)
	defer cancel()
	var out bytes.Buffer
	encode := func(page image.Image) error {
		return (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, page)
	}
	if err := x.pageOne(ctx, kind, src, image.Pt(thumbWidth, thumbHeight), encode); err != nil {
		return nil, asFault(ctx, err)
	}
	return out.Bytes(), nil
}

func noThumbnail() error {
	return fault.New(fault.NotFound, "NO_THUMBNAIL", "这个文件没有缩略图。")
}
