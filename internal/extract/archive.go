package extract

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html/charset"
)

// Limits of an archive. An office file of 100 MB is pictures, which are packed
// already; text packs 20 to 1 at most.
const (
	maxEntries   = 5000
	maxDirectory = 4 << 20
	maxUnpacked  = 512 << 20
	maxRatio     = 100
	ratioCounts  = 16 << 20 // below this size any ratio is harmless
)

// archive is a zip file that keeps its promises.
type archive struct {
	files map[string]*zip.File
}

// openArchive reads the directory; one that promises too much is errBomb.
func openArchive(src Source) (*archive, error) {
	reader := &budgetReaderAt{ReaderAt: src, left: maxDirectory}
	z, err := zip.NewReader(reader, src.Size)
	if reader.left < 0 || err == nil && len(z.File) > maxEntries {
		return nil, fmt.Errorf("%w: too many entries", errBomb)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	reader.free = true
	a := &archive{files: map[string]*zip.File{}}
	var unpacked uint64
	for _, f := range z.File {
		unpacked += f.UncompressedSize64
		if f.UncompressedSize64 > maxUnpacked || unpacked > maxUnpacked {
			return nil, fmt.Errorf("%w: too large", errBomb)
		}
		a.files[strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(f.Name, `\`, "/")), "/")] = f
	}
	if unpacked > ratioCounts && unpacked > maxRatio*uint64(src.Size) {
		return nil, fmt.Errorf("%w: ratio", errBomb)
	}
	return a, nil
}

func (a *archive) has(name string) bool { return a.files[name] != nil }

// names are all entries under a folder, in order.
func (a *archive) names(folder string) (found []string) {
	for name := range a.files {
		if strings.HasPrefix(name, folder) {
			found = append(found, name)
		}
	}
	slices.Sort(found)
	return found
}

// walk calls fn with the tokens of an XML entry. An entry that is longer than
// its directory says, or than any page of text can be, is errBomb.
func (a *archive) walk(ctx context.Context, name string, fn func(*place, xml.Token) error) error {
	f := a.files[name]
	if f == nil {
		return fmt.Errorf("%w: no %s", errDamaged, name)
	}
	if f.UncompressedSize64 > maxXML {
		return fmt.Errorf("%w: %s", errBomb, name)
	}
	r, err := f.Open()
	if err != nil {
		return fmt.Errorf("%w: %w", errDamaged, err)
	}
	defer func() { _ = r.Close() }()
	return walkXML(ctx, &honestReader{r: r, left: int64(f.UncompressedSize64)}, fn)
}

// place is where in a document a token stands: the names of the open elements,
// without their namespaces.
type place struct{ open []string }

// in says whether the innermost open element has the name.
func (p *place) in(name string) bool { return len(p.open) > 0 && p.open[len(p.open)-1] == name }

// under says whether any open element has the name.
func (p *place) under(name string) bool { return slices.Contains(p.open, name) }

// walkXML calls fn with start, end and text tokens; a start element is open
// when it is told, an end element no longer. Document types are refused: they
// are what entity bombs are made of, and no office format has one.
func walkXML(ctx context.Context, r io.Reader, fn func(*place, xml.Token) error) error {
	d := xml.NewDecoder(r)
	d.CharsetReader = charset.NewReaderLabel
	at := &place{}
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, errBomb):
			return err
		case err != nil:
			return fmt.Errorf("%w: %w", errDamaged, err)
		}
		switch t := token.(type) {
		case xml.Directive:
			return fmt.Errorf("%w: a document type", errBomb)
		case xml.StartElement:
			if at.open = append(at.open, t.Name.Local); len(at.open) > maxDepth {
				return fmt.Errorf("%w: depth", errBomb)
			}
			err = fn(at, t)
		case xml.EndElement:
			at.open = at.open[:len(at.open)-1]
			err = fn(at, t)
		case xml.CharData:
			err = fn(at, t)
		}
		if err != nil {
			return err
		}
	}
}

// attr is the value of an attribute, whatever its namespace.
func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// contentTypes are the parts of an Office Open XML package by their types.
type contentTypes map[string]string

func (a *archive) contentTypes(ctx context.Context) (contentTypes, error) {
	types := contentTypes{}
	if !a.has("[Content_Types].xml") {
		return types, nil
	}
	return types, a.walk(ctx, "[Content_Types].xml", func(_ *place, token xml.Token) error {
		if t, ok := token.(xml.StartElement); ok {
			if part := strings.TrimPrefix(attr(t, "PartName"), "/"); part != "" {
				types[part] = attr(t, "ContentType")
			} else if ending := attr(t, "Extension"); ending != "" {
				types["*."+ending] = attr(t, "ContentType")
			}
		}
		return nil
	})
}

func (c contentTypes) any(part string) bool {
	for _, t := range c {
		if strings.Contains(t, part) {
			return true
		}
	}
	return false
}

// parts are the entries with a type that ends in one of these, in order.
func (c contentTypes) parts(types ...string) (found []string) {
	for _, wanted := range types {
		var some []string
		for part, t := range c {
			if strings.HasSuffix(t, wanted) && !strings.HasPrefix(part, "*") {
				some = append(some, part)
			}
		}
		slices.Sort(some)
		found = append(found, some...)
	}
	return found
}

// budgetReaderAt gives out so many bytes and no more until it is free.
type budgetReaderAt struct {
	io.ReaderAt
	left int64
	free bool
}

// ReadAt implements io.ReaderAt.
func (b *budgetReaderAt) ReadAt(p []byte, off int64) (int, error) {
	if !b.free {
		if b.left -= int64(len(p)); b.left < 0 {
			return 0, errBomb
		}
	}
	return b.ReaderAt.ReadAt(p, off)
}

// honestReader fails when there is more than was said.
type honestReader struct {
	r    io.Reader
	left int64
}

// Read implements io.Reader.
func (h *honestReader) Read(p []byte) (int, error) {
	n, err := h.r.Read(p)
	if h.left -= int64(n); h.left < 0 {
		return 0, errBomb
	}
	return n, err
}
