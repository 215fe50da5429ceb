package process_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/process"
)

func TestAReturnReopensTheStepForWhoDidIt(t *testing.T) {
	c := newIssue(t)
	toSign(c)
	events := c.do("chair", process.VerbReturn, target("review"), saying("请补充依据"))
	require.Equal(t, "review", c.s.Step)
	require.Equal(t, []string{"head"}, c.waitingFor(), "head did it, not the whole pool")
	require.Equal(t, "请补充依据", bodies[process.OpinionGiven](events)[0].Text)
	require.Equal(t, process.WalkAgain, bodies[process.Returned](events)[0].Strategy)
	require.True(t, c.taskOf("head").Claimed, "he may put it back into the pool")
	c.do("head", process.VerbRelease)
	c.do("head2", process.VerbApprove)
	require.Equal(t, "sign", c.s.Step, "walks again, step by step")
	require.Equal(t, []string{"chair"}, c.waitingFor())
}

func TestAReturnNeedsAReasonAndAnEarlierVisitedStep(t *testing.T) {
	c := newIssue(t)
	toSign(c)
	c.refused(process.Invalid, process.CodeReasonRequired, "chair", process.VerbReturn)
	c.refused(process.Invalid, process.CodeReturnForward, "chair", process.VerbReturn, target("dispatch"), because("x"))
	c.refused(process.Invalid, process.CodeReturnSelf, "chair", process.VerbReturn, target("sign"), because("x"))
	c.refused(process.Invalid, process.CodeUnknownStep, "chair", process.VerbReturn, target("nowhere"), because("x"))
	c.refused(process.Invalid, process.CodeUnknownStep, "chair", process.VerbReturn, target("countersign"), because("未经过"))
	c.refused(process.Invalid, process.CodeFieldInvalid, "chair", process.VerbReturn, because("x"),
		func(cmd *process.Command) { cmd.Strategy = "leap" })
	c.do("chair", process.VerbReturn, target(process.TargetInitiator), because("重拟"))
	require.Equal(t, []string{"drafter"}, c.waitingFor())
	c.refused(process.Conflict, process.CodeReturnSelf, "drafter", process.VerbReturn, because("没有更前的环节"))
}

func TestPreviousSkipsStepsThatWereSkipped(t *testing.T) {
	c := newIssue(t)
	toSign(c)
	require.Equal(t, []string{"review", "draft"}, c.s.Returnable(c.d))
	c.do("chair", process.VerbReturn, because("x"))
	require.Equal(t, "review", c.s.Step)
}

func TestStraightBackGoesToTheReturnerAlone(t *testing.T) {
	c := newIssue(t)
	toSign(c, "a", "b")
	c.do("chair", process.VerbReturn, target("draft"), because("改一个字"), straightBack)
	c.do("drafter", process.VerbApprove)
	require.Equal(t, "sign", c.s.Step)
	require.Equal(t, []string{"chair"}, c.waitingFor())
	require.Equal(t, process.CameStraight, c.s.Visits[len(c.s.Visits)-1].How)
	require.Nil(t, c.s.Back)
}

func TestStraightBackAsksAgainWhoseSignatureFell(t *testing.T) {
	for _, changed := range []bool{false, true} {
		c := newIssue(t)
		c.open("drafter", text("h1"), with("countersigners", "a", "b", "c"))
		c.do("drafter", process.VerbSubmit, with("kind", "函"))
		c.do("head", process.VerbApprove)
		c.do("a", process.VerbApprove)
		c.do("b", process.VerbReturn, target("draft"), because("有误"), straightBack)
		require.Equal(t, []string{"drafter"}, c.waitingFor(), "the others' open tasks are cancelled")
		hash := "h1"
		if changed {
			hash = "h2"
		}
		c.do("drafter", process.VerbApprove, text(hash))
		require.Equal(t, "countersign", c.s.Step)
		if changed {
			require.Equal(t, []string{"a", "b", "c"}, c.waitingFor())
			continue
		}
		require.Equal(t, []string{"b", "c"}, c.waitingFor(), "a signed this very text")
		require.True(t, c.taskOf("a").Stands)
		c.do("b", process.VerbApprove)
		c.do("c", process.VerbApprove)
		require.Equal(t, "sign", c.s.Step)
	}
}

func TestStraightBackEndsWhereAnEndIsChosen(t *testing.T) {
	c := newIssue(t)
	toSign(c)
	c.do("chair", process.VerbReturn, target("draft"), because("x"), straightBack)
	c.do("drafter", process.VerbRevoke, because("不发了"))
	require.Equal(t, process.StatusRevoked, c.s.Status)
	require.Nil(t, c.s.Back)
}

func TestANewerReturnReplacesTheWayBack(t *testing.T) {
	c := newIssue(t)
	toSign(c)
	c.do("chair", process.VerbReturn, target("review"), because("x"), straightBack)
	c.do("head", process.VerbReturn, target("draft"), because("y"))
	c.do("drafter", process.VerbApprove)
	require.Equal(t, "review", c.s.Step, "the newer return walks")
	require.Nil(t, c.s.Back)
}

func TestASignatureStandsOnAnUnchangedText(t *testing.T) {
	c := newIssue(t)
	toSign(c, "a", "b")
	c.do("chair", process.VerbReturn, target("draft"), because("核对"))
	c.do("drafter", process.VerbApprove)
	c.do("head", process.VerbApprove)
	require.Equal(t, "sign", c.s.Step, "both countersignatures stand")
	require.Equal(t, []string{"chair"}, c.waitingFor(), "who returned it is asked again")
	visit := c.s.Visits[len(c.s.Visits)-2]
	require.Equal(t, process.CameStands, visit.How)
	require.Equal(t, process.OutcomeApprove, visit.Outcome)

	c.do("chair", process.VerbReturn, target("draft"), because("改"))
	c.do("drafter", process.VerbApprove, text("h2"))
	c.do("head", process.VerbApprove)
	require.Equal(t, []string{"a", "b"}, c.waitingFor(), "the text is another one")
}

func TestASubstantiveChangeGoesBackToTheSigner(t *testing.T) {
	c := newIssue(t)
	toSign(c)
	c.do("chair", process.VerbApprove)
	c.refused(process.Conflict, process.CodeNotSigned, "registrar", process.VerbApprove, text("h2"))
	c.do("registrar", process.VerbSave, text("h2"))
	c.refused(process.Conflict, process.CodeNotSigned, "registrar", process.VerbApprove)
	c.do("registrar", process.VerbApprove, outcome("substantive"))
	require.Equal(t, []string{"chair"}, c.waitingFor(), "the signer is asked again")
	c.do("chair", process.VerbApprove)
	c.do("registrar", process.VerbApprove)
	require.Equal(t, "dispatch", c.s.Step)
}

func TestASubstantiveOutcomeAsksTheSignerEvenOnTheSameText(t *testing.T) {
	c := newIssue(t)
	toSign(c)
	c.do("chair", process.VerbApprove)
	c.do("registrar", process.VerbApprove, outcome("substantive"))
	require.Equal(t, "sign", c.s.Step)
	require.NotEmpty(t, c.openTasks())
}

func TestANumberIsKeptThroughAReturn(t *testing.T) {
	c := newIssue(t)
	toSign(c)
	c.do("chair", process.VerbApprove)
	c.do("registrar", process.VerbApprove)
	c.do("registrar", process.VerbReturn, target("recheck"), because("印错"))
	events := c.do("registrar", process.VerbApprove)
	require.Empty(t, bodies[process.NumberTaken](events))
	require.Equal(t, "蕲常发-1", c.s.Numbers["doc_no"])
}

func TestAReturnNamesReasonsFromTheListOfItsStep(t *testing.T) {
	c := newIssue(t)
	c.d.Steps = slices.Clone(c.d.Steps)
	toSign(c)
	format := with(process.FieldReturnCodes, "FORMAT")
	c.refused(process.Invalid, process.CodeUnknownField, "chair", process.VerbReturn, because("x"), format)
	c.d.Step("sign").ReturnCodes = []process.Option{{Value: "FORMAT", Label: "格式不规范"}}
	c.refused(process.Invalid, process.CodeFieldInvalid, "chair", process.VerbReturn, because("x"), with(process.FieldReturnCodes, "DUPLICATE"))
	c.refused(process.Invalid, process.CodeReasonRequired, "chair", process.VerbReturn, format)
	events := c.do("chair", process.VerbReturn, because("请按格式改"), format)
	require.Equal(t, []string{"FORMAT"}, bodies[process.Returned](events)[0].Codes)
	require.Empty(t, c.s.Form[process.FieldReturnCodes], "they concern the return, not the case")
}
