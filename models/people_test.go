package models_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/zhihui-renda/renda/models"
)

var noon = time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)

func code(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var found models.FieldErrors
	require.ErrorAs(t, err, &found)
	return found[0].Code
}

func TestPasswordsHaveToBeLongMixedAndTheirOwn(t *testing.T) {
	for password, want := range map[string]string{
		"Short1!":                 "PASSWORD_SHORT",
		"alllowercaseletters":     "PASSWORD_SIMPLE",
		"lowercase12345":          "PASSWORD_SIMPLE",
		"Wang.Li-2026":            "",
		"xWATER_handler9":         "PASSWORD_USERNAME",
		"Password123!":            "PASSWORD_COMMON",
		"Admin@2026-03":           "PASSWORD_COMMON",
		"蕲春县人大常委会Ab1":             "",
		"Tab\there Aa1":           "PASSWORD_CHARACTERS",
		"correct Horse 7 battery": "",
	} {
		require.Equal(t, want, code(t, models.DefaultPasswordRules.Check("water_handler", password)), password)
	}
}

func TestAPersonMayHoldSeveralPostsAtOnceButNotTheSameTwice(t *testing.T) {
	until := noon.Add(time.Hour)
	drafter := models.Post{ID: "1", PersonID: "p", UnitID: "u", Role: models.RoleDrafter, From: noon, Until: &until}
	other := drafter
	other.ID, other.Role = "2", models.RoleUnitHead
	require.NoError(t, models.CheckPosts([]models.Post{drafter, other}))

	again := drafter
	again.ID = "3"
	require.Equal(t, "POST_TWICE", code(t, models.CheckPosts([]models.Post{drafter, again})))
	again.From, again.Until = until, nil // the period is half open: the next begins when the last ends
	require.NoError(t, models.CheckPosts([]models.Post{again, drafter}))
}

// TestNoAllowedSetOfPostsMixesAdministrationWithAnythingElse is the separation
// of powers as a property: at no instant does an allowed set hold an
// administrator's role beside any other.
func TestNoAllowedSetOfPostsMixesAdministrationWithAnythingElse(t *testing.T) {
	roles := []string{
		models.RoleSysadmin, models.RoleSecadmin, models.RoleAuditor, models.RoleChair, models.RoleDrafter, models.RoleVoter,
	}
	refused, allowed := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		posts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) models.Post {
			p := models.Post{
				ID:   rapid.StringN(1, 3, 3).Draw(t, "id"),
				Role: rapid.SampledFrom(roles).Draw(t, "role"),
				From: noon.Add(time.Duration(rapid.IntRange(0, 9).Draw(t, "from")) * time.Hour),
			}
			if !models.Administers(p.Role) {
				p.UnitID = rapid.SampledFrom([]string{"u1", "u2"}).Draw(t, "unit")
			}
			if hours := rapid.IntRange(0, 6).Draw(t, "hours"); hours > 0 {
				until := p.From.Add(time.Duration(hours) * time.Hour)
				p.Until = &until
			}
			p.ApprovedAt = &noon
			return p
		}), 1, 5).Draw(t, "posts")
		if models.CheckPosts(posts) != nil {
			refused++
			return
		}
		allowed++
		for hour := range 20 {
			at := noon.Add(time.Duration(hour) * time.Hour)
			admin, held := 0, 0
			for _, p := range posts {
				if p.HoldsAt(at) {
					held++
					if models.Administers(p.Role) {
						admin++
					}
				}
			}
			if admin > 0 && held > 1 {
				t.Fatalf("at %s an administrator holds %d posts: %+v", at, held, posts)
			}
		}
	})
	require.Positive(t, refused)
	require.Positive(t, allowed)
}

func TestDelegationsNeitherLoopNorChainNorStandTwice(t *testing.T) {
	p := func(principal, agent string, fromHour, untilHour int) models.Proxy {
		return models.Proxy{
			ID: principal + agent, Principal: principal, Agent: agent,
			From: noon.Add(time.Duration(fromHour) * time.Hour), Until: noon.Add(time.Duration(untilHour) * time.Hour),
		}
	}
	existing := []models.Proxy{p("b", "c", 0, 10)}
	for name, row := range map[string]struct {
		added models.Proxy
		want  string
	}{
		"back to the principal":          {p("c", "b", 5, 6), "PROXY_LOOP"},
		"to somebody who delegated":      {p("a", "b", 5, 6), "PROXY_CHAIN"},
		"by somebody who acts for other": {p("c", "d", 9, 20), "PROXY_CHAIN"},
		"twice":                          {p("b", "d", 9, 20), "PROXY_TWICE"},
		"after it ended":                 {p("c", "b", 10, 20), ""},
		"two principals, one agent":      {p("a", "c", 0, 10), ""},
	} {
		require.Equal(t, row.want, code(t, models.CheckProxies(row.added, existing)), name)
	}

	revoked := noon.Add(4 * time.Hour)
	existing[0].RevokedAt = &revoked
	require.NoError(t, models.CheckProxies(p("c", "b", 4, 6), existing))
	require.Equal(t, "PROXY_LOOP", code(t, models.CheckProxies(p("c", "b", 3, 6), existing)))

	receive, issue := p("a", "b", 0, 10), p("b", "a", 0, 10)
	receive.Process, issue.Process = "document.receive", "document.issue"
	require.NoError(t, models.CheckProxies(receive, []models.Proxy{issue}), "of different kinds of case")
	issue.Process = ""
	require.Equal(t, "PROXY_LOOP", code(t, models.CheckProxies(receive, []models.Proxy{issue})))
}

func TestADelegationIsToSomebodyElseForATimeThatIsNotOver(t *testing.T) {
	good := models.Proxy{Principal: "a", Agent: "b", From: noon, Until: noon.Add(time.Hour)}
	require.NoError(t, good.Validate(noon))
	self, empty, past, long := good, good, good, good
	self.Agent = "a"
	empty.Until = noon
	past.From, past.Until = noon.Add(-2*time.Hour), noon
	long.Until = noon.AddDate(2, 0, 0)
	require.Equal(t, "PROXY_SELF", code(t, self.Validate(noon)))
	require.Equal(t, "PERIOD_EMPTY", code(t, empty.Validate(noon)))
	require.Equal(t, "DATE_IN_THE_PAST", code(t, past.Validate(noon)))
	require.Equal(t, "PROXY_LONG", code(t, long.Validate(noon)))
}

func TestATokenIsLimitedInTimeAndNeverRulesItsOwner(t *testing.T) {
	good := models.Token{Name: "统计", Scopes: []string{"document:read", "case:*"}, ExpiresAt: noon.AddDate(1, 0, 0)}
	require.NoError(t, good.Validate(noon))
	for _, scope := range []string{"token:own", "session:*", "policy:approve", "document", ":", "document:"} {
		bad := good
		bad.Scopes = []string{scope}
		require.Equal(t, "SCOPE_UNKNOWN", code(t, bad.Validate(noon)), scope)
	}
	long := good
	long.ExpiresAt = noon.AddDate(1, 1, 0)
	require.Equal(t, "TOKEN_LONG", code(t, long.Validate(noon)))
}

func TestWaitingGrowsWithEachFailureAndEachLock(t *testing.T) {
	rules := models.DefaultLockRules
	require.Equal(t, []time.Duration{0, time.Second, 2 * time.Second, 4 * time.Second},
		[]time.Duration{rules.Pause(1), rules.Pause(2), rules.Pause(3), rules.Pause(4)})
	require.Equal(t, time.Minute, rules.Pause(1000))
	require.Equal(t, 15*time.Minute, rules.LockFor(1))
	require.Equal(t, 30*time.Minute, rules.LockFor(2))
	require.Equal(t, 4*time.Hour, rules.LockFor(100))
}
