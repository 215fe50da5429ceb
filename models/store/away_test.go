package store_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/testkit"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

func TestEveryQuestionToADatabaseThatIsAwayIsUnavailable(t *testing.T) {
	ask := func(t *testing.T, s *store.Store) {
		now := time.Now()
		for name, ask := range map[string]func() error{
			"who":     func() error { _, err := s.PostsAt(t.Context(), "x", now); return err },
			"session": func() error { _, err := s.CheckSession(t.Context(), rules, "x", now, true); return err },
			"sign in": func() error {
				_, err := s.SignIn(t.Context(), rules, store.SignIn{Username: "x"}, models.By{At: now})
				return err
			},
			"write": func() error { return s.Record(t.Context(), models.SecurityEntry{At: now}) },
		} {
			f := fault.From(ask())
			assert.Equal(t, "DATABASE_AWAY", f.Code, name)
			assert.Equal(t, fault.Unavailable, f.Kind, name)
		}
	}
	t.Run("closed file", func(t *testing.T) {
		s, err := store.Open(t.Context(), store.Config{Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "test.db")})
		require.NoError(t, err)
		require.NoError(t, s.Migrate(t.Context()))
		require.NoError(t, s.Close())
		ask(t, s)
	})
	t.Run("mysql gone", func(t *testing.T) {
		dir := t.TempDir()
		server, err := testkit.StartMariaDB(dir, testkit.FreePort(t))
		require.NoError(t, err)
		s, err := store.Open(t.Context(), store.Config{Driver: store.MySQL, DSN: server.BaseDSN() + "mysql"})
		require.NoError(t, err)
		defer s.Close()
		server.Kill()
		ask(t, s)
	})
}
