package extract

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"github.com/richardlehane/mscfb"
	"golang.org/x/text/encoding/charmap"
)

// errOtherWord is a file with a Word name that is none of Word 97 to 2003.
var errOtherWord = errors.New("extract: not the format of Word 97")

// richText is how rich text begins; many a doc is one.
const richText = `{\rtf`

const (
	maxStream  = 64 << 20
	maxStreams = 16 << 20 // bytes of directory
)

// openCompound lists the streams of a compound file by name (MS-CFB). The
// first characters of special names are left out.
func openCompound(src Source) (streams map[string]*mscfb.File, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			streams, err = nil, fmt.Errorf("%w: %v", errDamaged, broken)
		}
	}()
	reader := &budgetReaderAt{ReaderAt: src, left: maxStreams}
	file, err := mscfb.New(reader)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	reader.free = true
	streams = map[string]*mscfb.File{}
	for _, stream := range file.File {
		if len(stream.Path) == 0 {
			streams[stream.Name] = stream
		}
	}
	return streams, nil
}

func readStream(streams map[string]*mscfb.File, name string) (bytes []byte, err error) {
	stream := streams[name]
	switch {
	case stream == nil:
		return nil, nil
	case stream.Size > maxStream:
		return nil, fmt.Errorf("%w: %s", errBomb, name)
	}
	defer func() {
		if broken := recover(); broken != nil {
			bytes, err = nil, fmt.Errorf("%w: %v", errDamaged, broken)
		}
	}()
	bytes, err = io.ReadAll(io.LimitReader(stream, stream.Size))
	if err != nil {
		err = fmt.Errorf("%w: %w", errDamaged, err)
	}
	return bytes, err
}

// Places in the file information block of Word 97 to 2003 (MS-DOC 2.5).
const (
	fibMagic     = 0xa5ec
	fibFlags     = 10
	flagCrypt    = 0x0100
	flagTable1   = 0x0200
	fibClx       = 418
	fibClxLength = 422
	fibLeast     = 426
)

// readWord reads the text of a Word 97 to 2003 document from its piece table:
// body, notes, headers and text boxes, in this order.
func readWord(ctx context.Context, src Source) (Reading, error) {
	var head [len(richText)]byte
	if _, err := src.ReadAt(head[:], 0); err == nil && string(head[:]) == richText {
		return Reading{}, errOtherWord
	}
	streams, err := openCompound(src)
	if err != nil {
		return Reading{}, err
	}
	meta, err := propertyNotes(streams)
	if err != nil {
		return Reading{}, err
	}
	reading := Reading{Meta: meta}
	body, err := readStream(streams, "WordDocument")
	if err != nil {
		return Reading{}, err
	}
	if len(body) < fibLeast || binary.LittleEndian.Uint16(body) != fibMagic {
		return reading, errOtherWord
	}
	flags := binary.LittleEndian.Uint16(body[fibFlags:])
	if flags&flagCrypt != 0 {
		return Reading{}, errEncrypted
	}
	name := "0Table"
	if flags&flagTable1 != 0 {
		name = "1Table"
	}
	table, err := readStream(streams, name)
	if err != nil {
		return Reading{}, err
	}
	start, length := binary.LittleEndian.Uint32(body[fibClx:]), binary.LittleEndian.Uint32(body[fibClxLength:])
	if uint64(start)+uint64(length) > uint64(len(table)) || length == 0 {
		return reading, errOtherWord
	}
	text := &prose{}
	if err := pieces(ctx, body, table[start:start+length], text); err != nil {
		return reading, err
	}
	reading.Text = wordText(text.String())
	reading.Status = text.status()
	if streams["ObjectPool"] != nil && reading.Status == Full {
		reading.Status = Partial
	}
	return reading, nil
}

// pieces follows the piece table (MS-DOC 2.9.38 Clx, 2.9.177 Pcd).
func pieces(ctx context.Context, body, clx []byte, text *prose) error {
	for len(clx) >= 3 && clx[0] == 1 { // properties of paragraphs
		skip := 3 + int(binary.LittleEndian.Uint16(clx[1:]))
		if skip > len(clx) {
			return errOtherWord
		}
		clx = clx[skip:]
	}
	if len(clx) < 5 || clx[0] != 2 {
		return errOtherWord
	}
	table := clx[5:]
	n := (len(table) - 4) / 12
	for i := range n {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		from, to := binary.LittleEndian.Uint32(table[4*i:]), binary.LittleEndian.Uint32(table[4*i+4:])
		at := binary.LittleEndian.Uint32(table[4*(n+1)+8*i+2:])
		if to < from {
			return fmt.Errorf("%w: piece table", errDamaged)
		}
		size, start := 2*uint64(to-from), uint64(at)
		narrow := at&0x40000000 != 0
		if narrow {
			size, start = uint64(to-from), uint64(at&^0x40000000)/2
		}
		if start+size > uint64(len(body)) {
			return fmt.Errorf("%w: piece table", errDamaged)
		}
		text.add(characters(body[start:start+size], narrow))
	}
	return nil
}

func characters(raw []byte, narrow bool) string {
	if narrow {
		text, err := charmap.Windows1252.NewDecoder().Bytes(raw)
		if err != nil {
			return ""
		}
		return string(text)
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(raw[2*i:])
	}
	return string(utf16.Decode(units))
}

// wordText turns Word's control characters into lines and tabs and leaves out
// the instructions of fields (MS-DOC 2.4.1, 2.8.25).
func wordText(s string) string {
	var b strings.Builder
	field, cell := 0, false // depth of instructions; the last mark ended a cell
	for _, r := range s {
		switch r {
		case 0x13:
			field++
			continue
		case 0x14, 0x15:
			field = max(field-1, 0)
			continue
		}
		if field > 0 {
			continue
		}
		switch r {
		case 0x07: // the end of a cell; a second one ends the row
			if cell {
				b.WriteByte('\n')
			} else {
				b.WriteByte('\t')
			}
			cell = !cell
			continue
		case '\r', 0x0b, 0x0c, 0x0e:
			b.WriteByte('\n')
		case 0x1e:
			b.WriteByte('-')
		case 0x28: // also what stands for a character of a symbol font
			b.WriteRune(r)
		default:
			if r >= ' ' || r == '\t' {
				b.WriteRune(r)
			}
		}
		cell = false
	}
	return b.String()
}
