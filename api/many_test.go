package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/cases"
	"github.com/zhihui-renda/renda/api/lists"
	"github.com/zhihui-renda/renda/models/store"
)

type foreseen = cases.List[cases.Foreseen]

func TestWhatManyActsComeToIsToldForEachAndChangesNothing(t *testing.T) {
	d := newDesk(t)
	first, second := d.register("关于甲事的请示"), d.register("关于乙事的请示")
	ask := func(who string, body map[string]any) foreseen {
		return into[foreseen](d.send(who, http.MethodPost, "/api/v1/cases/previews", body).ok())
	}
	on := func(ids ...string) []map[string]string {
		items := []map[string]string{}
		for _, id := range ids {
			items = append(items, map[string]string{"case": id})
		}
		return items
	}
	answer := ask("registrar", map[string]any{"verb": "urge", "reason": "请抓紧。", "items": on(first, "NOBODYHASTHIS", second)})
	require.Len(t, answer.Items, 3)
	require.True(t, answer.Items[0].Will)
	require.Equal(t, "urged", answer.Items[0].Lines[0].Type)
	require.False(t, answer.Items[1].Will)
	require.Equal(t, "CASE_NOT_FOUND", answer.Items[1].Code)
	require.NotEmpty(t, answer.Items[1].Detail)
	require.True(t, answer.Items[2].Will)
	require.Equal(t, "CASE_NOT_FOUND", ask("drafter", map[string]any{"verb": "urge", "items": on(first)}).Items[0].Code)

	d.act("registrar2", first, way("approve", "", checked))
	d.act("office_head", first, way("handle", "请农工委办理。", map[string][]string{
		"lead_unit": {d.unit("npc-rural")}, "readers": {d.id("chair")},
	}))
	read := ask("chair", map[string]any{"verb": "read", "items": on(first, second)})
	require.True(t, read.Items[0].Will)
	require.False(t, read.Items[1].Will, "nobody asked him to read it")
	require.NotEmpty(t, read.Items[1].Detail)
	require.Len(t, get[inbox](d, "chair", "/api/v1/inbox?box=to_read").Items, 1, "a preview changes nothing")

	d.send("registrar", http.MethodPost, "/api/v1/cases/previews", map[string]any{"verb": "terminate", "items": on(first)}).
		refused(http.StatusUnprocessableEntity, "VALIDATION")
	d.send("registrar", http.MethodPost, "/api/v1/cases/previews", map[string]any{"verb": "urge", "items": on()}).
		refused(http.StatusUnprocessableEntity, "VALIDATION")
}

func TestASearchSaysHowWhatItFoundDivides(t *testing.T) {
	d := newDesk(t)
	shelf(d)
	facets := get[lists.Facets](d, "registrar", "/api/v1/search/facets?q=请示")
	require.Equal(t, store.Count{N: 5}, facets.Papers)
	require.Equal(t, []lists.Facet{{Value: "document.receive", N: 5}}, facets.Process)
	require.Equal(t, []lists.Facet{{Value: "REQUEST", Title: "请示", N: 5}}, facets.DocKind)
	require.Equal(t, []lists.Facet{{Value: "2026", N: 5}}, facets.Year)
	require.Equal(t, "open", facets.Status[0].Value)
	require.NotEmpty(t, facets.Status[0].Title)
	require.NotEqual(t, facets.Unit[0].Value, facets.Unit[0].Title)

	narrow := "/api/v1/search?q=请示&kinds=title&doc_kind=REQUEST&year=2026&status=open&process=document.receive"
	require.Len(t, get[lists.Page[lists.Hit]](d, "registrar", narrow).Items, 5)
	require.Empty(t, get[lists.Page[lists.Hit]](d, "registrar", "/api/v1/search?q=请示&year=2025").Items)
	require.Zero(t, get[lists.Facets](d, "water_handler", "/api/v1/search/facets?q=请示").Papers.N)
}
