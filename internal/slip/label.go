package slip

import (
	"fmt"
	"io"
	"strings"

	"github.com/skip2/go-qrcode"
)

// Label is what is stuck on a paper that was registered.
type Label struct {
	Organ       string
	ReceiptNo   string
	SourceOrg   string
	SourceDocNo string
	Title       string
	ReceivedOn  string // 2006-01-02
	Urgency     string
	// Link is what the QR code says.
	Link string
	// WholePage prints on A4 instead of a label of 70 × 40 mm.
	WholePage bool
	// Code is drawn from Link.
	Code Code
}

// Code is a QR code as one path over a square of Size modules.
type Code struct {
	Size int
	Path string
}

// CaseLink is the address that a QR code leads to. It is short, so that the code
// is coarse enough for a worn label and an old camera.
func CaseLink(base, caseID string) string { return strings.TrimRight(base, "/") + "/q/" + caseID }

// WriteLabel writes the label.
func WriteLabel(w io.Writer, l Label) error {
	var err error
	if l.Code, err = draw(l.Link); err != nil {
		return err
	}
	return forms.ExecuteTemplate(w, "label.html", l)
}

// draw makes a code with the quiet zone that readers need around it.
func draw(text string) (Code, error) {
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return Code{}, fmt.Errorf("qr code: %w", err)
	}
	bitmap := code.Bitmap()
	var path strings.Builder
	for y, row := range bitmap {
		for x := 0; x < len(row); x++ {
			run := x
			for run < len(row) && row[run] {
				run++
			}
			if run > x {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", x, y, run-x, run-x)
				x = run
			}
		}
	}
	return Code{Size: len(bitmap), Path: path.String()}, nil
}
