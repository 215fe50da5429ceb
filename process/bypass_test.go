package process_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/process"
)

func TestNoPowerCarriesAnUnsignedTextPastTheSignature(t *testing.T) {
	c := newIssue(t)
	c.open("drafter", text("h1"))
	c.do("drafter", process.VerbSubmit, with("kind", "函"))
	c.refused(process.Conflict, process.CodeNotSigned, "boss", process.VerbReroute, target("dispatch"), because("加快"))
	require.Equal(t, []string{"draft", "review", "countersign", "sign", "recheck"}, c.s.Reachable(c.d))
	c.do("boss", process.VerbReroute, target("recheck"), because("加快"))
	c.refused(process.Conflict, process.CodeNotSigned, "registrar", process.VerbApprove)
	c.do("boss", process.VerbTerminate, because("不发了"))
	c.refused(process.Conflict, process.CodeNotSigned, "boss", process.VerbReopen, target("dispatch"), because("又要发"))
	c.do("boss", process.VerbReopen, target("sign"), because("又要发"))
	c.do("chair", process.VerbApprove)
	c.do("boss", process.VerbReroute, target("dispatch"), because("已签发"))
}

func TestWhoLostAPostLosesWhatHeTookOutOfItsPool(t *testing.T) {
	c := newIssue(t)
	c.open("drafter", text("h1"))
	c.do("drafter", process.VerbSubmit, with("kind", "函"))
	c.do("head", process.VerbClaim)
	stripped := c.command("head", process.VerbApprove)
	stripped.By.Posts = nil
	_, err := process.Decide(c.d, c.s, stripped)
	var r *process.Refusal
	require.ErrorAs(t, err, &r)
	require.Equal(t, process.CodeNotAssignee, r.Code)
	c.do("boss", process.VerbHandOver, func(cmd *process.Command) { cmd.From = "head" }, to("head2"), because("调离"))
	c.do("head2", process.VerbApprove)
}

func TestWhoWroteTheDraftDoesNotReviewItWhoeverSentIt(t *testing.T) {
	c := newIssue(t)
	c.open("head", text("h1")) // writes it and lets another one send it
	c.do("head", process.VerbTransfer, to("clerk"))
	c.do("clerk", process.VerbApprove, with("kind", "函"))
	c.refused(process.Denied, process.CodeSeparation, "head", process.VerbApprove)
	c.do("head2", process.VerbReturn, because("重写"))
	c.do("clerk", process.VerbTransfer, to("head2"))
	c.do("head2", process.VerbSave, text("h2"))
	c.do("head2", process.VerbTransfer, to("clerk"))
	c.do("clerk", process.VerbApprove)
	require.Equal(t, []string{"clerk", "head", "head2"}, c.s.Excluded(c.d, "review"))
}

// TestOnlyTheLeadFillsInWhatIsTheLeads: keeping a form is not a way around whose
// it is.
func TestOnlyTheLeadFillsInWhatIsTheLeads(t *testing.T) {
	d := council(process.All, 0, false)
	d.Steps[0].Form = append(d.Steps[0].Form, process.Field{Key: "leader", Label: "主办", Type: process.FieldPersons})
	vote := &d.Steps[1]
	vote.Actors = []process.Actor{
		{Kind: process.ActorField, Field: "leader", Part: process.Lead}, {Kind: process.ActorField, Field: "members", Part: process.Assist},
	}
	vote.Form = []process.Field{{Key: "result", Label: "结果", Type: process.FieldText, Required: true, Part: process.Lead}}
	c := newCase(t, d)
	c.open("starter", with("members", "helper"), with("leader", "lead"))
	c.do("starter", process.VerbApprove)
	c.refused(process.Invalid, process.CodeUnknownField, "helper", process.VerbSave, with("result", "已办结"))
	for _, option := range process.Options(c.d, c.s, c.person("helper"), c.now) {
		require.Empty(t, option.Fields, option.Verb)
	}
	c.do("lead", process.VerbSave, with("result", "已办结"))
}
