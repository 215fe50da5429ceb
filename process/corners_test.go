package process_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/process"
)

// Corners that random walks once fell over, or seldom reach.

func TestASignerAddedByAnAddedSignerIsWaitedForToo(t *testing.T) {
	for _, mode := range []process.Mode{process.Any, process.All} {
		c := newCouncil(t, mode, 0, false, "a", "b")
		c.do("a", process.VerbAddSigner, to("x"), position(process.Parallel))
		c.do("x", process.VerbAddSigner, to("y"), position(process.After))
		c.do("a", process.VerbApprove)
		if mode == process.All {
			c.do("b", process.VerbApprove)
		}
		c.do("x", process.VerbApprove)
		require.Equal(t, []string{"y"}, c.waitingFor(), mode)
		require.Equal(t, "vote", c.s.Step)
		c.do("y", process.VerbApprove)
		require.Equal(t, "file", c.s.Step)
	}
}

func TestAnAddedSignerCountsAsAVoter(t *testing.T) {
	c := newCouncil(t, process.Share, 60, false, "a", "b")
	c.do("a", process.VerbAddSigner, to("x"), position(process.Parallel))
	c.do("a", process.VerbApprove)
	c.do("x", process.VerbApprove)
	require.Equal(t, "file", c.s.Step, "two of three are 60 in a hundred")
}

func TestAShareWaitsForWhomAVoterAddedAfterHimself(t *testing.T) {
	c := newCouncil(t, process.Share, 30, false, "a", "b")
	c.do("a", process.VerbAddSigner, to("x"), position(process.After))
	c.do("a", process.VerbApprove)
	require.Equal(t, "vote", c.s.Step, "x is owed an answer, though the share is reached")
	c.do("x", process.VerbApprove, outcome(no))
	require.Equal(t, "file", c.s.Step)
}

func TestRivalsAreAskedAgainWhenTheFirstAnswerIsTakenBack(t *testing.T) {
	c := newCouncil(t, process.Any, 0, false, "a", "b")
	c.do("a", process.VerbAddSigner, to("x"), position(process.After))
	c.do("a", process.VerbApprove)
	require.Equal(t, []string{"x"}, c.waitingFor())
	c.do("a", process.VerbWithdraw)
	require.Equal(t, []string{"a", "b"}, c.waitingFor(), "x waits for a again, and b is back")
	c.do("b", process.VerbApprove)
	require.Equal(t, "file", c.s.Step)
}

func TestAnAddedSignerDecidesWhereTheFirstWasRemoved(t *testing.T) {
	c := newIssue(t)
	c.open("drafter", text("h1"))
	c.do("drafter", process.VerbAddSigner, to("x"), position(process.Parallel))
	c.do("x", process.VerbApprove, with("kind", "函"))
	c.do("boss", process.VerbRemoveSigner, tasks(c.taskOf("drafter").ID))
	require.Equal(t, "review", c.s.Step)
}

func TestAFreeTaskOfAPoolIsOpenToTheProxiesOfItsMembers(t *testing.T) {
	c := newIssue(t)
	c.open("drafter", text("h1"))
	events, err := process.Decide(c.d, c.s, c.command("drafter", process.VerbSubmit, with("kind", "函")))
	require.NoError(t, err)
	for _, e := range events {
		if b, ok := e.Body.(process.TaskOpened); ok {
			b.Task.Proxies = []process.Proxy{{Principal: "head", Agent: "deputy", Until: start.AddDate(0, 0, 1)}}
			e.Body = b
		}
		require.NoError(t, c.s.Apply(e))
	}
	c.do("head2", process.VerbClaim)
	c.refused(process.Denied, process.CodeNotAssignee, "deputy", process.VerbApprove)
	c.do("head2", process.VerbRelease)
	events = c.do("deputy", process.VerbClaim)
	require.Equal(t, "head", bodies[process.TaskClaimed](events)[0].By, "he claims for his principal")
	require.Equal(t, "head", events[0].For)
}

func TestAMemberOfAPoolWhoAnsweredIsAskedHimself(t *testing.T) {
	c := newCase(t, handling())
	c.post("h", "handler", "water")
	c.post("h", "handler", "roads")
	c.open("starter")
	c.do("starter", process.VerbApprove, with("lead", "water"), with("assist", "roads"))
	open := c.openTasks()
	c.do("h", process.VerbApprove, onTask(open[0].ID), with("result", "好"))
	c.do("h", process.VerbApprove, onTask(open[1].ID))
	c.do("h", process.VerbReturn, target("vote"), because("漏了一处"))
	require.Equal(t, []string{"h", "handler"}, c.waitingFor(), "one task is his; the other is free, so that he has no two")
}

func TestAVoteInOrderIsTakenUpWhereItStopped(t *testing.T) {
	c := newCouncil(t, process.Sequence, 0, false, "a", "b", "c")
	c.do("a", process.VerbApprove)
	c.do("b", process.VerbReturn, because("材料不全"), straightBack)
	c.do("starter", process.VerbApprove)
	require.Equal(t, []string{"b"}, c.waitingFor(), "a's answer stands on the same text")
	c.refused(process.Conflict, process.CodeTaskAsleep, "c", process.VerbApprove)
	c.do("b", process.VerbApprove)
	c.do("c", process.VerbApprove)
	require.Equal(t, "file", c.s.Step)
}

func TestAStandingNoIsAskedAgain(t *testing.T) {
	d := council(process.All, 0, false)
	d.Steps[1].Signs = true
	d.Steps[1].Next[no] = "open"
	c := newCase(t, d)
	c.open("starter", text("h1"), with("members", "a", "b"))
	c.do("starter", process.VerbApprove)
	c.do("a", process.VerbApprove)
	c.do("b", process.VerbApprove, outcome(no))
	require.Equal(t, "open", c.s.Step)
	c.do("starter", process.VerbApprove)
	require.Equal(t, []string{"b"}, c.waitingFor(), "a signed this text, b refused it")
}

func TestASignatureOnNoTextStandsForNothing(t *testing.T) {
	d := council(process.All, 0, false)
	d.Steps[1].Signs = true
	c := newCase(t, d)
	c.open("starter", with("members", "a", "b"))
	c.do("starter", process.VerbApprove)
	c.do("a", process.VerbApprove)
	c.do("b", process.VerbReturn, because("没有正文"))
	c.do("starter", process.VerbApprove)
	require.Equal(t, []string{"a", "b"}, c.waitingFor())
}

func TestAStraightWayBackIsLeftWhereTheOutcomeDoesNotLeadOn(t *testing.T) {
	c := newIssue(t)
	toSign(c, "a")
	c.do("chair", process.VerbReturn, target("countersign"), because("再会签"), straightBack)
	c.do("a", process.VerbApprove, outcome(no))
	require.Equal(t, "draft", c.s.Step, "a no goes where a no goes")
	require.Nil(t, c.s.Back)
}

func TestAReturnedPaperWhoseActorsNeverAnsweredIsAskedOfTheTable(t *testing.T) {
	c := newIssue(t)
	c.open("drafter", text("h1"))
	c.do("drafter", process.VerbSubmit, with("kind", "函"))
	c.do("boss", process.VerbReroute, target("sign"), because("急"))
	c.do("chair", process.VerbReturn, target("review"), because("还是要核"))
	require.Equal(t, []string{"unit_head"}, c.waitingFor(), "nobody had answered the review")
}

func TestRolesOfAFieldArePartedByABar(t *testing.T) {
	f := process.Field{Role: "chair|vice_chair"}
	require.Equal(t, []string{"chair", "vice_chair"}, f.Roles())
	require.Empty(t, (&process.Field{}).Roles())
}

func TestOutcomesHaveWords(t *testing.T) {
	s := process.Step{Labels: map[process.Outcome]string{"x": "甲"}}
	require.Equal(t, "甲", s.Label("x"))
	require.Equal(t, "不同意", s.Label(no))
	require.Equal(t, "y", s.Label("y"))
	for _, v := range everyVerb {
		require.NotEmpty(t, v.Title())
	}
}

func TestARefusalIsAnError(t *testing.T) {
	c := newIssue(t)
	c.open("drafter")
	r := c.refused(process.Invalid, process.CodeFieldRequired, "drafter", process.VerbSubmit)
	require.Contains(t, r.Error(), "FIELD_REQUIRED")
}
