package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/draft"
	"github.com/zhihui-renda/renda/models"
)

const myDraft = "/api/v1/drafts/draft-0001"

func TestADraftIsKeptWhileItIsWritten(t *testing.T) {
	d := newDesk(t)
	half := map[string]any{"kind": "", "title": "关于", "body": []map[string]any{{"kind": "paragraph", "text": "写了一半"}}}
	saved := into[draft.Saved](d.send("drafter", http.MethodPut, myDraft, map[string]any{"rev": 0, "document": half}).ok())
	require.EqualValues(t, 1, saved.Rev)

	// The second window saw nothing of it.
	d.send("drafter", http.MethodPut, myDraft, map[string]any{"rev": 0, "document": half}).refused(http.StatusConflict, "DRAFT_ELSEWHERE")
	require.Equal(t, "写了一半", get[models.DraftCopy](d, "drafter", myDraft).Document.Body[0].Text)
	require.Len(t, get[draft.List[draft.Unfinished]](d, "drafter", "/api/v1/drafts").Items, 1)

	// It is nobody else's, and nothing secret is kept of it.
	d.send("unit_head", http.MethodGet, myDraft, nil).refused(http.StatusNotFound, "DRAFT_NOT_FOUND")
	half["body"] = []map[string]any{{"kind": "paragraph", "text": "机密★1年"}}
	d.send("drafter", http.MethodPut, myDraft, map[string]any{"rev": 1, "document": half}).refused(http.StatusUnprocessableEntity, "CLASSIFIED")
	require.Equal(t, "写了一半", get[models.DraftCopy](d, "drafter", myDraft).Document.Body[0].Text)

	d.send("drafter", http.MethodDelete, myDraft, nil).ok()
	require.Empty(t, get[draft.List[draft.Unfinished]](d, "drafter", "/api/v1/drafts").Items)
}

func TestTheCopyOfACaseNeedsItsCase(t *testing.T) {
	d := newDesk(t)
	id := d.open("请于十日内报送方案。")
	body := func(text string) map[string]any {
		return map[string]any{"rev": 0, "case": id, "document": d.draft(letterTitle, text)}
	}
	d.send("unit_head", http.MethodPut, "/api/v1/drafts/"+id, body("改一处")).ok()
	d.send("water_handler", http.MethodPut, "/api/v1/drafts/"+id, body("偷改")).refused(http.StatusNotFound, "DRAFT_NOT_FOUND")
	d.send("unit_head", http.MethodPut, myDraft, body("他件")).refused(http.StatusUnprocessableEntity, "OTHER_CASE")
	require.Empty(t, get[draft.List[draft.Unfinished]](d, "unit_head", "/api/v1/drafts").Items)
}

func TestTwoTextsAreCompared(t *testing.T) {
	d := newDesk(t)
	diff := into[models.Difference](d.send("drafter", http.MethodPost, "/api/v1/drafts/compare", map[string]any{
		"was": d.draft(letterTitle, "请于十日内报送方案。"), "is": d.draft(letterTitle, "请于二十日内报送方案。"),
	}).ok())
	require.False(t, diff.Same)
	require.Empty(t, diff.Fields)
	require.Equal(t, models.Changed, diff.Blocks[1].Change)
}

func TestTheDeskOfADrafter(t *testing.T) {
	d := newDesk(t)
	desk := get[draft.Desk](d, "drafter", "/api/v1/drafting")
	require.NotEmpty(t, desk.Places)
	require.False(t, desk.Places[0].Templates)
	require.NotEmpty(t, desk.Letterheads)
	require.Len(t, desk.Kinds, len(models.DocKinds()))
	require.Equal(t, []string{"决议"}, desk.Kinds[0].Endings)
	require.True(t, get[draft.Desk](d, "office_head", "/api/v1/drafting").Places[0].Templates)
}

func TestAnOfficeHasTemplatesOfItsOwn(t *testing.T) {
	d := newDesk(t)
	const path = "/api/v1/document-templates"
	shipped := get[draft.List[models.DocumentTemplate]](d, "drafter", path+"?kind=REQUEST").Items
	require.Len(t, shipped, 1)
	require.Equal(t, "妥否，请批示。", shipped[0].Body[len(shipped[0].Body)-1].Text)

	own := map[string]any{"kind": "REQUEST", "name": "经费请示", "body": []map[string]any{{"kind": "paragraph", "text": "拟列支【请填写金额】。"}}}
	d.send("drafter", http.MethodPost, path, own).refused(http.StatusForbidden, "FORBIDDEN")
	made := into[models.DocumentTemplate](d.send("registrar", http.MethodPost, path, own).ok())
	list := get[draft.List[models.DocumentTemplate]](d, "drafter", path+"?kind=REQUEST").Items
	require.Len(t, list, 2)
	require.Equal(t, "经费请示", list[0].Name)
	require.Len(t, get[draft.List[models.DocumentTemplate]](d, "water_handler", path+"?kind=REQUEST").Items, 1)

	own["name"] = "专项经费请示"
	d.send("office_head", http.MethodPut, path+"/"+made.ID, own).ok()
	d.send("office_head", http.MethodPut, path+"/request-approve", own).refused(http.StatusNotFound, "TEMPLATE_NOT_FOUND")
	own["body"] = []map[string]any{{"kind": "paragraph", "text": "密级：机密"}}
	d.send("office_head", http.MethodPost, path, own).refused(http.StatusUnprocessableEntity, "CLASSIFIED")
	d.send("office_head", http.MethodDelete, path+"/"+made.ID, nil).ok()
	require.Len(t, get[draft.List[models.DocumentTemplate]](d, "drafter", path+"?kind=REQUEST").Items, 1)
}

func TestOrgansOutsideAreRememberedOnceTheyWereWrittenTo(t *testing.T) {
	d := newDesk(t)
	letter := d.draft(letterTitle, "请于十日内报送方案。")
	letter["main_to"] = []map[string]any{{"name": "黄冈市水利局"}, {"unit": d.unit("water"), "name": "蕲春县水利和湖泊局"}}
	path := "/api/v1/outside-organs?q=水利"
	d.send("drafter", http.MethodPost, "/api/v1/documents/outgoing", map[string]any{"document": letter}).ok()
	require.Empty(t, get[draft.List[models.OutsideOrgan]](d, "drafter", path).Items, "a draft may be thrown away")
	d.send("drafter", http.MethodPost, "/api/v1/documents/outgoing", map[string]any{"document": letter, "submit": true}).ok()
	require.Equal(t, []models.OutsideOrgan{{Name: "黄冈市水利局", Uses: 1, LastUsed: "2026-03-02"}},
		get[draft.List[models.OutsideOrgan]](d, "drafter", path).Items)
	require.Empty(t, get[draft.List[models.OutsideOrgan]](d, "water_handler", path).Items, "each organ has its own book")
}

func TestABlankOfAnOutlineHoldsADraftBack(t *testing.T) {
	d := newDesk(t)
	d.send("drafter", http.MethodPost, "/api/v1/documents/outgoing", map[string]any{
		"document": d.draft(letterTitle, "请于【请填写期限】前报送方案。"), "submit": true,
	}).refused(http.StatusUnprocessableEntity, "RULE_BLOCKED")
}
