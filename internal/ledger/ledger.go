// Package ledger chains the events of a case: the hash of each event covers the
// event and the hash of the one before, so that none can be changed, left out
// or put in without breaking every hash after it. The hash is SM3 (GB/T 32905).
package ledger

import (
	"encoding/hex"
	"hash"
	"strconv"
	"time"

	"github.com/emmansun/gmsm/sm3"
)

// Genesis stands before the first event of a case.
const Genesis = "0000000000000000000000000000000000000000000000000000000000000000"

// timeLayout is an instant as it is hashed: UTC, to the microsecond, which is
// what both databases keep.
const timeLayout = "2006-01-02T15:04:05.000000Z"

// Entry is one event as it is hashed: every column of its row.
type Entry struct {
	CaseID     string
	Seq        int64
	CommandID  string
	N          int
	Type       string
	Actor      string
	OnBehalfOf string
	Port       string
	At         time.Time
	Payload    string
}

// Canonical is the one way to write the entry as bytes: each column as its
// length, a colon and its text, in the order of the struct. Lengths keep two
// different entries from having the same bytes.
func (e Entry) Canonical() []byte {
	var b []byte
	for _, column := range []string{
		e.CaseID, strconv.FormatInt(e.Seq, 10), e.CommandID, strconv.Itoa(e.N), e.Type, e.Actor,
		e.OnBehalfOf, e.Port, e.At.UTC().Truncate(time.Microsecond).Format(timeLayout), e.Payload,
	} {
		b = strconv.AppendInt(b, int64(len(column)), 10)
		b = append(b, ':')
		b = append(b, column...)
	}
	return b
}

// Link is the hash of the entry behind prev (hex), in hex.
func Link(prev string, e Entry) string {
	h := sm3.New()
	h.Write([]byte(prev))
	h.Write(e.Canonical())
	return hex.EncodeToString(h.Sum(nil))
}

// Root makes one hash of the heads of many chains.
type Root struct{ h hash.Hash }

// NewRoot begins the root of a day (2006-01-02).
func NewRoot(day string) *Root {
	r := &Root{h: sm3.New()}
	r.line(day, "", 0)
	return r
}

// Add takes in the head of a case's chain. Cases come in the order of their ids.
func (r *Root) Add(caseID, head string, seq int64) { r.line(caseID, head, seq) }

func (r *Root) line(id, head string, seq int64) {
	r.h.Write([]byte(id + " " + strconv.FormatInt(seq, 10) + " " + head + "\n"))
}

// Sum is the root in hex.
func (r *Root) Sum() string { return hex.EncodeToString(r.h.Sum(nil)) }
