package store

import (
	"reflect"
	"strings"
	"time"

	"gorm.io/gorm/schema"
)

// compare holds the rows of a table against those that the events ask for, and
// finds the first that is missing, different or too many.
func compare[T any](p *proof, check Check, table string, have, want []T, key func(*T) string) {
	kept := make(map[string]*T, len(have))
	for i := range have {
		kept[key(&have[i])] = &have[i]
	}
	for i := range want {
		row, ok := kept[key(&want[i])]
		delete(kept, key(&want[i]))
		if !ok {
			p.find(Finding{Check: check, Table: table, Row: key(&want[i]), Detail: wordsRowMissing})
			return
		}
		if column := firstDifference(*row, want[i]); column != "" {
			p.find(Finding{Check: check, Table: table, Row: key(row), Column: column, Detail: wordsRowDiffers})
			return
		}
	}
	for _, id := range sortedKeys(kept) {
		p.find(Finding{Check: check, Table: table, Row: id, Detail: wordsRowExtra})
		return
	}
}

// firstDifference names the first column in which two rows differ.
func firstDifference[T any](a, b T) string {
	va, vb := reflect.ValueOf(a), reflect.ValueOf(b)
	for i := range va.NumField() {
		if !sameValue(va.Field(i).Interface(), vb.Field(i).Interface()) {
			return columnOf(va.Type().Field(i))
		}
	}
	return ""
}

// sameValue compares instants as instants: the zone is not part of the record.
func sameValue(a, b any) bool {
	switch x := a.(type) {
	case time.Time:
		return x.Equal(b.(time.Time))
	case *time.Time:
		y := b.(*time.Time)
		return x == nil && y == nil || x != nil && y != nil && x.Equal(*y)
	}
	return reflect.DeepEqual(a, b)
}

func columnOf(f reflect.StructField) string {
	for part := range strings.SplitSeq(f.Tag.Get("gorm"), ";") {
		if name, ok := strings.CutPrefix(part, "column:"); ok {
			return name
		}
	}
	return schema.NamingStrategy{}.ColumnName("", f.Name)
}
