package extract

import (
	"context"
	"encoding/xml"
	"strconv"
	"strings"
)

// readXLSX reads the cells of all sheets, a line for a row. Numbers stand as
// they are stored; dates are numbers.
func readXLSX(ctx context.Context, src Source) (Reading, error) {
	a, err := openArchive(src)
	if err != nil {
		return Reading{}, err
	}
	types, err := a.contentTypes(ctx)
	if err != nil {
		return Reading{}, err
	}
	sheets := &xlsxReader{text: &prose{}}
	for _, part := range types.parts("spreadsheetml.sharedStrings+xml") {
		if err := a.walk(ctx, part, sheets.shared); err != nil {
			return Reading{}, err
		}
	}
	for _, part := range types.parts("spreadsheetml.worksheet+xml") {
		if err := a.walk(ctx, part, sheets.sheet); err != nil {
			return Reading{}, err
		}
		sheets.text.add("\n")
	}
	meta, err := packageNotes(ctx, a)
	if err != nil {
		return Reading{}, err
	}
	status := sheets.text.status()
	if sheets.kept > maxText {
		status = Partial
	}
	return Reading{Status: status, Text: sheets.text.String(), Meta: meta}, nil
}

type xlsxReader struct {
	text    *prose
	strings []string
	kept    int             // bytes in strings
	current strings.Builder // the shared string, or the cell, being read
	shares  bool            // the cell names a shared string
	cells   int             // in this row
}

// shared collects the strings that cells refer to.
func (x *xlsxReader) shared(at *place, token xml.Token) error {
	switch t := token.(type) {
	case xml.CharData:
		if at.in("t") && !at.under("rPh") && x.kept <= maxText {
			x.current.Write(t)
		}
	case xml.EndElement:
		if t.Name.Local == "si" {
			x.kept += x.current.Len()
			x.strings = append(x.strings, x.current.String())
			x.current.Reset()
		}
	}
	return nil
}

func (x *xlsxReader) sheet(at *place, token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		switch t.Name.Local {
		case "row":
			x.cells = 0
		case "c":
			x.current.Reset()
			x.shares = attr(t, "t") == "s"
		}
	case xml.CharData:
		switch {
		case at.in("v") && at.under("c"), at.in("t") && at.under("is"):
			if x.current.Len() < maxText {
				x.current.Write(t)
			}
		case at.under("headerFooter"):
			x.text.add(headerText(string(t)) + "\n")
		}
	case xml.EndElement:
		switch t.Name.Local {
		case "c":
			x.cell()
		case "row":
			x.text.add("\n")
		}
	}
	return nil
}

func (x *xlsxReader) cell() {
	value := x.current.String()
	if x.shares {
		if n, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && n >= 0 && n < len(x.strings) {
			value = x.strings[n]
		}
	}
	if x.cells++; x.cells > 1 {
		x.text.add("\t")
	}
	x.text.add(strings.ReplaceAll(value, "\n", " "))
}

// headerText takes the codes for fonts and places out of a page header, which
// has a left, a middle and a right part: a line each.
func headerText(s string) string {
	var b strings.Builder
	for rest := s; rest != ""; {
		before, after, found := strings.Cut(rest, "&")
		b.WriteString(before)
		if !found || after == "" {
			break
		}
		switch after[0] {
		case 'L', 'C', 'R':
			b.WriteByte('\n')
			after = after[1:]
		case '"':
			if _, tail, ok := strings.Cut(after[1:], `"`); ok {
				after = tail
			}
		default:
			after = strings.TrimLeft(after[1:], "0123456789")
		}
		rest = after
	}
	return b.String()
}
