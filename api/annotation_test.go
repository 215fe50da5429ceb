package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/annotation"
	"github.com/zhihui-renda/renda/api/cases"
	"github.com/zhihui-renda/renda/api/document"
)

type drawn = annotation.List[annotation.Annotation]

func strokes(x float64) map[string]any {
	return map[string]any{"v": 1, "width": 210, "height": 297, "strokes": []any{
		map[string]any{"w": 0.6, "points": [][]float64{{10, 10, 0.5}, {x, 20, 0.8}}},
	}}
}

func TestALeaderDrawsOnThePaperBeforeHim(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, d *desk) {
		id := d.register("蕲春县水利和湖泊局关于整治漕河堤防的请示")
		d.act("registrar2", id, way("approve", "", checked))
		d.act("office_head", id, way("instruct", "拟请分管副主任阅示。", map[string][]string{
			"leaders": {d.id("vice_chair")}, "lead_unit": {d.unit("npc-rural")},
		}))
		head := get[cases.Head](d, "vice_chair", "/api/v1/cases/"+id)
		texts := get[document.List[document.Version]](d, "vice_chair", "/api/v1/documents/"+head.NounID+"/versions").Items
		path := "/api/v1/cases/" + id + "/annotations"
		body := map[string]any{"hash": texts[len(texts)-1].Hash, "page": 1, "ink": strokes(50)}

		require.Empty(t, get[drawn](d, "vice_chair", path).Items)
		first := into[annotation.Annotation](d.sendKey("vice_chair", http.MethodPost, path, "draw-0001", body).ok())
		require.True(t, first.Mine)
		require.Equal(t, 1, first.Version)
		again := into[annotation.Annotation](d.sendKey("vice_chair", http.MethodPost, path, "draw-0001", body).ok())
		require.Equal(t, first.ID, again.ID)
		seen := get[drawn](d, "registrar", path).Items
		require.Len(t, seen, 1)
		require.False(t, seen[0].Mine)
		require.Equal(t, first.Author.Name, seen[0].Author.Name)
		require.InDelta(t, 50, seen[0].Ink.Strokes[0].Points[1][0], 0)

		d.send("registrar", http.MethodPost, path, body).refused(http.StatusForbidden, "ANNOTATION_WITHOUT_TASK")
		d.send("water_handler", http.MethodPost, path, body).refused(http.StatusNotFound, "CASE_NOT_FOUND")
		d.send("water_handler", http.MethodGet, path, nil).refused(http.StatusNotFound, "CASE_NOT_FOUND")
		d.send("deputy1", http.MethodPost, path, body).refused(http.StatusForbidden, "FORBIDDEN")
		d.send("vice_chair", http.MethodPost, path, with(body, "ink", strokes(5000))).refused(http.StatusUnprocessableEntity, "INK_INVALID")
		d.send("vice_chair", http.MethodPost, path, body).refused(http.StatusConflict, "ANNOTATION_MOVED")
		d.send("vice_chair", http.MethodPost, path, with(with(body, "seen", 1), "ink", strokes(60))).ok()
		wiped := into[annotation.Annotation](d.send("vice_chair", http.MethodPost, path, map[string]any{
			"hash": body["hash"], "page": 1, "seen": 2,
		}).ok())
		require.Nil(t, wiped.Ink, "a page wiped clean")
		require.Len(t, get[drawn](d, "registrar", path+"?every=true").Items, 3)

		d.act("vice_chair", id, way("handle", "请农工委牵头办理。", nil))
		d.send("vice_chair", http.MethodPost, path, with(body, "seen", 2)).refused(http.StatusForbidden, "ANNOTATION_WITHOUT_TASK")
	})
}
