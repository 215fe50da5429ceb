package store_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/testkit"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// county is a small county in a fresh database: two organs, their offices, and
// the people a test asks for.
type county struct {
	*testing.T
	*store.Store
	ctx   context.Context
	now   time.Time
	units map[string]string // code to id
	ids   map[string]string // user name to id
}

// inCounty runs a test on both databases.
func inCounty(t *testing.T, test func(t *county)) {
	t.Helper()
	open := func(t *testing.T, cfg store.Config) {
		s, err := store.Open(t.Context(), cfg)
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, s.Close()) })
		require.NoError(t, s.Migrate(t.Context()))
		c := &county{
			T: t, Store: s, ctx: t.Context(), now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC),
			units: map[string]string{}, ids: map[string]string{},
		}
		c.unit("npc", "", true)
		c.unit("npc-office", "npc", false)
		c.unit("npc-docs", "npc-office", false)
		c.unit("gov", "", true)
		c.unit("water", "gov", true)
		test(c)
	}
	t.Run("sqlite", func(t *testing.T) {
		open(t, store.Config{Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "test.db")})
	})
	t.Run("mysql", func(t *testing.T) {
		open(t, store.Config{Driver: store.MySQL, DSN: testkit.MySQL(t)})
	})
}

func (c *county) by(person string) models.By {
	return models.By{PersonID: c.ids[person], IP: "127.0.0.1", Port: "pc", At: c.now}
}

func (c *county) unit(code, parent string, organ bool) {
	c.Helper()
	u, err := c.CreateUnit(c.ctx, models.Unit{
		Code: code, Name: code, Kind: models.UnitOther, ParentID: c.units[parent], Organ: organ,
	}, c.by(""))
	require.NoError(c, err)
	c.units[code] = u.ID
}

// person makes somebody with a post in the unit, or an administrator.
func (c *county) person(username, role, unit string) string {
	c.Helper()
	p, err := c.CreatePerson(c.ctx, store.NewPerson{
		Person: models.Person{Username: username, Name: "甲" + username}, Password: secret, KeepPassword: true,
	}, c.by(""))
	require.NoError(c, err)
	c.ids[username] = p.ID
	if role != "" {
		_, err = c.GrantPost(c.ctx, models.Post{PersonID: p.ID, Role: role, UnitID: c.units[unit]}, c.by(""))
		require.NoError(c, err)
	}
	return p.ID
}

const secret = "Plum-7 blossom"

func requireCode(t testing.TB, want string, err error) *fault.Fault {
	t.Helper()
	require.Error(t, err, want)
	f := fault.From(err)
	require.Equal(t, want, f.Code, "%v", err)
	return f
}
