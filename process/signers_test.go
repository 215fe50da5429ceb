package process_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/process"
)

func TestTransferGivesTheTaskAway(t *testing.T) {
	c := newCouncil(t, process.All, 0, false, "a", "b")
	c.do("a", process.VerbTransfer, to("x"), because("出差"))
	require.Equal(t, []string{"x", "b"}, c.waitingFor())
	c.refused(process.Denied, process.CodeNotAssignee, "a", process.VerbApprove)
	c.do("x", process.VerbTransfer, func(cmd *process.Command) { cmd.To = []process.Party{{Role: "r", Unit: "u"}} })
	c.post("y", "r", "u")
	c.do("y", process.VerbApprove)
	c.do("b", process.VerbApprove)
	require.Equal(t, "file", c.s.Step)
}

func TestWhoCannotBeAsked(t *testing.T) {
	c := newCouncil(t, process.All, 0, false, "a", "b")
	for _, verb := range []process.Verb{process.VerbTransfer, process.VerbDelegate, process.VerbAddSigner} {
		c.refused(process.Invalid, process.CodePartyRequired, "a", verb, position(process.Before))
		c.refused(process.Invalid, process.CodePartySelf, "a", verb, to("a"), position(process.Before))
		c.refused(process.Invalid, process.CodePartyThere, "a", verb, to("b"), position(process.Before))
		c.refused(process.Invalid, process.CodeFieldInvalid, "a", verb, position(process.Before),
			func(cmd *process.Command) { cmd.To = []process.Party{{Role: "r"}} })
	}
	c.refused(process.Invalid, process.CodePartyRequired, "a", process.VerbTransfer, to("x", "y"))
	c.refused(process.Invalid, process.CodePartyThere, "a", process.VerbAddSigner, to("x", "x"), position(process.After))
	c.refused(process.Invalid, process.CodeFieldInvalid, "a", process.VerbAddSigner, to("x"))
}

func TestADelegatedTaskComesBack(t *testing.T) {
	c := newCouncil(t, process.All, 0, false, "a")
	c.do("a", process.VerbDelegate, to("x"), saying("请先看"))
	require.Equal(t, []string{"x"}, c.waitingFor())
	c.refused(process.Conflict, process.CodeTaskAsleep, "a", process.VerbApprove)
	c.refused(process.Conflict, process.CodeVerbNotHere, "x", process.VerbDelegate, to("y"))
	c.refused(process.Conflict, process.CodeVerbNotHere, "x", process.VerbReturn, because("不归他决定"))
	c.do("x", process.VerbApprove, outcome(no), saying("建议不同意"))
	require.Equal(t, []string{"a"}, c.waitingFor())
	require.Equal(t, "vote", c.s.Step, "advice decides nothing")
	c.do("a", process.VerbApprove)
	require.Equal(t, "file", c.s.Step)
}

func TestASignerBeforeMeIsWaitedForByMe(t *testing.T) {
	c := newCouncil(t, process.All, 0, false, "a")
	c.do("a", process.VerbAddSigner, to("x", "y"), position(process.Before))
	require.Equal(t, []string{"x", "y"}, c.waitingFor())
	c.do("x", process.VerbApprove)
	require.Equal(t, []string{"y"}, c.waitingFor())
	c.do("y", process.VerbApprove)
	require.Equal(t, []string{"a"}, c.waitingFor())
}

func TestASignerAfterMeIsWaitedForByTheStep(t *testing.T) {
	for _, mode := range []process.Mode{process.All, process.Any, process.Sequence} {
		c := newCouncil(t, mode, 0, false, "a")
		c.do("a", process.VerbAddSigner, to("x"), position(process.After))
		require.Equal(t, []string{"a"}, c.waitingFor(), "x waits for a's answer")
		c.do("a", process.VerbApprove)
		require.Equal(t, []string{"x"}, c.waitingFor())
		require.Equal(t, "vote", c.s.Step)
		c.do("x", process.VerbApprove)
		require.Equal(t, "file", c.s.Step)
	}
}

func TestASignerBesideMeCountsWithMe(t *testing.T) {
	c := newCouncil(t, process.All, 0, false, "a")
	c.do("a", process.VerbAddSigner, to("x"), position(process.Parallel))
	require.Equal(t, []string{"a", "x"}, c.waitingFor())
	c.do("a", process.VerbApprove)
	c.do("x", process.VerbApprove, outcome(no))
	require.Equal(t, process.StatusReturned, c.s.Status, "x's no counts")
}

func TestTheFirstAnswerCancelsRivalsAndWhatTheyAsked(t *testing.T) {
	c := newCouncil(t, process.Any, 0, false, "a", "b")
	c.do("a", process.VerbAddSigner, to("x"), position(process.After))
	c.do("b", process.VerbDelegate, to("y"))
	c.do("a", process.VerbApprove)
	require.Equal(t, []string{"x"}, c.waitingFor(), "b and y are not needed any more")
	r := c.refused(process.Conflict, process.CodeTaskDone, "b", process.VerbApprove, onTask(c.taskOf("b").ID))
	require.Equal(t, "a", r.Args["by"])
}

func TestASignerWhoHasNotActedMayBeRemoved(t *testing.T) {
	c := newCouncil(t, process.All, 0, false, "a", "b")
	c.power("boss", process.VerbRemoveSigner)
	c.do("a", process.VerbAddSigner, to("x", "y"), position(process.Parallel))
	c.do("x", process.VerbApprove)
	c.refused(process.Conflict, process.CodePartyActed, "a", process.VerbRemoveSigner, tasks(c.taskOf("x").ID))
	c.refused(process.Denied, process.CodeNoPower, "b", process.VerbRemoveSigner, tasks(c.taskOf("y").ID))
	c.refused(process.Denied, process.CodeNoPower, "a", process.VerbRemoveSigner, tasks(c.taskOf("b").ID))
	c.refused(process.Invalid, process.CodeUnknownTask, "a", process.VerbRemoveSigner, tasks("C1-999"))
	c.refused(process.Invalid, process.CodeFieldRequired, "a", process.VerbRemoveSigner)
	c.do("a", process.VerbRemoveSigner, tasks(c.taskOf("y").ID))
	require.Equal(t, []string{"a", "b"}, c.waitingFor())
	c.do("a", process.VerbApprove)
	c.do("boss", process.VerbRemoveSigner, tasks(c.taskOf("b").ID))
	require.Equal(t, "file", c.s.Step, "nobody is left to wait for")
}

func TestTheLastSignerCannotBeRemoved(t *testing.T) {
	c := newCouncil(t, process.All, 0, false, "a")
	c.power("boss", process.VerbRemoveSigner)
	c.refused(process.Conflict, process.CodeNobodyThere, "boss", process.VerbRemoveSigner, tasks(c.taskOf("a").ID))
}

func TestARemovedAdviserLetsTheAskerGoOn(t *testing.T) {
	c := newCouncil(t, process.All, 0, false, "a")
	c.do("a", process.VerbAddSigner, to("x"), position(process.Before))
	c.do("a", process.VerbRemoveSigner, tasks(c.taskOf("x").ID))
	require.Equal(t, []string{"a"}, c.waitingFor())
}

func TestAPoolTaskIsClaimedAndPutBack(t *testing.T) {
	c := newIssue(t)
	c.open("drafter", text("h1"))
	c.do("drafter", process.VerbSubmit, with("kind", "函"))
	c.refused(process.Conflict, process.CodeNothingToDo, "head", process.VerbRelease)
	c.do("head", process.VerbClaim)
	r := c.refused(process.Conflict, process.CodeTaskClaimed, "head2", process.VerbApprove)
	require.Equal(t, "head", r.Args["by"])
	c.refused(process.Conflict, process.CodeNothingToDo, "head", process.VerbClaim)
	c.do("head", process.VerbRelease)
	c.do("head2", process.VerbApprove)
	require.Equal(t, "sign", c.s.Step)
}

func TestNobodyClaimsTwoTasksOfAStep(t *testing.T) {
	c := newCase(t, handling())
	c.post("h", "handler", "water")
	c.post("h", "handler", "roads")
	c.open("starter")
	c.do("starter", process.VerbApprove, with("lead", "water"), with("assist", "roads"))
	c.refused(process.Invalid, process.CodeTaskNeeded, "h", process.VerbClaim)
	open := c.openTasks()
	c.do("h", process.VerbClaim, onTask(open[0].ID))
	c.refused(process.Conflict, process.CodePartyThere, "h", process.VerbClaim, onTask(open[1].ID))
}

func TestChooseNextGoesToAnyAllowedStepAndPersons(t *testing.T) {
	c := newIssue(t)
	c.open("drafter", text("h1"))
	require.Equal(t, []string{"review", "countersign"}, c.s.Choosable(c.d), "not past a step that signs")
	c.refused(process.Invalid, process.CodeFieldRequired, "drafter", process.VerbChooseNext, with("kind", "函"))
	c.refused(process.Invalid, process.CodeUnknownStep, "drafter", process.VerbChooseNext, with("kind", "函"), target("dispatch"))
	c.do("drafter", process.VerbChooseNext, with("kind", "函"), target("review"), to("someone"))
	require.Equal(t, []string{"someone"}, c.waitingFor())
	c.do("someone", process.VerbChooseNext, target("countersign"), to("a", "b"))
	require.Equal(t, []string{"a", "b"}, c.waitingFor(), "persons named are asked, whatever the conditions")
}

func TestChooseNextWaitsForTheOthersOfTheStep(t *testing.T) {
	c := newCouncil(t, process.All, 0, false, "a", "b")
	c.refused(process.Conflict, process.CodeVerbNotHere, "a", process.VerbChooseNext, target("file"), to("x"))
	c.do("a", process.VerbApprove)
	c.refused(process.Invalid, process.CodeUnknownOutcome, "b", process.VerbChooseNext, target("file"), outcome(no))
	c.do("b", process.VerbChooseNext, target("file"), to("x"))
	require.Equal(t, []string{"x"}, c.waitingFor())
}

func TestAChosenActorIsNamedByTheLastAct(t *testing.T) {
	d := council(process.All, 0, false)
	d.Steps[1].Actors = []process.Actor{{Kind: process.ActorChosen}}
	c := newCase(t, d)
	c.open("starter", with("members", "m"))
	c.refused(process.Invalid, process.CodePartyRequired, "starter", process.VerbApprove)
	c.do("starter", process.VerbApprove, to("x", "y"))
	require.Equal(t, []string{"x", "y"}, c.waitingFor())
}
