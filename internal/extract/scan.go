package extract

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/image/draw"
)

// Page one as it is given to the recogniser: A4 at 200 dots an inch, the least
// at which small type is told apart.
const (
	scanWidth  = 1654
	scanHeight = 2339
)

// scanTime is how long one page may take, waiting for its turn included. What
// takes longer stays unread: a person must look, as without a recogniser.
const scanTime = 20 * time.Second

// script is the language the recogniser must know.
const script = "chi_sim"

// errUnread says that a page was not recognised.
var errUnread = errors.New("extract: not recognised")

// scanner is Tesseract, one page at a time: it uses a processor whole, and a
// large picture a good part of the memory.
type scanner struct {
	path  string
	turn  chan struct{}
	knows func() bool
}

func newScanner(path string) *scanner {
	if found, err := exec.LookPath("tesseract"); path == "" && err == nil {
		path = found
	}
	s := &scanner{path: path, turn: make(chan struct{}, 1)}
	s.knows = sync.OnceValue(s.languages)
	return s
}

// languages asks once whether the language is there: without it every page
// would be nonsense.
func (s *scanner) languages() bool {
	if s.path == "" {
		return false
	}
	ctx, cancel := context.WithTimeout(context.Background(), scanTime)
	defer cancel()
	said, err := exec.CommandContext(ctx, s.path, "--list-langs").CombinedOutput()
	return err == nil && slices.Contains(strings.Fields(string(said)), script)
}

// text recognises a page.
func (s *scanner) text(ctx context.Context, page image.Image) (string, error) {
	var in, out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&in, page); err != nil {
		return "", err
	}
	// Sparse text: a letterhead is lines far apart, not a column.
	cmd := exec.CommandContext(ctx, s.path, "stdin", "stdout", "-l", script, "--psm", "11", "--dpi", "200")
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
	cmd.Stdin, cmd.Stdout = &in, &out
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second
	if err := cmd.Run(); err != nil {
		return "", errors.Join(errUnread, err)
	}
	return out.String(), nil
}

// scan recognises page one of a file that is pictures only. Whatever goes wrong
// leaves the file as unread as it was.
func (x *Extractor) scan(ctx context.Context, kind Kind, src Source, reading *Reading) {
	if reading.Status != None || !kind.HasThumbnail() || !x.scanner.knows() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, scanTime)
	defer cancel()
	select {
	case x.scanner.turn <- struct{}{}:
		defer func() { <-x.scanner.turn }()
	case <-ctx.Done():
		return
	}
	text, err := "", errUnread
	recognise := func(page image.Image) error {
		text, err = x.scanner.text(ctx, page)
		return nil
	}
	if x.pageOne(ctx, kind, src, image.Pt(scanWidth, scanHeight), recognise) != nil || err != nil {
		return
	}
	if text = joinGlyphs(text); text != "" {
		reading.Text, reading.Status, reading.Recognised = text, Partial, true
	}
}

// pageOne draws the first page into the size.
func (x *Extractor) pageOne(ctx context.Context, kind Kind, src Source, size image.Point, use func(image.Image) error) error {
	switch {
	case kind == PDF:
		return x.pdf.draw(ctx, src, size, use)
	case kind.IsPicture():
		return shrink(kind, src, size, use)
	}
	return noThumbnail()
}

// joinGlyphs takes away the blanks that the recogniser puts between characters
// of Chinese, and empty lines.
func joinGlyphs(text string) string {
	var out []string
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		var joined strings.Builder
		for i, word := range words {
			if i > 0 && (ascii(words[i-1]) || ascii(word)) {
				joined.WriteByte(' ')
			}
			joined.WriteString(word)
		}
		if joined.Len() > 0 {
			out = append(out, joined.String())
		}
	}
	return strings.Join(out, "\n")
}

func ascii(word string) bool {
	return !strings.ContainsFunc(word, func(r rune) bool { return r > 0x7f })
}

// shrink decodes a picture whose size it has looked at first, and draws it into
// the size if it is larger, upright.
func shrink(kind Kind, src Source, size image.Point, use func(image.Image) error) error {
	is, _, err := image.DecodeConfig(src.reader())
	if err != nil {
		return errors.Join(errDamaged, err)
	}
	if is.Width <= 0 || is.Height <= 0 || is.Width > maxPixels/is.Height {
		return noThumbnail()
	}
	full, _, err := image.Decode(src.reader())
	if err != nil {
		return errors.Join(errDamaged, err)
	}
	lies := asIs
	if kind == JPEG {
		lies = orientation(src)
	}
	if lies >= 5 {
		size = image.Pt(size.Y, size.X)
	}
	scale := min(float64(size.X)/float64(is.Width), float64(size.Y)/float64(is.Height), 1)
	small := image.NewRGBA(image.Rect(0, 0, max(1, int(float64(is.Width)*scale)), max(1, int(float64(is.Height)*scale))))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), full, full.Bounds(), draw.Over, nil)
	return use(upright(small, lies))
}
