package store_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/models/store"
)

// onlyHere are columns that one dialect keeps in another way.
var onlyHere = map[string]bool{"search_rows.tokens": true}

// columnsOf are "table.column" of a record, with "?" where it may be null.
func columnsOf(t *testing.T, s *store.Store) map[string]bool {
	t.Helper()
	query := `SELECT m.name AS tab, p.name AS col, p."notnull" = 0 AND p.pk = 0 AS opt FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS p
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`
	if s.Dialect() == store.MySQL {
		query = `SELECT table_name AS tab, column_name AS col, is_nullable = 'YES' AS opt FROM information_schema.columns
			WHERE table_schema = DATABASE()`
	}
	var rows []struct {
		Tab, Col string
		Opt      bool
	}
	require.NoError(t, s.DB(t.Context()).Raw(query).Scan(&rows).Error)
	columns := map[string]bool{}
	for _, r := range rows {
		name := strings.ToLower(r.Tab + "." + r.Col)
		if strings.HasPrefix(name, "search_index") || strings.HasPrefix(name, "goose_") || onlyHere[name] {
			continue
		}
		if r.Opt {
			name += "?"
		}
		columns[name] = true
	}
	return columns
}

func TestBothDialectsHaveTheSameTables(t *testing.T) {
	schemas := map[string]map[string]bool{}
	forEachDB(t, func(t *testing.T, s *store.Store) { schemas[s.Dialect()] = columnsOf(t, s) })
	require.NotEmpty(t, schemas[store.SQLite])
	require.Equal(t, schemas[store.SQLite], schemas[store.MySQL])
}

func TestMigrationsGoUpDownAndUp(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		before := columnsOf(t, s)
		require.NoError(t, s.Migrate(ctx), "twice is once")
		require.NoError(t, s.MigrateDown(ctx))
		require.Empty(t, columnsOf(t, s))
		pending, err := s.Pending(ctx)
		require.NoError(t, err)
		require.True(t, pending)
		require.NoError(t, s.Migrate(ctx))
		require.Equal(t, before, columnsOf(t, s))
		pending, err = s.Pending(ctx)
		require.NoError(t, err)
		require.False(t, pending)
		newOffice(t, s)
	})
}
