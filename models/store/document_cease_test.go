package store_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

// issued brings a letter out to the bureau of water, and by mail to another.
func (o *office) issued(c models.DocumentContent) string {
	o.t.Helper()
	id := o.drafted(c)
	o.do(id, "registrar", process.VerbApprove, form(reviewed...))
	o.do(id, "chair", process.VerbApprove, opinion("同意"))
	o.do(id, "registrar", process.VerbApprove)
	o.do(id, "registrar", process.VerbApprove, form("doc_series", "qichangfa", "scope", "县水利局", "copies", "3"))
	o.do(id, "registrar", process.VerbApprove, form("proof_reader", "某甲", "printed_copies", "3", "printed_on", "2026-03-05"))
	o.do(id, "sealer", process.VerbApprove, form("seal_id", "常委会印", "seal_count", "3"))
	o.do(id, "registrar", process.VerbApprove, form(process.FieldInside, "water", process.FieldOutside, "邮寄:黄冈市人大常委会"))
	return id
}

func ends(decision, day string) with {
	return func(c *process.Command) {
		c.Reason = "情况变化"
		c.Form = process.Form{process.FieldDecision: {decision}}
		if day != "" {
			c.Form[process.FieldCeasedOn] = []string{day}
		}
	}
}

func TestAnIssuedDocumentIsRepealedAndThenAnnulledByADecision(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := registry(t, s)
		o.Powers = powersOf{process.VerbAnnul, process.VerbRepeal}
		id, decision, draft := o.issued(letter()), o.issued(letter()), o.drafted(letter())

		for name, c := range map[string]struct {
			code string
			with with
		}{
			"not issued":    {"DECISION_NOT_ISSUED", ends(draft, "")},
			"not there":     {"CASE_UNKNOWN", ends("nothing", "")},
			"itself":        {"FIELD_INVALID", ends(id, "")},
			"before itself": {"CEASED_TOO_EARLY", ends(decision, "2026-03-01")},
			"no day":        {"FIELD_INVALID", ends(decision, "2026-02-30")},
			"no reason":     {"REASON_REQUIRED", func(c *process.Command) { ends(decision, "")(c); c.Reason = " " }},
			"no decision":   {"FIELD_REQUIRED", because("情况变化")},
			"another field": {"UNKNOWN_FIELD", func(c *process.Command) { ends(decision, "")(c); c.Form["x"] = []string{"y"} }},
		} {
			_, err := o.try(id, "chief", process.VerbRepeal, c.with)
			require.Equal(t, c.code, code(err), name)
		}
		_, err := o.try(draft, "chief", process.VerbAnnul, ends(decision, ""))
		refused(t, err, fault.Conflict, "NOT_ISSUED")
		o.whole()

		got := o.do(id, "chief", process.VerbRepeal, ends(decision, "2026-04-01"))
		require.Len(t, got.Answer.Notes, 1)
		require.Equal(t, "TELL_OUTSIDE", got.Answer.Notes[0].Code)
		ceased := o.document("registrar", id).Ceased
		require.Equal(t, models.Ceased{
			How: process.Repealed, On: "2026-04-01", Decision: decision, Number: "蕲常发〔2026〕2号", Reason: "情况变化", By: "chief", At: ceased.At,
		}, *ceased)
		require.Contains(t, o.told("clerk"), models.NoteCeased)
		deliveries, err := s.CaseDeliveries(t.Context(), o.viewer("registrar"), id)
		require.NoError(t, err)
		paper, err := s.IssuedPaper(t.Context(), o.viewer("clerk"), deliveries[0].ID)
		require.NoError(t, err)
		require.Equal(t, process.Repealed, paper.Delivery.Ceased)
		require.Equal(t, "蕲常发〔2026〕2号", paper.Record.Ceased.Number)
		require.Empty(t, paper.Record.Ceased.Decision, "the sender's case is not theirs to see")
		page, err := s.Search(t.Context(), o.viewer("registrar"), store.SearchQuery{Text: "1号", Kinds: []string{store.SearchNumber}})
		require.NoError(t, err)
		require.Equal(t, process.Repealed, page.Hits[0].Case.Ceased)

		_, err = o.try(id, "chief", process.VerbRepeal, ends(decision, ""))
		refused(t, err, fault.Conflict, "CEASED")
		o.do(id, "chief", process.VerbAnnul, ends(decision, ""))
		require.Equal(t, process.Annulled, o.document("registrar", id).Ceased.How)
		_, err = o.try(id, "chief", process.VerbRepeal, ends(decision, ""))
		refused(t, err, fault.Conflict, "CEASED")
		_, err = o.try(decision, "chief", process.VerbRepeal, ends(id, ""))
		require.Equal(t, "DECISION_NOT_ISSUED", code(err), "what holds no more decides nothing")
		o.whole()
	})
}

func TestWhatASenderAnnulledIsSeenOnThePaperThatWasTakenIn(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := registry(t, s)
		o.Powers = powersOf{process.VerbAnnul}
		id, decision := o.issued(letter()), o.issued(letter())
		deliveries, err := s.CaseDeliveries(t.Context(), o.viewer("registrar"), id)
		require.NoError(t, err)
		paper, err := s.IssuedPaper(t.Context(), o.viewer("clerk"), deliveries[0].ID)
		require.NoError(t, err)
		opening := o.opens("document.receive", "clerk", paper.AsIncoming("蕲春县人大常委会", "2026-03-06"))
		opening.Commands[0].Opening.OwnerUnit, opening.Commands[0].Opening.Unit = "water", "water"
		_, err = o.Commit(t.Context(), opening)
		require.NoError(t, err)
		require.Nil(t, o.document("clerk", opening.CaseID).Ceased)
		o.do(id, "chief", process.VerbAnnul, ends(decision, ""))
		require.Equal(t, process.Annulled, o.document("clerk", opening.CaseID).Ceased.How)
		o.whole()
	})
}

// powersOf gives everybody the same powers.
type powersOf []process.Verb

func (p powersOf) Powers(context.Context, process.Person, string) ([]process.Verb, error) {
	return p, nil
}
