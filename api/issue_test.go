package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/cases"
	"github.com/zhihui-renda/renda/api/document"
	"github.com/zhihui-renda/renda/api/lists"
	"github.com/zhihui-renda/renda/internal/demo"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// draft is a letter as a drafter writes it.
func (d *desk) draft(title, text string) map[string]any {
	d.t.Helper()
	heads, err := d.store.Letterheads(d.t.Context(), d.unit(demo.Congress))
	require.NoError(d.t, err)
	return map[string]any{
		"kind": "LETTER", "direction": "PARALLEL", "title": title, "issuing_org": heads[0].ID, "org_marks": []string{heads[0].Mark},
		"main_to":        []map[string]any{{"unit": d.unit("water"), "name": "蕲春县水利和湖泊局"}},
		"signature_orgs": []string{heads[0].Issuer}, "disclosure": "ON_REQUEST",
		"body": []map[string]any{{"kind": "paragraph", "text": "你局来文收悉。"}, {"kind": "paragraph", "text": text}},
	}
}

const letterTitle = "蕲春县人民代表大会常务委员会关于漕河堤防整治的函"

// open drafts a letter and sends it to review.
func (d *desk) open(text string) string {
	d.t.Helper()
	return into[contract.Answer](d.send("drafter", http.MethodPost, "/api/v1/documents/outgoing", map[string]any{
		"document": d.draft(letterTitle, text), "submit": true,
	}).ok()).CaseID
}

// sign takes a letter from the unit's review to the signature.
func (d *desk) sign(id string) {
	d.t.Helper()
	d.act("unit_head", id, way("approve", "同意。", nil))
	d.act("registrar", id, way("approve", "", map[string][]string{
		"checklist": {"need", "law", "consulted", "kind", "facts", "wording"}, "signer": {d.id("chair")},
	}))
	d.act("chair", id, way("approve", "同意印发。", nil))
}

func TestADraftKeepsItsVersionsAndShowsWhatChanged(t *testing.T) {
	d := newDesk(t)
	id := d.open("请于十日内报送方案。")
	d.act("unit_head", id, map[string]any{"verb": "return", "target": "initiator", "strategy": "straight", "reason": "时限过紧。"})
	saved := d.send("drafter", http.MethodPost, "/api/v1/documents/"+id+"/versions", map[string]any{
		"document": d.draft(letterTitle, "请于二十日内报送方案。"),
	}).ok()
	require.NotEmpty(t, into[contract.Answer](saved).Seq)
	d.act("drafter", id, way("approve", "", nil))

	versions := get[document.List[document.Version]](d, "unit_head", "/api/v1/documents/"+id+"/versions")
	require.Len(t, versions.Items, 2)
	require.True(t, versions.Items[1].Current)
	diff := get[document.Difference](d, "unit_head", "/api/v1/documents/"+id+"/diff?from=1")
	require.Equal(t, 2, diff.To)
	require.False(t, diff.Same)
	require.Contains(t, pieces(diff), models.Piece{Change: models.Added, Text: "二"})

	mine := get[document.Difference](d, "unit_head", "/api/v1/documents/"+id+"/diff?since=mine")
	require.Equal(t, 1, mine.From, "what changed since the return")
	first := get[document.Document](d, "unit_head", "/api/v1/documents/"+id+"/versions/1")
	require.Equal(t, "请于十日内报送方案。", first.Content.Body[1].Text)
	d.send("unit_head", http.MethodGet, "/api/v1/documents/"+id+"/versions/9", nil).refused(http.StatusNotFound, "VERSION_NOT_FOUND")
	d.send("unit_head", http.MethodGet, "/api/v1/documents/"+id+"/diff", nil).refused(http.StatusUnprocessableEntity, "FROM_REQUIRED")
}

func pieces(d document.Difference) []models.Piece {
	var out []models.Piece
	for _, block := range d.Blocks {
		out = append(out, block.Pieces...)
	}
	return out
}

func TestAChangeAfterTheSignatureGoesBackToTheSigner(t *testing.T) {
	d := newDesk(t)
	id := d.open("请于十日内报送方案。")
	d.sign(id)
	d.send("registrar", http.MethodPost, "/api/v1/documents/"+id+"/versions", map[string]any{
		"document": d.draft(letterTitle, "请于五日内报送方案。"),
	}).ok()
	signed := get[document.List[document.Signature]](d, "chair", "/api/v1/documents/"+id+"/signatures")
	last := signed.Items[len(signed.Items)-1]
	require.Equal(t, "签发", last.StepTitle)
	require.False(t, last.Holds)
	require.NotNil(t, last.Since)
	d.send("registrar", http.MethodPost, "/api/v1/cases/"+id+"/acts", way("approve", "", nil)).refused(http.StatusConflict, "TEXT_NOT_SIGNED")
	answer := d.act("registrar", id, way("substantive", "", nil))
	require.Equal(t, "sign", answer.Step)
}

func TestNobodySignsWhatHeWasNotShown(t *testing.T) {
	d := newDesk(t)
	id := d.open("请于十日内报送方案。")
	acts := "/api/v1/cases/" + id + "/acts"
	shown := get[cases.Head](d, "unit_head", "/api/v1/cases/"+id).Seq
	d.send("unit_head", http.MethodPost, acts, way("approve", "同意。", nil)).refused(http.StatusUnprocessableEntity, "EXPECT_SEQ_REQUIRED")
	d.act("unit_head", id, map[string]any{"verb": "return", "target": "initiator", "strategy": "straight", "reason": "请核对时限。"})
	d.act("drafter", id, map[string]any{"verb": "approve", "document": d.draft(letterTitle, "请于三日内报送方案。")})
	stale := way("approve", "同意。", nil)
	stale["expect_seq"] = shown
	d.send("unit_head", http.MethodPost, acts, stale).refused(http.StatusConflict, "STALE")
	d.act("unit_head", id, way("approve", "同意。", nil))
}

func TestWhatIsDispatchedArrivesAndIsTakenIn(t *testing.T) {
	d := newDesk(t)
	id := d.open("请于十日内报送方案。")
	d.sign(id)
	d.act("registrar", id, way("approve", "", nil))
	d.act("registrar", id, way("approve", "", map[string][]string{"doc_series": {"npc-letter"}, "scope": {"县水利局"}, "copies": {"5"}}))
	d.act("registrar", id, way("approve", "", map[string][]string{
		"proof_reader": {"某校对"}, "printed_copies": {"5"}, "printed_on": {"2026-03-02"},
	}))
	d.act("seal_keeper", id, way("approve", "", map[string][]string{"seal_id": {"常委会印"}, "seal_count": {"5"}}))
	d.act("registrar", id, way("approve", "", map[string][]string{"dispatch_inside": {d.unit("water")}}))

	box := get[lists.Page[lists.Item]](d, "water_handler", "/api/v1/inbox?box=incoming")
	require.Len(t, box.Items, 1)
	path := "/api/v1/deliveries/" + box.Items[0].Delivery.ID
	d.send("finance_handler", http.MethodGet, path, nil).refused(http.StatusNotFound, "DELIVERY_NOT_FOUND")
	d.send("water_handler", http.MethodGet, "/api/v1/cases/"+id, nil).refused(http.StatusNotFound, "CASE_NOT_FOUND")
	seen := get[document.Delivered](d, "water_handler", path)
	require.Equal(t, letterTitle, seen.Content.Title)
	require.NotEmpty(t, seen.Record.DocNo)

	register := map[string]any{"register": map[string]any{"series": "water-receipt"}}
	d.send("water_handler", http.MethodPost, path+"/incoming", register).refused(http.StatusConflict, "NOT_RECEIVED")
	d.send("water_handler", http.MethodPost, path+"/receipt", map[string]any{}).ok()
	d.send("water_handler", http.MethodPost, path+"/receipt", map[string]any{}).refused(http.StatusConflict, "RECEIPT_ALREADY_GIVEN")
	taken := into[contract.Answer](d.send("water_handler", http.MethodPost, path+"/incoming", register).ok())
	d.send("water_handler", http.MethodPost, path+"/incoming", register).refused(http.StatusConflict, "DELIVERY_REGISTERED")

	head := get[cases.Head](d, "water_handler", "/api/v1/cases/"+taken.CaseID)
	require.Equal(t, "first_check", head.Step)
	require.Equal(t, "蕲春县人民代表大会常务委员会", head.Sender)
	require.NotEmpty(t, get[cases.Head](d, "registrar", "/api/v1/cases/"+id).Deliveries[0].ReceivedBy)
}
