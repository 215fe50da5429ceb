package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

// drawer keeps files on the record of an office.
type drawer struct {
	*office
	n int
}

// bring adds a file of a person; its hash is its text.
func (d *drawer) bring(person, text string) models.File {
	d.t.Helper()
	d.n++
	f, err := d.AddFile(d.t.Context(), fileOf(person, text, d.now), fmt.Sprintf("key-%04d", d.n), text)
	require.NoError(d.t, err)
	return f
}

// draw adds the handwriting of a person.
func (d *drawer) draw(person, text string) models.File {
	d.t.Helper()
	d.n++
	f := fileOf(person, text, d.now)
	f.Name, f.Kind, f.Text, f.Scanned, f.Pages = "ink.json", models.FileInk, models.TextNone, models.ScanUnread, 0
	f, err := d.AddFile(d.t.Context(), f, fmt.Sprintf("key-%04d", d.n), "")
	require.NoError(d.t, err)
	return f
}

func fileOf(person, text string, at time.Time) models.File {
	return models.File{
		SHA256: hash(text), Name: text + ".pdf", Size: int64(len(text)), Kind: "pdf", Text: models.TextFull, Scanned: models.ScanClear,
		Pages: 1, UploadedBy: person, Port: "pc", CreatedAt: at,
	}
}

func hash(text string) string { return fmt.Sprintf("%064x", []byte(text))[:64] }

func (d *drawer) sees(person, file string) bool {
	d.t.Helper()
	_, err := d.File(d.t.Context(), d.viewer(person), file)
	if err == nil {
		return true
	}
	require.Equal(d.t, "FILE_NOT_FOUND", fault.From(err).Code, "%v", err)
	return false
}

// let makes people see a case.
func (d *drawer) let(caseID string, addresses ...string) {
	d.t.Helper()
	for _, a := range addresses {
		require.NoError(d.t, d.DB(d.t.Context()).Table("case_access").Create(map[string]any{"case_id": caseID, "address": a}).Error)
	}
}

func (d *drawer) link(person, caseID string, files ...string) error {
	return d.Tx(d.t.Context(), func(tx *store.Store) error {
		return tx.LinkFiles(d.t.Context(), caseID, files, models.By{PersonID: person, At: d.now})
	})
}

const caseA, caseB = "01J0000000000000000000000A", "01J0000000000000000000000B"

func forEachDrawer(t *testing.T, test func(t *testing.T, d *drawer)) {
	forEachDB(t, func(t *testing.T, s *store.Store) { test(t, &drawer{office: newOffice(t, s)}) })
}

func TestAFileIsSeenByItsBringerUntilItBelongsToACase(t *testing.T) {
	forEachDrawer(t, func(t *testing.T, d *drawer) {
		d.let(caseA, models.PersonAddress("chair"), models.RoleAddress("registrar", "office"))
		f := d.bring("drafter", "通知")
		require.True(t, d.sees("drafter", f.ID))
		require.False(t, d.sees("chair", f.ID))

		require.NoError(t, d.link("drafter", caseA, f.ID, f.ID))
		require.True(t, d.sees("chair", f.ID))
		require.True(t, d.sees("registrar2", f.ID), "a pool sees what its members see")
		require.False(t, d.sees("drafter", f.ID), "it is the case's now, and the case is not for the drafter")
		require.False(t, d.sees("stranger", f.ID))
		_, err := d.File(t.Context(), models.Viewer{PersonID: "drafter"}, d.bring("drafter", "无").ID)
		require.Equal(t, "FILE_NOT_FOUND", fault.From(err).Code, "who has no address sees nothing, not even his own")

		files, err := d.CaseFiles(t.Context(), d.viewer("chair"), caseA)
		require.NoError(t, err)
		require.Len(t, files, 1)
		require.Equal(t, "通知.pdf", files[0].Name)
		require.True(t, f.CreatedAt.Equal(files[0].CreatedAt))
		files, err = d.CaseFiles(t.Context(), d.viewer("stranger"), caseA)
		require.NoError(t, err)
		require.Empty(t, files)

		_, text, err := d.FileText(t.Context(), d.viewer("chair"), f.ID)
		require.NoError(t, err)
		require.Equal(t, "通知", text)
		_, _, err = d.FileText(t.Context(), d.viewer("stranger"), f.ID)
		require.Equal(t, fault.NotFound, fault.KindOf(err))
	})
}

func TestNobodyGivesACaseWhatHeMayNotSee(t *testing.T) {
	forEachDrawer(t, func(t *testing.T, d *drawer) {
		d.let(caseA, models.PersonAddress("chair"), models.PersonAddress("vice"))
		d.let(caseB, models.PersonAddress("vice"))
		f, g := d.bring("drafter", "甲"), d.bring("chair", "乙")
		require.Equal(t, "FILE_NOT_FOUND", fault.From(d.link("chair", caseA, f.ID)).Code, "somebody else's")
		require.Equal(t, "FILE_NOT_FOUND", fault.From(d.link("chair", caseA, g.ID, f.ID)).Code)
		require.Equal(t, "FILE_NOT_FOUND", fault.From(d.link("chair", caseA, "01J00000000000000000000000")).Code)
		files, err := d.CaseFiles(t.Context(), d.viewer("chair"), caseA)
		require.NoError(t, err)
		require.Empty(t, files, "all or nothing")

		require.NoError(t, d.link("chair", caseA, g.ID))
		require.NoError(t, d.link("drafter", caseA, g.ID), "what the case has already, anybody in it may name again")
		require.NoError(t, d.link("vice", caseB, g.ID), "from one case he sees to another")
		require.Error(t, d.link("drafter", caseB, f.ID, "x"))
		require.NoError(t, d.link("drafter", caseB))
	})
}

func TestWhatWasDispatchedIsSeenWhereItArrived(t *testing.T) {
	forEachDrawer(t, func(t *testing.T, d *drawer) {
		issued, inner := d.bring("drafter", "附件"), d.bring("drafter", "内部材料")
		require.NoError(t, d.link("drafter", caseA, issued.ID, inner.ID))
		text, err := d.PutContent(t.Context(), []byte(`{"attachments":[{"file":"`+issued.ID+`","name":"附件"}]}`))
		require.NoError(t, err)
		require.NoError(t, d.DB(t.Context()).Create(&models.Delivery{
			ID: caseA + "-9", CaseID: caseA, Unit: "water", Text: text, Title: "通知", SenderUnit: "organ", SentAt: d.now,
		}).Error)
		require.True(t, d.sees("clerk", issued.ID), "the clerk of the unit it was sent to")
		require.False(t, d.sees("clerk", inner.ID), "the rest of the sender's case")
		require.True(t, d.sees("stranger", issued.ID), "who handles for it")
		require.False(t, d.sees("registrar", issued.ID), "who receives for another unit")
		require.NoError(t, d.link("clerk", caseB, issued.ID), "it becomes their incoming paper")
		require.Error(t, d.link("clerk", caseB, inner.ID))
	})
}

func TestTheSameKeyGivesTheSameFile(t *testing.T) {
	forEachDrawer(t, func(t *testing.T, d *drawer) {
		first, err := d.AddFile(t.Context(), fileOf("drafter", "甲", d.now), "key-same", "甲")
		require.NoError(t, err)
		again, err := d.AddFile(t.Context(), fileOf("drafter", "甲", d.now.Add(time.Hour)), "key-same", "甲")
		require.NoError(t, err)
		require.Equal(t, first, again)
		_, err = d.AddFile(t.Context(), fileOf("drafter", "乙", d.now), "key-same", "乙")
		require.Equal(t, "IDEMPOTENCY_KEY_REUSED", fault.From(err).Code)
		other, err := d.AddFile(t.Context(), fileOf("chair", "乙", d.now), "key-same", "乙")
		require.NoError(t, err)
		require.NotEqual(t, first.ID, other.ID, "keys are each person's own")

		var mu sync.Mutex
		ids := map[string]bool{}
		var all sync.WaitGroup
		for range 6 {
			all.Go(func() {
				f, err := d.AddFile(context.WithoutCancel(t.Context()), fileOf("vice", "丙", d.now), "key-race", "丙")
				mu.Lock()
				defer mu.Unlock()
				if assert.NoError(t, err) {
					ids[f.ID] = true
				}
			})
		}
		all.Wait()
		require.Len(t, ids, 1)
	})
}

func TestAttachmentsAreFoundByTheirText(t *testing.T) {
	forEachDrawer(t, func(t *testing.T, d *drawer) {
		f := d.bring("drafter", "水库除险加固")
		require.NoError(t, d.link("drafter", caseA, f.ID))
		var rows []struct{ Kind, Ref, Text string }
		require.NoError(t, d.DB(t.Context()).Table("search_rows").Where("case_id = ?", caseA).Find(&rows).Error)
		require.Len(t, rows, 1)
		require.Equal(t, f.ID, rows[0].Ref)
		require.Contains(t, rows[0].Text, "水库除险加固")
	})
}

func TestWhatNobodyUsesGoesAfterAWhile(t *testing.T) {
	forEachDrawer(t, func(t *testing.T, d *drawer) {
		ctx := t.Context()
		kept, orphan := d.bring("drafter", "留"), d.bring("drafter", "弃")
		twin := d.bring("drafter", "弃") // the same bytes, in a case
		require.NoError(t, d.link("drafter", caseA, kept.ID, twin.ID))
		for _, f := range []models.File{kept, orphan} {
			require.NoError(t, d.ClaimBlob(ctx, f.SHA256, d.now))
		}
		n, err := d.DropOrphans(ctx, d.now)
		require.NoError(t, err)
		require.Zero(t, n, "not before its time")
		n, err = d.DropOrphans(ctx, d.now.Add(time.Second))
		require.NoError(t, err)
		require.EqualValues(t, 1, n)
		later := d.now.Add(time.Hour)
		unused, err := d.UnusedBlobs(ctx, later, "", 10)
		require.NoError(t, err)
		require.Empty(t, unused, "a file still has the bytes")

		alone := d.bring("drafter", "独")
		require.NoError(t, d.ClaimBlob(ctx, alone.SHA256, d.now))
		_, err = d.DropOrphans(ctx, later)
		require.NoError(t, err)
		unused, err = d.UnusedBlobs(ctx, later, "", 10)
		require.NoError(t, err)
		require.Equal(t, []string{alone.SHA256}, unused)

		failed := errors.New("disk")
		require.ErrorIs(t, d.DropBlob(ctx, alone.SHA256, later, func() error { return failed }), failed)
		removed := 0
		remove := func() error { removed++; return nil }
		require.NoError(t, d.ClaimBlob(ctx, alone.SHA256, later), "somebody brings it again")
		require.NoError(t, d.DropBlob(ctx, alone.SHA256, later, remove))
		require.Zero(t, removed)
		require.NoError(t, d.DropBlob(ctx, alone.SHA256, later.Add(time.Second), remove))
		require.NoError(t, d.DropBlob(ctx, alone.SHA256, later.Add(time.Second), remove), "twice is once")
		require.Equal(t, 1, removed)
		var texts int64
		require.NoError(t, d.DB(ctx).Table("file_texts").Where("sha256 = ?", alone.SHA256).Count(&texts).Error)
		require.Zero(t, texts, "nothing of it stays")
	})
}

func TestARefusalSaysWhoAndWhenAndCannotBeChanged(t *testing.T) {
	forEachDrawer(t, func(t *testing.T, d *drawer) {
		ctx := t.Context()
		require.NoError(t, d.RefusedClassified(ctx, models.By{PersonID: "drafter", Port: "pc", IP: "10.0.0.1", RequestID: "r", At: d.now}))
		require.NoError(t, d.RefusedClassified(ctx, models.By{PersonID: "chair"}))
		var rows []map[string]any
		require.NoError(t, d.DB(ctx).Table("refusals").Order("id").Find(&rows).Error)
		require.Len(t, rows, 2)
		columns := []string{}
		for c := range rows[0] {
			columns = append(columns, c)
		}
		require.ElementsMatch(t, []string{"id", "at", "person_id", "port"}, columns, "and nothing of the paper")
		for _, change := range []string{"UPDATE refusals SET person_id = 'x'", "DELETE FROM refusals"} {
			err := d.DB(ctx).Exec(change).Error
			require.Error(t, err)
			require.ErrorContains(t, err, "append-only")
		}
	})
}

// withFiles are the tables of the tests, with a place for files.
type withFiles struct{ tables }

func (w withFiles) Definition(ctx context.Context, key, organ string) (process.Definition, error) {
	def, err := w.tables.Definition(ctx, key, organ)
	def.Steps[0].Form = append(def.Steps[0].Form, process.Field{Key: "papers", Label: "材料", Type: process.FieldFiles})
	return def, err
}

func TestAnActGivesItsFilesToTheCaseOrNothingHappens(t *testing.T) {
	forEachDrawer(t, func(t *testing.T, d *drawer) {
		d.Definitions = withFiles{}
		paper, ink, other := d.bring("registrar", "材料"), d.draw("registrar", "手写"), d.bring("chair", "他人")
		id := d.open("test.short", "registrar", "某事")
		_, err := d.try(id, "registrar", process.VerbSubmit, form("papers", paper.ID, "papers", other.ID))
		require.Equal(t, "FILE_NOT_FOUND", fault.From(err).Code)
		files, err := d.CaseFiles(t.Context(), d.viewer("registrar"), id)
		require.NoError(t, err)
		require.Empty(t, files)

		d.do(id, "registrar", process.VerbSubmit, form("papers", paper.ID), func(c *process.Command) { c.Opinion = &process.Opinion{Ink: ink.ID} })
		files, err = d.CaseFiles(t.Context(), d.viewer("registrar2"), id)
		require.NoError(t, err)
		require.Len(t, files, 2)
		require.Equal(t, []string{paper.ID, ink.ID}, []string{files[0].ID, files[1].ID})
		page, err := d.Search(t.Context(), d.viewer("registrar2"), store.SearchQuery{Text: "材料"})
		require.NoError(t, err)
		require.Len(t, page.Hits, 1)
		require.Equal(t, paper.ID, page.Hits[0].Ref)
		d.whole()
	})
}
