package store_test

import (
	"bytes"
	"errors"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

func TestATransactionIsAllOrNothing(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		err := s.Tx(ctx, func(tx *store.Store) error {
			_, err := tx.PutContent(ctx, []byte("甲"))
			require.NoError(t, err)
			return tx.Tx(ctx, func(inner *store.Store) error {
				_, err := inner.PutContent(ctx, []byte("乙"))
				require.NoError(t, err)
				return errUndo
			})
		})
		require.ErrorIs(t, err, errUndo)
		_, err = s.Content(ctx, store.ContentHash([]byte("甲")))
		refused(t, err, fault.NotFound, "CONTENT_NOT_FOUND")
	})
}

func TestContentIsKeptOnceUnderItsHash(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		want := bytes.Repeat([]byte{0, 255, '\n'}, 100_000)
		hash, err := s.PutContent(ctx, want)
		require.NoError(t, err)
		again, err := s.PutContent(ctx, want)
		require.NoError(t, err)
		require.Equal(t, hash, again)
		got, err := s.Content(ctx, hash)
		require.NoError(t, err)
		require.Equal(t, want, got)
	})
}

func TestOnePersonWithOneKeyGetsOneCase(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		ids := make([]string, 6)
		var wg sync.WaitGroup
		for i := range ids {
			wg.Go(func() {
				id, err := s.ReserveCase(t.Context(), "drafter", "键", begin)
				if err == nil {
					ids[i] = id
				}
			})
		}
		wg.Wait()
		for _, id := range ids {
			require.Len(t, id, 26)
			require.Equal(t, ids[0], id)
		}
		other, err := s.ReserveCase(t.Context(), "head", "键", begin)
		require.NoError(t, err)
		require.NotEqual(t, ids[0], other)
	})
}

// A person reads "somebody was here at nine", whatever zone the machine is in.
func TestTimesComeBackAsTheyWere(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		o.now = time.Date(2026, 3, 2, 9, 0, 0, 123456789, time.FixedZone("x", -5*3600))
		id := o.open("test.short", "registrar", "来文")
		record, err := s.Case(t.Context(), o.viewer("registrar"), id)
		require.NoError(t, err)
		require.Equal(t, "2026-03-02T22:01:00.123456+08:00", record.OpenedAt.Format(time.RFC3339Nano))
		o.do(id, "registrar", process.VerbApprove)
		o.whole()
	})
}

func TestADatabaseThatIsAwayIsUnavailable(t *testing.T) {
	for name, cfg := range map[string]store.Config{
		"mysql":  {Driver: store.MySQL, DSN: "root@tcp(127.0.0.1:1)/renda"},
		"sqlite": {Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "no", "such", "folder", "renda.db")},
	} {
		cfg.Log = slog.New(slog.DiscardHandler)
		_, err := store.Open(t.Context(), cfg)
		refused(t, err, fault.Unavailable, "DATABASE_AWAY")
		require.NotContains(t, fault.From(err).Detail, "127.0.0.1", name)
	}
	_, err := store.Open(t.Context(), store.Config{Driver: "oracle"})
	require.ErrorContains(t, err, "oracle")
	_, err = store.Open(t.Context(), store.Config{Driver: store.MySQL, DSN: "://"})
	require.Error(t, err)
}

func TestACloseStoreRefusesActsAsUnavailable(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		act := o.opening("test.short", "registrar", "来文")
		require.NoError(t, s.Close())
		_, err := o.Commit(t.Context(), act)
		refused(t, err, fault.Unavailable, "DATABASE_AWAY")
	})
}

// The log is read by people who may not read documents.
func TestTheLogHoldsNoValues(t *testing.T) {
	var out bytes.Buffer
	s, err := store.Open(t.Context(), store.Config{
		Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "renda.db"),
		Log: slog.New(slog.NewTextHandler(&out, nil)), Slow: time.Nanosecond,
	})
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	require.NoError(t, s.Migrate(t.Context()))
	o := newOffice(t, s)
	o.open("test.short", "registrar", "机密来文", opinion("极其隐私的意见"))
	require.Error(t, s.DB(t.Context()).Exec("INSERT INTO nowhere VALUES (?)", "隐私").Error)
	require.Contains(t, out.String(), "INSERT")
	for _, word := range []string{"机密来文", "隐私", "某registrar"} {
		require.NotContains(t, out.String(), word)
	}
}

func TestStatementsAreCounted(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		ctx, n := store.CountStatements(t.Context())
		require.NoError(t, s.Tx(ctx, func(tx *store.Store) error {
			_, err := tx.Content(ctx, "none")
			return errors.Join(nil, ignoreNotFound(err))
		}))
		require.EqualValues(t, 1, *n)
	})
}

func ignoreNotFound(err error) error {
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}

// A listener that asks again and again misses nothing, though commits overlap.
func TestNotificationsAreNeverMissed(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		const writers, each = 4, 5
		var acts [writers][]func() error
		for w := range writers {
			for range each {
				act := o.opening("test.short", "registrar", "来文")
				acts[w] = append(acts[w], func() error { _, err := o.Commit(t.Context(), act); return err })
			}
		}
		done := make(chan struct{})
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				for _, act := range acts[w] {
					if err := act(); err != nil {
						t.Error(err)
					}
				}
			})
		}
		go func() { wg.Wait(); close(done) }()
		heard := map[int64]bool{}
		var last int64
		listen := func() {
			notes, err := s.Notifications(t.Context(), last, 7)
			require.NoError(t, err)
			for _, n := range notes {
				require.Greater(t, n.ID, last)
				heard[n.ID], last = true, n.ID
			}
		}
		for open := true; open; {
			listen()
			select {
			case <-done:
				open = false
			default:
			}
		}
		top, err := s.LastNotification(t.Context())
		require.NoError(t, err)
		for deadline := time.Now().Add(20 * time.Second); last < top && time.Now().Before(deadline); {
			listen()
		}
		var written int64
		require.NoError(t, s.DB(t.Context()).Table("notifications").Count(&written).Error)
		require.Len(t, heard, int(written))
	})
}
