package process_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/process"
)

// newBossCouncil is a vote of a and b, with somebody who has every power.
func newBossCouncil(t testingTB, members ...string) *caseTest {
	c := newCouncil(t, process.All, 0, false, members...)
	c.power("boss", process.VerbSuspend, process.VerbResume, process.VerbReroute, process.VerbTerminate,
		process.VerbReopen, process.VerbExtend, process.VerbHandOver, process.VerbUrge)
	return c
}

func leaver(id string) func(*process.Command) {
	return func(c *process.Command) { c.From = id }
}

func TestASuspendedCaseRests(t *testing.T) {
	c := newBossCouncil(t, "a", "b")
	c.do("a", process.VerbCirculate, to("r"))
	c.refused(process.Invalid, process.CodeReasonRequired, "boss", process.VerbSuspend)
	c.refused(process.Conflict, process.CodeNotSuspended, "boss", process.VerbResume)
	c.do("boss", process.VerbSuspend, because("等上级答复"))
	c.refused(process.Conflict, process.CodeCaseSuspended, "a", process.VerbApprove)
	c.refused(process.Conflict, process.CodeCaseSuspended, "boss", process.VerbSuspend, because("再停"))
	c.refused(process.Conflict, process.CodeCaseSuspended, "starter", process.VerbUrge)
	c.do("r", process.VerbRead)
	c.do("r", process.VerbFollow)
	c.do("boss", process.VerbResume)
	c.do("a", process.VerbApprove)
}

func TestTerminationCancelsEverything(t *testing.T) {
	c := newBossCouncil(t, "a", "b")
	c.do("a", process.VerbCirculate, to("r"))
	c.refused(process.Invalid, process.CodeReasonRequired, "boss", process.VerbTerminate)
	c.do("boss", process.VerbSuspend, because("停"))
	c.do("boss", process.VerbTerminate, because("来文撤回"))
	require.Equal(t, process.StatusTerminated, c.s.Status)
	require.Empty(t, c.tasks(pending))
	c.refused(process.Conflict, process.CodeCaseClosed, "a", process.VerbApprove)
	c.refused(process.Conflict, process.CodeCaseClosed, "boss", process.VerbTerminate, because("x"))
}

func TestOnlyTheInitiatorRevokes(t *testing.T) {
	c := newBossCouncil(t, "a")
	c.refused(process.Denied, process.CodeNoPower, "a", process.VerbRevoke, because("x"))
	c.refused(process.Invalid, process.CodeReasonRequired, "starter", process.VerbRevoke)
	c.do("starter", process.VerbRevoke, because("重复"))
	require.Equal(t, process.StatusRevoked, c.s.Status)
}

func TestARejectionEndsTheCase(t *testing.T) {
	c := newBossCouncil(t, "a", "b")
	c.refused(process.Invalid, process.CodeReasonRequired, "a", process.VerbReject)
	events := c.do("a", process.VerbReject, saying("不予受理"))
	require.Equal(t, process.StatusRejected, c.s.Status)
	require.Equal(t, "不予受理", bodies[process.OpinionGiven](events)[0].Text)
	require.Equal(t, process.OutcomeReject, c.taskOf("a").Outcome)
	require.Equal(t, process.TaskIsCancelled, c.taskOf("b").Status)
}

func TestARerouteGoesAnywhere(t *testing.T) {
	c := newBossCouncil(t, "a", "b")
	c.refused(process.Invalid, process.CodeFieldRequired, "boss", process.VerbReroute, because("x"))
	c.refused(process.Invalid, process.CodeUnknownStep, "boss", process.VerbReroute, because("x"), target("nowhere"))
	c.refused(process.Invalid, process.CodeReasonRequired, "boss", process.VerbReroute, target("file"))
	c.do("boss", process.VerbReroute, target("file"), because("调度"))
	require.Equal(t, []string{"starter"}, c.waitingFor(), "the actors of the table")
	c.do("boss", process.VerbReroute, target("vote"), to("x"), because("另请人"))
	require.Equal(t, []string{"x"}, c.waitingFor(), "or the persons named")
	c.refused(process.Conflict, process.CodeCannotWithdraw, "starter", process.VerbWithdraw)
}

func TestAClosedCaseIsReopenedAtAStep(t *testing.T) {
	c := newBossCouncil(t, "a")
	c.refused(process.Conflict, process.CodeAlreadyOpen, "boss", process.VerbReopen, target("file"), because("x"))
	c.do("a", process.VerbApprove)
	c.do("starter", process.VerbApprove)
	require.Equal(t, process.StatusCompleted, c.s.Status)
	c.refused(process.Denied, process.CodeNoPower, "starter", process.VerbReopen, target("vote"), because("x"))
	c.refused(process.Invalid, process.CodeReasonRequired, "boss", process.VerbReopen, target("vote"))
	c.do("boss", process.VerbReopen, target("vote"), because("结果有误"))
	require.Equal(t, process.StatusOpen, c.s.Status)
	require.Equal(t, []string{"a"}, c.waitingFor())
	require.Equal(t, process.CameReopen, c.s.Visits[len(c.s.Visits)-1].How)
}

func TestUrgingNamesThoseWhoAreLate(t *testing.T) {
	c := newBossCouncil(t, "a", "b")
	c.do("a", process.VerbCirculate, to("r"))
	urged := func(events []process.Event) []string { return bodies[process.Urged](events)[0].Tasks }
	require.Len(t, urged(c.do("starter", process.VerbUrge, because("请尽快"))), 3)
	require.Equal(t, []string{c.taskOf("r").ID}, urged(c.do("a", process.VerbUrge)), "who circulated urges his readers")
	c.refused(process.Denied, process.CodeNoPower, "b", process.VerbUrge)
	c.refused(process.Denied, process.CodeNoPower, "a", process.VerbUrge, tasks(c.taskOf("b").ID))
	c.refused(process.Invalid, process.CodeUnknownTask, "boss", process.VerbUrge, tasks("C1-0"))
	c.do("a", process.VerbApprove)
	c.refused(process.Conflict, process.CodeNothingToDo, "boss", process.VerbUrge, tasks(c.taskOf("a").ID))
}

func TestAnybodyWhoSeesACaseMayFollowIt(t *testing.T) {
	c := newBossCouncil(t, "a")
	c.do("x", process.VerbFollow)
	require.Equal(t, []string{"x"}, c.s.Followers)
	c.refused(process.Conflict, process.CodeNothingToDo, "x", process.VerbFollow)
	c.do("x", process.VerbUnfollow)
	c.refused(process.Conflict, process.CodeNothingToDo, "x", process.VerbUnfollow)
}

func TestWhoLeavesHandsEverythingOver(t *testing.T) {
	c := newBossCouncil(t, "a", "b")
	c.do("b", process.VerbCirculate, to("a"))
	c.refused(process.Invalid, process.CodeFieldRequired, "boss", process.VerbHandOver, to("x"))
	c.refused(process.Invalid, process.CodePartyRequired, "boss", process.VerbHandOver, leaver("a"))
	c.refused(process.Invalid, process.CodePartySelf, "boss", process.VerbHandOver, leaver("a"), to("a"))
	c.refused(process.Denied, process.CodeHandOverToSelf, "boss", process.VerbHandOver, leaver("a"), to("boss"))
	c.refused(process.Conflict, process.CodeNothingToDo, "boss", process.VerbHandOver, leaver("nobody"), to("x"))
	c.do("boss", process.VerbHandOver, leaver("a"), to("x"), because("调离"))
	require.Equal(t, []string{"x", "b"}, c.waitingFor())
	require.Equal(t, []string{"x"}, c.reading())
	c.do("boss", process.VerbHandOver, leaver("x"), to("b"), because("调离"))
	require.Equal(t, []string{"b"}, c.waitingFor(), "nobody answers twice")
	c.do("b", process.VerbApprove)
	require.Equal(t, "file", c.s.Step)
}

func TestAHandOverPutsClaimedTasksBack(t *testing.T) {
	c := newIssue(t)
	c.open("drafter", text("h1"))
	c.do("drafter", process.VerbSubmit, with("kind", "函"))
	c.do("head", process.VerbClaim)
	c.do("boss", process.VerbHandOver, leaver("head"), to("x"))
	require.Equal(t, []string{"unit_head"}, c.waitingFor())
}

func TestAHandOverToOnesAdviserLeavesHimTheTask(t *testing.T) {
	c := newBossCouncil(t, "a")
	c.do("a", process.VerbDelegate, to("x"))
	c.do("boss", process.VerbHandOver, leaver("a"), to("x"))
	require.Equal(t, []string{"x"}, c.waitingFor())
	c.do("x", process.VerbApprove)
	require.Equal(t, "file", c.s.Step)
}
