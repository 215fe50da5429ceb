package api_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/lists"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/workflows/contract"
)

type inbox = lists.Page[lists.Item]

// titles are those of a page, in order.
func titles(page inbox) []string {
	out := []string{}
	for _, item := range page.Items {
		out = append(out, item.Case.Title)
	}
	return out
}

// shelf registers papers of every urgency and sender.
func shelf(d *desk) {
	d.t.Helper()
	for _, row := range []struct{ title, urgency, from string }{
		{"关于甲事的请示", "", "蕲春县水利和湖泊局"},
		{"关于乙事的请示", "加急", "蕲春县财政局"},
		{"关于丙事的请示", "特急", "蕲春县水利和湖泊局"},
		{"关于丁事的请示", "", "蕲春县教育局"},
		{"关于戊事的请示", "特急", "蕲春县财政局"},
	} {
		body := with(with(paper(row.title), "urgency", row.urgency), "source_org", row.from)
		body["source_doc_no"] = row.title
		d.send("registrar", http.MethodPost, "/api/v1/documents/incoming", map[string]any{
			"document": body, "register": map[string]any{"series": "npc-receipt"},
		}).ok()
		d.clock.pass(time.Minute)
	}
}

func TestAPaperDoneInThreeActsIsOneLineOfWhatWasDone(t *testing.T) {
	d := newDesk(t)
	first := d.register("关于甲事的请示")
	d.clock.pass(time.Minute)
	d.register("关于乙事的请示")
	require.Equal(t, []string{"关于乙事的请示", "关于甲事的请示"}, titles(get[inbox](d, "registrar", "/api/v1/inbox?box=done")))
	d.clock.pass(time.Minute)
	d.act("registrar", first, way("approve", "", checked))
	require.Equal(t, []string{"关于甲事的请示", "关于乙事的请示"}, titles(get[inbox](d, "registrar", "/api/v1/inbox?box=done")),
		"the line moves to the newest act")
}

func TestTheTodoListIsOrderedFilteredAndPaged(t *testing.T) {
	d := newDesk(t)
	shelf(d)
	all := []string{"关于丙事的请示", "关于戊事的请示", "关于乙事的请示", "关于甲事的请示", "关于丁事的请示"}
	require.Equal(t, all, titles(get[inbox](d, "registrar", "/api/v1/inbox")), "urgency first, then arrival")
	require.Equal(t, all, titles(get[inbox](d, "registrar2", "/api/v1/inbox")), "a pool is everybody's of the role")

	var paged []string
	for cursor, pages := "", 0; pages == 0 || cursor != ""; pages++ {
		page := get[inbox](d, "registrar", "/api/v1/inbox?limit=2&cursor="+url.QueryEscape(cursor))
		paged = append(paged, titles(page)...)
		cursor = page.Next
		require.Less(t, pages, 4)
	}
	require.Equal(t, all, paged, "every item once")

	for query, want := range map[string][]string{
		"urgency=特急":                        {"关于丙事的请示", "关于戊事的请示"},
		"urgency=none":                      {"关于甲事的请示", "关于丁事的请示"},
		"sender=财政":                         {"关于戊事的请示", "关于乙事的请示"},
		"title=甲":                           {"关于甲事的请示"},
		"title=%25":                         {},
		"number=0003":                       {"关于丙事的请示"},
		"step=first_check&urgency=加急":       {"关于乙事的请示"},
		"step=propose":                      {},
		"process=document.issue":            {},
		"since=2026-03-02&until=2026-03-02": all,
		"since=2026-03-03":                  {},
	} {
		require.Equal(t, want, titles(get[inbox](d, "registrar", "/api/v1/inbox?"+query)), query)
	}
	require.Equal(t, []string{"关于戊事的请示", "关于丁事的请示", "关于丙事的请示", "关于乙事的请示", "关于甲事的请示"},
		titles(get[inbox](d, "registrar", "/api/v1/inbox?order=arrival")))
	d.send("registrar", http.MethodGet, "/api/v1/inbox?order=title", nil).refused(http.StatusUnprocessableEntity, "VALIDATION")
	next := get[inbox](d, "registrar", "/api/v1/inbox?limit=2").Next
	d.send("registrar2", http.MethodGet, "/api/v1/inbox?limit=2&cursor="+url.QueryEscape(next), nil).
		refused(http.StatusUnprocessableEntity, "BAD_CURSOR")
	d.send("registrar", http.MethodGet, "/api/v1/inbox?box=done&limit=2&cursor="+url.QueryEscape(next), nil).
		refused(http.StatusUnprocessableEntity, "BAD_CURSOR")
}

func TestEveryBoxHoldsWhatItsNameSays(t *testing.T) {
	d := newDesk(t)
	id := d.register("关于甲事的请示")
	d.act("registrar2", id, way("approve", "", checked))
	d.act("office_head", id, way("handle", "请农工委办理。", map[string][]string{
		"lead_unit": {d.unit("npc-rural")}, "readers": {d.id("chair")},
	}))
	d.act("vice_chair", id, map[string]any{"verb": "follow"})
	draft := into[contract.Answer](d.send("drafter", http.MethodPost, "/api/v1/documents/outgoing", map[string]any{
		"document": d.draft(letterTitle, "请阅。"),
	}).ok()).CaseID
	d.clock.pass(30 * 24 * time.Hour)

	for _, c := range []struct {
		person string
		box    store.Box
		want   []string
	}{
		{"drafter", store.BoxTodo, []string{id}},
		{"drafter", store.BoxOverdue, []string{id}},
		{"drafter", store.BoxDrafts, []string{draft}},
		{"registrar2", store.BoxDone, []string{id}},
		{"registrar", store.BoxInitiated, []string{id}},
		{"vice_chair", store.BoxFollowed, []string{id}},
		{"chair", store.BoxToRead, []string{id}},
		{"chair", store.BoxTodo, []string{}},
		{"water_handler", store.BoxTodo, []string{}},
	} {
		page := get[inbox](d, c.person, "/api/v1/inbox?box="+string(c.box))
		got := []string{}
		for _, item := range page.Items {
			got = append(got, item.Case.ID)
		}
		require.Equal(t, c.want, got, "%s of %s", c.box, c.person)
		counted := get[lists.Counts](d, c.person, "/api/v1/inbox/counts").Boxes[c.box]
		require.Equal(t, len(c.want), counted.N, "%s of %s", c.box, c.person)
	}
	late := get[inbox](d, "drafter", "/api/v1/inbox?box=todo")
	require.True(t, late.Items[0].Late)
	d.act("chair", id, map[string]any{"verb": "read"})
	require.Len(t, get[inbox](d, "chair", "/api/v1/inbox?box=read").Items, 1)
}
