package store_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

// sheet is a page with a line on it, the longer the larger n.
func sheet(n float64) string {
	return fmt.Sprintf(`{"v":1,"width":210,"height":297,"strokes":[{"w":0.6,"points":[[10,10,0.5],[%g,12,0.7]]}]}`, 10+n)
}

// draws is what a person draws on the first page of a paper.
func (o *office) draws(person, caseID, hash, key string, seen int, n float64) (models.Annotation, error) {
	return o.Annotate(o.t.Context(), o.viewer(person), models.NewAnnotation{
		CaseID: caseID, Hash: hash, Page: 1, Seen: seen, Ink: sheet(n), Key: key, By: models.By{PersonID: person, Port: "tablet", At: o.now},
	})
}

// paper opens a case that a file belongs to.
func (d *drawer) paper() (caseID, hash string) {
	d.t.Helper()
	caseID = d.open("test.short", "registrar", "关于甲事的请示")
	f := d.bring("registrar", "请示")
	require.NoError(d.t, d.link("registrar", caseID, f.ID))
	return caseID, f.SHA256
}

func TestInkOnAPageGrowsByVersions(t *testing.T) {
	forEachDrawer(t, func(t *testing.T, d *drawer) {
		id, hash := d.paper()
		first, err := d.draws("chair", id, hash, "draw-0001", 0, 1)
		require.NoError(t, err)
		require.Equal(t, 1, first.Version)
		again, err := d.draws("chair", id, hash, "draw-0001", 0, 1)
		require.NoError(t, err)
		require.Equal(t, first.ID, again.ID, "the same key is the same drawing")
		_, err = d.draws("chair", id, hash, "draw-0001", 0, 2)
		require.Equal(t, "IDEMPOTENCY_KEY_REUSED", fault.From(err).Code)
		_, err = d.draws("chair", id, hash, "draw-0002", 0, 2)
		require.Equal(t, "ANNOTATION_MOVED", fault.From(err).Code)
		require.Equal(t, "1", fault.From(err).Args["version"])
		second, err := d.draws("chair", id, hash, "draw-0003", 1, 2)
		require.NoError(t, err)
		_, err = d.draws("vice", id, hash, "draw-0001", 0, 3)
		require.NoError(t, err, "keys and versions are each person's own")

		rows, err := d.Annotations(t.Context(), d.viewer("registrar"), id, false)
		require.NoError(t, err)
		require.Len(t, rows, 2)
		require.Equal(t, second.ID, rows[0].ID)
		require.Equal(t, d.now.Unix(), rows[0].At.Unix())
		rows, err = d.Annotations(t.Context(), d.viewer("registrar"), id, true)
		require.NoError(t, err)
		require.Len(t, rows, 3)
		require.Equal(t, first.Ink, rows[0].Ink, "what was drawn first is still there")
	})
}

func TestInkIsDrawnOnAPaperOfACaseThatOneSees(t *testing.T) {
	forEachDrawer(t, func(t *testing.T, d *drawer) {
		id, hash := d.paper()
		_, err := d.draws("stranger", id, hash, "draw-0001", 0, 1)
		require.Equal(t, "CASE_NOT_FOUND", fault.From(err).Code)
		_, err = d.Annotations(t.Context(), d.viewer("stranger"), id, false)
		require.Equal(t, "CASE_NOT_FOUND", fault.From(err).Code)
		other := d.bring("registrar", "别的")
		_, err = d.draws("chair", id, other.SHA256, "draw-0001", 0, 1)
		require.Equal(t, "PAPER_NOT_FOUND", fault.From(err).Code)
		_, err = d.draws("chair", id, "请示", "draw-0001", 0, 1)
		require.Equal(t, "HASH_FORM", fault.From(err).Code)

		d.do(id, "registrar", process.VerbApprove)
		_, err = d.draws("chair", id, hash, "draw-0001", 0, 1)
		require.NoError(t, err)
		d.do(id, "registrar", process.VerbApprove)
		_, err = d.draws("chair", id, hash, "draw-0002", 1, 1)
		require.Equal(t, "CASE_CLOSED", fault.From(err).Code)
		_, err = d.draws("chair", id, hash, "draw-0001", 0, 1)
		require.NoError(t, err, "what was kept before is answered as before")
	})
}

func TestVerifyNamesInkThatWasChangedByHand(t *testing.T) {
	forEachDrawer(t, func(t *testing.T, d *drawer) {
		id, hash := d.paper()
		for seen, key := range []string{"draw-0001", "draw-0002", "draw-0003"} {
			_, err := d.draws("chair", id, hash, key, seen, float64(seen))
			require.NoError(t, err)
		}
		d.whole()
		for _, verb := range []string{"update", "delete"} {
			statement := map[string]string{"update": "UPDATE annotations SET version = 9", "delete": "DELETE FROM annotations"}[verb]
			require.Error(t, d.DB(t.Context()).Exec(statement).Error)
			require.NoError(t, d.DB(t.Context()).Exec("DROP TRIGGER annotations_no_"+verb).Error)
		}
		for name, edit := range map[string]struct{ statement, column string }{
			"strokes":        {"UPDATE annotations SET ink = REPLACE(ink, '0.7', '0.8') WHERE case_id = ? AND seq = 2", "ink"},
			"whose":          {"UPDATE annotations SET author = 'vice' WHERE case_id = ? AND seq = 1", "ink"},
			"when":           {"UPDATE annotations SET at = '2026-03-01 00:00:00' WHERE case_id = ? AND seq = 3", "ink"},
			"a version less": {"DELETE FROM annotations WHERE case_id = ? AND seq = 2", "seq"},
			"a link":         {"UPDATE annotations SET prev_hash = link WHERE case_id = ? AND seq = 2", "prev_hash"},
		} {
			report := afterwards(t, d.Store, id, []string{edit.statement})
			require.Len(t, report.Findings, 1, name)
			require.Equal(t, store.CheckAnnotations, report.Findings[0].Check, name)
			require.Equal(t, edit.column, report.Findings[0].Column, name)
		}
		d.whole()
	})
}
