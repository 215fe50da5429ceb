package extract

import (
	"context"
	"encoding/xml"
	"strings"
)

// readDOCX reads the body, headers, footers, notes and comments of an Office
// Open XML text document, the headers first: that is where marks stand.
func readDOCX(ctx context.Context, src Source) (Reading, error) {
	a, err := openArchive(src)
	if err != nil {
		return Reading{}, err
	}
	types, err := a.contentTypes(ctx)
	if err != nil {
		return Reading{}, err
	}
	text := &prose{}
	parts := types.parts("wordprocessingml.header+xml", "wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml",
		"wordprocessingml.footnotes+xml", "wordprocessingml.endnotes+xml", "wordprocessingml.comments+xml", "wordprocessingml.footer+xml")
	for _, part := range parts {
		w := &docxWriter{text: text}
		if err := a.walk(ctx, part, w.token); err != nil {
			return Reading{}, err
		}
		text.add("\n")
	}
	meta, err := packageNotes(ctx, a)
	if err != nil {
		return Reading{}, err
	}
	status := text.status()
	if len(a.names("word/embeddings/")) > 0 {
		status = Partial
	}
	return Reading{Status: status, Text: text.String(), Meta: meta}, nil
}

// docxWriter turns the tokens of a part into lines, with tabs between cells.
type docxWriter struct {
	text *prose
	// frames are the cells and text boxes that are open: how many paragraphs a
	// cell has had, how many cells a row.
	frames []docxFrame
	// skipping is the depth of the alternative that is left out.
	skipping int
}

type docxFrame struct {
	element string
	count   int
}

func (w *docxWriter) top() *docxFrame {
	if len(w.frames) == 0 {
		return &docxFrame{}
	}
	return &w.frames[len(w.frames)-1]
}

func (w *docxWriter) token(at *place, token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		if w.skipping == 0 && t.Name.Local == "Fallback" { // the same for old programs
			w.skipping = len(at.open)
		}
		if w.skipping == 0 {
			w.start(at, t)
		}
	case xml.EndElement:
		if w.skipping > len(at.open) {
			w.skipping = 0
		} else if w.skipping == 0 {
			w.end(t.Name.Local)
		}
	case xml.CharData:
		if w.skipping == 0 && at.in("t") {
			w.text.add(string(t))
		}
	}
	return nil
}

func (w *docxWriter) start(at *place, t xml.StartElement) {
	inRun := len(at.open) > 1 && at.open[len(at.open)-2] == "r"
	switch name := t.Name.Local; {
	case name == "p" && w.top().element == "tc":
		if w.top().count++; w.top().count > 1 {
			w.text.add("\n")
		}
	case name == "tc":
		if w.top().count++; w.top().count > 1 {
			w.text.add("\t")
		}
		w.frames = append(w.frames, docxFrame{element: name})
	case name == "tr":
		w.frames = append(w.frames, docxFrame{element: name})
	case name == "txbxContent":
		w.text.add("\n")
		w.frames = append(w.frames, docxFrame{element: name})
	case inRun && (name == "tab" || name == "ptab"):
		w.text.add("\t")
	case inRun && (name == "br" || name == "cr"):
		w.text.add("\n")
	case inRun && name == "noBreakHyphen":
		w.text.add("-")
	case inRun && name == "sym":
		w.text.add(symbol(attr(t, "char")))
	}
}

func (w *docxWriter) end(name string) {
	switch name {
	case "p":
		if w.top().element != "tc" {
			w.text.add("\n")
		}
	case "tc", "tr", "txbxContent":
		if len(w.frames) > 0 {
			w.frames = w.frames[:len(w.frames)-1]
		}
		if name == "tr" {
			w.text.add("\n")
		}
	}
}

// symbol is the character for one of a symbol font. The stars matter: marks of
// secrecy are made with them.
func symbol(char string) string {
	switch strings.ToUpper(char) {
	case "F0AB", "F0AA", "F0B5", "F0B6", "F048":
		return "★"
	}
	return "\ufffd"
}

// packageNotes is what an Office Open XML package says about itself.
func packageNotes(ctx context.Context, a *archive) ([]string, error) {
	var notes []string
	for _, part := range a.names("docProps/") {
		if !strings.HasSuffix(part, ".xml") {
			continue
		}
		property := ""
		err := a.walk(ctx, part, func(at *place, token xml.Token) error {
			switch t := token.(type) {
			case xml.StartElement:
				if t.Name.Local == "property" {
					property = attr(t, "name")
				}
			case xml.CharData:
				switch {
				case len(notes) >= maxNotes:
				case at.under("property"):
					notes = append(notes, note(property, string(t))...)
				case at.in("title"), at.in("subject"), at.in("keywords"), at.in("description"), at.in("category"), at.in("contentStatus"):
					notes = append(notes, note("", string(t))...)
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return notes, nil
}

const maxNotes = 500

// note is a line of metadata. Keywords get a line each.
func note(name, value string) []string {
	if value = strings.TrimSpace(value); value == "" {
		return nil
	}
	if name != "" {
		return []string{name + ": " + value}
	}
	var lines []string
	for _, part := range strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(",;，；、\n", r) }) {
		lines = append(lines, strings.TrimSpace(part))
	}
	if len(lines) > 1 {
		lines = append(lines, value)
	}
	return lines
}
