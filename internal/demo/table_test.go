package demo

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/testkit"
	"github.com/zhihui-renda/renda/models"
)

var update = flag.Bool("update", false, "write the tables of docs/demo.md")

func TestEveryRoleHasAnActorExceptTheVoter(t *testing.T) {
	held := map[string]bool{}
	for _, p := range people() {
		for _, post := range p.posts {
			held[post.role] = true
		}
	}
	for role := range models.RoleTitles {
		require.Equal(t, role != models.RoleVoter, held[role], role)
	}
}

func TestThePeopleOfTheCountyAreTheSameForEver(t *testing.T) {
	seen, usernames := map[string]bool{}, map[string]bool{}
	for _, p := range people() {
		name := nameOf(p.username)
		require.False(t, seen[name], "two people are called %s", name)
		require.False(t, usernames[p.username], p.username)
		seen[name], usernames[p.username] = true, true
		require.GreaterOrEqual(t, len([]rune(name)), 2)
	}
	require.InDelta(t, 60, len(people()), 6)
	require.Equal(t, "陈凯玉", nameOf("chair"))
	for _, fixed := range []string{
		"registrar", "clerk_in", "office_head", "vice_chair", "vice_chair2", "chair", "drafter", "unit_head", "seal_keeper",
		"archivist", "water_handler", "water_leader", "finance_handler", "deputy_office", "deputy1", "deputy9", "gov_office",
		"joint_secretariat", "judicial_office", "budget_office", "court", "procuratorate", "station_admin", "township_admin",
		"sysadmin", "secadmin", "auditor",
	} {
		require.True(t, usernames[fixed], fixed)
	}
}

func TestEveryPostIsInAUnitOfTheCounty(t *testing.T) {
	known := map[string]bool{"": true}
	for _, u := range units() {
		require.True(t, known[u.parent], "%s stands before its parent", u.code)
		require.False(t, known[u.code], u.code)
		known[u.code] = true
		one := models.Unit{ID: "x", ParentID: u.parent, Organ: u.organ, Code: u.code, Name: u.name, ShortName: u.short, Kind: u.kind}
		require.NoError(t, one.Validate())
	}
	for _, p := range people() {
		for _, post := range p.posts {
			require.True(t, known[post.unit], "%s: %s", p.username, post.unit)
			require.Equal(t, models.Administers(post.role), post.unit == "")
		}
	}
}

func TestTheTownsAreThoseOfTheCounty(t *testing.T) {
	data, err := os.ReadFile(testkit.Shared(t, "data", "divisions", "qichun-towns.csv"))
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")[1:]
	require.Len(t, towns(), len(lines))
	for i, line := range lines {
		cells := strings.Split(line, ",")
		require.Equal(t, "town-"+cells[0], towns()[i].code)
		require.Equal(t, strings.Trim(cells[1], `"`), towns()[i].short)
	}
}

// The list people read is the table that is loaded. After a change of the
// table: go test ./internal/demo -run Docs -update.
func TestTheDocsListThePeopleOfTheTable(t *testing.T) {
	path := filepath.Join(testkit.Root(t), "docs", "demo.md")
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	const begin, end = "<!-- table begin -->\n", "<!-- table end -->\n"
	before, rest, ok := strings.Cut(string(data), begin)
	require.True(t, ok)
	was, after, ok := strings.Cut(rest, end)
	require.True(t, ok)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(before+begin+tables()+end+after), 0o644))
		return
	}
	require.Equal(t, tables(), was, "docs/demo.md is not the table any more; see the comment of this test")
}

func tables() string {
	var b strings.Builder
	b.WriteString("### People\n\n| User name | Name | Who | Roles |\n|---|---|---|---|\n")
	for _, p := range people() {
		var roles []string
		for _, post := range p.posts {
			role := "`" + post.role + "`"
			if post.unit != "" {
				role += " in " + names(post.unit)
			}
			roles = append(roles, role)
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", p.username, nameOf(p.username), p.title, strings.Join(roles, ", "))
	}
	b.WriteString("\n### Units\n\n| Code | Name | Under | Organ |\n|---|---|---|---|\n")
	for _, u := range units() {
		organ := ""
		if u.organ {
			organ = "yes"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", u.code, u.name, names(u.parent), organ)
	}
	b.WriteString("\n### Letterheads and number series\n\n| Series | Organ | Numbers |\n|---|---|---|\n")
	for _, h := range letterheads() {
		fmt.Fprintf(&b, "| `%s` | %s | %s〔2026〕1号 |\n", h.key, names(h.unit), h.prefix)
	}
	for _, u := range units() {
		if key, ok := receipts()[u.code]; ok {
			fmt.Fprintf(&b, "| `%s` | %s | 收2026-0001 |\n", key, u.short)
		}
	}
	return b.String()
}
