package store

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/schema"
)

// meeting says what becomes of a row that is there already, by its key.
type meeting int

const (
	refuse  meeting = iota // a row twice is a mistake, or somebody else's
	replace                // the new row takes its place
	leave                  // it stays as it is
)

// schemas are the columns of our rows, worked out once.
var schemas sync.Map

// put writes rows of a table in one statement, as every act does to a dozen
// tables. It is gorm's Create without its clauses, callbacks and reflection for
// every call. A column that the database numbers itself is left to it.
func put[T any](ctx context.Context, tx *Store, rows []T, found meeting, key ...string) error {
	for chunk := range slices.Chunk(rows, batch) {
		query, fields, err := tx.insertion(chunk[0], len(chunk), found, key)
		if err != nil {
			return err
		}
		args := make([]any, 0, len(chunk)*len(fields))
		for i := range chunk {
			row := reflect.ValueOf(&chunk[i]).Elem()
			for _, f := range fields {
				value, _ := f.ValueOf(ctx, row)
				args = append(args, value)
			}
		}
		if err := tx.exec(ctx, query, args); err != nil {
			return err
		}
	}
	return nil
}

// insertion is the text of the statement for so many rows, and the fields that
// each gives.
func (s *Store) insertion(row any, rows int, found meeting, key []string) (string, []*schema.Field, error) {
	table, err := schema.Parse(row, &schemas, s.db.NamingStrategy)
	if err != nil {
		return "", nil, err
	}
	var fields []*schema.Field
	var names, replaced []string
	for _, name := range table.DBNames {
		f := table.FieldsByDBName[name]
		if f.HasDefaultValue {
			continue
		}
		fields, names = append(fields, f), append(names, "`"+name+"`")
		if !slices.Contains(key, name) {
			replaced = append(replaced, name)
		}
	}
	var b strings.Builder
	b.WriteString("INSERT INTO `" + table.Table + "` (" + strings.Join(names, ",") + ") VALUES ")
	values := "(" + strings.Repeat("?,", len(names)-1) + "?)"
	b.WriteString(values + strings.Repeat(","+values, rows-1))
	b.WriteString(s.onMeeting(found, key, replaced))
	return b.String(), fields, nil
}

// onMeeting is the end of an insertion, in the words of the database.
func (s *Store) onMeeting(found meeting, key, replaced []string) string {
	mysql := s.dialect == MySQL
	switch {
	case found == refuse:
		return ""
	case found == leave && mysql:
		return " ON DUPLICATE KEY UPDATE `" + key[0] + "`=`" + key[0] + "`"
	case found == leave:
		return " ON CONFLICT DO NOTHING"
	}
	sets := make([]string, len(replaced))
	for i, name := range replaced {
		if mysql {
			sets[i] = "`" + name + "`=VALUES(`" + name + "`)"
		} else {
			sets[i] = "`" + name + "`=`excluded`.`" + name + "`"
		}
	}
	if mysql {
		return " ON DUPLICATE KEY UPDATE " + strings.Join(sets, ",")
	}
	return " ON CONFLICT (`" + strings.Join(key, "`,`") + "`) DO UPDATE SET " + strings.Join(sets, ",")
}

// exec runs one statement past gorm, logged and translated like all others.
func (s *Store) exec(ctx context.Context, query string, args []any) error {
	begin := time.Now()
	done, err := s.db.Statement.ConnPool.ExecContext(ctx, query, args...)
	if translator, ok := s.db.Dialector.(gorm.ErrorTranslator); ok && err != nil {
		err = translator.Translate(err)
	}
	s.db.Logger.Trace(ctx, begin, func() (string, int64) {
		if err != nil {
			return query, 0
		}
		rows, _ := done.RowsAffected()
		return query, rows
	}, err)
	return err
}
