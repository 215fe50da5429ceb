package api_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/calendar"
)

// kept are the tables that no refused request may touch.
var kept = []string{
	"cases", "events", "commands", "tasks", "opinions", "clocks", "clock_entries", "inbox", "case_access", "notifications",
	"numbers", "documents", "document_versions", "deliveries", "search_rows", "answers",
}

// count says how many rows each table has.
func (d *desk) count() map[string]int64 {
	d.t.Helper()
	rows := map[string]int64{}
	for _, table := range kept {
		var n int64
		require.NoError(d.t, d.store.DB(d.t.Context()).Table(table).Count(&n).Error)
		rows[table] = n
	}
	return rows
}

// with is a copy of a body with one thing changed.
func with(body map[string]any, key string, value any) map[string]any {
	out := maps.Clone(body)
	out[key] = value
	return out
}

// bad is one request that must be refused.
type bad struct {
	person, method, path string
	body                 any
	status               int
	code                 string
	// detail is the code and the place of the first thing wrong.
	detail string
}

// at is the path of a case or of what is under it.
func at(id string, more ...string) string { return "/api/v1/cases/" + id + strings.Join(more, "") }

func TestBadInputIsAClearProblemAndChangesNothing(t *testing.T) {
	d := newDesk(t)
	id := d.register("蕲春县水利和湖泊局关于整治漕河堤防的请示")
	d.act("registrar2", id, way("approve", "", checked))
	draft := d.open("请于十日内报送方案。")
	table := map[string]bad{}
	maps.Copy(table, badShapes(d, id))
	maps.Copy(table, badActs(d, id, draft))
	maps.Copy(table, badPapers(d))
	maps.Copy(table, badReads(id))
	before := d.count()
	for name, c := range table {
		t.Run(name, func(t *testing.T) {
			desk := *d
			desk.t = t
			method := c.method
			if method == "" {
				method = http.MethodPost
			}
			p := desk.send(c.person, method, c.path, c.body).refused(c.status, c.code)
			if c.detail != "" {
				require.NotEmpty(t, p.Errors)
				require.Equal(t, c.detail, p.Errors[0].Code+" "+p.Errors[0].Location)
			}
		})
		d.keys += 10
	}
	require.Equal(t, before, d.count())
}

// badShapes are bodies that never reach the kernel.
func badShapes(d *desk, id string) map[string]bad {
	ok := way("handle", "请办理。", map[string][]string{"lead_unit": {d.unit("npc-rural")}})
	acts := at(id, "/acts")
	return map[string]bad{
		"unknown field":      {"office_head", "", acts, with(ok, "colour", "red"), 422, "VALIDATION", "UNKNOWN_FIELD body.colour"},
		"wrong type":         {"office_head", "", acts, with(ok, "expect_seq", "one"), 422, "VALIDATION", "INTEGER body.expect_seq"},
		"not a list":         {"office_head", "", acts, with(ok, "to", "everybody"), 422, "VALIDATION", "ARRAY body.to"},
		"too long":           {"office_head", "", acts, with(ok, "opinion", map[string]any{"text": strings.Repeat("长", 2001)}), 422, "VALIDATION", "TOO_LONG body.opinion.text"},
		"broken UTF-8":       {"office_head", "", acts, "{\"verb\":\"approve\",\"reason\":\"\xc3\x28\"}", 422, "BROKEN_UTF8", ""},
		"control characters": {"office_head", "", acts, with(ok, "opinion", map[string]any{"text": "同意\u0007"}), 422, "CONTROL_CHARACTER", "CONTROL_CHARACTER body.opinion.text"},
		"half a body":        {"office_head", "", acts, `{"verb":"approve",`, 400, "JSON", ""},
		"two bodies":         {"office_head", "", acts, `{"verb":"approve"}{"verb":"reject"}`, 400, "JSON", ""},
		"no body":            {"office_head", "", acts, nil, 400, "BODY_REQUIRED", ""},
		"no verb":            {"office_head", "", acts, map[string]any{}, 422, "VALIDATION", "REQUIRED body.verb"},
		"a huge body":        {"office_head", "", acts, with(ok, "reason", strings.Repeat("x", 5<<20)), 413, "BODY_TOO_LARGE", ""},
		"nobody":             {"", "", acts, ok, 401, "NOT_SIGNED_IN", ""},
	}
}

// badActs are acts that the kernel or policy refuses.
func badActs(d *desk, id, draft string) map[string]bad {
	lead := map[string][]string{"lead_unit": {d.unit("npc-rural")}}
	handle := func(key string, values ...string) map[string]any {
		form := maps.Clone(lead)
		form[key] = values
		return way("handle", "请办理。", form)
	}
	to := func(verb string, parties ...map[string]any) map[string]any {
		return map[string]any{"verb": verb, "position": "before", "to": parties, "reason": "请先看。"}
	}
	me, acts, drafts := map[string]any{"person": d.id("office_head")}, at(id, "/acts"), at(draft, "/acts")
	return map[string]bad{
		"a verb nobody knows":         {"office_head", "", acts, map[string]any{"verb": "dance"}, 422, "UNKNOWN_VERB", ""},
		"a verb of the system":        {"office_head", "", acts, map[string]any{"verb": "clock"}, 422, "VERB_NOT_FOR_PEOPLE", "VERB_NOT_FOR_PEOPLE body.verb"},
		"a verb not allowed here":     {"office_head", "", acts, map[string]any{"verb": "reject", "reason": "不行"}, 409, "VERB_NOT_HERE", ""},
		"not my task":                 {"chair", "", acts, way("handle", "请办理。", lead), 403, "NOT_ASSIGNEE", ""},
		"a power I do not have":       {"registrar", "", acts, map[string]any{"verb": "terminate", "reason": "重复"}, 403, "NO_POWER", ""},
		"an outcome nobody knows":     {"office_head", "", acts, way("perhaps", "请办理。", lead), 422, "UNKNOWN_OUTCOME", ""},
		"a field nobody knows":        {"office_head", "", acts, handle("colour", "red"), 422, "UNKNOWN_FIELD", "UNKNOWN_FIELD body.form.colour"},
		"no opinion where one is due": {"office_head", "", acts, way("handle", "", lead), 422, "OPINION_REQUIRED", ""},
		"a unit that is not there":    {"office_head", "", acts, handle("lead_unit", "01HZZZZZZZZZZZZZZZZZZZZZZZ"), 422, "FIELD_INVALID", "FIELD_INVALID body.form.lead_unit"},
		"a deadline in the past":      {"office_head", "", acts, handle("deadline", "2026-03-01"), 422, "DATE_IN_THE_PAST", "DATE_IN_THE_PAST body.form.deadline"},
		"no date at all":              {"office_head", "", acts, handle("deadline", "soon"), 422, "FIELD_INVALID", "FIELD_INVALID body.form.deadline"},
		"a return forward":            {"office_head", "", acts, map[string]any{"verb": "return", "target": "close", "reason": "请重办"}, 422, "RETURN_FORWARD", ""},
		"a return to oneself":         {"office_head", "", acts, map[string]any{"verb": "return", "target": "propose", "reason": "请重办"}, 422, "RETURN_TO_SELF", ""},
		"a return without a reason":   {"office_head", "", acts, map[string]any{"verb": "return", "target": "previous"}, 422, "REASON_REQUIRED", ""},
		"a return to nowhere":         {"office_head", "", acts, map[string]any{"verb": "return", "target": "moon", "reason": "请重办"}, 422, "UNKNOWN_STEP", ""},
		"add-sign of nobody":          {"office_head", "", acts, to("add-signer"), 422, "PARTY_REQUIRED", ""},
		"add-sign of oneself":         {"office_head", "", acts, to("add-signer", me), 422, "PARTY_SELF", ""},
		"add-sign of one there":       {"unit_head", "", drafts, to("add-signer", map[string]any{"person": d.id("chair")}, map[string]any{"person": d.id("chair")}), 422, "PARTY_ALREADY_THERE", ""},
		"a person nobody knows":       {"office_head", "", acts, to("transfer", map[string]any{"person": "01HZZZZZZZZZZZZZZZZZZZZZZZ"}), 409, "NOBODY_RESPONSIBLE", ""},
		"a stale page":                {"office_head", "", acts, with(way("handle", "请办理。", lead), "expect_seq", 1), 409, "STALE", ""},
		"a task that is done":         {"drafter", "", drafts, way("approve", "", nil), 409, "TASK_DONE", ""},
		"a task of another case":      {"office_head", "", acts, with(way("handle", "请办理。", lead), "task", draft+"-4"), 422, "UNKNOWN_TASK", ""},
	}
}

// badPapers are documents that may not come in.
func badPapers(d *desk) map[string]bad {
	const path = "/api/v1/documents/incoming"
	in := func(key string, value any) map[string]any {
		return map[string]any{"document": with(paper("蕲春县水利和湖泊局关于防汛物资的请示"), key, value)}
	}
	good := map[string]any{"document": paper("蕲春县水利和湖泊局关于防汛物资的请示")}
	return map[string]bad{
		"a classified title":    {"registrar", "", path, in("title", "关于某事的请示（机密）"), 422, "CLASSIFIED", ""},
		"a mark in the body":    {"registrar", "", path, in("body", []map[string]any{{"kind": "paragraph", "text": "机 密 ★ 1 年"}}), 422, "CLASSIFIED", ""},
		"a marked attachment":   {"registrar", "", path, in("attachments", []map[string]any{{"name": "机密★1年.pdf"}}), 422, "CLASSIFIED", ""},
		"a field for secrecy":   {"registrar", "", path, in("secrecy", "机密"), 422, "VALIDATION", "UNKNOWN_FIELD body.document.secrecy"},
		"an urgency of its own": {"registrar", "", path, in("urgency", "特别急"), 422, "VALIDATION", "URGENCY_ILLEGAL body.document.urgency"},
		"no title":              {"registrar", "", path, in("title", " "), 422, "VALIDATION", "REQUIRED body.document.title"},
		"a kind nobody knows":   {"registrar", "", path, in("kind", "MEMO"), 422, "VALIDATION", "KIND_UNKNOWN body.document.kind"},
		"a day that is not":     {"registrar", "", path, in("received_on", "2026-02-30"), 422, "VALIDATION", "DATE_INVALID body.document.received_on"},
		"another unit":          {"registrar", "", path, with(good, "unit", d.unit("water")), 404, "UNIT_NOT_FOUND", "UNIT_NOT_FOUND body.unit"},
		"not my business":       {"seal_keeper", "", path, good, 403, "FORBIDDEN", ""},
		"an administrator":      {"sysadmin", "", path, good, 403, "FORBIDDEN", ""},
		"a series not ours":     {"registrar", "", path, with(good, "register", map[string]any{"series": "water-receipt"}), 409, "SERIES_NOT_FOUND", ""},
		"a series of no kind":   {"registrar", "", path, with(good, "register", map[string]any{"series": "nothing"}), 409, "SERIES_NOT_FOUND", ""},
	}
}

// badReads ask for what is not there, or not theirs.
func badReads(id string) map[string]bad {
	return map[string]bad{
		"a case of another unit":   {"water_handler", "GET", at(id), nil, 404, "CASE_NOT_FOUND", ""},
		"its history":              {"water_handler", "GET", at(id, "/events"), nil, 404, "CASE_NOT_FOUND", ""},
		"its opinions":             {"water_handler", "GET", at(id, "/opinions"), nil, 404, "CASE_NOT_FOUND", ""},
		"its options":              {"water_handler", "GET", at(id, "/options"), nil, 404, "CASE_NOT_FOUND", ""},
		"its document":             {"water_handler", "GET", "/api/v1/documents/" + id, nil, 404, "DOCUMENT_NOT_FOUND", ""},
		"its slip":                 {"water_handler", "GET", "/api/v1/documents/" + id + "/handling-slip", nil, 404, "CASE_NOT_FOUND", ""},
		"an act on it":             {"water_handler", "", at(id, "/acts"), map[string]any{"verb": "follow"}, 404, "CASE_NOT_FOUND", ""},
		"an administrator looks":   {"sysadmin", "GET", at(id), nil, 403, "FORBIDDEN", ""},
		"a case that is not":       {"registrar", "GET", at("01HZZZZZZZZZZZZZZZZZZZZZZZ"), nil, 404, "CASE_NOT_FOUND", ""},
		"an act on nothing":        {"registrar", "", at("01HZZZZZZZZZZZZZZZZZZZZZZZ", "/acts"), map[string]any{"verb": "follow"}, 404, "CASE_NOT_FOUND", ""},
		"a clock that is not":      {"registrar", "GET", at(id, "/clocks/none/explain"), nil, 404, "CLOCK_NOT_FOUND", ""},
		"a cursor made up":         {"registrar", "GET", "/api/v1/inbox?cursor=abcdef", nil, 422, "BAD_CURSOR", "BAD_CURSOR query.cursor"},
		"a search cursor made up":  {"registrar", "GET", "/api/v1/search?q=a&cursor=abcdef", nil, 422, "BAD_CURSOR", "BAD_CURSOR query.cursor"},
		"a box nobody knows":       {"registrar", "GET", "/api/v1/inbox?box=attic", nil, 422, "VALIDATION", "CHOICE query.box"},
		"a page too large":         {"registrar", "GET", "/api/v1/inbox?limit=1000", nil, 422, "VALIDATION", "TOO_GREAT query.limit"},
		"a parameter nobody knows": {"registrar", "GET", "/api/v1/inbox?colour=red", nil, 422, "VALIDATION", "UNKNOWN_PARAMETER query.colour"},
		"a search for nothing":     {"registrar", "GET", "/api/v1/search?q=", nil, 422, "VALIDATION", "REQUIRED query.q"},
		"a day of no calendar":     {"registrar", "GET", "/api/v1/inbox?since=2026-13-01", nil, 422, "VALIDATION", "DATE query.since"},
		"a delivery that is not":   {"registrar", "GET", "/api/v1/deliveries/01HZZZZZZZZZZZZZZZZZZZZZZZ", nil, 404, "DELIVERY_NOT_FOUND", ""},
		"a series that is not":     {"office_head", "", "/api/v1/number-series/none/reservations", map[string]any{"count": 1, "reason": "预留"}, 404, "SERIES_NOT_FOUND", ""},
		"another organ's numbers":  {"office_head", "", "/api/v1/number-series/water-receipt/reservations", map[string]any{"count": 1, "reason": "预留"}, 403, "OTHER_ORGAN", ""},
		"a definition that is not": {"registrar", "GET", "/api/v1/definitions/none", nil, 404, "NO_PROCESS", ""},
	}
}

func TestAYearWithoutACalendarIsFlagged(t *testing.T) {
	d := newDesk(t)
	id := d.register("蕲春县水利和湖泊局关于整治漕河堤防的请示")
	d.act("registrar", id, way("approve", "", checked))
	d.clock.pass(time.Date(2026, 12, 30, 9, 0, 0, 0, calendar.Shanghai).Sub(begin))
	d.act("office_head", id, way("handle", "请办理。", map[string][]string{"lead_unit": {d.unit("npc-rural")}}))
	head := get[headOf](d, "registrar", at(id))
	require.Len(t, head.Clocks, 1)
	require.True(t, head.Clocks[0].Provisional)
	explained := get[explainedOf](d, "registrar", at(id, "/clocks/", head.Clocks[0].ID, "/explain"))
	require.Contains(t, strings.Join(explained.Lines, "\n"), "2027年放假通知尚未录入")
}

func TestWithTheEngineAwayNothingIsHalfDone(t *testing.T) {
	d := newDesk(t)
	body := map[string]any{"document": paper("蕲春县水利和湖泊局关于防汛物资的请示"), "register": map[string]any{"series": d.series("receipt")}}
	before := d.count()
	d.engine.away = true
	refused := d.sendKey("registrar", http.MethodPost, "/api/v1/documents/incoming", "key-away-1", body)
	refused.refused(http.StatusServiceUnavailable, "ENGINE_AWAY")
	require.NotEmpty(t, refused.header.Get("Retry-After"))
	require.Equal(t, before, d.count())
	d.engine.away = false
	d.sendKey("registrar", http.MethodPost, "/api/v1/documents/incoming", "key-away-1", body).ok()
	require.Equal(t, before["cases"]+1, d.count()["cases"])
}

func TestWithTheDatabaseAwayOneIsAskedToComeAgain(t *testing.T) {
	d := newDesk(t)
	id := d.register("蕲春县水利和湖泊局关于整治漕河堤防的请示")
	require.NoError(t, d.store.Close())
	for _, path := range []string{at(id), "/api/v1/inbox", "/api/v1/search?q=a"} {
		refused := d.send("registrar", http.MethodGet, path, nil)
		refused.refused(http.StatusServiceUnavailable, "DATABASE_AWAY")
		require.NotEmpty(t, refused.header.Get("Retry-After"))
	}
	ready := d.send("", http.MethodGet, "/readyz", nil)
	require.Equal(t, http.StatusServiceUnavailable, ready.status)
}

// headOf and explainedOf are what this file reads of an answer.
type (
	headOf struct {
		Clocks []struct {
			ID          string `json:"id"`
			Provisional bool   `json:"provisional"`
		} `json:"clocks"`
	}
	explainedOf struct {
		Lines []string `json:"lines"`
	}
)
