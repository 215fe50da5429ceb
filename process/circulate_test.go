package process_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/process"
)

func inOrder(c *process.Command) { c.Order = process.InOrder }

// reading are the persons whose reading is open.
func (c *caseTest) reading() []string {
	var out []string
	for _, t := range c.tasks(func(t process.Task) bool {
		return t.Kind == process.TaskRead && t.Status == process.TaskIsOpen
	}) {
		out = append(out, t.Assignee)
	}
	return out
}

func TestReadingGoesOnBesideThePosition(t *testing.T) {
	c := newCouncil(t, process.All, 0, false, "a")
	c.do("a", process.VerbCirculate, to("r1", "r2"), saying("请阅"))
	require.Equal(t, []string{"r1", "r2"}, c.reading())
	require.Equal(t, []string{"a"}, c.waitingFor())
	events := c.do("r1", process.VerbRead, saying("已阅，很好"))
	require.Equal(t, "vote", bodies[process.OpinionGiven](events)[0].Step)
	c.do("a", process.VerbApprove)
	c.do("starter", process.VerbApprove)
	require.Equal(t, process.StatusCompleted, c.s.Status)
	c.do("r2", process.VerbRead) // a closed case can still be read
	c.refused(process.Denied, process.CodeNotAssignee, "r2", process.VerbRead)
	c.refused(process.Conflict, process.CodeTaskDone, "r2", process.VerbRead, onTask(c.taskOf("r2").ID))
}

func TestReadersInOrderReadOneAfterAnother(t *testing.T) {
	c := newCouncil(t, process.All, 0, false, "a")
	c.do("a", process.VerbCirculate, to("r1", "r2", "r3"), inOrder)
	require.Equal(t, []string{"r1"}, c.reading())
	c.refused(process.Conflict, process.CodeTaskAsleep, "r2", process.VerbRead)
	c.do("r1", process.VerbRead)
	require.Equal(t, []string{"r2"}, c.reading())
	c.do("a", process.VerbRecall, tasks(c.taskOf("r2").ID))
	require.Equal(t, []string{"r3"}, c.reading(), "a reader recalled does not hold up the next")
}

func TestNobodyGetsThePaperTwice(t *testing.T) {
	c := newCouncil(t, process.All, 0, false, "a")
	c.do("a", process.VerbCirculate, to("r1", "r2", "r1"))
	require.Equal(t, []string{"r1", "r2"}, c.reading())
	c.do("r1", process.VerbRead)
	require.Equal(t, []process.Party{{Person: "r1"}, {Person: "r2"}},
		process.LeftOut(c.s, []process.Party{{Person: "r1"}, {Person: "r2"}, {Person: "r3"}}))
	c.refused(process.Conflict, process.CodeNothingToDo, "a", process.VerbCirculate, to("r1", "r2"))
	outlook, err := process.Preview(c.d, c.s, c.command("a", process.VerbCirculate, to("r1", "r3")))
	require.NoError(t, err)
	require.Equal(t, []process.Party{{Person: "r1"}}, outlook.LeftOut)
	c.do("a", process.VerbCirculate, to("r1", "r3"))
	require.Equal(t, []string{"r2", "r3"}, c.reading())
	c.do("a", process.VerbRecall)
	c.do("a", process.VerbCirculate, to("r2"))
	require.Equal(t, []string{"r2"}, c.reading(), "what was recalled may be sent again")
}

func TestOnlyWhoCirculatedOrHasPowerRecalls(t *testing.T) {
	c := newCouncil(t, process.All, 0, false, "a", "b")
	c.power("boss", process.VerbRecall, process.VerbCirculate)
	c.refused(process.Denied, process.CodeNoPower, "a", process.VerbRecall)
	c.refused(process.Conflict, process.CodeNothingToDo, "boss", process.VerbRecall)
	c.do("a", process.VerbCirculate, to("r1"))
	c.do("b", process.VerbCirculate, to("r2"))
	c.do("boss", process.VerbCirculate, to("r3"))
	c.refused(process.Denied, process.CodeNoPower, "a", process.VerbRecall, tasks(c.taskOf("r2").ID))
	c.refused(process.Invalid, process.CodeUnknownTask, "a", process.VerbRecall, tasks(c.taskOf("a").ID))
	c.do("a", process.VerbRecall)
	require.Equal(t, []string{"r2", "r3"}, c.reading())
	c.refused(process.Conflict, process.CodeNothingToDo, "a", process.VerbRecall)
	c.do("r2", process.VerbRead)
	c.refused(process.Conflict, process.CodeTaskDone, "boss", process.VerbRecall, tasks(c.taskOf("r2").ID))
	c.refused(process.Conflict, process.CodeNothingToDo, "boss", process.VerbRecall, tasks(c.taskOf("r1").ID))
}

func TestWhoMayCirculate(t *testing.T) {
	c := newIssue(t)
	toSign(c)
	c.refused(process.Denied, process.CodeNotAssignee, "stranger", process.VerbCirculate, to("r"))
	c.refused(process.Invalid, process.CodePartyRequired, "chair", process.VerbCirculate)
	c.refused(process.Invalid, process.CodeFieldInvalid, "chair", process.VerbCirculate, to("r"),
		func(cmd *process.Command) { cmd.Order = "at_random" })
	c.refused(process.Invalid, process.CodeFieldInvalid, "chair", process.VerbCirculate,
		func(cmd *process.Command) { cmd.To = []process.Party{{}} })
}

func TestAStepThatWaitsForReadersAsksForAReasonNotTo(t *testing.T) {
	c := newIssue(t)
	toSign(c)
	c.do("chair", process.VerbApprove)
	c.do("registrar", process.VerbApprove, with(process.FieldInside, "water"))
	c.do("registrar", process.VerbCirculate, to("r1", "r2"), inOrder)
	c.refused(process.Conflict, process.CodeReadersOpen, "registrar", process.VerbApprove)
	c.do("registrar", process.VerbApprove, with(process.FieldWaive, "出差未归"))
	require.Equal(t, process.StatusCompleted, c.s.Status)
	require.Equal(t, "出差未归", c.s.Deliveries[0].Waived)
	require.Empty(t, c.reading())
	require.Equal(t, []string{"出差未归"}, c.s.Form[process.FieldWaive])
}

func TestTheFirstLookIsNotedOnce(t *testing.T) {
	c := newCouncil(t, process.All, 0, false, "a", "b")
	mine := onTask(c.taskOf("a").ID)
	c.do("a", process.VerbSee, mine)
	require.Equal(t, "a", c.taskOf("a").SeenBy)
	c.refused(process.Conflict, process.CodeNothingToDo, "a", process.VerbSee, mine)
	c.refused(process.Conflict, process.CodeNothingToDo, "a", process.VerbSee)
	c.refused(process.Denied, process.CodeNotAssignee, "b", process.VerbSee, mine)
	c.refused(process.Invalid, process.CodeUnknownTask, "b", process.VerbSee, onTask("C1-0"))
	c.do("b", process.VerbCirculate, to("b"))
	require.Len(t, c.do("b", process.VerbSee), 2, "all that is open is seen at once")
}

func TestAnEffectCirculatesToThePersonsOfAField(t *testing.T) {
	d := council(process.All, 0, false)
	d.Steps[0].Form = append(d.Steps[0].Form, process.Field{Key: "readers", Label: "传阅", Type: process.FieldPersons})
	d.Steps[0].Effects = []process.Effect{{Kind: process.EffectCirculate, On: "leave", Series: "@readers"}}
	require.NoError(t, d.Check())
	c := newCase(t, d)
	c.open("starter", with("members", "a"))
	c.do("starter", process.VerbApprove, with("readers", "r1", "r2"))
	require.Equal(t, []string{"r1", "r2"}, c.reading())
	require.Empty(t, c.s.PendingEffects())
}
