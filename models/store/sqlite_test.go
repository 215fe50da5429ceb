package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func openFile(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.Context(), Config{Driver: SQLite, DSN: filepath.Join(t.TempDir(), "test.db")})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	require.NoError(t, s.DB(t.Context()).Exec("CREATE TABLE words (n INTEGER PRIMARY KEY, word TEXT NOT NULL)").Error)
	return s
}

// TestAStatementIsAskedAgainWhileItsAnswerIsRead nests a statement in itself:
// the one kept is at work, and the answers must not mix.
func TestAStatementIsAskedAgainWhileItsAnswerIsRead(t *testing.T) {
	s, ctx := openFile(t), t.Context()
	require.NoError(t, s.Tx(ctx, func(tx *Store) error {
		for n := range 5 {
			require.NoError(t, tx.exec(ctx, "INSERT INTO words (n, word) VALUES (?,?)", []any{n, fmt.Sprint("词", n)}))
		}
		const ask = "SELECT word FROM words WHERE n >= ? ORDER BY n"
		outer, err := tx.DB(ctx).Raw(ask, 0).Rows()
		require.NoError(t, err)
		defer func() { _ = outer.Close() }()
		var seen []string
		for outer.Next() {
			var word string
			var inner []string
			require.NoError(t, outer.Scan(&word))
			require.NoError(t, tx.DB(ctx).Raw(ask, 3).Scan(&inner).Error)
			require.Equal(t, []string{"词3", "词4"}, inner)
			seen = append(seen, word)
		}
		require.Len(t, seen, 5)
		return outer.Err()
	}))
}

// TestStatementsOutliveTheTableTheyWereParsedFor changes a table under its
// statements, and asks more different ones than are kept.
func TestStatementsOutliveTheTableTheyWereParsedFor(t *testing.T) {
	s, ctx := openFile(t), t.Context()
	all := func() (rows []map[string]any) {
		require.NoError(t, s.DB(ctx).Raw("SELECT * FROM words").Find(&rows).Error)
		return rows
	}
	require.NoError(t, s.exec(ctx, "INSERT INTO words (n, word) VALUES (?,?)", []any{1, "词"}))
	require.Len(t, all()[0], 2)
	require.NoError(t, s.DB(ctx).Exec("ALTER TABLE words ADD COLUMN tone TEXT NOT NULL DEFAULT ''").Error)
	require.Len(t, all()[0], 3)
	for n := range 3 * mostKept {
		var found int
		require.NoError(t, s.DB(ctx).Raw(fmt.Sprintf("SELECT n + %d FROM words WHERE n = ?", n), 1).Scan(&found).Error)
		require.Equal(t, n+1, found)
	}
}

func TestTheWriterOutlivesWhatRunsOnIt(t *testing.T) {
	s, ctx := openFile(t), t.Context()
	require.PanicsWithValue(t, "broken", func() { _ = s.Tx(ctx, func(*Store) error { panic("broken") }) })
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = s.Tx(ctx, func(*Store) error {
			runtime.Goexit()
			return nil
		})
		t.Error("an end of the goroutine is the caller's too")
	}()
	<-ended
	mistake := errors.New("a mistake")
	require.Equal(t, mistake, s.Tx(ctx, func(*Store) error { return mistake }))
	require.NoError(t, s.Tx(ctx, func(*Store) error { return nil }))
}

func TestWhoHasNoPatienceDoesNotWaitForTheWriter(t *testing.T) {
	s := openFile(t)
	begun, end := make(chan struct{}), make(chan struct{})
	first := make(chan error)
	go func() {
		first <- s.Tx(context.Background(), func(*Store) error {
			close(begun)
			<-end
			return nil
		})
	}()
	<-begun
	hurried, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	require.ErrorIs(t, s.Tx(hurried, func(*Store) error { return nil }), context.DeadlineExceeded)
	var n int
	require.NoError(t, s.DB(t.Context()).Raw("SELECT count(*) FROM words").Scan(&n).Error, "readers wait for nobody")
	close(end)
	require.NoError(t, <-first)
}
