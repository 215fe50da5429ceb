package extract

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"path"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// Kind is what a file really is.
type Kind string

// The kinds that are taken.
const (
	PDF  Kind = "pdf"
	OFD  Kind = "ofd" // GB/T 33190
	DOCX Kind = "docx"
	XLSX Kind = "xlsx"
	DOC  Kind = "doc" // Word 97, what WPS writes as wps and doc, and rich text
	TXT  Kind = "txt"
	PNG  Kind = "png"
	JPEG Kind = "jpg"
	GIF  Kind = "gif"
	BMP  Kind = "bmp"
	TIFF Kind = "tiff"
	INK  Kind = "ink" // handwriting, see internal/ink
)

// format is what belongs to a kind: its type on the wire first, other types
// that browsers declare for it, and the endings of its names.
type format struct {
	kind    Kind
	mime    []string
	endings []string
}

var formats = []format{
	{PDF, []string{"application/pdf", "application/x-pdf"}, []string{"pdf"}},
	{OFD, []string{"application/ofd", "application/vnd.ofd", "application/x-ofd"}, []string{"ofd"}},
	{DOCX, []string{
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.template",
	}, []string{"docx", "dotx"}},
	{XLSX, []string{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}, []string{"xlsx"}},
	{DOC, []string{
		"application/msword", "application/vnd.ms-works", "application/kswps", "application/wps-office.doc", "application/wps-office.wps",
		"application/rtf", "text/rtf",
	}, []string{"doc", "dot", "wps", "rtf"}},
	{TXT, []string{"text/plain"}, []string{"txt"}},
	{PNG, []string{"image/png"}, []string{"png"}},
	{JPEG, []string{"image/jpeg", "image/jpg", "image/pjpeg"}, []string{"jpg", "jpeg"}},
	{GIF, []string{"image/gif"}, []string{"gif"}},
	{BMP, []string{"image/bmp", "image/x-ms-bmp", "image/x-bmp"}, []string{"bmp"}},
	{TIFF, []string{"image/tiff"}, []string{"tif", "tiff"}},
	{INK, []string{"application/json"}, []string{"json"}},
}

func formatOf(kind Kind) format {
	return formats[slices.IndexFunc(formats, func(f format) bool { return f.kind == kind })]
}

// MIME is the type a file of the kind is served as.
func (k Kind) MIME() string { return formatOf(k).mime[0] }

// IsPicture says that nobody reads the text of such a file.
func (k Kind) IsPicture() bool { return slices.Contains([]Kind{PNG, JPEG, GIF, BMP, TIFF}, k) }

func accepted() string {
	var endings []string
	for _, f := range formats {
		if f.kind != INK { // comes from a pad, not from a person's folder
			endings = append(endings, f.endings...)
		}
	}
	return strings.Join(endings, "、")
}

// Identify finds out what a file is by its bytes, and refuses one whose name
// or declared type says otherwise. Faults: Invalid with FILE_EMPTY,
// FILE_TYPE_UNSUPPORTED, FILE_TYPE_MISMATCH, FILE_ENCRYPTED or FILE_BOMB.
func Identify(ctx context.Context, name, declared string, src Source) (Kind, error) {
	if src.Size == 0 {
		return "", empty()
	}
	kind, err := sniff(ctx, src)
	switch {
	case errors.Is(err, errBomb) || errors.Is(err, errEncrypted):
		return "", asFault(ctx, err)
	case err != nil:
		return "", err
	}
	ending := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	if !slices.ContainsFunc(formats, func(f format) bool { return slices.Contains(f.endings, ending) }) {
		return "", unsupported()
	}
	if kind == INK && ending == "txt" {
		kind = TXT // a text that happens to look like handwriting
	}
	if kind == "" || !slices.Contains(formatOf(kind).endings, ending) || !declares(declared, kind) {
		return "", mismatch(kind)
	}
	return kind, nil
}

// declares says whether a declared type may stand for the kind. Browsers that
// do not know a format declare anything; only a type of another kind is a lie.
func declares(declared string, kind Kind) bool {
	media, _, err := mime.ParseMediaType(declared)
	if err != nil {
		return true
	}
	for _, f := range formats {
		if f.kind != kind && slices.Contains(f.mime, media) {
			return false
		}
	}
	return true
}

// sniff looks at the bytes; an empty kind is one that is not taken.
func sniff(ctx context.Context, src Source) (Kind, error) {
	head := make([]byte, 3072)
	n, err := src.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	head = head[:n]
	switch {
	case bytes.Contains(head[:min(n, 1024)], []byte("%PDF-")):
		return PDF, nil
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return sniffArchive(ctx, src)
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return sniffCompound(ctx, src)
	case bytes.HasPrefix(head, []byte(richText)):
		return DOC, nil
	}
	for found := mimetype.Detect(head); found != nil; found = found.Parent() {
		for _, f := range formats {
			if found.Is(f.mime[0]) {
				return f.kind, nil
			}
		}
	}
	return "", nil
}

// sniffArchive tells the kinds that are zip archives by what is inside.
func sniffArchive(ctx context.Context, src Source) (Kind, error) {
	a, err := openArchive(src)
	if errors.Is(err, errBomb) {
		return "", err
	}
	if err != nil {
		return "", asFault(ctx, err)
	}
	if a.has("OFD.xml") {
		return OFD, nil
	}
	types, err := a.contentTypes(ctx)
	if err != nil {
		return "", asFault(ctx, err)
	}
	switch {
	case types.any("macroEnabled") || types.any("vbaProject"):
		return "", nil // programs are not papers
	case types.any("wordprocessingml.document.main+xml"), types.any("wordprocessingml.template.main+xml"):
		return DOCX, nil
	case types.any("spreadsheetml.sheet.main+xml"):
		return XLSX, nil
	}
	return "", nil
}

// sniffCompound tells the kinds that are compound files by their streams.
func sniffCompound(ctx context.Context, src Source) (Kind, error) {
	streams, err := openCompound(src)
	if err != nil {
		return "", asFault(ctx, err)
	}
	switch {
	case streams["EncryptedPackage"] != nil:
		return "", errEncrypted
	case streams["WordDocument"] != nil, streams["MatOST"] != nil, streams["CONTENTS"] != nil:
		return DOC, nil
	}
	return "", nil
}
