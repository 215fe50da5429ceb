package definition_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/apitest"
	"github.com/zhihui-renda/renda/api/definition"
	"github.com/zhihui-renda/renda/api/session"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

// world is the house's people with a calendar that counts nothing.
type world struct{ *store.Store }

func (world) DueOf(_ context.Context, _ process.Clock, _ time.Time) (process.Instants, error) {
	return process.Instants{DueDay: "2026-03-09"}, nil
}

// table is drafting and a review that nobody gives to himself.
func table() process.Definition {
	to := func(target process.Target) map[process.Outcome]process.Target {
		return map[process.Outcome]process.Target{process.OutcomeApprove: target}
	}
	return process.Definition{
		Key: "test.two", Title: "两步", Version: 1, Clocks: []process.ClockRule{{Key: "limit", Title: "审核时限", Amount: 5, Unit: "wd"}},
		Steps: []process.Step{
			{Key: "draft", Title: "起草", Mode: process.One, Actors: []process.Actor{{Kind: process.ActorInitiator}}, Next: to("review")},
			{
				Key: "review", Title: "审核", Mode: process.One, NotBy: []string{"draft"}, Due: "limit",
				Actors: []process.Actor{{Kind: process.ActorPool, Role: "unit_head", Unit: process.UnitOwner}}, Next: to("end:completed"),
			},
		},
	}
}

type house struct {
	*apitest.House
	sysadmin, drafter *apitest.Client
}

func newHouse(t *testing.T) house {
	t.Helper()
	h := apitest.New(t)
	tables, err := store.NewTables(h.Store, []process.Definition{table()})
	require.NoError(t, err)
	definition.Register(h.Door, definition.Deps{Tables: tables, Names: h.Store, World: world{h.Store}, By: session.By, Now: h.Now})
	out := house{h, h.Person("sysadmin", models.RoleSysadmin, ""), h.Person("drafter", models.RoleDrafter, "office")}
	h.Person("head", models.RoleUnitHead, "office")
	return out
}

func (h house) body(d process.Definition) map[string]any {
	return map[string]any{"organ": h.Units["npc"], "definition": d}
}

func TestAMistakeIsToldAtItsStep(t *testing.T) {
	h := newHouse(t)
	bad := table()
	bad.Version, bad.Steps[1].Next = 2, map[process.Outcome]process.Target{process.OutcomeApprove: "nowhere"}
	var checked definition.Checked
	h.sysadmin.Do(http.MethodPost, "/definitions/test.two/check", map[string]any{"definition": bad}).Into(&checked)
	require.False(t, checked.OK)
	require.Equal(t, []models.TableFlaw{{Step: "review", Code: "BAD_DEFINITION", Detail: "没有环节“nowhere”"}}, checked.Flaws)
	a := h.sysadmin.Do(http.MethodPut, "/definitions/test.two", h.body(bad)).Refused(http.StatusUnprocessableEntity, "BAD_DEFINITION")
	require.Contains(t, a.Text, "body.definition.steps.review")

	alone := table()
	alone.Version, alone.Steps[1].NotBy = 2, nil
	h.sysadmin.Do(http.MethodPost, "/definitions/test.two/check", map[string]any{"definition": alone}).Into(&checked)
	require.Equal(t, "DEFINITION_GUARDS", checked.Flaws[0].Code)
	a = h.sysadmin.Do(http.MethodPut, "/definitions/test.two", h.body(alone)).Refused(http.StatusUnprocessableEntity, "DEFINITION_GUARDS")
	require.Contains(t, a.Text, "body.definition.steps.review")

	h.drafter.Do(http.MethodPost, "/definitions/test.two/check", map[string]any{"definition": bad}).Refused(http.StatusForbidden, "FORBIDDEN")
	h.drafter.Do(http.MethodPut, "/definitions/test.two", h.body(table())).Refused(http.StatusForbidden, "FORBIDDEN")
}

func TestATableIsTriedBeforeItIsUsed(t *testing.T) {
	h := newHouse(t)
	ask := h.body(table())
	ask["initiator"] = h.People["drafter"]
	var tried definition.Tried
	h.sysadmin.Do(http.MethodPost, "/definitions/test.two/try", ask).Into(&tried)
	require.True(t, tried.Closed)
	require.Nil(t, tried.Stuck)
	require.Len(t, tried.Stops, 2)
	require.Equal(t, "甲drafter", tried.Stops[0].Asked[0].Name)
	review := tried.Stops[1]
	require.Equal(t, definition.Asked{Name: "甲head", Post: "单位npc科室（工委）负责人", Holders: 1}, review.Asked[0])
	require.Equal(t, "审核时限", review.Clock)
	require.Equal(t, "2026-03-09", review.DueDay)

	empty := table()
	empty.Steps[1].Actors[0].Role = models.RoleChair
	ask["definition"] = empty
	h.sysadmin.Do(http.MethodPost, "/definitions/test.two/try", ask).Into(&tried)
	require.False(t, tried.Closed)
	require.Equal(t, "review", tried.Stuck.Step)

	ask["initiator"] = h.People["sysadmin"]
	h.sysadmin.Do(http.MethodPost, "/definitions/test.two/try", ask).Refused(http.StatusUnprocessableEntity, "INITIATOR_WITHOUT_POST")
	empty.Steps[0].Actors = nil
	ask["definition"] = empty
	h.sysadmin.Do(http.MethodPost, "/definitions/test.two/try", ask).Refused(http.StatusUnprocessableEntity, "BAD_DEFINITION")
	count, err := h.Store.Workload(t.Context(), h.Time, time.Minute)
	require.NoError(t, err)
	require.Zero(t, count.OpenCases, "nothing is recorded")
}

func TestVersionsAreKeptAndTheWayBackIsOpen(t *testing.T) {
	h := newHouse(t)
	own := table()
	own.Version, own.Title = 2, "我们的两步"
	h.sysadmin.Do(http.MethodPut, "/definitions/test.two", h.body(own)).OK()
	var list definition.List
	h.drafter.Get("/definitions?organ=" + h.Units["npc"]).Into(&list)
	require.Equal(t, []definition.Entry{{Key: "test.two", Title: "我们的两步", Version: 2, Steps: 2, Own: true}}, list.Items)

	back := "/definitions/test.two?organ=" + h.Units["npc"]
	h.drafter.Do(http.MethodDelete, back, nil).Refused(http.StatusForbidden, "FORBIDDEN")
	h.sysadmin.Do(http.MethodDelete, back, nil).OK()
	h.drafter.Get("/definitions?organ=" + h.Units["npc"]).Into(&list)
	require.False(t, list.Items[0].Own)

	var versions definition.Versions
	h.sysadmin.Get("/definitions/test.two/versions?organ=" + h.Units["npc"]).Into(&versions)
	require.Equal(t, 1, versions.Shipped)
	require.Len(t, versions.Items, 2)
	require.True(t, versions.Items[0].Reset)
	require.Equal(t, "甲sysadmin", versions.Items[1].SetByName)
	var kept process.Definition
	h.sysadmin.Get("/definitions/test.two/versions/2?organ=" + h.Units["npc"]).Into(&kept)
	require.Equal(t, "我们的两步", kept.Title)
	h.sysadmin.Get("/definitions/test.two/versions/3?organ="+h.Units["npc"]).Refused(http.StatusNotFound, "NO_TABLE")
}
