package policies_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/policies"
	"github.com/zhihui-renda/renda/process"
)

// TestAChangeIsSeenByEveryProcess runs two enforcers on one database, as two
// API processes do: one is told, the other finds out.
func TestAChangeIsSeenByEveryProcess(t *testing.T) {
	r := newRecord(t)
	here, err := policies.New(t.Context(), r.Store, clock)
	require.NoError(t, err)
	there, err := policies.New(t.Context(), r.Store, clock)
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		there.Watch(ctx, slog.New(slog.DiscardHandler))
	}()
	defer func() { stop(); <-watched }()

	registrar := r.person("registrar", "held")
	may := func(e *policies.Enforcer) bool {
		allowed, err := e.Allow(t.Context(), registrar, r.own, "case", "urge")
		require.NoError(t, err)
		return allowed
	}
	require.True(t, may(here))
	require.True(t, may(there))

	r.person("sysadmin", "held")
	consent, err := r.ProposeRule(r.ctx, models.ConsentWithdraw, models.PolicyRule{Role: "registrar", Object: "case", Action: "urge"}, "收回",
		models.By{PersonID: r.person("secadmin", "held"), At: noon})
	require.NoError(t, err)
	_, err = r.DecideConsent(r.ctx, consent.ID, models.Approved, "", models.By{PersonID: r.person("sysadmin", "held"), At: noon})
	require.NoError(t, err)

	require.NoError(t, here.Refresh(t.Context()))
	require.False(t, may(here))
	require.Eventually(t, func() bool { return !may(there) }, 5*time.Second, 20*time.Millisecond)
	require.Equal(t, here.Version(), there.Version())
}

// broken is a source whose database went away after the start.
type broken struct {
	policies.Source
	away bool
}

func (b *broken) PolicyVersion(ctx context.Context) (int64, error) {
	if b.away {
		return 0, errors.New("away")
	}
	return b.Source.PolicyVersion(ctx)
}

func TestTheLastPolicyKnownStaysWhileTheDatabaseIsAway(t *testing.T) {
	r := newRecord(t)
	source := &broken{Source: r.Store}
	e, err := policies.New(t.Context(), source, clock)
	require.NoError(t, err)
	source.away = true
	require.Error(t, e.Refresh(t.Context()))
	allowed, err := e.Permits([]process.Post{{Role: "registrar", Unit: "u"}}, "u", "case", "urge")
	require.NoError(t, err)
	require.True(t, allowed)
}

func TestPowersAreThoseOfTheOrganThatOwnsTheCase(t *testing.T) {
	r := newRecord(t)
	e, err := policies.New(t.Context(), r.Store, clock)
	require.NoError(t, err)
	registrar := process.Person{ID: "x", Posts: []process.Post{{Role: "registrar", Unit: r.own}, {Role: "drafter", Unit: r.other}}}
	powers, err := e.Powers(t.Context(), registrar, r.own)
	require.NoError(t, err)
	require.ElementsMatch(t, []process.Verb{
		process.VerbUrge, process.VerbCirculate, process.VerbRecall, process.VerbReceipt, process.VerbAnnul, process.VerbRepeal,
	}, powers)
	powers, err = e.Powers(t.Context(), registrar, r.other)
	require.NoError(t, err)
	require.Empty(t, powers)
}

func TestEveryShippedRuleIsOneThatCouldBeAddedAndReadsAsASentence(t *testing.T) {
	shipped, err := policies.Shipped()
	require.NoError(t, err)
	require.NotEmpty(t, shipped.Rules)
	granted := map[string]bool{}
	for i, rule := range shipped.Rules {
		others := shipped
		others.Rules = append(append([]models.PolicyRule{}, shipped.Rules[:i]...), shipped.Rules[i+1:]...)
		require.NoError(t, policies.Check(others, rule), "%v", rule)
		require.NotEmpty(t, rule.Basis, "%v", rule)
		granted[rule.Object+":"+rule.Action] = true
	}
	for _, a := range policies.Actions {
		require.True(t, granted[a.Object+":"+a.Action], "nobody may %s:%s", a.Object, a.Action)
	}
	for _, m := range shipped.Members {
		require.NotEmpty(t, policies.RoleTitle(m.Role))
		require.NotEmpty(t, policies.RoleTitle(m.Group))
	}
	require.Equal(t, "文秘可以催办。", policies.Sentence(models.PolicyRule{Role: "registrar", Object: "case", Action: "urge"}))
}

func TestEveryActionIsNamedOnceAndReadsDifferently(t *testing.T) {
	names, titles := map[string]bool{}, map[string]bool{}
	for _, a := range policies.Actions {
		name := a.Object + ":" + a.Action
		require.False(t, names[name], "%s is there twice", name)
		require.False(t, titles[a.Title], "%s is the title of two actions", a.Title)
		names[name], titles[a.Title] = true, true
	}
}

func TestARuleThatMixesPowersIsRefused(t *testing.T) {
	shipped, err := policies.Shipped()
	require.NoError(t, err)
	for rule, want := range map[[3]string]string{
		{"sysadmin", "case", "act"}:      "SEPARATION_OF_POWERS",
		{"admin", "case", "read"}:        "SEPARATION_OF_POWERS",
		{"person", "case", "read"}:       "SEPARATION_OF_POWERS",
		{"staff", "audit", "read"}:       "SEPARATION_OF_POWERS",
		{"secadmin", "people", "write"}:  "SEPARATION_OF_POWERS",
		{"auditor", "policy", "approve"}: "SEPARATION_OF_POWERS",
		{"emperor", "case", "act"}:       "ROLE_UNKNOWN",
		{"chair", "case", "behead"}:      "ACTION_UNKNOWN",
		{"registrar", "case", "urge"}:    "RULE_EXISTS",
		{"registrar", "case", "extend"}:  "",
	} {
		err := policies.Check(shipped, models.PolicyRule{Role: rule[0], Object: rule[1], Action: rule[2]})
		if want == "" {
			require.NoError(t, err)
			continue
		}
		require.Equal(t, want, fault.From(err).Code, "%v", rule)
	}
	withdraw := func(role, object, action string) string {
		err := policies.CheckWithdraw(shipped, models.PolicyRule{Role: role, Object: object, Action: action})
		if err == nil {
			return ""
		}
		return fault.From(err).Code
	}
	require.Empty(t, withdraw("registrar", "case", "urge"))
	require.Equal(t, "RULE_UNKNOWN", withdraw("drafter", "case", "urge"))
	require.Equal(t, "RULE_NEEDED", withdraw("secadmin", "policy", "propose"))
}
