package extract

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// readPlain reads a text in UTF-8, UTF-16 with its mark, or GB 18030.
func readPlain(src Source) (Reading, error) {
	raw, err := io.ReadAll(io.LimitReader(src.reader(), maxText+1))
	if err != nil {
		return Reading{}, err
	}
	status := Full
	if len(raw) > maxText {
		raw, status = raw[:maxText], Partial
	}
	text, err := decode(raw, status == Partial)
	if err != nil {
		return Reading{}, err
	}
	return Reading{Status: status, Text: text}, nil
}

func decode(raw []byte, cut bool) (string, error) {
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}), bytes.HasPrefix(raw, []byte{0xfe, 0xff}):
		from = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case isUTF8(raw, cut):
		return string(bytes.TrimPrefix(bytes.ToValidUTF8(raw, nil), []byte("\ufeff"))), nil
	default:
		from = simplifiedchinese.GB18030
	}
	text, err := from.NewDecoder().Bytes(raw)
	if err != nil {
		return "", fmt.Errorf("%w: %w", errDamaged, err)
	}
	if wrong := bytes.Count(text, []byte("\ufffd")); wrong > 3 && wrong*50 > utf8.RuneCount(text) {
		return "", fmt.Errorf("%w: no text in any known coding", errDamaged)
	}
	return string(text), nil
}

// isUTF8 allows for a last character that the limit cut in two.
func isUTF8(raw []byte, cut bool) bool {
	if cut {
		for i := 1; i < utf8.UTFMax && i < len(raw); i++ {
			if utf8.RuneStart(raw[len(raw)-i]) {
				raw = raw[:len(raw)-i]
				break
			}
		}
	}
	return utf8.Valid(raw)
}

// Charset is the coding of a text file, for the browser that shows it.
func Charset(src Source) string {
	head := make([]byte, min(src.Size, 64<<10))
	n, err := src.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return "utf-8"
	}
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return "utf-16le"
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return "utf-16be"
	case isUTF8(head, int64(n) < src.Size):
		return "utf-8"
	}
	return "gb18030"
}
