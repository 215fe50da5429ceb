// Package extract looks into files that people bring: what they really are,
// what text and metadata they hold, what page one looks like. It trusts
// nothing: every reader has limits of size, depth, number and time, and a file
// that passes one is refused.
package extract

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/zhihui-renda/renda/internal/ink"
)

// Limits of what is read. A text longer than maxText is cut and says so.
const (
	maxText  = 4 << 20 // bytes of text of one file
	maxPages = 2000    // pages of one file whose text is read
	maxXML   = 32 << 20
	maxDepth = 200
)

// Source is a file to look into.
type Source struct {
	io.ReaderAt
	Size int64
}

func (s Source) reader() *io.SectionReader { return io.NewSectionReader(s.ReaderAt, 0, s.Size) }

// Status says how much of a file's text was read.
type Status string

// The statuses.
const (
	Full        Status = "full"
	Partial     Status = "partial"      // a limit was reached, there are files inside the file, or page one was recognised
	None        Status = "none"         // pictures only: nobody has read them
	NoConverter Status = "no_converter" // an old format, and no LibreOffice here
)

// Reading is what was found in a file.
type Reading struct {
	Status Status
	// Text in reading order: a line for a paragraph or a table row, tabs
	// between cells.
	Text string
	// Meta are title, subject, keywords and whatever else the file says about
	// itself, a line each.
	Meta []string
	// Pages of the file, 0 where the format has none.
	Pages int
	// Recognised says that Text is what a program made out in the picture of page
	// one. It is a guess: characters are missing, and others are wrong.
	Recognised bool
}

// Config says what the extractor has to work with.
type Config struct {
	// Scratch is a folder for what LibreOffice needs on the disk.
	Scratch string
	// Office is the path of soffice; empty means it is looked for.
	Office string
	// Scanner is the path of tesseract, which recognises page one of scans; empty
	// means it is looked for.
	Scanner string
	// Cache keeps the compiled PDF reader over restarts; empty means none, and
	// the first PDF of each process waits some seconds longer.
	Cache string
	// Timeout of one file; 0 means a minute.
	Timeout time.Duration
}

// Extractor reads files. It is safe for use by many at once.
type Extractor struct {
	cfg     Config
	pdf     *pdfReader
	office  *office
	scanner *scanner
}

// New makes an extractor. Nothing is started before the first file needs it.
func New(cfg Config) *Extractor {
	if cfg.Timeout == 0 {
		cfg.Timeout = time.Minute
	}
	return &Extractor{cfg: cfg, pdf: newPDFReader(cfg.Cache), office: newOffice(cfg.Office, cfg.Scratch), scanner: newScanner(cfg.Scanner)}
}

// Close stops what was started.
func (x *Extractor) Close() error { return x.pdf.close() }

// Read returns the text and metadata of a file of the kind. Faults: Invalid
// with FILE_DAMAGED, FILE_ENCRYPTED, FILE_BOMB or FILE_TOO_SLOW.
func (x *Extractor) Read(ctx context.Context, kind Kind, src Source) (Reading, error) {
	if err := x.pdf.ready(kind); err != nil {
		return Reading{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, x.cfg.Timeout)
	defer cancel()
	reading, err := x.read(ctx, kind, src)
	if err != nil {
		return Reading{}, asFault(ctx, err)
	}
	x.scan(ctx, kind, src, &reading)
	reading.Text = clean(reading.Text)
	for i, line := range reading.Meta {
		reading.Meta[i] = clean(line)
	}
	return reading, nil
}

func (x *Extractor) read(ctx context.Context, kind Kind, src Source) (Reading, error) {
	switch kind {
	case PDF:
		return x.pdf.read(ctx, src)
	case OFD:
		return readOFD(ctx, src)
	case DOCX:
		return readDOCX(ctx, src)
	case XLSX:
		return readXLSX(ctx, src)
	case DOC:
		return x.readDOC(ctx, src)
	case TXT:
		return readPlain(src)
	case PNG:
		return pictureReading(pngNotes(src))
	case JPEG:
		return pictureReading(jpegNotes(src))
	case GIF, BMP, TIFF:
		return Reading{Status: None, Pages: 1}, nil
	case INK:
		return readInk(src)
	}
	return Reading{}, unsupported()
}

// readInk takes a drawing that can be drawn. There is no text in it.
func readInk(src Source) (Reading, error) {
	raw, err := io.ReadAll(io.LimitReader(src.reader(), ink.MaxBytes+1))
	if err == nil {
		_, err = ink.Parse(raw)
	}
	return Reading{Status: None}, err
}

// readDOC reads the format itself where it can and asks LibreOffice where it
// cannot: the oldest versions, and other programs' files of the same name.
func (x *Extractor) readDOC(ctx context.Context, src Source) (Reading, error) {
	reading, err := readWord(ctx, src)
	if !errors.Is(err, errOtherWord) {
		return reading, err
	}
	text, err := x.office.text(ctx, src)
	if errors.Is(err, errNoOffice) {
		return Reading{Status: NoConverter, Meta: reading.Meta}, nil
	}
	reading.Text, reading.Status = text, Full
	return reading, err
}

// prose collects text up to the limit.
type prose struct {
	strings.Builder
	cut bool
}

func (p *prose) add(s string) {
	if p.Len()+len(s) > maxText {
		p.cut = true
		return
	}
	p.WriteString(s)
}

// status is that of what was collected.
func (p *prose) status() Status {
	switch {
	case p.cut:
		return Partial
	case strings.TrimSpace(p.String()) == "":
		return None
	}
	return Full
}

// clean makes text fit for the record: UTF-8 without control characters.
func clean(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r' || r == '\v' || r == '\f' || r == '\u0085':
			return '\n'
		case r < ' ' || r >= 0x7f && r < 0xa0:
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
}
