package extract

import (
	"cmp"
	"context"
	"encoding/xml"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
)

// readOFD reads a GB/T 33190 document: its pages, their templates and
// annotations. Text is placed character by character there, so lines are put
// together from where the pieces stand.
func readOFD(ctx context.Context, src Source) (Reading, error) {
	a, err := openArchive(src)
	if err != nil {
		return Reading{}, err
	}
	r := &ofdReader{archive: a, text: &prose{}, seen: map[string]bool{}}
	roots, meta, err := r.entrance(ctx)
	if err != nil {
		return Reading{}, err
	}
	for _, root := range roots {
		if err := r.document(ctx, root); err != nil {
			return Reading{}, err
		}
	}
	status := r.text.status()
	if r.pages > maxPages || r.attached {
		status = Partial
	}
	return Reading{Status: status, Text: r.text.String(), Meta: meta, Pages: r.pages}, nil
}

type ofdReader struct {
	archive  *archive
	text     *prose
	pages    int
	attached bool // files inside the file
	seen     map[string]bool
}

// entrance reads OFD.xml: where the documents are and what they say of
// themselves.
func (r *ofdReader) entrance(ctx context.Context) (roots, meta []string, err error) {
	name := ""
	err = r.archive.walk(ctx, "OFD.xml", func(at *place, token xml.Token) error {
		switch t := token.(type) {
		case xml.StartElement:
			name = attr(t, "Name")
		case xml.CharData:
			value := string(t)
			switch {
			case at.in("DocRoot"):
				roots = append(roots, resolve("", value))
			case len(meta) >= maxNotes:
			case at.in("CustomData"):
				meta = append(meta, note(name, value)...)
			case at.in("Title"), at.in("Subject"), at.in("Abstract"), at.in("Keyword"), at.in("DocUsage"):
				meta = append(meta, note("", value)...)
			}
		}
		return nil
	})
	return roots, meta, err
}

// resolve finds the entry that a location in a file of the folder means.
func resolve(folder, location string) string {
	location = strings.TrimSpace(location)
	if strings.HasPrefix(location, "/") {
		return strings.TrimPrefix(path.Clean(location), "/")
	}
	return strings.TrimPrefix(path.Clean("/"+folder+"/"+location), "/")
}

func (r *ofdReader) document(ctx context.Context, root string) error {
	folder := path.Dir(root)
	var pages, templates, annotations []string
	err := r.archive.walk(ctx, root, func(at *place, token xml.Token) error {
		switch t := token.(type) {
		case xml.StartElement:
			location := resolve(folder, attr(t, "BaseLoc"))
			switch t.Name.Local {
			case "Page":
				pages = append(pages, location)
			case "TemplatePage":
				templates = append(templates, location)
			}
		case xml.CharData:
			if at.in("Annotations") {
				annotations = append(annotations, resolve(folder, string(t)))
			}
			r.attached = r.attached || at.in("Attachments")
		}
		return nil
	})
	if err != nil {
		return err
	}
	r.pages += len(pages)
	for _, list := range [][]string{templates, pages[:min(len(pages), maxPages)]} {
		for _, part := range list {
			if err := r.page(ctx, part); err != nil {
				return err
			}
		}
	}
	return r.annotations(ctx, annotations)
}

// annotations reads the lists of annotations and the files they name.
func (r *ofdReader) annotations(ctx context.Context, lists []string) error {
	for _, list := range lists {
		var files []string
		if !r.archive.has(list) {
			continue
		}
		err := r.archive.walk(ctx, list, func(at *place, token xml.Token) error {
			if t, ok := token.(xml.CharData); ok && at.in("FileLoc") {
				files = append(files, resolve(path.Dir(list), string(t)))
			}
			return nil
		})
		if err != nil {
			return err
		}
		for _, file := range files {
			if err := r.page(ctx, file); err != nil {
				return err
			}
		}
	}
	return nil
}

// piece is a run of characters and where it stands, in millimetres.
type piece struct {
	x, y, width, height float64
	text                string
}

// page reads the text of a page, or of the annotations of one.
func (r *ofdReader) page(ctx context.Context, part string) error {
	if r.seen[part] || !r.archive.has(part) {
		return nil
	}
	r.seen[part] = true
	var pieces []piece
	var now piece
	var remarks []string
	err := r.archive.walk(ctx, part, func(at *place, token xml.Token) error {
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local == "TextObject" {
				now = box(attr(t, "Boundary"))
			}
		case xml.CharData:
			if at.in("TextCode") && len(pieces) < maxText {
				now.text += string(t)
			}
			if at.in("Remark") {
				remarks = append(remarks, string(t))
			}
		case xml.EndElement:
			if t.Name.Local == "TextObject" && now.text != "" {
				pieces = append(pieces, now)
				now = piece{}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, line := range append(lines(pieces), remarks...) {
		r.text.add(line + "\n")
	}
	return nil
}

func box(boundary string) piece {
	var n [4]float64
	for i, field := range strings.Fields(boundary) {
		if i < len(n) {
			n[i], _ = strconv.ParseFloat(field, 64)
		}
	}
	return piece{x: n[0], y: n[1] + n[3]/2, width: n[2], height: n[3]}
}

// lines puts pieces of about one height together, from the left; a gap of more
// than a character is a tab.
func lines(pieces []piece) []string {
	slices.SortStableFunc(pieces, func(a, b piece) int { return cmp.Compare(a.y, b.y) })
	var found []string
	for len(pieces) > 0 {
		n := 1
		for n < len(pieces) && pieces[n].y-pieces[0].y < math.Max(pieces[0].height, 1)/2 {
			n++
		}
		row := pieces[:n]
		pieces = pieces[n:]
		slices.SortStableFunc(row, func(a, b piece) int { return cmp.Compare(a.x, b.x) })
		var line strings.Builder
		for i, p := range row {
			if i > 0 && p.x-(row[i-1].x+row[i-1].width) > math.Max(p.height, 1) {
				line.WriteByte('\t')
			}
			line.WriteString(p.text)
		}
		found = append(found, line.String())
	}
	return found
}
