package store_test

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/models/store"
)

func parsedStore(t *testing.T, connections int) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{
		Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "x.db"), MaxOpen: connections,
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	require.NoError(t, s.DB(t.Context()).Exec("CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT)").Error)
	for i := range 5 {
		require.NoError(t, s.DB(t.Context()).Exec("INSERT INTO things (id, name) VALUES (?, ?)", i, fmt.Sprint("n", i)).Error)
	}
	return s
}

func TestAStatementMayRunWhileItsOwnRowsAreOpen(t *testing.T) {
	s := parsedStore(t, 1)
	const query = "SELECT id, name FROM things WHERE id >= ? ORDER BY id"
	require.NoError(t, s.Tx(t.Context(), func(tx *store.Store) error {
		outer, err := tx.DB(t.Context()).Raw(query, 1).Rows()
		require.NoError(t, err)
		defer func() { _ = outer.Close() }()
		var seen []int
		for outer.Next() {
			var id int
			var name string
			require.NoError(t, outer.Scan(&id, &name))
			var inner []struct {
				ID   int
				Name string
			}
			require.NoError(t, tx.DB(t.Context()).Raw(query, 3).Scan(&inner).Error)
			require.Len(t, inner, 2)
			seen = append(seen, id)
		}
		require.Equal(t, []int{1, 2, 3, 4}, seen)
		return outer.Err()
	}))
}

func TestAParsedStatementFollowsAChangeOfTheTable(t *testing.T) {
	s := parsedStore(t, 2)
	read := func() (out []map[string]any) {
		require.NoError(t, s.DB(t.Context()).Raw("SELECT * FROM things WHERE id = ?", 1).Scan(&out).Error)
		return out
	}
	require.Len(t, read()[0], 2)
	require.NoError(t, s.DB(t.Context()).Exec("ALTER TABLE things ADD COLUMN more TEXT DEFAULT 'x'").Error)
	require.Equal(t, "x", read()[0]["more"])
}

func TestMoreStatementsThanAreKeptAndManyAtOnce(t *testing.T) {
	s := parsedStore(t, 4)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for i := range 500 {
				var n int
				err := s.DB(t.Context()).Raw(fmt.Sprintf("SELECT count(*) FROM things WHERE id < %d", i)).Scan(&n).Error
				if err != nil || n != min(i, 5) {
					t.Errorf("%d: %d, %v", i, n, err)
				}
			}
		})
	}
	all.Wait()
}

func TestAFailedStatementIsNotKept(t *testing.T) {
	s := parsedStore(t, 1)
	for range 3 {
		require.Error(t, s.DB(t.Context()).Exec("INSERT INTO things (id, name) VALUES (?, ?)", 1, "twice").Error)
		require.NoError(t, s.DB(t.Context()).Exec("DELETE FROM things WHERE id = ?", 9).Error)
	}
}
