package policy_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/apitest"
	"github.com/zhihui-renda/renda/api/policy"
	"github.com/zhihui-renda/renda/api/session"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/policies"
)

func TestAChangeOfPolicyIsProposedByOneAndApprovedByAnother(t *testing.T) {
	h := apitest.New(t)
	policy.Register(h.Door, policy.Deps{Record: h.Store, Refresh: h.Policy.Refresh, By: session.By, Now: h.Now})
	sysadmin, secadmin := h.Person("sysadmin", models.RoleSysadmin, ""), h.Person("secadmin", models.RoleSecadmin, "")
	auditor, drafter := h.Person("auditor", models.RoleAuditor, ""), h.Person("drafter", models.RoleDrafter, "office")

	var before policy.Policy
	auditor.Get("/policy").Into(&before)
	require.Contains(t, before.Rules, policy.Row{
		PolicyRule: models.PolicyRule{Role: "registrar", Object: "case", Action: "urge", Basis: "条例第二十四条（传阅、催办）、第二十五条（核发）", Shipped: true},
		Sentence:   "文秘可以催办。",
	})
	drafter.Get("/policy").Refused(http.StatusForbidden, "FORBIDDEN")
	var actions struct{ Items []policies.Action }
	secadmin.Get("/policy/actions").Into(&actions)
	require.Len(t, actions.Items, len(policies.Actions))

	ask := map[string]string{"kind": "grant", "role": "drafter", "object": "search", "action": "read", "reason": "试行放开"}
	sysadmin.Do(http.MethodPost, "/policy/changes", ask).Refused(http.StatusForbidden, "FORBIDDEN")
	ask["role"] = "sysadmin"
	secadmin.Do(http.MethodPost, "/policy/changes", ask).Refused(http.StatusUnprocessableEntity, "SEPARATION_OF_POWERS")
	ask["role"], ask["object"], ask["action"] = "drafter", "document", "open_incoming"
	var consent models.Consent
	secadmin.Do(http.MethodPost, "/policy/changes", ask).Into(&consent)

	approve := map[string]string{"decision": "approved"}
	path := "/policy/consents/" + consent.ID + "/decision"
	auditor.Do(http.MethodPost, path, approve).Refused(http.StatusForbidden, "FORBIDDEN")
	secadmin.Do(http.MethodPost, path, approve).Refused(http.StatusForbidden, "CONSENT_OWN")
	secadmin.Do(http.MethodPost, path, map[string]string{"decision": "pending"}).Refused(http.StatusUnprocessableEntity, "VALIDATION")
	may := func() bool {
		allowed, err := h.Policy.Allow(t.Context(), h.People["drafter"], "", "document", "open_incoming")
		require.NoError(t, err)
		return allowed
	}
	require.False(t, may())
	refuse := map[string]string{"decision": "refused"}
	sysadmin.Do(http.MethodPost, path, refuse).Refused(http.StatusUnprocessableEntity, "REASON_REQUIRED")
	sysadmin.Do(http.MethodPost, path, approve).OK()
	require.True(t, may(), "at once in the process that approved it")
	sysadmin.Do(http.MethodPost, "/policy/consents/nothing/decision", approve).Refused(http.StatusNotFound, "CONSENT_UNKNOWN")

	var all struct{ Items []policy.Consent }
	auditor.Get("/policy/consents?state=all").Into(&all)
	require.Len(t, all.Items, 1)
	require.Equal(t, "甲sysadmin", all.Items[0].DeciderName)
	require.Equal(t, "拟稿人可以签收、登记收文。", all.Items[0].Sentence)

	ask["kind"] = "withdraw"
	secadmin.Do(http.MethodPost, "/policy/changes", ask).Into(&consent)
	refuse["reason"] = "试行尚未期满"
	sysadmin.Do(http.MethodPost, "/policy/consents/"+consent.ID+"/decision", refuse).OK()
	require.True(t, may())
	auditor.Get("/policy/consents?state=all").Into(&all)
	require.Equal(t, "试行尚未期满", all.Items[0].DecisionReason)
	require.Equal(t, "不再规定：拟稿人可以签收、登记收文。", all.Items[0].Sentence)
}
