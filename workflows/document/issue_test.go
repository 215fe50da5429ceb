package document_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/document"
)

var checked = process.Form{"checklist": {"need", "law", "consulted", "kind", "facts", "wording"}, "signer": {"chair"}}

// drafted opens an outgoing case and brings it to the unit's head.
func drafted(t *testing.T, form process.Form) *desk {
	t.Helper()
	d := open(t, document.Issue(), "drafter", "works", nil)
	require.Equal(t, "unit_review", d.approves("drafter", form))
	return d
}

func save(hash string) process.Command {
	return process.Command{Verb: process.VerbSave, Text: &process.Text{Hash: hash}}
}

func TestADocumentIsDraftedSignedNumberedAndSentOut(t *testing.T) {
	d := drafted(t, process.Form{"countersign_units": {"finance", "law"}, "joint_organs": {"government"}})
	require.Equal(t, "countersign", d.approves("unit_head", nil))
	require.Equal(t, []string{"unit_head@finance", "unit_head@law", "unit_leader@government"}, d.waiting())
	d.approves("finance_head", nil)
	d.approves("gov_leader", nil)
	require.Equal(t, "office_review", d.approves("law_head", nil))
	d.refused("registrar", process.CodeFieldRequired, process.Command{Verb: process.VerbApprove})
	require.Equal(t, "sign", d.approves("registrar", checked))
	require.Equal(t, []string{"chair"}, d.waiting())
	require.Equal(t, "recheck", d.does("chair", process.Command{Verb: process.VerbApprove}), "a bare signature is consent")
	require.Equal(t, "number", d.approves("registrar", nil))
	require.Empty(t, d.state.Numbers)
	require.Equal(t, "print", d.approves("registrar", process.Form{"doc_series": {"letters"}, "scope": {"县政府各部门"}, "copies": {"30"}}))
	require.Equal(t, "letters-1", d.state.Numbers[document.SlotDocNo])
	require.Equal(t, "seal", d.approves("registrar", process.Form{
		"proof_reader": {"林秋"}, "printed_copies": {"30"}, "printed_on": {"2026-11-24"},
	}))
	require.Equal(t, "dispatch", d.approves("seal_keeper", process.Form{"seal_id": {"办公室印"}, "seal_count": {"30"}}))
	require.Equal(t, "archive", d.approves("registrar", process.Form{
		process.FieldInside: {"water_bureau"}, process.FieldOutside: {"机要交换:黄冈市人大常委会办公室"},
	}))
	d.refused("registrar", process.CodeCannotWithdraw, process.Command{Verb: process.VerbWithdraw})
	d.refused("archivist", process.CodeReadersOpen, process.Command{Verb: process.VerbApprove, Form: archived()})
	for _, delivery := range d.state.Deliveries {
		d.does("registrar", process.Command{
			Verb: process.VerbReceipt, Receipt: &process.Receipt{Delivery: delivery.ID, Name: "收件人", On: "2026-11-23"},
		})
	}
	d.approves("archivist", archived())
	require.Equal(t, process.StatusCompleted, d.state.Status)
}

func TestNobodyToCountersignSkipsCountersigning(t *testing.T) {
	d := drafted(t, nil)
	require.Equal(t, "office_review", d.approves("unit_head", nil))
}

func TestADrafterDoesNotReviewHisOwnDraft(t *testing.T) {
	posts["drafting_head"] = []process.Post{{Role: "unit_head", Unit: "works"}}
	d := open(t, document.Issue(), "drafting_head", "works", nil)
	d.approves("drafting_head", nil)
	d.refused("drafting_head", process.CodeSeparation, process.Command{Verb: process.VerbApprove})
	require.Equal(t, "office_review", d.approves("unit_head", nil))
}

func TestADissentGoesBackToTheDrafterAfterAllWereHeard(t *testing.T) {
	d := drafted(t, process.Form{"countersign_units": {"finance", "law"}})
	d.approves("unit_head", nil)
	require.Equal(t, "countersign", d.answers("finance_head", process.OutcomeDisagree, nil))
	require.Equal(t, "draft", d.approves("law_head", nil))
	d.does("drafter", save("text-2"))
	d.approves("drafter", nil)
	require.Equal(t, "countersign", d.approves("unit_head", nil), "the text changed: the head is asked again")
	require.Len(t, d.waiting(), 2, "and both units")
	d.approves("finance_head", nil)
	require.Equal(t, "office_review", d.approves("law_head", nil))
}

func TestASuggestionToAmendGoesBackToo(t *testing.T) {
	d := drafted(t, process.Form{"countersign_units": {"finance"}})
	d.approves("unit_head", nil)
	require.Equal(t, "draft", d.answers("finance_head", document.OutcomeAmend, nil))
}

// toRecheck brings a document to the recheck with a signature on text-1.
func toRecheck(t *testing.T) *desk {
	t.Helper()
	d := drafted(t, nil)
	d.approves("unit_head", nil)
	d.approves("registrar", checked)
	require.Equal(t, "recheck", d.approves("chair", nil))
	return d
}

func TestASubstantiveChangeGoesBackToTheSigner(t *testing.T) {
	d := toRecheck(t)
	d.does("registrar", save("text-2"))
	d.refused("registrar", process.CodeNotSigned, process.Command{Verb: process.VerbApprove})
	require.Equal(t, "sign", d.answers("registrar", document.OutcomeSubstantive, nil))
	require.Equal(t, []string{"chair"}, d.waiting())
	require.Equal(t, "recheck", d.approves("chair", nil))
	require.Equal(t, "number", d.approves("registrar", nil))
}

func TestAMisprintGoesBackToTheRecheckAndKeepsItsNumber(t *testing.T) {
	d := toRecheck(t)
	d.approves("registrar", nil)
	d.approves("registrar", process.Form{"doc_series": {"letters"}, "scope": {"各乡镇"}, "copies": {"30"}})
	require.Equal(t, "recheck", d.answers("registrar", document.OutcomeDefect, process.Form{"defect": {"第二页错字"}}))
	d.approves("registrar", nil)
	require.Equal(t, "print", d.approves("registrar", nil))
	require.Equal(t, 1, d.numbers)
}

func TestTheSignerMayReturnOrReject(t *testing.T) {
	d := drafted(t, nil)
	d.approves("unit_head", nil)
	d.approves("registrar", checked)
	d.does("chair", process.Command{Verb: process.VerbReturn, Target: "draft", Strategy: process.StraightBack, Reason: "补充依据"})
	require.Equal(t, "draft", d.state.Step)
	d.does("drafter", save("text-2"))
	require.Equal(t, "sign", d.approves("drafter", nil), "straight back to the signer")
	d.does("chair", process.Command{Verb: process.VerbReject, Reason: "不宜发文"})
	require.Equal(t, process.StatusRejected, d.state.Status)
}

func TestTheSignerDoesNotKeepTheSeal(t *testing.T) {
	posts["chair"] = append(posts["chair"], process.Post{Role: "seal_keeper", Unit: organ})
	defer func() { posts["chair"] = posts["chair"][:1] }()
	d := toRecheck(t)
	d.approves("registrar", nil)
	d.approves("registrar", process.Form{"doc_series": {"letters"}, "scope": {"各乡镇"}, "copies": {"30"}})
	d.approves("registrar", process.Form{"proof_reader": {"林秋"}, "printed_copies": {"30"}, "printed_on": {"2026-11-24"}})
	d.refused("chair", process.CodeSeparation, process.Command{
		Verb: process.VerbApprove, Form: process.Form{"seal_id": {"印"}, "seal_count": {"1"}},
	})
}

func TestTheDrafterMayCallItOffUntilItIsSigned(t *testing.T) {
	d := drafted(t, nil)
	d.does("drafter", process.Command{Verb: process.VerbRevoke, Reason: "不再需要"})
	require.Equal(t, process.StatusRevoked, d.state.Status)

	d = toRecheck(t)
	d.refused("drafter", process.CodeVerbNotHere, process.Command{Verb: process.VerbRevoke, Reason: "不再需要"})
}
