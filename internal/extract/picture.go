package extract

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxChunk is the most of one piece of metadata that is read.
const maxChunk = 1 << 20

// pictureReading is that of a picture: what it says about itself. What it
// shows is the scanner's to tell.
func pictureReading(notes []string, err error) (Reading, error) {
	return Reading{Status: None, Meta: notes[:min(len(notes), maxNotes)], Pages: 1}, err
}

// pngNotes reads the text chunks of a PNG.
func pngNotes(src Source) ([]string, error) {
	r := src.reader()
	if _, err := r.Seek(8, io.SeekStart); err != nil {
		return nil, err
	}
	var notes []string
	for {
		var head [8]byte
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return notes, fmt.Errorf("%w: PNG without an end", errDamaged)
		}
		length, kind := int64(binary.BigEndian.Uint32(head[:4])), string(head[4:])
		if kind == "IEND" {
			return notes, nil
		}
		skip := length + 4 // and the checksum
		if strings.HasSuffix(kind, "Xt") || kind == "eXIf" {
			data := make([]byte, min(length, maxChunk))
			if _, err := io.ReadFull(r, data); err != nil {
				return notes, fmt.Errorf("%w: PNG chunk", errDamaged)
			}
			skip -= int64(len(data))
			notes = append(notes, pngText(kind, data)...)
		}
		if _, err := r.Seek(skip, io.SeekCurrent); err != nil {
			return notes, err
		}
	}
}

// pngText is one text chunk: a keyword and its text, packed or not.
func pngText(kind string, data []byte) []string {
	keyword, rest, _ := bytes.Cut(data, []byte{0})
	switch {
	case kind == "eXIf":
		return runs(data)
	case kind == "zTXt" && len(rest) > 1:
		rest = unpack(rest[1:])
	case kind == "iTXt" && len(rest) > 2:
		packed := rest[0] == 1
		if parts := bytes.SplitN(rest[2:], []byte{0}, 3); len(parts) == 3 {
			rest = parts[2]
		}
		if packed {
			rest = unpack(rest)
		}
	}
	return append(note(narrowText(keyword), narrowText(rest)), markup(rest)...)
}

func unpack(data []byte) []byte {
	z, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	defer func() { _ = z.Close() }()
	text, _ := io.ReadAll(io.LimitReader(z, maxChunk)) // a broken end still says what came before
	return text
}

// jpegNotes reads the comments of a JPEG, and what cameras and editors write
// into its application segments.
func jpegNotes(src Source) ([]string, error) {
	var notes []string
	err := jpegSegments(src, func(marker byte, data []byte) {
		switch marker {
		case 0xfe:
			notes = append(notes, note("", narrowText(data))...)
		case 0xe1, 0xed:
			notes = append(append(notes, runs(data)...), markup(data)...)
		}
	})
	return notes, err
}

// jpegSegments walks over what stands before the picture of a JPEG.
func jpegSegments(src Source, each func(marker byte, data []byte)) error {
	r := bufio.NewReader(src.reader())
	if _, err := r.Discard(2); err != nil {
		return fmt.Errorf("%w: JPEG", errDamaged)
	}
	for {
		var head [4]byte
		if _, err := io.ReadFull(r, head[:]); err != nil || head[0] != 0xff {
			return fmt.Errorf("%w: JPEG without a picture", errDamaged)
		}
		for head[1] == 0xff { // filling
			next, err := r.ReadByte()
			if err != nil {
				return fmt.Errorf("%w: JPEG segment", errDamaged)
			}
			head = [4]byte{0xff, head[2], head[3], next}
		}
		marker, length := head[1], int(binary.BigEndian.Uint16(head[2:]))-2
		if marker == 0xda { // the picture begins
			return nil
		}
		if length < 0 {
			return fmt.Errorf("%w: JPEG segment", errDamaged)
		}
		data := make([]byte, length)
		if _, err := io.ReadFull(r, data); err != nil {
			return fmt.Errorf("%w: JPEG segment", errDamaged)
		}
		each(marker, data)
	}
}

// markup is the text of XMP, without its marks.
func markup(data []byte) []string {
	if !bytes.Contains(data, []byte("<x:xmpmeta")) && !bytes.Contains(data, []byte("<rdf:")) {
		return nil
	}
	var notes []string
	for _, part := range strings.FieldsFunc(string(bytes.ToValidUTF8(data, nil)), func(r rune) bool { return strings.ContainsRune("<>\"=", r) }) {
		notes = append(notes, note("", part)...)
	}
	return notes
}

// runs are the stretches of readable text in a block of bytes.
func runs(data []byte) (found []string) {
	for _, text := range []string{string(data), characters(data, false), characters(data[min(1, len(data)):], false)} {
		for _, run := range strings.FieldsFunc(text, func(r rune) bool { return r == utf8.RuneError || !unicode.IsPrint(r) }) {
			if utf8.RuneCountInString(run) >= 2 && len(found) < maxNotes {
				found = append(found, run)
			}
		}
	}
	return found
}
