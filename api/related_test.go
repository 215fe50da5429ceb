package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/cases"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/workflows/contract"
)

func TestRelatedPapersAreFoundFromBothSidesByThoseWhoSeeThem(t *testing.T) {
	d := newDesk(t)
	first := d.register("关于甲事的请示")
	body := with(paper("关于甲事的请示（重新报送）"), "resubmit_of", first)
	body["source_doc_no"] = "蕲水〔2026〕13号"
	second := into[contract.Answer](d.send("registrar", http.MethodPost, "/api/v1/documents/incoming", map[string]any{
		"document": body, "register": map[string]any{"series": "npc-receipt"},
	}).ok()).CaseID

	related := func(person, id string) []cases.Related {
		return get[cases.List[cases.Related]](d, person, "/api/v1/cases/"+id+"/related").Items
	}
	found := related("registrar", second)
	require.Len(t, found, 1)
	require.Equal(t, models.RelResubmits, found[0].Relation)
	require.Equal(t, first, found[0].Case.ID)
	require.Equal(t, "关于甲事的请示", found[0].Case.Title)
	found = related("registrar", first)
	require.Len(t, found, 1)
	require.Equal(t, models.RelResubmitted, found[0].Relation)
	d.send("water_handler", http.MethodGet, "/api/v1/cases/"+first+"/related", nil).refused(http.StatusNotFound, "CASE_NOT_FOUND")

	d.act("registrar", second, map[string]any{"verb": "circulate", "to": []map[string]any{{"person": d.id("drafter")}}})
	require.Empty(t, related("drafter", second), "he sees the one and not the other")
}
