package people_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/apitest"
	"github.com/zhihui-renda/renda/api/people"
	"github.com/zhihui-renda/renda/api/policy"
	"github.com/zhihui-renda/renda/api/session"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// mover is an engine that does hand-overs by moving the rows of tasks; one case
// it refuses.
type mover struct {
	h       *apitest.House
	refuses string
	acts    map[string]int
	lapsed  int // how often the cases were told that something ended
}

func (m *mover) Act(ctx context.Context, act contract.Act) (contract.Answer, error) {
	if act.CaseID == m.refuses {
		return contract.Answer{}, fault.New(fault.Denied, "NO_POWER", "无权办理。")
	}
	m.acts[act.ID]++
	c := act.Commands[0]
	return contract.Answer{}, m.h.Store.DB(ctx).Exec("UPDATE tasks SET assignee = ? WHERE assignee = ? AND case_id = ?",
		c.To[0].Person, c.From, act.CaseID).Error
}

func newHouse(t *testing.T) (*apitest.House, *mover) {
	h := apitest.New(t)
	m := &mover{h: h, acts: map[string]int{}}
	people.Register(h.Door, people.Deps{
		Store: h.Store, Engine: m, Allower: h.Policy, Viewer: h.Sessions.Viewer, By: session.By, Now: h.Now,
		Lapse: func(context.Context) { m.lapsed++ },
	})
	policy.Register(h.Door, policy.Deps{Record: h.Store, Refresh: h.Policy.Refresh, By: session.By, Now: h.Now})
	return h, m
}

func TestANewcomerComesInByTheHandsOfTwoAdministrators(t *testing.T) {
	h, _ := newHouse(t)
	sysadmin, secadmin := h.Person("sysadmin", models.RoleSysadmin, ""), h.Person("secadmin", models.RoleSecadmin, "")
	var person models.Person
	sysadmin.Do(http.MethodPost, "/people", map[string]any{"username": "newcomer", "name": "新人"}).Into(&person)
	sysadmin.Do(http.MethodPost, "/people", map[string]any{"username": "newcomer", "name": "旧人"}).Refused(http.StatusConflict, "USERNAME_TAKEN")
	sysadmin.Do(http.MethodPost, "/people", map[string]any{"username": "坏名", "name": "新人"}).Refused(http.StatusUnprocessableEntity, "USERNAME")

	var reset struct {
		Password string
		Consent  models.Consent
	}
	ask := map[string]string{"reason": "首次登录"}
	sysadmin.DoKey(http.MethodPost, "/people/"+person.ID+"/password", "the-same-key", ask).Into(&reset)
	require.NotEmpty(t, reset.Password)
	again := reset
	again.Password = ""
	sysadmin.DoKey(http.MethodPost, "/people/"+person.ID+"/password", "the-same-key", ask).Into(&again)
	require.Empty(t, again.Password, "shown once")
	require.Equal(t, reset.Consent.ID, again.Consent.ID)

	sysadmin.Do(http.MethodPost, "/people/"+person.ID+"/posts", map[string]any{
		"role": "drafter", "unit_id": h.Units["office"], "reason": "新入职",
	}).OK()
	var waiting struct{ Items []policy.Consent }
	secadmin.Get("/policy/consents").Into(&waiting)
	require.Len(t, waiting.Items, 2)
	for _, c := range waiting.Items {
		require.Equal(t, "新人", c.PersonName)
		require.Contains(t, []string{"为新人重置密码。", "新人任单位office拟稿人，自2026-03-02起。"}, c.Sentence)
		decide := map[string]string{"decision": "approved"}
		sysadmin.Do(http.MethodPost, "/policy/consents/"+c.ID+"/decision", decide).Refused(http.StatusForbidden, "CONSENT_OWN")
		secadmin.Do(http.MethodPost, "/policy/consents/"+c.ID+"/decision", decide).OK()
	}

	newcomer := h.Client()
	newcomer.Username = "newcomer"
	newcomer.SignIn(reset.Password)
	newcomer.Get("/proxies").Refused(http.StatusForbidden, "PASSWORD_CHANGE_REQUIRED")
	newcomer.Do(http.MethodPut, "/session/password", map[string]string{"old_password": reset.Password, "password": "Peach-8 blossom"}).OK()
	newcomer.Get("/proxies").OK()

	var seen people.Person
	newcomer.Get("/people/" + person.ID).Into(&seen)
	require.Equal(t, "held", seen.Posts[0].State)
	require.Equal(t, "单位office", seen.Posts[0].UnitName)
	newcomer.Do(http.MethodPost, "/people", map[string]any{"username": "friend", "name": "朋友"}).Refused(http.StatusForbidden, "FORBIDDEN")
	secadmin.Do(http.MethodPost, "/people/"+person.ID+"/posts", map[string]any{"role": "chair", "unit_id": h.Units["npc"], "reason": "越权"}).
		Refused(http.StatusForbidden, "FORBIDDEN")
}

func TestTheTreeIsKeptByTheSystemAdministrator(t *testing.T) {
	h, _ := newHouse(t)
	sysadmin, clerk := h.Person("sysadmin", models.RoleSysadmin, ""), h.Person("clerk", models.RoleClerkIn, "office")
	var unit models.Unit
	sysadmin.Do(http.MethodPost, "/units", map[string]any{
		"code": "docs", "name": "文秘科", "kind": "section", "parent_id": h.Units["office"],
	}).Into(&unit)
	require.Equal(t, "文秘科", unit.ShortName)
	sysadmin.Do(http.MethodPost, "/units/"+h.Units["office"]+"/move", map[string]any{"parent_id": unit.ID}).
		Refused(http.StatusUnprocessableEntity, "UNIT_CYCLE")
	sysadmin.Do(http.MethodPatch, "/units/"+unit.ID, map[string]any{"name": "文秘股", "short_name": "文秘股", "sort": 1}).OK()
	sysadmin.Do(http.MethodPost, "/units/"+unit.ID+"/close", nil).OK()
	sysadmin.Do(http.MethodPost, "/units/"+unit.ID+"/close", nil).Refused(http.StatusConflict, "UNIT_CLOSED")
	var history struct{ Items []models.UnitChange }
	clerk.Get("/units/" + unit.ID + "/history").Into(&history)
	require.Len(t, history.Items, 3)
	clerk.Get("/units/nowhere/history").Refused(http.StatusNotFound, "UNIT_UNKNOWN")
	var units struct{ Items []models.Unit }
	clerk.Get("/units").Into(&units)
	require.Len(t, units.Items, 3)
	clerk.Get("/units?closed=true").Into(&units)
	require.Len(t, units.Items, 4)

	head := map[string]any{"unit_id": h.Units["npc"], "mark": "某县人大常委会文件", "issuer": "某县人大常委会", "prefix": "某常发"}
	var made models.Letterhead
	sysadmin.Do(http.MethodPost, "/letterheads", head).Into(&made)
	sysadmin.Do(http.MethodPost, "/letterheads", head).Refused(http.StatusConflict, "LETTERHEAD_PREFIX_TAKEN")
	sysadmin.Do(http.MethodDelete, "/letterheads/"+made.ID, nil).OK()
	clerk.Do(http.MethodPost, "/letterheads", head).Refused(http.StatusForbidden, "FORBIDDEN")
	var heads struct{ Items []models.Letterhead }
	clerk.Get("/letterheads?organ=" + h.Units["npc"]).Into(&heads)
	require.Len(t, heads.Items, 1)
	require.NotNil(t, heads.Items[0].Closed)
}

func TestPeopleAreListedByPage(t *testing.T) {
	h, _ := newHouse(t)
	clerk := h.Person("clerk", models.RoleClerkIn, "office")
	h.Person("drafter", models.RoleDrafter, "office")
	var page struct {
		Items []models.Person
		Next  string
	}
	clerk.Get("/people?limit=1&unit=" + h.Units["npc"]).Into(&page)
	require.Len(t, page.Items, 1)
	require.NotEmpty(t, page.Next)
	clerk.Get("/people?limit=1&unit=" + h.Units["npc"] + "&cursor=" + page.Next).Into(&page)
	require.Equal(t, "drafter", page.Items[0].Username)
	clerk.Get("/people?cursor=made-up").Refused(http.StatusUnprocessableEntity, "BAD_CURSOR")
	clerk.Get("/people/nobody").Refused(http.StatusNotFound, "PERSON_UNKNOWN")
	var roles struct{ Items []people.Role }
	clerk.Get("/roles").Into(&roles)
	require.Len(t, roles.Items, len(models.RoleTitles))
}

func TestSomebodyWhoGoesHandsOverAllHeHas(t *testing.T) {
	h, m := newHouse(t)
	sysadmin, head := h.Person("sysadmin", models.RoleSysadmin, ""), h.Person("head", models.RoleOfficeHead, "office")
	h.Person("clerk", models.RoleClerkIn, "office")
	h.Person("clerk2", models.RoleClerkIn, "office")
	id := h.People["clerk"]
	ctx := t.Context()
	for _, row := range [][2]string{{"t1", "c1"}, {"t2", "c1"}, {"t3", "c2"}, {"t4", "c3"}} {
		require.NoError(t, h.Store.DB(ctx).Create(&models.Task{ID: row[0], CaseID: row[1], Assignee: id, Status: "open", OpenedAt: h.Time}).Error)
		if row[1] != "c3" { // c3 belongs to others
			access := map[string]any{"case_id": row[1], "address": models.OverseerAddress(h.Units["npc"])}
			_ = h.Store.DB(ctx).Table("case_access").Create(access).Error
		}
	}
	m.refuses = "c2"

	var left people.Leaving
	sysadmin.Get("/people/" + id + "/leaving").Into(&left)
	require.Equal(t, people.Leaving{Tasks: 4, Posts: 1}, left)
	sysadmin.Do(http.MethodPost, "/people/"+id+"/deactivate", nil).Refused(http.StatusConflict, "HAND_OVER_FIRST")
	sysadmin.Get("/people/"+id+"/tasks").Refused(http.StatusForbidden, "FORBIDDEN")
	var tasks struct {
		Items  []models.Task
		Hidden int
	}
	head.Get("/people/" + id + "/tasks").Into(&tasks)
	require.Len(t, tasks.Items, 3)
	require.Equal(t, 1, tasks.Hidden)
	foreign := h.Person("foreign", models.RoleOfficeHead, "gov")
	foreign.Get("/people/"+id+"/tasks").Refused(http.StatusForbidden, "OTHER_ORGAN")
	foreign.Get("/people/nobody/tasks").Refused(http.StatusForbidden, "OTHER_ORGAN")
	foreign.Do(http.MethodPost, "/people/"+id+"/hand-over", map[string]string{"to": h.People["clerk2"], "reason": "调离"}).
		Refused(http.StatusForbidden, "OTHER_ORGAN")

	ask := map[string]string{"to": h.People["sysadmin"], "reason": "调离"}
	head.Do(http.MethodPost, "/people/"+id+"/hand-over", ask).Refused(http.StatusUnprocessableEntity, "SUCCESSOR_UNKNOWN")
	ask["to"] = id
	head.Do(http.MethodPost, "/people/"+id+"/hand-over", ask).Refused(http.StatusUnprocessableEntity, "PARTY_SELF")
	ask["to"] = h.People["clerk2"]
	var done people.HandedOver
	head.DoKey(http.MethodPost, "/people/"+id+"/hand-over", "the-same-key", ask).Into(&done)
	require.Equal(t, []string{"c1"}, done.Cases)
	require.Equal(t, []people.Failed{{CaseID: "c2", Code: "NO_POWER", Detail: "无权办理。"}}, done.Failed)
	require.Equal(t, 2, done.Left)
	m.refuses = ""
	head.DoKey(http.MethodPost, "/people/"+id+"/hand-over", "the-same-key", ask).Into(&done)
	require.Equal(t, []string{"c2"}, done.Cases, "sent again, what was left is done")
	require.Len(t, m.acts, 2)

	require.NoError(t, h.Store.DB(ctx).Exec("UPDATE tasks SET status = 'done'").Error)
	sysadmin.Get("/people/" + id + "/leaving").Into(&left)
	require.True(t, left.Clear)
	sysadmin.Do(http.MethodPost, "/people/"+id+"/deactivate", nil).OK()
	var seen people.Person
	head.Get("/people/" + id).Into(&seen)
	require.NotNil(t, seen.LeftAt)
	sysadmin.Do(http.MethodPost, "/people/"+id+"/reactivate", nil).OK()
}

func TestADelegationIsMadeSeenAndTakenBack(t *testing.T) {
	h, _ := newHouse(t)
	chair, vice := h.Person("chair", models.RoleChair, "npc"), h.Person("vice", models.RoleViceChair, "npc")
	h.Person("third", models.RoleViceChair, "npc")
	h.Unit("court", "", true)
	outsider := h.Person("judge", models.RoleUnitHandler, "court")
	var offered struct{ Items []people.Person }
	chair.Get("/proxies/agents").Into(&offered)
	require.Len(t, offered.Items, 2, "others of the organ, nobody of the court and not himself")
	chair.Get("/proxies/agents?q=third").Into(&offered)
	require.Len(t, offered.Items, 1)
	outsider.Get("/proxies/agents").Into(&offered)
	require.Empty(t, offered.Items)
	chair.Do(http.MethodPost, "/proxies", map[string]any{"agent": h.People["judge"], "from": h.Time, "until": h.Time.AddDate(0, 0, 7)}).
		Refused(http.StatusUnprocessableEntity, "PROXY_OUTSIDE")

	ask := map[string]any{"agent": h.People["vice"], "from": h.Time, "until": h.Time.AddDate(0, 0, 7)}
	var made models.Proxy
	chair.Do(http.MethodPost, "/proxies", ask).Into(&made)
	ask["agent"] = h.People["chair"]
	chair.Do(http.MethodPost, "/proxies", ask).Refused(http.StatusUnprocessableEntity, "PROXY_SELF")
	vice.Do(http.MethodPost, "/proxies", ask).Refused(http.StatusUnprocessableEntity, "PROXY_LOOP")
	ask["agent"] = h.People["third"]
	vice.Do(http.MethodPost, "/proxies", ask).Refused(http.StatusUnprocessableEntity, "PROXY_CHAIN")
	ask["until"] = h.Time.AddDate(0, 0, -7)
	ask["from"] = h.Time.AddDate(0, 0, -8)
	vice.Do(http.MethodPost, "/proxies", ask).Refused(http.StatusUnprocessableEntity, "DATE_IN_THE_PAST")

	var list struct{ Items []people.Proxy }
	vice.Get("/proxies").Into(&list)
	require.Equal(t, "甲chair", list.Items[0].PrincipalName)
	require.Equal(t, "held", list.Items[0].State)
	vice.Do(http.MethodDelete, "/proxies/"+made.ID, nil).Refused(http.StatusForbidden, "PROXY_NOT_YOURS")
	chair.Get("/proxies/" + made.ID + "/digest").OK()
	h.Time = h.Time.Add(time.Minute)
	chair.Do(http.MethodDelete, "/proxies/"+made.ID, nil).OK()
	chair.Do(http.MethodDelete, "/proxies/"+made.ID, nil).Refused(http.StatusConflict, "PROXY_ENDED")
}
