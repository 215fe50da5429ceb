package document_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/document"
)

// received opens an incoming case and brings it to the proposal.
func received(t *testing.T) *desk {
	t.Helper()
	d := open(t, document.Receive(), "clerk", "office", nil)
	require.Equal(t, "register", d.approves("clerk", process.Form{"count": {"1"}, "channel": {"paper"}}))
	require.Equal(t, "first_check", d.approves("registrar", process.Form{"receipt_series": {"receipts"}}))
	require.Equal(t, "propose", d.approves("registrar", nil))
	return d
}

func archived() process.Form {
	return process.Form{
		"fonds": {"0135"}, "archive_year": {"2026"}, "retention": {"30y"}, "archive_category": {"办公室"},
	}
}

func TestAPaperIsInstructedHandledAnsweredAndArchived(t *testing.T) {
	d := received(t)
	require.Equal(t, "receipts-1", d.state.Numbers[document.SlotReceiptNo])
	require.Equal(t, "instruct", d.answers("office_head", document.OutcomeInstruct, process.Form{
		"leaders": {"chair", "vice_chair"}, "lead_unit": {"water_bureau"}, "assist_units": {"budget_bureau"}, "readers": {"reader"},
	}))
	require.Equal(t, []string{"chair", "vice_chair"}, d.waiting())
	require.Equal(t, []string{"reader"}, d.reading(), "readers named in the proposal read beside the position")

	require.Equal(t, "instruct", d.answers("chair", document.OutcomeHandle, process.Form{
		"deadline": {"2026-12-01"}, "readers": {"reader", "unit_head"},
	}))
	require.Equal(t, "handle", d.answers("vice_chair", document.OutcomeReadOnly, nil),
		"one leader who wants it handled is enough")
	require.Equal(t, []string{"reader", "unit_head"}, d.reading(), "nobody is asked twice to read")
	require.Equal(t, []string{"unit_handler@budget_bureau", "unit_handler@water_bureau"}, d.waiting())
	require.Equal(t, "date", d.state.Clocks[0].Unit, "a day that was set is the deadline")
	require.Equal(t, "2026-12-01", d.state.Clocks[0].Day)

	d.refused("water", process.CodeFieldRequired, process.Command{
		Verb: process.VerbApprove, Opinion: &process.Opinion{Text: "办好了"},
	})
	require.Equal(t, "handle", d.approves("water", process.Form{"result": {"done"}}))
	d.refused("budget", process.CodeOpinionRequired, process.Command{Verb: process.VerbApprove})
	require.Equal(t, "answer", d.approves("budget", nil))
	require.Equal(t, []string{"water"}, d.waiting(), "the lead answers, not the assist")
	require.Equal(t, "close", d.approves("water", process.Form{"reply_date": {"2026-11-30"}, "reply_doc_no": {"蕲水函〔2026〕3号"}}))

	d.refused("registrar", process.CodeReadersOpen, process.Command{Verb: process.VerbApprove})
	d.does("reader", process.Command{Verb: process.VerbRead})
	require.Equal(t, "archive", d.approves("registrar", process.Form{process.FieldWaive: {"读者出差"}}))
	require.Empty(t, d.reading())
	d.approves("archivist", archived())
	require.Equal(t, process.StatusCompleted, d.state.Status)
}

func TestAPaperThatIsOnlyReadGoesRoundAndIsClosed(t *testing.T) {
	d := received(t)
	require.Equal(t, "circulate", d.answers("office_head", document.OutcomeReadOnly, process.Form{"readers": {"chair", "reader"}}))
	d.refused("registrar", process.CodeReadersOpen, process.Command{Verb: process.VerbApprove})
	d.does("chair", process.Command{Verb: process.VerbRead, Opinion: &process.Opinion{Text: "已阅。"}})
	d.does("registrar", process.Command{Verb: process.VerbCirculate, To: []process.Party{{Person: "vice_chair"}}})
	d.does("reader", process.Command{Verb: process.VerbRead})
	d.does("vice_chair", process.Command{Verb: process.VerbRead})
	require.Equal(t, "close", d.approves("registrar", nil))
	require.Equal(t, "archive", d.approves("registrar", nil))
	d.approves("archivist", archived())
	require.Equal(t, process.StatusCompleted, d.state.Status)
}

func TestAPaperThatDoesNotFitGoesBackToItsSender(t *testing.T) {
	d := open(t, document.Receive(), "clerk", "office", nil)
	d.approves("clerk", nil)
	require.Equal(t, "first_check", d.approves("registrar", process.Form{"receipt_series": {"receipts"}}))
	back := process.Command{Verb: process.VerbApprove, Outcome: document.OutcomeReturnToSender}
	d.refused("registrar", process.CodeFieldRequired, back)
	back.Form = process.Form{"return_codes": {"NO_SUCH_CODE"}, "return_reason": {"说明"}}
	d.refused("registrar", process.CodeFieldInvalid, back)
	back.Form = process.Form{"return_codes": {"MULTI_MATTER", "NO_SIGNER"}, "return_reason": {"请分别行文并标注签发人。"}}
	d.does("registrar", back)
	require.Equal(t, process.StatusReturned, d.state.Status)
	require.Equal(t, "receipts-1", d.state.Numbers[document.SlotReceiptNo], "its number stays")
}

func TestSeveralUnitsNeedALead(t *testing.T) {
	d := received(t)
	refusal := d.refused("office_head", process.CodeNobodyThere, process.Command{
		Verb: process.VerbApprove, Outcome: document.OutcomeHandle, Opinion: &process.Opinion{Text: "请办理"},
		Form: process.Form{"assist_units": {"water_bureau", "budget_bureau"}},
	})
	require.Equal(t, "form.lead_unit", refusal.Field)
	require.Equal(t, "handle", d.answers("office_head", document.OutcomeHandle, process.Form{
		"lead_unit": {"town"}, "assist_units": {"water_bureau", "budget_bureau"},
	}))
	require.Len(t, d.waiting(), 3)
}

func TestAPaperThatIsNotTheUnitsComesBackToTheProposal(t *testing.T) {
	d := received(t)
	d.answers("office_head", document.OutcomeHandle, process.Form{"lead_unit": {"water_bureau"}})
	d.refused("water", process.CodeReasonRequired, process.Command{Verb: process.VerbReturn, Target: "propose"})
	d.does("water", process.Command{Verb: process.VerbReturn, Target: "propose", Reason: "不属我局职责"})
	require.Equal(t, "propose", d.state.Step)
	require.Equal(t, "handle", d.answers("office_head", document.OutcomeHandle, process.Form{"lead_unit": {"town"}}))
	require.Equal(t, []string{"unit_handler@town"}, d.waiting())
}

func TestANumberIsKeptWhenAPaperIsRegisteredAgain(t *testing.T) {
	d := received(t)
	d.does("office_head", process.Command{Verb: process.VerbReturn, Target: "register", Reason: "标题登记有误"})
	require.Equal(t, "first_check", d.approves("registrar", nil))
	require.Equal(t, 1, d.numbers)
}

func TestUrgencySetsTheDaysForHandling(t *testing.T) {
	for urgency, days := range map[string]int{"": 5, "加急": 3, "特急": 1} {
		d := received(t)
		d.state.Urgency = urgency
		d.answers("office_head", document.OutcomeHandle, process.Form{"lead_unit": {"water_bureau"}})
		require.Equal(t, days, d.state.Clocks[0].Amount, urgency)
		require.Equal(t, process.UnitWorkdays, d.state.Clocks[0].Unit)
	}
}

func TestALeaderMayHandThePaperBackOrReadOnly(t *testing.T) {
	d := received(t)
	d.answers("office_head", document.OutcomeInstruct, process.Form{"leaders": {"chair"}})
	d.does("chair", process.Command{Verb: process.VerbReturn, Target: "propose", Reason: "请补充背景"})
	require.Equal(t, "propose", d.state.Step)
	d.answers("office_head", document.OutcomeInstruct, nil)
	d.refused("chair", process.CodeNobodyThere, process.Command{Verb: process.VerbApprove, Outcome: document.OutcomeHandle})
	require.Equal(t, "circulate", d.answers("chair", document.OutcomeReadOnly, nil))
	require.Equal(t, "close", d.approves("registrar", nil), "nobody was named to read")
}

func TestAnAnswerMayBeNeedless(t *testing.T) {
	d := received(t)
	d.answers("office_head", document.OutcomeHandle, process.Form{"lead_unit": {"water_bureau"}})
	d.approves("water", process.Form{"result": {"explained"}})
	d.refused("water", process.CodeFieldRequired, process.Command{Verb: process.VerbApprove, Outcome: document.OutcomeNotNeeded})
	require.Equal(t, "close", d.answers("water", document.OutcomeNotNeeded, process.Form{"no_answer_reason": {"来文为通知，不需答复"}}))
}
