package process_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/process"
)

func TestTheLastActorTakesBackWhatNobodyActedOn(t *testing.T) {
	c := newIssue(t)
	toSign(c)
	c.do("chair", process.VerbSee)
	c.refused(process.Denied, process.CodeCannotWithdraw, "drafter", process.VerbWithdraw)
	events := c.do("head", process.VerbWithdraw, because("再看看"))
	require.Equal(t, []string{"chair"}, bodies[process.Withdrawn](events)[0].Told, "who had opened it is told")
	require.Equal(t, "review", c.s.Step)
	require.Equal(t, []string{"head"}, c.waitingFor())
	require.Equal(t, process.CameWithdraw, c.s.Visits[len(c.s.Visits)-1].How)
	c.refused(process.Conflict, process.CodeCannotWithdraw, "head", process.VerbWithdraw)
	c.do("head", process.VerbApprove)
	c.do("chair", process.VerbApprove)
	c.refused(process.Denied, process.CodeCannotWithdraw, "head", process.VerbWithdraw)
}

func TestAWithdrawnCaseKeepsItsOldDeadline(t *testing.T) {
	c := newIssue(t)
	c.open("drafter", text("h1"))
	c.do("drafter", process.VerbSubmit, with("kind", "函"))
	before := c.s.Clocks[0]
	c.now = c.now.AddDate(0, 0, 2)
	c.do("head", process.VerbApprove)
	c.do("head", process.VerbWithdraw)
	last := c.s.Clocks[len(c.s.Clocks)-1]
	require.Equal(t, process.ClockIsRunning, last.Status)
	require.Equal(t, before.From, last.From, "to answer and take back wins no days")
	require.Equal(t, before.Amount, last.Amount)
}

func TestWithinAStepTheSameTaskIsOpenedAgain(t *testing.T) {
	c := newCouncil(t, process.All, 0, false, "a", "b")
	c.do("a", process.VerbApprove, outcome(process.OutcomeDisagree))
	c.do("a", process.VerbWithdraw)
	require.Equal(t, []string{"a", "b"}, c.waitingFor())
	c.do("a", process.VerbApprove)
	c.do("b", process.VerbApprove)
	require.Equal(t, "file", c.s.Step)
}

func TestOtherAnswersStayWhenTheLastIsTakenBack(t *testing.T) {
	c := newCouncil(t, process.All, 0, false, "a", "b")
	c.do("a", process.VerbApprove)
	c.do("b", process.VerbApprove)
	require.Equal(t, "file", c.s.Step)
	c.do("b", process.VerbWithdraw)
	require.Equal(t, []string{"b"}, c.waitingFor(), "a is not asked again")
	c.do("b", process.VerbApprove)
	require.Equal(t, "file", c.s.Step)
}

func TestAVetoTakenBackAsksAgainWhomItSilenced(t *testing.T) {
	d := council(process.All, 0, true)
	d.Steps[1].Next[process.OutcomeDisagree] = "open"
	c := newCase(t, d)
	c.open("starter", with("members", "a", "b"))
	c.do("starter", process.VerbApprove)
	c.do("a", process.VerbApprove, outcome(process.OutcomeDisagree))
	require.Equal(t, "open", c.s.Step)
	c.do("a", process.VerbWithdraw)
	require.Equal(t, []string{"a", "b"}, c.waitingFor())
	c.do("a", process.VerbApprove)
	require.Equal(t, "vote", c.s.Step, "b still has to answer")
}

func TestInASequenceTheNextOneSleepsAgain(t *testing.T) {
	c := newCouncil(t, process.Sequence, 0, false, "a", "b")
	c.do("a", process.VerbApprove)
	require.Equal(t, []string{"b"}, c.waitingFor())
	c.do("a", process.VerbWithdraw)
	require.Equal(t, []string{"a"}, c.waitingFor())
}

func TestWhatIsOutCannotBeTakenBack(t *testing.T) {
	c := newIssue(t)
	toSign(c)
	c.do("chair", process.VerbApprove)
	c.do("registrar", process.VerbApprove, with(process.FieldInside, "water"))
	c.refused(process.Conflict, process.CodeCannotWithdraw, "registrar", process.VerbWithdraw)
}

func TestATextSavedAfterwardsBlocksTheWithdrawal(t *testing.T) {
	c := newIssue(t)
	toSign(c)
	c.do("chair", process.VerbSave, text("h2"))
	c.refused(process.Conflict, process.CodeCannotWithdraw, "head", process.VerbWithdraw)
}

func TestAWithdrawalRestoresTheWayBack(t *testing.T) {
	c := newIssue(t)
	toSign(c)
	c.do("chair", process.VerbReturn, target("draft"), because("x"), straightBack)
	c.do("drafter", process.VerbApprove)
	require.Equal(t, "sign", c.s.Step)
	c.do("drafter", process.VerbWithdraw)
	c.do("drafter", process.VerbApprove)
	require.Equal(t, "sign", c.s.Step, "it goes straight back again, not through the review")
}

func TestARemovedSignerIsNotAskedAgainByAWithdrawal(t *testing.T) {
	c := newCouncil(t, process.All, 0, false, "a", "b")
	c.power("boss", process.VerbRemoveSigner)
	c.do("a", process.VerbApprove)
	c.do("boss", process.VerbRemoveSigner, tasks(c.taskOf("b").ID))
	require.Equal(t, "file", c.s.Step)
	c.refused(process.Conflict, process.CodeCannotWithdraw, "a", process.VerbWithdraw)
}

func TestAProxysAnswerMayBeTakenBackByBoth(t *testing.T) {
	for _, who := range []string{"a", "agent"} {
		c := newCase(t, council(process.All, 0, false))
		c.proxies = map[string]process.Proxy{"a": {Principal: "a", Agent: "agent", Until: start.AddDate(0, 1, 0)}}
		c.open("starter", with("members", "a", "b"))
		c.do("starter", process.VerbApprove)
		events := c.do("agent", process.VerbApprove)
		require.Equal(t, "a", events[0].For, "the record says agent 代 a")
		c.refused(process.Denied, process.CodeCannotWithdraw, "b", process.VerbWithdraw)
		c.do(who, process.VerbWithdraw)
		require.Equal(t, []string{"a", "b"}, c.waitingFor())
	}
}
