package file

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"

	"github.com/zhihui-renda/renda/internal/blob"
	"github.com/zhihui-renda/renda/internal/extract"
	"github.com/zhihui-renda/renda/models"
)

// inline are the kinds that a browser shows by itself; the rest are downloaded.
var inline = map[extract.Kind]bool{
	extract.PDF: true, extract.TXT: true, extract.PNG: true, extract.JPEG: true, extract.GIF: true, extract.BMP: true,
}

// Stream is an answer that is bytes.
type Stream struct {
	Body func(huma.Context)
}

func (d Deps) content(ctx context.Context, in *contentIn) (*Stream, error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	file, err := d.Record.File(ctx, viewer, in.ID)
	if err != nil {
		return nil, err
	}
	r, err := d.open(ctx, file)
	if err != nil {
		return nil, err
	}
	kind := extract.Kind(file.Kind)
	media := kind.MIME()
	if kind == extract.TXT {
		media += "; charset=" + extract.Charset(extract.Source{ReaderAt: blob.At(r), Size: r.Size()})
	}
	disposition := "attachment"
	if inline[kind] && !in.Download {
		disposition = "inline"
	}
	return &Stream{func(c huma.Context) {
		defer func() { _ = r.Close() }()
		h := humagin.Unwrap(c).Writer.Header()
		h.Set("Content-Disposition", disposition+named(file.Name))
		h.Set("Content-Security-Policy", policyFor(kind))
		h.Set("X-Frame-Options", "SAMEORIGIN")
		serve(c, media, file.SHA256, r)
	}}, nil
}

// policyFor keeps a file from doing anything in a browser. The viewers of PDF
// in browsers do not work in a sandbox; they are one of their own.
func policyFor(kind extract.Kind) string {
	policy := "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
	if kind == extract.PDF {
		return policy + "; object-src 'self'"
	}
	return policy + "; sandbox"
}

func (d Deps) open(ctx context.Context, file models.File) (blob.Reader, error) {
	r, err := d.Blobs.Open(ctx, file.SHA256)
	if err != nil {
		return nil, faultAway(err)
	}
	return r, nil
}

// thumbnail is made when somebody first asks for it, and kept.
func (d Deps) thumbnail(ctx context.Context, in *byID) (*Stream, error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	file, err := d.Record.File(ctx, viewer, in.ID)
	if err != nil {
		return nil, err
	}
	r, err := d.Blobs.OpenDerived(ctx, file.SHA256, "png")
	if errors.Is(err, blob.ErrNotFound) {
		return d.paint(ctx, file)
	}
	if err != nil {
		return nil, faultAway(err)
	}
	return &Stream{func(c huma.Context) {
		defer func() { _ = r.Close() }()
		serve(c, "image/png", file.SHA256+"-png", r)
	}}, nil
}

func (d Deps) paint(ctx context.Context, file models.File) (*Stream, error) {
	r, err := d.open(ctx, file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	picture, err := d.Painter.Thumbnail(ctx, extract.Kind(file.Kind), extract.Source{ReaderAt: blob.At(r), Size: r.Size()})
	if err != nil {
		return nil, err
	}
	if err := d.Blobs.PutDerived(ctx, file.SHA256, "png", bytes.NewReader(picture)); err != nil {
		return nil, faultAway(err)
	}
	return &Stream{func(c huma.Context) { serve(c, "image/png", file.SHA256+"-png", bytes.NewReader(picture)) }}, nil
}

// rendition asks for pages, which begins their making.
func (d Deps) rendition(ctx context.Context, in *byID) (*Answer[Rendition], error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	file, err := d.Record.File(ctx, viewer, in.ID)
	if err != nil {
		return nil, err
	}
	kind := extract.Kind(file.Kind)
	if !kind.HasRendition() {
		return nil, faultNoRendition()
	}
	ready, err := d.Pages.Ask(ctx, file.SHA256, kind)
	status := Rendition{Status: "making"}
	if ready {
		status.Status = "ready"
	}
	return &Answer[Rendition]{status}, err
}

func (d Deps) renditionContent(ctx context.Context, in *byID) (*Stream, error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	file, err := d.Record.File(ctx, viewer, in.ID)
	if err != nil {
		return nil, err
	}
	r, err := d.Pages.Open(ctx, file.SHA256)
	if errors.Is(err, blob.ErrNotFound) {
		return nil, faultNoRendition()
	}
	if err != nil {
		return nil, faultAway(err)
	}
	return &Stream{func(c huma.Context) {
		defer func() { _ = r.Close() }()
		h := humagin.Unwrap(c).Writer.Header()
		h.Set("Content-Security-Policy", policyFor(extract.PDF))
		h.Set("X-Frame-Options", "SAMEORIGIN")
		serve(c, extract.PDF.MIME(), file.SHA256+"-pdf", r)
	}}, nil
}

// serve answers with the whole, a part, or nothing new, as the request asks.
func serve(c huma.Context, media, tag string, r io.ReadSeeker) {
	g := humagin.Unwrap(c)
	h := g.Writer.Header()
	h.Set("Content-Type", media)
	h.Set("ETag", strconv.Quote(tag))
	h.Set("X-Content-Type-Options", "nosniff")
	http.ServeContent(g.Writer, g.Request, "", time.Time{}, r)
}

// named writes a file's name twice (RFC 6266): in ASCII for old programs, and
// as it is (RFC 5987).
func named(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune(`"\%;`, r) {
			return '_'
		}
		return r
	}, name)
	if strings.Trim(strings.TrimSuffix(plain, path.Ext(plain)), "_ ") == "" {
		plain = "file" + path.Ext(plain)
	}
	return `; filename="` + plain + `"; filename*=UTF-8''` + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}
