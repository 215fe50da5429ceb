package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// admins gives the county its three administrators and a second secadmin.
func (c *county) admins() {
	c.person("sysadmin", models.RoleSysadmin, "")
	c.person("secadmin", models.RoleSecadmin, "")
	c.person("secadmin2", models.RoleSecadmin, "")
	c.person("auditor", models.RoleAuditor, "")
}

func TestAPostHoldsOnlyOnceAnotherAdministratorConsents(t *testing.T) {
	inCounty(t, func(t *county) {
		t.admins()
		id := t.person("newcomer", "", "")
		post, consent, err := t.ProposePost(t.ctx, models.Post{PersonID: id, Role: models.RoleDrafter, UnitID: t.units["npc-docs"]}, "新入职", t.by("sysadmin"))
		require.NoError(t, err)
		p, err := t.PersonFor(t.ctx, id, t.now)
		require.NoError(t, err)
		require.Empty(t, p.Posts)

		for _, who := range []string{"sysadmin", "newcomer"} {
			_, err = t.DecideConsent(t.ctx, consent.ID, models.Approved, "", t.by(who))
			requireCode(t, "CONSENT_OWN", err)
		}
		_, err = t.DecideConsent(t.ctx, consent.ID, models.Approved, "", t.by("auditor"))
		requireCode(t, "CONSENT_ROLE", err)
		_, err = t.DecideConsent(t.ctx, consent.ID, models.Approved, "", t.by("secadmin"))
		require.NoError(t, err)
		_, err = t.DecideConsent(t.ctx, consent.ID, models.Refused, "不符合编制", t.by("secadmin2"))
		requireCode(t, "CONSENT_DECIDED", err)
		p, err = t.PersonFor(t.ctx, id, t.now)
		require.NoError(t, err)
		require.Len(t, p.Posts, 3)

		_, _, err = t.ProposePost(t.ctx, models.Post{PersonID: t.ids["sysadmin"], Role: models.RoleAuditor}, "兼任", t.by("sysadmin"))
		requireCode(t, "OWN_RIGHTS", err)

		again, consent, err := t.ProposePost(t.ctx, models.Post{PersonID: id, Role: models.RoleChair, UnitID: t.units["npc"]}, "提拔", t.by("sysadmin"))
		require.NoError(t, err)
		_, err = t.DecideConsent(t.ctx, consent.ID, models.Refused, "不符合编制", t.by("secadmin"))
		require.NoError(t, err)
		posts, err := t.PostsOf(t.ctx, id)
		require.NoError(t, err)
		require.Len(t, posts, 1, "a refused post is gone: %s", again.ID)
		require.Equal(t, post.ID, posts[0].ID)
	})
}

func TestNobodyAloneGetsIntoAnothersAccount(t *testing.T) {
	inCounty(t, func(t *county) {
		t.admins()
		id := t.person("clerk", models.RoleClerkIn, "npc-docs")
		in, err := t.try("clerk", secret, "")
		require.NoError(t, err)
		password, consent, err := t.ProposePassword(t.ctx, id, "忘记密码", t.by("sysadmin"))
		require.NoError(t, err)
		_, err = t.try("clerk", password, "")
		requireCode(t, "SIGN_IN_FAILED", err)
		_, err = t.DecideConsent(t.ctx, consent.ID, models.Approved, "", t.by("secadmin"))
		require.NoError(t, err)

		_, err = t.CheckSession(t.ctx, rules, in.Secret, t.now, true)
		requireCode(t, "SESSION_ENDED", err)
		_, err = t.try("clerk", secret, "")
		requireCode(t, "SIGN_IN_FAILED", err)
		fresh, err := t.try("clerk", password, "")
		require.NoError(t, err)
		require.True(t, fresh.MustChange)
		_, _, err = t.ProposePassword(t.ctx, t.ids["sysadmin"], "自己的", t.by("sysadmin"))
		requireCode(t, "OWN_RIGHTS", err)
	})
}

func TestAChangeOfPolicyTakesTwoAndCountsTheVersionUp(t *testing.T) {
	inCounty(t, func(t *county) {
		t.admins()
		shipped := models.Policy{
			Rules:   []models.PolicyRule{{Role: "registrar", Object: "case", Action: "urge", Basis: "条例"}},
			Members: []models.PolicyMember{{Role: "registrar", Group: "staff"}},
		}
		require.NoError(t, t.SeedPolicy(t.ctx, shipped))
		v1, err := t.PolicyVersion(t.ctx)
		require.NoError(t, err)
		require.NoError(t, t.SeedPolicy(t.ctx, shipped))
		v2, err := t.PolicyVersion(t.ctx)
		require.NoError(t, err)
		require.Equal(t, v1, v2, "seeding twice is seeding once")

		rule := models.PolicyRule{Role: "registrar", Object: "case", Action: "urge"}
		consent, err := t.ProposeRule(t.ctx, models.ConsentWithdraw, rule, "不再需要", t.by("secadmin"))
		require.NoError(t, err)
		_, err = t.ProposeRule(t.ctx, models.ConsentWithdraw, rule, "再来一次", t.by("secadmin2"))
		requireCode(t, "CONSENT_PENDING", err)
		_, err = t.DecideConsent(t.ctx, consent.ID, models.Approved, "", t.by("secadmin"))
		requireCode(t, "CONSENT_OWN", err)
		_, err = t.DecideConsent(t.ctx, consent.ID, models.Approved, "", t.by("secadmin2"))
		require.NoError(t, err)

		policy, err := t.Policy(t.ctx)
		require.NoError(t, err)
		require.Empty(t, policy.Rules)
		require.Greater(t, policy.Version, v2)

		shipped.Rules = append(shipped.Rules, models.PolicyRule{Role: "chair", Object: "case", Action: "urge", Basis: "条例"})
		require.NoError(t, t.SeedPolicy(t.ctx, shipped))
		policy, err = t.Policy(t.ctx)
		require.NoError(t, err)
		require.Len(t, policy.Rules, 1, "an upgrade brings what is new, not what was taken away")
		require.Equal(t, "chair", policy.Rules[0].Role)

		consent, err = t.ProposeRule(t.ctx, models.ConsentGrant, rule, "恢复原状", t.by("secadmin2"))
		require.NoError(t, err)
		_, err = t.DecideConsent(t.ctx, consent.ID, models.Approved, "", t.by("sysadmin"))
		require.NoError(t, err)
		policy, err = t.Policy(t.ctx)
		require.NoError(t, err)
		require.Len(t, policy.Rules, 2)

		waiting, err := t.Consents(t.ctx, true, "", 10)
		require.NoError(t, err)
		require.Empty(t, waiting.Consents)
		all, err := t.Consents(t.ctx, false, "", 1)
		require.NoError(t, err)
		require.Equal(t, consent.ID, all.Consents[0].ID)
		older, err := t.Consents(t.ctx, false, all.Next, 1)
		require.NoError(t, err)
		require.Len(t, older.Consents, 1)
		require.Empty(t, older.Next)
	})
}

func TestTheLastAdministratorStays(t *testing.T) {
	inCounty(t, func(t *county) {
		t.admins()
		requireCode(t, "LAST_ADMIN", t.Deactivate(t.ctx, t.ids["auditor"], t.by("sysadmin")))
		requireCode(t, "OWN_RIGHTS", t.Deactivate(t.ctx, t.ids["sysadmin"], t.by("sysadmin")))
		t.now = t.now.Add(time.Second)
		require.NoError(t, t.Deactivate(t.ctx, t.ids["secadmin2"], t.by("sysadmin")))
		posts, err := t.PostsOf(t.ctx, t.ids["secadmin"])
		require.NoError(t, err)
		requireCode(t, "LAST_ADMIN", t.EndPost(t.ctx, posts[0].ID, t.by("sysadmin")))
		_, err = t.try("secadmin2", secret, "")
		requireCode(t, "SIGN_IN_FAILED", err)
		requireCode(t, "PERSON_LEFT", t.Deactivate(t.ctx, t.ids["secadmin2"], t.by("sysadmin")))

		require.NoError(t, t.Reactivate(t.ctx, t.ids["secadmin2"], t.by("sysadmin")))
		_, err = t.try("secadmin2", secret, "")
		requireCode(t, "SIGN_IN_FAILED", err)
		_, err = t.PersonFor(t.ctx, t.ids["secadmin2"], t.now)
		require.NoError(t, err)
	})
}

func TestARefusedPostIsStillKnownByItsRequest(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o, by := newOffice(t, s), func(id string) models.By { return models.By{PersonID: id, At: begin} }
		sec, err := s.CreatePerson(t.Context(), store.NewPerson{Person: models.Person{Username: "sec", Name: "安全员"}}, by("operator"))
		require.NoError(t, err)
		_, err = s.GrantPost(t.Context(), models.Post{PersonID: sec.ID, Role: models.RoleSecadmin}, by("operator"))
		require.NoError(t, err)
		until := begin.AddDate(1, 0, 0)
		post, consent, err := s.ProposePost(t.Context(), models.Post{PersonID: "drafter", UnitID: "water", Role: models.RoleUnitHandler, Until: &until}, "借调", by("sysadmin"))
		require.NoError(t, err)
		_, err = s.DecideConsent(t.Context(), consent.ID, models.Refused, "", by(sec.ID))
		require.Equal(t, "REASON_REQUIRED", fault.From(err).Code)
		_, err = s.DecideConsent(t.Context(), consent.ID, models.Refused, "编制已满", by(sec.ID))
		require.NoError(t, err)
		page, err := s.Consents(t.Context(), false, "", 10)
		require.NoError(t, err)
		require.Equal(t, "编制已满", page.Consents[0].DecisionReason)
		got := page.Consents[0].Post
		require.Equal(t, []string{models.RoleUnitHandler, "water"}, []string{got.Role, got.UnitID})
		require.True(t, got.From.Equal(post.From) && got.Until.Equal(until))
		require.Nil(t, page.Consents[0].Rule)
		held, err := s.PostsHeld(t.Context(), []string{"drafter", "head"}, o.now)
		require.NoError(t, err)
		require.Len(t, held["drafter"], 1, "the refused one is gone")
		require.Len(t, held["head"], 1)
	})
}
