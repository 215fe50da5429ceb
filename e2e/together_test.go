package e2e_test

import (
	"errors"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/e2e/rig"
)

// answer is what an act came to.
type answer struct {
	CaseID  string            `json:"case_id"`
	Seq     int64             `json:"seq"`
	Step    string            `json:"step"`
	Numbers map[string]string `json:"numbers"`
	Opened  []string          `json:"opened"`
}

// received opens the case of a paper that came in.
func received(c *rig.Client, title string) answer {
	var got answer
	a := opening(title)
	c.Post(a.path, a.body, &got)
	return got
}

func acts(id string) string { return "/api/v1/cases/" + id + "/acts" }

// checked is the first check of a paper, passed.
func checked() map[string]any {
	yes := []string{"yes"}
	return map[string]any{"verb": "approve", "outcome": "approve", "form": map[string]any{
		"check_ours": yes, "check_rules": yes, "check_format": yes, "check_consulted": yes, "check_drafting": yes,
	}}
}

func TestPeopleWorkOnOneSystem(t *testing.T) {
	r := rig.Start(t, rig.Options{})
	one, two := r.SignIn(t, "registrar"), r.SignIn(t, "registrar2")

	t.Run("of two on one task one wins and the other is told who did what", func(t *testing.T) {
		got := received(one, "关于两人同时办理的请示")
		var all sync.WaitGroup
		errs := make([]error, 2)
		for i, c := range []*rig.Client{one, two} {
			all.Go(func() { errs[i] = c.Send(t.Context(), http.MethodPost, acts(got.CaseID), rig.Key(), checked(), nil) })
		}
		all.Wait()
		winner, loser := errs[0], errs[1]
		if winner != nil {
			winner, loser = loser, winner
		}
		require.NoError(t, winner)
		problem, ok := errors.AsType[*rig.Problem](loser)
		require.True(t, ok, "%v", loser)
		require.Equal(t, http.StatusConflict, problem.Status)
		require.Equal(t, "TASK_DONE", problem.Code)
		require.NotEmpty(t, problem.Args["by"])
	})

	t.Run("the same request at once and an hour later has one answer", func(t *testing.T) {
		a, key := opening("关于重复提交的请示"), rig.Key()
		var all sync.WaitGroup
		got := make([]answer, 8)
		for i := range got {
			all.Go(func() { require.NoError(t, one.Send(t.Context(), http.MethodPost, a.path, key, a.body, &got[i])) })
		}
		all.Wait()
		for _, g := range got {
			require.Equal(t, got[0], g)
		}
		act, actKey := checked(), rig.Key()
		var first, later answer
		require.NoError(t, one.Send(t.Context(), http.MethodPost, acts(got[0].CaseID), actKey, act, &first))
		two.Post(acts(got[0].CaseID), map[string]any{"verb": "urge", "reason": "请抓紧。"}, nil)
		require.NoError(t, one.Send(t.Context(), http.MethodPost, acts(got[0].CaseID), actKey, act, &later))
		require.Equal(t, first, later, "what happened since does not change the answer")
		err := one.Send(t.Context(), http.MethodPost, acts(got[0].CaseID), actKey, map[string]any{"verb": "follow"}, nil)
		problem, ok := errors.AsType[*rig.Problem](err)
		require.True(t, ok)
		require.Equal(t, "IDEMPOTENCY_KEY_REUSED", problem.Code)
	})

	t.Run("a stale tab is told", func(t *testing.T) {
		got := received(one, "关于旧页面的请示")
		two.Post(acts(got.CaseID), map[string]any{"verb": "claim"}, nil)
		two.Post(acts(got.CaseID), map[string]any{"verb": "release"}, nil)
		body := checked()
		body["expect_seq"] = got.Seq
		problem := one.Refused(acts(got.CaseID), body, "STALE")
		require.Equal(t, http.StatusConflict, problem.Status)
	})
}

func TestAnEngineThatIsAwayIsSaidAndNothingIsHalfDone(t *testing.T) {
	r := rig.Start(t, rig.Options{APIs: 1, Workers: 1, Env: []string{"RENDA_ACT_PATIENCE=2s"}})
	c := r.SignIn(t, "registrar")
	got := received(c, "关于引擎停机的请示")
	r.Temporal.Kill()

	key := rig.Key()
	err := c.Send(t.Context(), http.MethodPost, acts(got.CaseID), key, checked(), nil)
	problem, ok := errors.AsType[*rig.Problem](err)
	require.True(t, ok, "%v", err)
	require.Equal(t, http.StatusServiceUnavailable, problem.Status)
	require.Equal(t, "ENGINE_AWAY", problem.Code)
	require.NotEmpty(t, problem.RetryAfter)
	var head struct {
		Seq int64 `json:"seq"`
	}
	c.Get("/api/v1/cases/"+got.CaseID, &head) // reading needs no engine
	require.Equal(t, got.Seq, head.Seq, "nothing half done")

	r.Temporal.Start(t)
	var after answer
	require.Eventually(t, func() bool {
		return c.Send(t.Context(), http.MethodPost, acts(got.CaseID), key, checked(), &after) == nil
	}, 60*time.Second, 200*time.Millisecond)
	require.Equal(t, "propose", after.Step)
}

func TestADatabaseThatIsAwayIsSaidAndNothingIsHalfDone(t *testing.T) {
	r := rig.Start(t, rig.Options{APIs: 1, Workers: 1, MySQL: true})
	c := r.SignIn(t, "registrar")
	got := received(c, "关于数据库停机的请示")
	r.MariaDB.Kill()

	key := rig.Key()
	err := c.Send(t.Context(), http.MethodPost, acts(got.CaseID), key, checked(), nil)
	problem, ok := errors.AsType[*rig.Problem](err)
	require.True(t, ok, "%v", err)
	require.Equal(t, http.StatusServiceUnavailable, problem.Status)
	require.NotEmpty(t, problem.RetryAfter)

	require.NoError(t, r.MariaDB.Start())
	var after answer
	require.Eventually(t, func() bool {
		return c.Send(t.Context(), http.MethodPost, acts(got.CaseID), key, checked(), &after) == nil
	}, 60*time.Second, 200*time.Millisecond)
	require.Equal(t, "propose", after.Step)
	out, err := r.Run("verify")
	require.NoError(t, err, out)
}
