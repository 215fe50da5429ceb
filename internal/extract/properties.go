package extract

import (
	"encoding/binary"
	"strings"

	"github.com/richardlehane/mscfb"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// The property sets of a compound file (MS-OLEPS).
const (
	typeNarrow  = 30
	typeWide    = 31
	idNames     = 0 // the names of a set of one's own
	setsAt      = 28
	maxProperty = 1 << 20
)

// propertyNotes is what a compound file says about itself: every property that
// is text. A set that is broken says nothing.
func propertyNotes(streams map[string]*mscfb.File) ([]string, error) {
	var notes []string
	for _, name := range []string{"SummaryInformation", "DocumentSummaryInformation"} {
		if stream := streams[name]; stream != nil && stream.Size > maxProperty {
			continue
		}
		raw, err := readStream(streams, name)
		if err != nil {
			return nil, err
		}
		for i := 0; i < 2 && len(raw) >= setsAt+20*(i+1); i++ {
			at := binary.LittleEndian.Uint32(raw[setsAt+20*i+16:])
			if uint64(at) < uint64(len(raw)) && int(binary.LittleEndian.Uint32(raw[24:])) > i {
				notes = append(notes, propertySet(raw[at:])...)
			}
		}
	}
	return notes[:min(len(notes), maxNotes)], nil
}

// propertySet reads the texts of one set.
func propertySet(set []byte) (notes []string) {
	if len(set) < 8 {
		return nil
	}
	n := int(min(binary.LittleEndian.Uint32(set[4:]), maxNotes))
	names := map[uint32]string{}
	for pass := range 2 { // names first: they may stand last
		for i := range n {
			if len(set) < 8+8*(i+1) {
				return notes
			}
			id, at := binary.LittleEndian.Uint32(set[8+8*i:]), binary.LittleEndian.Uint32(set[12+8*i:])
			if uint64(at)+8 > uint64(len(set)) {
				continue
			}
			if pass == 0 && id == idNames {
				names = propertyNames(set[at:])
			}
			if pass == 1 && id != idNames {
				notes = append(notes, note(names[id], propertyText(set[at:]))...)
			}
		}
	}
	return notes
}

func propertyText(value []byte) string {
	kind, length := binary.LittleEndian.Uint32(value), uint64(binary.LittleEndian.Uint32(value[4:]))
	value = value[8:]
	switch kind {
	case typeNarrow:
		return narrowText(value[:min(length, uint64(len(value)))])
	case typeWide:
		return wideText(value[:min(2*length, uint64(len(value)))])
	}
	return ""
}

// propertyNames reads the dictionary of a set. Each name is padded in a set in
// UTF-16 only; both are tried by where the next one makes sense.
func propertyNames(d []byte) map[uint32]string {
	names := map[uint32]string{}
	n := int(min(binary.LittleEndian.Uint32(d), maxNotes))
	for rest := d[4:]; n > 0 && len(rest) >= 8; n-- {
		id, length := binary.LittleEndian.Uint32(rest), uint64(binary.LittleEndian.Uint32(rest[4:]))
		rest = rest[8:]
		if length > uint64(len(rest)) {
			break
		}
		text := rest[:length]
		if wide := 2 * length; wide <= uint64(len(rest)) && length > 1 && rest[1] == 0 {
			names[id] = wideText(rest[:wide])
			rest = rest[min((wide+3)/4*4, uint64(len(rest))):]
			continue
		}
		names[id] = narrowText(text)
		rest = rest[length:]
	}
	return names
}

// narrowText is in UTF-8 or in the code page of China; other code pages are
// not met here.
func narrowText(raw []byte) string {
	text, err := decode(raw, false)
	if err != nil {
		text = ""
		if plain, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw); err == nil {
			text = string(plain)
		}
	}
	return strings.TrimRight(text, "\x00")
}

func wideText(raw []byte) string { return strings.TrimRight(characters(raw, false), "\x00") }
