package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

func copyOf(title string, rev int64) models.DraftCopy {
	return models.DraftCopy{
		ID: "draft-0001", Person: "p1", Rev: rev, SavedAt: begin,
		Document: models.DocumentContent{Kind: models.KindNotice, Title: title},
		Form:     map[string][]string{"countersign_units": {"u1"}},
	}
}

func TestACopyIsOverwrittenOnlyByWhoSawItLast(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		first, err := s.PutDraftCopy(ctx, copyOf("一", 0))
		require.NoError(t, err)
		require.EqualValues(t, 1, first.Rev)
		second, err := s.PutDraftCopy(ctx, copyOf("二", 1))
		require.NoError(t, err)
		require.EqualValues(t, 2, second.Rev)

		// Another window, which saw the first only, or none at all.
		for _, rev := range []int64{0, 1, 7} {
			_, err = s.PutDraftCopy(ctx, copyOf("另一窗口", rev))
			refused(t, err, fault.Conflict, "DRAFT_ELSEWHERE")
			require.Equal(t, "2", fault.From(err).Args["rev"])
		}
		kept, err := s.DraftCopy(ctx, "p1", "draft-0001")
		require.NoError(t, err)
		require.Equal(t, "二", kept.Document.Title)
		require.Equal(t, []string{"u1"}, kept.Form["countersign_units"])
		_, err = s.DraftCopy(ctx, "p2", "draft-0001")
		refused(t, err, fault.NotFound, "DRAFT_NOT_FOUND")

		require.NoError(t, s.DropDraftCopy(ctx, "p2", "draft-0001"))
		require.NoError(t, s.DropDraftCopy(ctx, "p1", "draft-0001"))
		_, err = s.PutDraftCopy(ctx, copyOf("三", 2))
		refused(t, err, fault.Conflict, "DRAFT_GONE")
	})
}

func TestOnlySoManyCopiesLieAbout(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		for i := range 50 {
			c := copyOf(fmt.Sprint(i), 0)
			c.ID, c.SavedAt = fmt.Sprintf("draft-%04d", i), begin.Add(time.Duration(i)*time.Minute)
			_, err := s.PutDraftCopy(t.Context(), c)
			require.NoError(t, err)
		}
		more := copyOf("多", 0)
		more.ID = "draft-more"
		_, err := s.PutDraftCopy(t.Context(), more)
		refused(t, err, fault.Conflict, "TOO_MANY_DRAFTS")
		more.CaseID = more.ID
		_, err = s.PutDraftCopy(t.Context(), more)
		require.NoError(t, err, "the copy of a case is none of them")

		list, err := s.DraftCopies(t.Context(), "p1")
		require.NoError(t, err)
		require.Len(t, list, 50)
		require.Equal(t, "49", list[0].Title)
	})
}

func TestTemplatesAreTheOrgans(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		ctx, by := t.Context(), models.By{PersonID: "p1", At: begin}
		body := []models.Block{{Kind: models.BlockParagraph, Text: "特此通知。"}}
		made, err := s.SaveTemplate(ctx, models.DocumentTemplate{Organ: "o1", Kind: models.KindNotice, Name: "周报", Body: body}, by)
		require.NoError(t, err)
		_, err = s.SaveTemplate(ctx, models.DocumentTemplate{Organ: "o1", Kind: "NONE", Name: "周报", Body: body}, by)
		refused(t, err, fault.Invalid, "KIND_UNKNOWN")

		made.Name = "月报"
		_, err = s.SaveTemplate(ctx, made, by)
		require.NoError(t, err)
		stolen := made
		stolen.Organ = "o2"
		_, err = s.SaveTemplate(ctx, stolen, by)
		refused(t, err, fault.NotFound, "TEMPLATE_NOT_FOUND")
		refused(t, s.CloseTemplate(ctx, "o2", made.ID, by), fault.NotFound, "TEMPLATE_NOT_FOUND")

		list, err := s.Templates(ctx, []string{"o1", "o3"})
		require.NoError(t, err)
		require.Len(t, list, 1)
		require.Equal(t, "月报", list[0].Name)
		require.Equal(t, body, list[0].Body)
		others, err := s.Templates(ctx, []string{"o2"})
		require.NoError(t, err)
		require.Empty(t, others)

		require.NoError(t, s.CloseTemplate(ctx, "o1", made.ID, by))
		list, err = s.Templates(ctx, []string{"o1"})
		require.NoError(t, err)
		require.Empty(t, list)
	})
}
