package policies_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/policies"
	"github.com/zhihui-renda/renda/process"
)

var noon = time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)

func clock() time.Time { return noon }

// record is a database with two organs and the shipped policy.
type record struct {
	*testing.T
	*store.Store
	ctx        context.Context
	by         models.By
	own, other string
	people     map[string]string // "role state" to id
}

func newRecord(t *testing.T) *record {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "test.db")})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	require.NoError(t, s.Migrate(t.Context()))
	r := &record{
		T: t, Store: s, ctx: t.Context(), people: map[string]string{},
		by: models.By{PersonID: "operator", At: noon.Add(-72 * time.Hour)},
	}
	for code, id := range map[string]*string{"npc": &r.own, "gov": &r.other} {
		u, err := s.CreateUnit(t.Context(), models.Unit{Code: code, Name: code, Kind: models.UnitOther, Organ: true}, r.by)
		require.NoError(t, err)
		*id = u.ID
	}
	shipped, err := policies.Shipped()
	require.NoError(t, err)
	require.NoError(t, s.SeedPolicy(t.Context(), shipped))
	return r
}

// person makes somebody with the role, in the state.
func (r *record) person(role, state string) string {
	key := role + " " + state
	if id, ok := r.people[key]; ok {
		return id
	}
	p, err := r.CreatePerson(r.ctx, store.NewPerson{
		Person: models.Person{Username: fmt.Sprintf("u%d", len(r.people)+10), Name: "甲"},
	}, r.by)
	require.NoError(r, err)
	r.people[key] = p.ID
	if role == "nobody" {
		return p.ID
	}
	post := models.Post{PersonID: p.ID, Role: role, UnitID: r.own, From: r.by.At}
	if models.Administers(role) {
		post.UnitID = ""
	}
	tomorrow, yesterday := noon.Add(24*time.Hour), noon.Add(-24*time.Hour)
	switch state {
	case "later":
		post.From = tomorrow
	case "over":
		post.Until = &yesterday
	case "asked":
		_, _, err := r.ProposePost(r.ctx, post, "等待审批", r.by)
		require.NoError(r, err)
		return p.ID
	}
	_, err = r.GrantPost(r.ctx, post, r.by)
	require.NoError(r, err)
	if state == "gone" {
		if models.Administers(role) {
			r.person(role, "held") // the last one may not go
		}
		require.NoError(r, r.Deactivate(r.ctx, p.ID, models.By{PersonID: "operator", At: noon.Add(-time.Hour)}))
	}
	return p.ID
}

func TestDecisions(t *testing.T) {
	r := newRecord(t)
	enforcer, err := policies.New(t.Context(), r.Store, clock)
	require.NoError(t, err)
	file, err := os.Open("testdata/decisions.csv")
	require.NoError(t, err)
	defer file.Close()
	rows := csv.NewReader(file)
	rows.Comment = '#'
	table, err := rows.ReadAll()
	require.NoError(t, err)
	require.Equal(t, "who,object,action,where,state,decision,article", fmt.Sprintf("%s,%s,%s,%s,%s,%s,%s", toAny(table[0])...))

	asked := map[string]bool{}
	for _, row := range table[1:] {
		who, object, action, where, state, decision, article := row[0], row[1], row[2], row[3], row[4], row[5], row[6]
		require.NotEmpty(t, article, "%v", row)
		unit, ok := map[string]string{"any": "", "own": r.own, "other": r.other}[where]
		require.True(t, ok, "%v", row)
		allowed, err := enforcer.Allow(t.Context(), r.person(who, state), unit, object, action)
		if state == "gone" {
			require.Equal(t, "PERSON_NOT_ACTIVE", fault.From(err).Code)
		} else {
			require.NoError(t, err)
		}
		require.Equal(t, decision, map[bool]string{true: "allow", false: "deny"}[allowed], "%v", row)
		asked[who] = true
		if decision == "allow" {
			asked[object+":"+action] = true
		}
	}
	for role := range models.RoleTitles {
		require.True(t, asked[role], "no row asks about %s", role)
	}
}

func toAny(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}

// TestNoAdministratorActsInACase asks with every set of posts a person may hold
// at once: who administers has no business right and no power on any case.
func TestNoAdministratorActsInACase(t *testing.T) {
	r := newRecord(t)
	enforcer, err := policies.New(t.Context(), r.Store, clock)
	require.NoError(t, err)
	var roles []string
	for role := range models.RoleTitles {
		roles = append(roles, role)
	}
	admins, others := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		var posts []models.Post
		var held []process.Post
		for i, role := range rapid.SliceOfN(rapid.SampledFrom(roles), 1, 4).Draw(t, "roles") {
			post := models.Post{ID: fmt.Sprint(i), Role: role, UnitID: r.own, From: noon}
			if models.Administers(role) {
				post.UnitID = ""
			}
			posts, held = append(posts, post), append(held, process.Post{Role: role, Unit: post.UnitID})
		}
		admin := false
		for _, p := range posts {
			admin = admin || models.Administers(p.Role)
		}
		if !admin {
			others++
			return
		}
		allowedSet := models.CheckPosts(posts) == nil
		if allowedSet {
			admins++
		}
		// Even a set that validation would refuse, written by hand into the
		// database, gives an administrator no business.
		powers, err := enforcer.Powers(context.Background(), process.Person{ID: "x", Posts: held}, r.own)
		if err != nil || len(powers) > 0 {
			t.Fatalf("%v: powers %v, %v", posts, powers, err)
		}
		if addresses := store.Addresses(process.Person{ID: "x", Posts: held}); len(addresses) > 0 {
			t.Fatalf("%v: addresses %v", posts, addresses)
		}
		for _, a := range policies.Actions {
			allowed, err := enforcer.Permits(held, "", a.Object, a.Action)
			if err != nil || allowed && len(a.Only) == 0 && !a.Everybody {
				t.Fatalf("%v may %s:%s, %v", posts, a.Object, a.Action, err)
			}
		}
	})
	require.Positive(t, admins)
	require.Positive(t, others)
}

func TestAPolicyWrittenByHandCannotMixTheThreeAdministrators(t *testing.T) {
	r := newRecord(t)
	for _, rule := range [][3]string{
		{"sysadmin", "case", "terminate"},
		{"auditor", "people", "write"},
		{"secadmin", "audit", "read"},
		{"registrar", "post", "assign"},
		{"person", "case", "act"},
		{"admin", "case", "act"},
		{"staff", "audit", "export"},
	} {
		err := r.DB(r.ctx).Exec("INSERT INTO policy_rules VALUES ('p', ?, ?, ?, 'by hand', 0, 1)", rule[0], rule[1], rule[2]).Error
		require.NoError(t, err)
	}
	enforcer, err := policies.New(t.Context(), r.Store, clock)
	require.NoError(t, err)
	for _, ask := range [][3]string{
		{"sysadmin", "case", "terminate"},
		{"auditor", "people", "write"},
		{"secadmin", "audit", "read"},
		{"registrar", "post", "assign"},
		{"auditor", "case", "act"},
		{"nobody", "case", "act"},
		{"registrar", "audit", "export"},
	} {
		allowed, err := enforcer.Allow(r.ctx, r.person(ask[0], "held"), "", ask[1], ask[2])
		require.NoError(t, err)
		require.False(t, allowed, "%v", ask)
	}
}
