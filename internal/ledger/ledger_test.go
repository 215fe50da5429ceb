package ledger_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/ledger"
)

func entry() ledger.Entry {
	return ledger.Entry{
		CaseID: "01JCASE", Seq: 7, CommandID: "01JP:k", N: 1, Type: "task-answered", Actor: "01JP",
		OnBehalfOf: "01JQ", Port: "pc", At: time.Date(2026, 11, 23, 9, 0, 0, 123456000, time.UTC), Payload: `{"task":"01JCASE-3"}`,
	}
}

func TestAnEntryIsWrittenInOneWay(t *testing.T) {
	require.Equal(t, "7:01JCASE1:76:01JP:k1:113:task-answered4:01JP4:01JQ2:pc27:2026-11-23T09:00:00.123456Z20:{\"task\":\"01JCASE-3\"}",
		string(entry().Canonical()))
	// The link is part of the record for ever: it may not change between versions.
	require.Equal(t, "125e", ledger.Link(ledger.Genesis, entry())[:4])
}

func TestTheZoneOfAnInstantDoesNotMatter(t *testing.T) {
	e := entry()
	e.At = e.At.In(time.FixedZone("x", 8*3600))
	require.Equal(t, ledger.Link(ledger.Genesis, entry()), ledger.Link(ledger.Genesis, e))
}

func TestEveryColumnIsInTheHash(t *testing.T) {
	was := ledger.Link(ledger.Genesis, entry())
	require.NotEqual(t, was, ledger.Link(was, entry()), "the hash before")
	fields := reflect.TypeFor[ledger.Entry]()
	for i := range fields.NumField() {
		e := entry()
		switch f := reflect.ValueOf(&e).Elem().Field(i); f.Kind() {
		case reflect.String:
			f.SetString(f.String() + "x")
		case reflect.Int, reflect.Int64:
			f.SetInt(f.Int() + 1)
		default:
			e.At = e.At.Add(time.Microsecond)
		}
		require.NotEqual(t, was, ledger.Link(ledger.Genesis, e), fields.Field(i).Name)
	}
}

func TestTextCannotMoveBetweenColumns(t *testing.T) {
	a, b := entry(), entry()
	a.Actor, a.OnBehalfOf = "ab", "c"
	b.Actor, b.OnBehalfOf = "a", "bc"
	require.NotEqual(t, ledger.Link(ledger.Genesis, a), ledger.Link(ledger.Genesis, b))
}

func TestARootCoversEveryHead(t *testing.T) {
	root := func(day string, heads ...string) string {
		r := ledger.NewRoot(day)
		for i, h := range heads {
			r.Add(string(rune('a'+i)), h, 1)
		}
		return r.Sum()
	}
	require.NotEqual(t, root("2026-11-23", "1", "2"), root("2026-11-23", "1", "3"))
	require.NotEqual(t, root("2026-11-23", "1", "2"), root("2026-11-24", "1", "2"))
	require.NotEqual(t, root("2026-11-23", "1", "2"), root("2026-11-23", "1"))
}
