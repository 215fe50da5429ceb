package process_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/process"
)

func TestTwoPeopleActOnOneTask(t *testing.T) {
	c := newIssue(t)
	c.open("drafter", text("h1"))
	c.do("drafter", process.VerbSubmit, with("kind", "函"))
	task := c.openTasks()[0].ID
	seen := c.s.Seq
	c.do("head", process.VerbApprove, onTask(task))
	at := c.now
	r := c.refused(process.Conflict, process.CodeTaskDone, "head2", process.VerbApprove, onTask(task),
		func(cmd *process.Command) { cmd.ExpectSeq = seen })
	require.Equal(t, map[string]string{"by": "head", "outcome": "approve", "at": at.Format(time.RFC3339)}, r.Args)
	c.refused(process.Conflict, process.CodeTaskDone, "head2", process.VerbApprove)
	c.refused(process.Conflict, process.CodeTaskDone, "head", process.VerbApprove)
	c.refused(process.Denied, process.CodeNotAssignee, "stranger", process.VerbApprove)
	c.refused(process.Denied, process.CodeNotAssignee, "stranger", process.VerbApprove, onTask(task))
	c.refused(process.Invalid, process.CodeUnknownTask, "head", process.VerbApprove, onTask("C1-999"))
}

func TestAStaleTabIsTold(t *testing.T) {
	c := newIssue(t)
	c.open("drafter", text("h1"))
	seen := func(cmd *process.Command) { cmd.ExpectSeq = c.s.Seq }
	old := c.s.Seq
	stale := func(cmd *process.Command) { cmd.ExpectSeq = old }
	c.do("drafter", process.VerbFollow)
	c.do("drafter", process.VerbSee)
	c.do("drafter", process.VerbSave, with("kind", "函"), stale) // looking and following make nothing stale
	c.do("drafter", process.VerbSave, text("h2"), stale)
	c.refused(process.Conflict, process.CodeStale, "drafter", process.VerbSubmit, stale)
	c.do("drafter", process.VerbSubmit, seen)
	old = c.s.Seq
	c.do("head", process.VerbClaim)
	c.refused(process.Conflict, process.CodeStale, "head", process.VerbApprove, stale)
}

func TestAProxyActsInTimeAndTheRecordSaysForWhom(t *testing.T) {
	c := newCase(t, council(process.All, 0, false))
	c.proxies = map[string]process.Proxy{"a": {Principal: "a", Agent: "agent", Until: start.Add(time.Hour)}}
	c.open("starter", with("members", "a", "b"))
	c.do("starter", process.VerbApprove)
	mine := c.taskOf("a").ID
	c.refused(process.Denied, process.CodeNotAssignee, "agent", process.VerbApprove, onTask(c.taskOf("b").ID))
	late := c.command("agent", process.VerbApprove, onTask(mine))
	late.At = start.Add(time.Hour)
	_, err := process.Decide(c.d, c.s, late)
	var r *process.Refusal
	require.ErrorAs(t, err, &r)
	require.Equal(t, process.CodeNotAssignee, r.Code, "the window is half open")

	events := c.do("agent", process.VerbApprove, onTask(mine), saying("同意"))
	for _, e := range events {
		require.Equal(t, "agent", e.By)
		require.Equal(t, "a", e.For)
	}
	require.Equal(t, "a", c.s.Task(mine).DoneFor)
	c.refused(process.Conflict, process.CodeTaskDone, "a", process.VerbApprove)
}

func TestAReturnAsksThePrincipalAgain(t *testing.T) {
	c := newCase(t, council(process.All, 0, false))
	c.proxies = map[string]process.Proxy{"starter": {Principal: "starter", Agent: "agent", Until: start.AddDate(1, 0, 0)}}
	c.open("starter", with("members", "a"))
	c.do("agent", process.VerbSubmit)
	c.do("a", process.VerbReturn, because("补"))
	require.Equal(t, []string{"starter"}, c.waitingFor())
}

func TestWhoDraftedDoesNotReview(t *testing.T) {
	c := newIssue(t)
	c.open("drafter", text("h1"))
	c.do("drafter", process.VerbSubmit, with("kind", "函"))
	require.Equal(t, []string{"drafter"}, c.s.Excluded(c.d, "review"))
	require.Empty(t, c.s.Excluded(c.d, "draft"))
	require.Empty(t, c.s.Excluded(c.d, "nowhere"))
	c.refused(process.Denied, process.CodeSeparation, "drafter", process.VerbApprove)
	c.refused(process.Denied, process.CodeSeparation, "drafter", process.VerbClaim)
	c.refused(process.Invalid, process.CodeSeparation, "head", process.VerbTransfer, to("drafter"))
	c.do("head", process.VerbApprove)
}

func TestAProxyDoesNotGetAroundTheSeparation(t *testing.T) {
	c := newIssue(t)
	c.proxies = map[string]process.Proxy{"drafter": {Principal: "drafter", Agent: "head", Until: start.AddDate(1, 0, 0)}}
	c.open("drafter", text("h1"))
	c.do("head", process.VerbSubmit, with("kind", "函"))
	require.Equal(t, []string{"drafter", "head"}, c.s.Excluded(c.d, "review"))
	c.refused(process.Denied, process.CodeSeparation, "head", process.VerbApprove)
	c.do("head2", process.VerbApprove)
}

func TestAFieldMayNotNameWhoIsExcluded(t *testing.T) {
	d := council(process.All, 0, false)
	d.Steps[1].NotBy = []string{"open"}
	c := newCase(t, d)
	c.open("starter")
	r := c.refused(process.Invalid, process.CodeSeparation, "starter", process.VerbApprove, with("members", "a", "starter"))
	require.Equal(t, "form.members", r.Field)
}

func TestAdministratorsActInNoCase(t *testing.T) {
	for _, role := range []string{"sysadmin", "secadmin", "auditor"} {
		c := newCouncil(t, process.All, 0, false, "a")
		c.post("a", role, "npc")
		c.power("a", process.VerbTerminate)
		for _, verb := range []process.Verb{
			process.VerbApprove, process.VerbSee, process.VerbFollow, process.VerbTerminate, process.VerbOpen,
		} {
			c.refused(process.Denied, process.CodeNoPower, "a", verb, because("x"))
		}
		require.Empty(t, process.Options(c.d, c.s, c.person("a"), c.now))
	}
}

func TestSystemVerbsAreForTheSystem(t *testing.T) {
	c := newCouncil(t, process.All, 0, false, "a")
	for _, verb := range []process.Verb{process.VerbClock, process.VerbRecompute, process.VerbEffectDone} {
		c.refused(process.Denied, process.CodeSystemOnly, "a", verb)
	}
	c.refused(process.Denied, process.CodeSystemOnly, process.System, process.VerbApprove)
	c.refused(process.Invalid, process.CodeUnknownVerb, "a", "dance")
	c.refused(process.Denied, process.CodeNoPower, "", process.VerbFollow)
}

func TestVerbsOfPowerAreDeniedWithoutIt(t *testing.T) {
	c := newCouncil(t, process.All, 0, false, "a")
	for _, verb := range []process.Verb{
		process.VerbSuspend, process.VerbResume, process.VerbReroute, process.VerbTerminate, process.VerbReopen,
		process.VerbExtend, process.VerbHandOver, process.VerbUrge, process.VerbRecall, process.VerbReceipt,
		process.VerbRemoveSigner,
	} {
		c.refused(process.Denied, process.CodeNoPower, "a", verb, because("x"))
	}
}

func TestAStepAllowsTheVerbsItNames(t *testing.T) {
	d := council(process.All, 0, false)
	d.Steps[1].Verbs = nil
	c := newCase(t, d)
	c.open("starter", with("members", "a"))
	c.do("starter", process.VerbApprove)
	for _, verb := range everyVerb {
		if verb == process.VerbRevoke {
			c.refused(process.Conflict, process.CodeVerbNotHere, "starter", verb)
			continue
		}
		c.refused(process.Conflict, process.CodeVerbNotHere, "a", verb)
		c.refused(process.Denied, process.CodeNotAssignee, "stranger", verb)
	}
	c.refused(process.Invalid, process.CodeUnknownField, "a", process.VerbApprove, text("h9"))
	c.refused(process.Invalid, process.CodeUnknownField, "a", process.VerbApprove,
		func(cmd *process.Command) { cmd.Title = "另一个题目" })
	c.refused(process.Conflict, process.CodeVerbNotHere, "a", process.VerbSubmit)
}

func TestACaseBeginsOnce(t *testing.T) {
	c := newCase(t, council(process.All, 0, false))
	c.refused(process.Conflict, process.CodeNothingToDo, "a", process.VerbApprove)
	c.refused(process.Invalid, process.CodeFieldRequired, "a", process.VerbOpen)
	for _, field := range []string{"opening.case_id", "opening.title", "opening.owner_unit", "opening.unit"} {
		r := c.refused(process.Invalid, process.CodeFieldRequired, "a", process.VerbOpen, func(cmd *process.Command) {
			cmd.Opening = &process.Opening{CaseID: "C1", Title: "题", OwnerUnit: "npc", Unit: "office"}
			switch field {
			case "opening.case_id":
				cmd.Opening.CaseID = ""
			case "opening.title":
				cmd.Opening.Title = "  "
			case "opening.owner_unit":
				cmd.Opening.OwnerUnit = ""
			case "opening.unit":
				cmd.Opening.Unit = ""
			}
		})
		require.Equal(t, field, r.Field)
	}
	c.refused(process.Invalid, process.CodeFieldInvalid, "a", process.VerbOpen, func(cmd *process.Command) {
		cmd.Opening = &process.Opening{CaseID: "C1", Title: "题", OwnerUnit: "npc", Unit: "office", Urgency: "十万火急"}
	})
	c.open("a")
	c.refused(process.Conflict, process.CodeAlreadyOpen, "a", process.VerbOpen)
}

func TestTitleAndUrgencyFollowTheDraft(t *testing.T) {
	c := newIssue(t)
	c.open("drafter")
	urgent, wrong := "特急", "马上"
	c.do("drafter", process.VerbSave, func(cmd *process.Command) { cmd.Title, cmd.Urgency = "新的题目", &urgent })
	require.Equal(t, "新的题目", c.s.Title)
	require.Equal(t, urgent, c.s.Urgency)
	c.refused(process.Invalid, process.CodeFieldInvalid, "drafter", process.VerbSave, func(cmd *process.Command) { cmd.Urgency = &wrong })
	c.refused(process.Invalid, process.CodeFieldInvalid, "drafter", process.VerbSave, func(cmd *process.Command) { cmd.Title = "两\n行" })
	c.refused(process.Invalid, process.CodeFieldRequired, "drafter", process.VerbSave, text(""))
	c.refused(process.Invalid, process.CodeNothingToDo, "drafter", process.VerbSave)
	c.refused(process.Invalid, process.CodeNothingToDo, "drafter", process.VerbSave, func(cmd *process.Command) { cmd.Title = "新的题目" })
}
