package demo_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/demo"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/testkit"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

const password = "Qichun-2026-try"

var now = time.Date(2026, 11, 23, 10, 0, 0, 0, calendar.Shanghai)

func open(t *testing.T, cfg store.Config) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), cfg)
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	require.NoError(t, s.Migrate(t.Context()))
	return s
}

func sqlite(t *testing.T) *store.Store {
	return open(t, store.Config{Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "renda.db")})
}

func TestTheCountyIsLoadedOnceAndTakenAwayAgain(t *testing.T) {
	for name, empty := range map[string]func(t *testing.T) *store.Store{
		"sqlite": sqlite,
		"mysql": func(t *testing.T) *store.Store {
			return open(t, store.Config{Driver: store.MySQL, DSN: testkit.MySQL(t)})
		},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, s := t.Context(), empty(t)
			first, err := demo.Load(ctx, s, password, now)
			require.NoError(t, err)
			require.Greater(t, first.Units, 50)
			require.Greater(t, first.People, 55)
			require.Greater(t, first.Posts, first.People)
			require.Empty(t, first.Password, "a password that was given is not told")
			again, err := demo.Load(ctx, s, "Another-2026-try", now.Add(time.Hour))
			require.NoError(t, err)
			require.Zero(t, again)

			congress := unitOf(t, s, demo.Congress)
			require.True(t, congress.Organ && congress.Demo)
			heads, err := s.Letterheads(ctx, congress.ID)
			require.NoError(t, err)
			require.Len(t, heads, 4)
			series, err := s.Series(ctx, "npc-receipt")
			require.NoError(t, err)
			require.Equal(t, congress.ID, series.Organ)

			shared, err := s.Phrases(ctx, "nobody", []string{congress.ID})
			require.NoError(t, err)
			require.Len(t, shared, first.Phrases)
			require.Equal(t, "同意。", shared[0].Words)
			for _, p := range shared[1:] {
				require.NoError(t, s.RemovePhrase(ctx, p.ID))
			}
			again, err = demo.Load(ctx, s, password, now.Add(time.Hour))
			require.NoError(t, err)
			require.Zero(t, again, "what the office took away does not come back")

			gone, err := demo.Remove(ctx, s, now.Add(2*time.Hour))
			require.NoError(t, err)
			require.EqualValues(t, first.People, gone.People)
			require.EqualValues(t, first.Units, gone.Units)
			left, err := s.Units(ctx, true)
			require.NoError(t, err)
			require.Empty(t, left)

			back, err := demo.Load(ctx, s, password, now.Add(3*time.Hour))
			require.NoError(t, err)
			require.Equal(t, first, back)
		})
	}
}

func unitOf(t *testing.T, s *store.Store, code string) models.Unit {
	t.Helper()
	all, err := s.Units(t.Context(), true)
	require.NoError(t, err)
	for _, u := range all {
		if u.Code == code {
			return u
		}
	}
	t.Fatalf("no unit %s", code)
	return models.Unit{}
}

func TestThePeopleHoldTheirRolesAndMaySignIn(t *testing.T) {
	ctx, s := t.Context(), sqlite(t)
	report, err := demo.Load(ctx, s, "", now)
	require.NoError(t, err)
	require.NoError(t, models.DefaultPasswordRules.Check("chair", report.Password), "the password made is told")

	registrar, err := s.PersonByUsername(ctx, "registrar")
	require.NoError(t, err)
	require.True(t, registrar.Demo)
	found, err := s.PersonFor(ctx, registrar.ID, now)
	require.NoError(t, err)
	require.Contains(t, found.Posts, process.Post{Role: models.RoleRegistrar, Unit: unitOf(t, s, demo.Congress).ID})

	auditor, err := s.PersonByUsername(ctx, "auditor")
	require.NoError(t, err)
	_, err = s.PersonFor(ctx, auditor.ID, now)
	require.Equal(t, fault.Denied, fault.KindOf(err), "an administrator acts in no case")
}

func TestARealPersonOrUnitIsNeverTakenOver(t *testing.T) {
	ctx, by := t.Context(), models.By{PersonID: "operator", At: now}
	for code, occupy := range map[string]func(s *store.Store) error{
		demo.CodeNameTaken: func(s *store.Store) error {
			_, err := s.CreatePerson(ctx, store.NewPerson{Person: models.Person{Username: "registrar", Name: "何真"}}, by)
			return err
		},
		demo.CodeCodeTaken: func(s *store.Store) error {
			_, err := s.CreateUnit(ctx, models.Unit{Code: "water", Name: "水利站", Kind: models.UnitOther, Organ: true}, by)
			return err
		},
	} {
		t.Run(code, func(t *testing.T) {
			s := sqlite(t)
			require.NoError(t, occupy(s))
			_, err := demo.Load(ctx, s, password, now)
			require.Equal(t, code, fault.From(err).Code)
			all, err := s.Units(ctx, true)
			require.NoError(t, err)
			require.LessOrEqual(t, len(all), 1, "nothing was written")
		})
	}
}

func TestWhatIsUsedIsNotTakenAway(t *testing.T) {
	ctx, s, by := t.Context(), sqlite(t), models.By{PersonID: "operator", At: now}
	_, err := demo.Load(ctx, s, password, now)
	require.NoError(t, err)
	clerk, err := s.CreatePerson(ctx, store.NewPerson{Person: models.Person{Username: "hezhen", Name: "何真"}}, by)
	require.NoError(t, err)
	_, err = s.GrantPost(ctx, models.Post{PersonID: clerk.ID, UnitID: unitOf(t, s, "water").ID, Role: models.RoleUnitHandler, From: now}, by)
	require.NoError(t, err)

	_, err = demo.Remove(ctx, s, now)
	require.Equal(t, "DEMO_IN_USE", fault.From(err).Code)
	require.Contains(t, fault.From(err).Detail, "1项真实人员在演示单位的任职")
	_, err = s.PersonByUsername(ctx, "chair")
	require.NoError(t, err, "nothing is gone")
}

func TestWhatWasChangedAfterTheFirstLoadStays(t *testing.T) {
	ctx, s, by := t.Context(), sqlite(t), models.By{PersonID: "operator", At: now.Add(time.Hour)}
	_, err := demo.Load(ctx, s, password, now)
	require.NoError(t, err)
	clerk, err := s.PersonByUsername(ctx, "clerk_in")
	require.NoError(t, err)
	posts, err := s.PostsOf(ctx, clerk.ID)
	require.NoError(t, err)
	require.NoError(t, s.EndPost(ctx, posts[0].ID, by))

	again, err := demo.Load(ctx, s, password, now.Add(2*time.Hour))
	require.NoError(t, err)
	require.Zero(t, again, "a post that was ended does not come back")
}
