package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/lapse"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// direct is an engine that commits.
type direct struct{ *office }

func (d direct) Act(ctx context.Context, act contract.Act) (contract.Answer, error) {
	got, err := d.Commit(ctx, act)
	return got.Answer, err
}

// lapsed tells the cases what ended, and says how many were told.
func (o *office) lapsed() int {
	o.t.Helper()
	told, err := (&lapse.Lapser{Record: o.Store, Engine: direct{o}, Now: func() time.Time { return o.now }}).Run(o.t.Context())
	require.NoError(o.t, err)
	return told
}

// joins adds a person with a post.
func (o *office) joins(id string, role models.Role, unit string) {
	o.t.Helper()
	by := models.By{PersonID: process.System, At: begin.AddDate(-1, 0, 0)}
	_, err := o.CreatePerson(o.t.Context(), store.NewPerson{Person: models.Person{ID: id, Username: id, Name: "某" + id}}, by)
	require.NoError(o.t, err)
	_, err = o.GrantPost(o.t.Context(), models.Post{PersonID: id, UnitID: unit, Role: role}, by)
	require.NoError(o.t, err)
}

func (o *office) sees(person, caseID string) bool {
	o.t.Helper()
	ok, err := o.MaySee(o.t.Context(), o.viewer(person), caseID)
	require.NoError(o.t, err)
	return ok
}

// proxied lets an aide stand in for the vice-chair for a week and brings a case
// to them.
func proxied(t *testing.T, s *store.Store) (*office, models.Proxy, string) {
	o := newOffice(t, s)
	o.joins("aide", models.RoleDrafter, "office")
	p, err := s.CreateProxy(t.Context(), models.Proxy{Principal: "vice", Agent: "aide", From: begin, Until: begin.AddDate(0, 0, 7)},
		models.By{PersonID: "vice", At: begin})
	require.NoError(t, err)
	id := o.open("test.issue", "drafter", "通知")
	o.do(id, "drafter", process.VerbApprove, form("signers", "vice"))
	o.do(id, "head", process.VerbApprove)
	require.True(t, o.sees("aide", id))
	require.Len(t, o.inbox("aide", store.BoxTodo), 1)
	return o, p, id
}

func TestWhenADelegationIsOverItsLinesAndItsAccessAreGone(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o, p, id := proxied(t, s)
		o.do(id, "aide", process.VerbSee)
		o.do(id, "aide", process.VerbFollow)
		require.Zero(t, o.lapsed(), "it holds")
		require.NoError(t, s.RevokeProxy(t.Context(), p.ID, models.By{PersonID: "vice", At: o.now}))
		require.Equal(t, 1, o.lapsed())
		require.Zero(t, o.lapsed(), "once")
		require.False(t, o.sees("aide", id))
		for _, box := range store.Boxes {
			require.Empty(t, o.inbox("aide", box), box)
		}
		require.Empty(t, o.inbox("vice", store.BoxProxied))
		require.Len(t, o.inbox("vice", store.BoxTodo), 1)
		o.whole()

		o.do(id, "vice", process.VerbApprove)
		ends, err := s.UnsettledEnds(t.Context(), o.now)
		require.NoError(t, err)
		require.Len(t, ends, 1, "an act under way may have gone by it")
		o.now = o.now.Add(2 * time.Minute)
		require.Zero(t, o.lapsed())
		ends, err = s.UnsettledEnds(t.Context(), o.now)
		require.NoError(t, err)
		require.Empty(t, ends)
		o.whole()
	})
}

func TestADelegationIsOverAtItsDay(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o, p, id := proxied(t, s)
		o.now = p.Until.Add(-time.Second)
		require.Zero(t, o.lapsed())
		o.now = p.Until
		require.Equal(t, 1, o.lapsed())
		require.False(t, o.sees("aide", id))
		o.whole()
	})
}

func TestWhoStoodInSeesWhatHeDid(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o, p, id := proxied(t, s)
		o.do(id, "aide", process.VerbApprove, opinion("同意"))
		require.NoError(t, s.RevokeProxy(t.Context(), p.ID, models.By{PersonID: "vice", At: o.now}))
		require.Zero(t, o.lapsed())
		require.True(t, o.sees("aide", id), "his name is on it")
		digest, err := s.Digest(t.Context(), o.viewer("vice"), p)
		require.NoError(t, err)
		require.Len(t, digest, 1)
		o.whole()
	})
}

func TestWhereThePrincipalActedThereIsNothingToStandInFor(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o, _, id := proxied(t, s)
		o.do(id, "vice", process.VerbApprove)
		require.False(t, o.sees("aide", id))
		o.whole()
	})
}

func TestATaskClaimedGoesBackToItsPoolWithThePost(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		id := o.open("test.short", "registrar", "来文")
		o.do(id, "registrar", process.VerbApprove)
		o.do(id, "registrar2", process.VerbClaim)
		require.Empty(t, o.inbox("registrar", store.BoxTodo))
		posts, err := s.PostsOf(t.Context(), "registrar2")
		require.NoError(t, err)
		require.NoError(t, s.EndPost(t.Context(), posts[0].ID, models.By{PersonID: "sysadmin", At: o.now}))
		o.now = o.now.Add(time.Minute)
		require.Equal(t, 1, o.lapsed())
		require.Len(t, o.inbox("registrar", store.BoxTodo), 1)
		events, err := s.CaseEvents(t.Context(), o.viewer("registrar"), id, 0, 100)
		require.NoError(t, err)
		last := events[len(events)-1]
		require.Equal(t, "task-released", last.Type)
		require.Equal(t, process.System, last.Actor)
		o.do(id, "registrar", process.VerbApprove)
		o.whole()
	})
}

func TestWhatSomebodyTookOutOfAPoolDoesNotKeepHim(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		id := o.open("test.short", "registrar", "来文")
		o.do(id, "registrar", process.VerbApprove)
		o.do(id, "registrar2", process.VerbClaim)
		by := models.By{PersonID: "sysadmin", At: o.now}
		left, err := s.LeavingOf(t.Context(), "registrar2", o.now)
		require.NoError(t, err)
		require.True(t, left.Clear())
		require.NoError(t, s.Deactivate(t.Context(), "registrar2", by))
		o.now = o.now.Add(time.Minute)
		require.Equal(t, 1, o.lapsed())
		other := o.open("test.short", "registrar", "来文")
		o.do(other, "registrar", process.VerbApprove)
		o.do(other, "registrar", process.VerbClaim)
		left, err = s.LeavingOf(t.Context(), "registrar", o.now)
		require.NoError(t, err)
		require.Len(t, left.Stranded, 1, "nobody else could do it")
		o.whole()
	})
}
