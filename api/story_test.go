package api_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/cases"
	"github.com/zhihui-renda/renda/api/document"
	"github.com/zhihui-renda/renda/api/lists"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

func TestAPaperIsRegisteredInOneGoAndGetsItsNumber(t *testing.T) {
	d := newDesk(t)
	id := d.register("蕲春县水利和湖泊局关于整治漕河堤防的请示")
	head := get[cases.Head](d, "registrar", "/api/v1/cases/"+id)
	require.Equal(t, "first_check", head.Step)
	require.Equal(t, "初审", head.StepTitle)
	require.NotEmpty(t, head.Numbers["receipt_no"])
	require.Len(t, head.Tasks, 1)
	require.True(t, head.Tasks[0].Mine)
	require.Equal(t, "文秘", head.Tasks[0].Pool.Title)
	require.Equal(t, "蕲春县水利和湖泊局", head.Sender)
	require.Equal(t, "办理中", head.StatusTitle)
}

func TestTheSameRequestTwiceIsOneCase(t *testing.T) {
	d := newDesk(t)
	body := map[string]any{"document": paper("蕲春县水利和湖泊局关于防汛物资的请示"), "register": map[string]any{"series": d.series("receipt")}}
	first := d.sendKey("registrar", http.MethodPost, "/api/v1/documents/incoming", "same-key-1", body).ok()
	d.clock.pass(3600e9)
	again := d.sendKey("registrar", http.MethodPost, "/api/v1/documents/incoming", "same-key-1", body).ok()
	require.JSONEq(t, string(first.body), string(again.body))

	body["document"] = paper("蕲春县水利和湖泊局关于另一件事的请示")
	d.sendKey("registrar", http.MethodPost, "/api/v1/documents/incoming", "same-key-1", body).refused(http.StatusConflict, "IDEMPOTENCY_KEY_REUSED")
	require.NotEmpty(t, into[contract.Answer](first).CaseID)
}

// way is the body of an answer that takes a step by an outcome.
func way(outcome, opinion string, form map[string][]string) map[string]any {
	body := map[string]any{"verb": "approve", "outcome": outcome}
	if opinion != "" {
		body["opinion"] = map[string]any{"text": opinion}
	}
	if form != nil {
		body["form"] = form
	}
	return body
}

var checked = map[string][]string{
	"check_ours": {"yes"}, "check_rules": {"yes"}, "check_format": {"yes"}, "check_consulted": {"na"}, "check_drafting": {"yes"},
}

func TestAPaperGoesFromTheDoorToTheArchive(t *testing.T) {
	d := newDesk(t)
	id := d.register("蕲春县水利和湖泊局关于整治漕河堤防的请示")
	rural := d.unit("npc-rural")
	d.act("registrar2", id, way("approve", "", checked))

	options := get[cases.Options](d, "office_head", "/api/v1/cases/"+id+"/options")
	require.Contains(t, verbs(options), "approve")
	preview := into[cases.Preview](d.send("office_head", http.MethodPost, "/api/v1/cases/"+id+"/preview",
		way("instruct", "拟请分管副主任阅示。", map[string][]string{"leaders": {d.id("vice_chair")}, "lead_unit": {rural}})).ok())
	require.Equal(t, "批示", preview.StepTitle)
	require.Len(t, preview.Opens, 1)

	d.act("office_head", id, way("instruct", "拟请分管副主任阅示。", map[string][]string{
		"leaders": {d.id("vice_chair")}, "lead_unit": {rural}, "readers": {d.id("chair")},
	}))
	todo := get[lists.Page[lists.Item]](d, "vice_chair", "/api/v1/inbox?box=todo")
	require.Len(t, todo.Items, 1)
	require.Equal(t, id, todo.Items[0].Case.ID)
	d.act("vice_chair", id, way("handle", "请农工委牵头办理。", nil))
	d.act("chair", id, map[string]any{"verb": "read"})

	d.clock.pass(26 * time.Hour)
	d.act("drafter", id, way("approve", "已会同水利局现场查看。", map[string][]string{"result": {"done"}}))
	d.act("drafter", id, way("approve", "", map[string][]string{"reply_date": {"2026-03-03"}, "reply_doc_no": {"蕲常函〔2026〕3号"}}))
	d.act("registrar", id, way("approve", "", nil))
	answer := d.act("archivist", id, way("approve", "", map[string][]string{
		"fonds": {"001"}, "archive_year": {"2026"}, "retention": {"30y"}, "archive_category": {"办公室"},
	}))
	require.Equal(t, process.StatusCompleted, answer.Status)

	history := get[cases.History](d, "registrar", "/api/v1/cases/"+id+"/events")
	require.Contains(t, texts(history), "“批示”：交办")
	require.Contains(t, texts(history), "“承办”：办理完毕")
	for _, line := range history.Items {
		if line.Text == "“承办”：办理完毕" {
			require.Equal(t, "1天2小时", line.Lay)
			require.Equal(t, "已会同水利局现场查看。", line.Opinion)
		}
	}
	said := get[cases.List[cases.Said]](d, "registrar", "/api/v1/cases/"+id+"/opinions")
	require.Equal(t, "领导批示", boxOf(said, "请农工委牵头办理。"))

	slip := d.send("registrar", http.MethodGet, "/api/v1/documents/"+id+"/handling-slip", nil).ok()
	require.Contains(t, slip.header.Get("Content-Type"), "text/html")
	require.Contains(t, string(slip.body), "请农工委牵头办理。")
	require.Contains(t, string(slip.body), "漕河堤防")
	d.send("registrar", http.MethodGet, "/api/v1/documents/"+id+"/draft-slip", nil).refused(http.StatusNotFound, "NO_SLIP")

	found := get[lists.Page[lists.Hit]](d, "registrar", "/api/v1/search?q="+url.QueryEscape("漕河堤防"))
	require.NotEmpty(t, found.Items)
	require.Empty(t, get[lists.Page[lists.Hit]](d, "water_handler", "/api/v1/search?q="+url.QueryEscape("漕河堤防")).Items)
	counts := get[lists.Counts](d, "vice_chair", "/api/v1/inbox/counts")
	require.Equal(t, 1, counts.Boxes[store.BoxDone].N)
	require.Equal(t, 0, counts.Boxes[store.BoxTodo].N)
}

func verbs(options cases.Options) []string {
	var out []string
	for _, o := range options.Items {
		out = append(out, string(o.Verb))
	}
	return out
}

func texts(history cases.History) []string {
	var out []string
	for _, line := range history.Items {
		out = append(out, line.Text)
	}
	return out
}

func boxOf(said cases.List[cases.Said], text string) string {
	for _, one := range said.Items {
		if one.Text == text {
			return one.Box
		}
	}
	return ""
}

func TestWhatAClerkLeavesToBeUnderstoodIsFilledIn(t *testing.T) {
	d := newDesk(t)
	id := into[contract.Answer](d.send("clerk_in", http.MethodPost, "/api/v1/documents/incoming", map[string]any{
		"document": map[string]any{"kind": "NOTICE", "title": "关于甲事的通知", "source_org": "某机关", "source_date": "2026-02-27"},
	}).ok()).CaseID
	content := get[document.Document](d, "clerk_in", "/api/v1/documents/"+id).Content
	require.Equal(t, []any{"2026-03-02", models.ChannelPaper, 1}, []any{content.ReceivedOn, content.Channel, content.Copies})
	require.Equal(t, "register", get[cases.Head](d, "clerk_in", at(id)).Step, "signed for, and waiting in the registry")
	require.Len(t, get[lists.Page[lists.Item]](d, "registrar", "/api/v1/inbox").Items, 1)
}
