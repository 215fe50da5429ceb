package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

// march is the month of the story, seen on its 27th at nine.
func (o *office) march() models.StatisticsQuery {
	return models.StatisticsQuery{Organ: "organ", From: "2026-03-01", Until: "2026-03-31", Now: o.on("2026-03-27").now}
}

// reviews are five drafts at the review, whose deadline is five working days
// after 2 March, the 9th: one done in time, one late, one suspended for twelve
// working days and then in time, one never done, one done in April.
func reviews(o *office) {
	ids := make([]string, 5)
	for i := range ids {
		ids[i] = o.open("test.issue", "drafter", "通知")
		o.do(ids[i], "drafter", process.VerbApprove)
	}
	o.on("2026-03-04").do(ids[0], "head", process.VerbApprove)
	o.do(ids[2], "chief", process.VerbSuspend, reason("等待补正"))
	o.on("2026-03-12").do(ids[1], "head", process.VerbApprove)
	o.on("2026-03-20").do(ids[2], "chief", process.VerbResume, reason("材料已补"))
	o.on("2026-03-24").do(ids[2], "head", process.VerbApprove)
	o.on("2026-04-01").do(ids[4], "head", process.VerbApprove)
}

func TestWhatWasInTimeIsMeasuredByTheClockOfTheStay(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		reviews(o)
		got, err := s.Punctualities(t.Context(), o.viewer("chief"), o.march())
		require.NoError(t, err)
		require.ElementsMatch(t, []models.Punctuality{
			{Month: "2026-03", Unit: "office", OnTime: 2, Late: 1},
			{Month: "2026-03", Unit: "office", Owed: 1},
		}, got, "the suspended one was due on the 25th and done on the 24th; the draft has no deadline")

		april := o.march()
		april.From, april.Until, april.Now = "2026-04-01", "2026-04-30", o.on("2026-04-10").now
		got, err = s.Punctualities(t.Context(), o.viewer("chief"), april)
		require.NoError(t, err)
		require.Equal(t, []models.Punctuality{{Month: "2026-04", Unit: "office", Late: 1}}, got)
	})
}

func TestAStayAtAStepLastsFromItsFirstTaskToItsLastAnswer(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		reviews(o)
		o.on("2026-03-05")
		both := o.open("test.issue", "drafter", "会签", form("signers", "vice", "signers", "vice2"))
		half := o.open("test.issue", "drafter", "会签", form("signers", "vice", "signers", "vice2"))
		for _, id := range []string{both, half} {
			o.do(id, "drafter", process.VerbApprove)
			o.do(id, "head", process.VerbApprove)
			o.do(id, "vice", process.VerbApprove)
		}
		o.on("2026-03-10").do(both, "vice2", process.VerbApprove)
		got, err := s.StepStays(t.Context(), o.viewer("chief"), o.march())
		require.NoError(t, err)
		stay := func(step, title, opened, done string, n int) models.StepStay {
			return models.StepStay{Process: "test.issue", Step: step, Title: title, Opened: opened, Done: done, N: n}
		}
		require.Equal(t, []models.StepStay{
			stay("countersign", "会签", "2026-03-05", "2026-03-10", 1),
			stay("draft", "拟稿", "2026-03-02", "2026-03-02", 5),
			stay("draft", "拟稿", "2026-03-05", "2026-03-05", 2),
			stay("review", "核稿", "2026-03-02", "2026-03-04", 1),
			stay("review", "核稿", "2026-03-02", "2026-03-12", 1),
			stay("review", "核稿", "2026-03-02", "2026-03-24", 1),
			stay("review", "核稿", "2026-03-05", "2026-03-05", 2),
		}, got, "a stay somebody has still to act in is not over; one that ended in April is April's")
	})
}

func TestWhatWaitsIsCountedForWhomItWaits(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		reviews(o)
		id := o.open("test.issue", "drafter", "转办")
		o.do(id, "drafter", process.VerbApprove)
		o.do(id, "head", process.VerbTransfer, func(c *process.Command) { c.To = []process.Party{{Person: "stranger"}} })
		got, err := s.Loads(t.Context(), o.viewer("chief"), o.march())
		require.NoError(t, err)
		require.ElementsMatch(t, []models.Load{
			{Unit: "organ", Waiting: 4},
			{Unit: "office", Waiting: 1, Late: 1},
			{Unit: "water", Person: "stranger", Waiting: 1},
		}, got, "four to be numbered, one review nobody did, one that was passed on to somebody of another organ")
	})
}

func TestWhatWaitsIsLookedForAmongTheCasesOfTheOrganOnly(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		reviews(o)
		plan, err := s.OpenTasksPlan(t.Context(), o.viewer("chief"), o.march())
		require.NoError(t, err)
		require.Contains(t, plan, "cases_owner")
		for _, everywhere := range []string{"INDEX tasks_status", "key:tasks_status", "SCAN tasks"} {
			require.NotContains(t, plan, everywhere, "not every open task there is")
		}
	})
}

func TestPapersAreCountedByTheirOwnDays(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		ctx, o := t.Context(), registry(t, s)
		take := func(day, sender string, kind models.DocKind, register bool) {
			c := paper()
			c.ReceivedOn, c.SourceOrg, c.Kind = day, sender, kind
			id := o.begins("document.receive", "receiver", c)
			o.do(id, "receiver", process.VerbApprove)
			if register {
				o.do(id, "registrar", process.VerbApprove, form("receipt_series", "receipts"))
			}
		}
		take("2026-02-28", "蕲春县水利局", models.KindReport, true)
		take("2026-03-01", "蕲春县水利局", models.KindReport, true)
		take("2026-03-02", "蕲春县财政局", models.KindReport, true)
		take("2026-03-02", "蕲春县水利局", models.KindRequest, true)
		take("2026-03-02", "蕲春县教育局", models.KindReport, false)
		out := o.begins("document.issue", "drafter", letter())
		require.NoError(t, s.DB(ctx).Exec("UPDATE documents SET doc_no = '蕲常发〔2026〕1号', doc_date = '2026-03-31' WHERE case_id = ?", out).Error)
		o.begins("document.issue", "drafter", letter())

		q, chief := o.march(), o.viewer("chief")
		months := func(flow models.Flow) []models.DocumentCount {
			got, err := s.PapersByMonth(ctx, chief, q, flow)
			require.NoError(t, err)
			return got
		}
		require.Equal(t, []models.DocumentCount{
			{Month: "2026-03", Kind: models.KindReport, N: 2}, {Month: "2026-03", Kind: models.KindRequest, N: 1},
		}, months(models.Incoming), "what is not registered is not counted")
		require.Equal(t, []models.DocumentCount{{Month: "2026-03", Kind: models.KindLetter, N: 1}}, months(models.Outgoing))
		senders, err := s.PapersBySender(ctx, chief, q)
		require.NoError(t, err)
		require.Equal(t, []models.NamedCount{{Name: "蕲春县水利局", N: 2}, {Name: "蕲春县财政局", N: 1}}, senders)
		units, err := s.PapersByUnit(ctx, chief, q)
		require.NoError(t, err)
		require.Equal(t, []models.NamedCount{{Name: "office", N: 1}}, units)

		hidden, err := s.PapersByMonth(ctx, o.viewer("outsider"), q, models.Incoming)
		require.NoError(t, err)
		require.Empty(t, hidden, "figures hold nothing that the viewer may not see")
		q.From = "gestern"
		_, err = s.StepStays(ctx, chief, q)
		refused(t, err, fault.Invalid, "BAD_DATE")
	})
}

func TestSendersAreRememberedWithTheirNumbers(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		ctx, o := t.Context(), registry(t, s)
		for _, p := range []struct{ sender, number string }{
			{"蕲春县水利局", "蕲水文[2026]12号"}, {"蕲春县财政局", "蕲财发〔2026〕3号"}, {"蕲春县水利局", "蕲水文〔2026〕14号"},
		} {
			c := paper()
			c.SourceOrg, c.SourceDocNo = p.sender, p.number
			o.begins("document.receive", "receiver", c)
		}
		got, err := s.Senders(ctx, o.viewer("chief"), "organ", "")
		require.NoError(t, err)
		require.Equal(t, []models.SenderMemory{
			{Name: "蕲春县水利局", Papers: 2, LastNumber: "蕲水文〔2026〕14号", LastOn: "2026-03-02", LastKind: models.KindReport, Prefix: "蕲水文"},
			{Name: "蕲春县财政局", Papers: 1, LastNumber: "蕲财发〔2026〕3号", LastOn: "2026-03-02", LastKind: models.KindReport, Prefix: "蕲财发"},
		}, got)
		got, err = s.Senders(ctx, o.viewer("chief"), "organ", "财政")
		require.NoError(t, err)
		require.Len(t, got, 1)
		for _, text := range []string{"%", "环保"} {
			got, err = s.Senders(ctx, o.viewer("chief"), "organ", text)
			require.NoError(t, err)
			require.Empty(t, got, text)
		}
		got, err = s.Senders(ctx, o.viewer("outsider"), "organ", "")
		require.NoError(t, err)
		require.Empty(t, got)
		require.Equal(t, "蕲水文", models.NumberPrefix("蕲水文[2026]12号"))
		require.Empty(t, models.NumberPrefix("第12号"))
	})
}
