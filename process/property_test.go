package process_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/zhihui-renda/renda/process"
)

// walk sends commands at random and shows each accepted one, with the state it
// was decided on, to look.
func walk(t *testing.T, look func(t *rapid.T, c *caseTest, before process.State, cmd process.Command, events []process.Event)) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) {
		c := smallWorld(t, anyDefinition(t))
		look(t, c, process.State{}, process.Command{Verb: process.VerbOpen}, c.ledger)
		for range 1 + die(t, "commands", 40) {
			var cmd process.Command
			if chance(t, "likely", 75) {
				cmd = likelyCommand(t, c)
			} else {
				cmd = anyCommand(t, c)
			}
			before := c.s.Clone()
			events, err := c.send(cmd)
			if err != nil {
				var refusal *process.Refusal
				require.ErrorAs(t, err, &refusal, "Decide failed other than by a refusal")
				require.Contains(t, []process.RefusalKind{process.Denied, process.Conflict, process.Invalid}, refusal.Kind)
				require.NotEmpty(t, refusal.Detail)
				require.NotContains(t, refusal.Detail, "%!")
				continue
			}
			t.Logf("%s by %s at %s: %s", cmd.Verb, cmd.By.ID, before.Step, asJSON(t, events))
			require.NotEmpty(t, events, "%s was accepted and nothing happened", cmd.Verb)
			look(t, c, before, cmd, events)
		}
	})
}

func pending(t process.Task) bool {
	return t.Status == process.TaskIsOpen || t.Status == process.TaskIsAsleep
}

func TestAnOpenCaseAlwaysWaitsForSomebody(t *testing.T) {
	walk(t, func(t *rapid.T, c *caseTest, _ process.State, cmd process.Command, _ []process.Event) {
		acts := c.tasks(func(x process.Task) bool { return x.Kind == process.TaskAct && pending(x) })
		if c.s.Status.Closed() {
			require.Empty(t, acts, "after %s the closed case still asks somebody", cmd.Verb)
			for _, clock := range c.s.Clocks {
				require.Equal(t, process.ClockIsStopped, clock.Status)
			}
			return
		}
		require.NotEmpty(t, c.openTasks(), "after %s everybody sleeps: %s", cmd.Verb, asJSON(t, c.s.Tasks))
		for _, x := range acts {
			require.Equal(t, c.s.Round, x.Round, "a task of an earlier visit is pending")
			require.Equal(t, c.s.Step, x.Step)
		}
	})
}

func TestNobodyHasTwoPendingTasksInAStep(t *testing.T) {
	walk(t, func(t *rapid.T, c *caseTest, _ process.State, cmd process.Command, _ []process.Event) {
		seen := map[string]bool{}
		for _, x := range c.s.Tasks {
			if x.Kind != process.TaskAct || !pending(x) {
				continue
			}
			who := x.Assignee
			if who == "" {
				who = x.Pool.Role + "@" + x.Pool.Unit
			}
			require.False(t, seen[who], "after %s %s has two tasks: %s", cmd.Verb, who, asJSON(t, c.s.Tasks))
			seen[who] = true
		}
	})
}

func TestACirculationNeverAsksTheSamePersonTwice(t *testing.T) {
	walk(t, func(t *rapid.T, c *caseTest, _ process.State, cmd process.Command, _ []process.Event) {
		seen := map[string]bool{}
		for _, x := range c.s.Tasks {
			if x.Kind != process.TaskRead || x.Status == process.TaskIsCancelled || x.Assignee == "" {
				continue
			}
			require.False(t, seen[x.Assignee], "after %s %s reads twice", cmd.Verb, x.Assignee)
			seen[x.Assignee] = true
		}
	})
}

func TestOnlyAssigneesProxiesAndPoolMembersAct(t *testing.T) {
	walk(t, func(t *rapid.T, c *caseTest, before process.State, cmd process.Command, events []process.Event) {
		for _, e := range events {
			answer, ok := e.Body.(process.TaskAnswered)
			if !ok {
				continue
			}
			x := before.Task(answer.Task)
			require.NotNil(t, x)
			member := x.Assignee == "" && slices.Contains(cmd.By.Posts, *x.Pool)
			proxy := slices.ContainsFunc(x.Proxies, func(p process.Proxy) bool {
				return p.Agent == e.By && p.Principal == e.For && (p.Principal == x.Assignee || x.Assignee == "") && e.At.Before(p.Until)
			})
			require.True(t, x.Assignee == e.By && e.For == "" || member && e.For == "" || proxy, "%s answered %s", e.By, asJSON(t, x))
			if x.Kind == process.TaskAct {
				excluded := before.Excluded(c.d, before.Step)
				require.NotContains(t, excluded, e.By)
				require.NotContains(t, excluded, e.For)
			}
		}
	})
}

func TestATaskIsAnsweredAtMostOnceUnlessTakenBack(t *testing.T) {
	walk(t, func(t *rapid.T, c *caseTest, _ process.State, _ process.Command, _ []process.Event) {
		answered := map[string]bool{}
		for _, e := range c.ledger {
			switch b := e.Body.(type) {
			case process.TaskAnswered:
				require.False(t, answered[b.Task], "task %s answered twice", b.Task)
				answered[b.Task] = true
			case process.Withdrawn:
				require.True(t, answered[b.Task])
				answered[b.Task] = false
			case process.TaskCancelled:
				require.False(t, answered[b.Task], "task %s was answered and then cancelled", b.Task)
			}
		}
	})
}

func TestAReturnNeverGoesForward(t *testing.T) {
	walk(t, func(t *rapid.T, c *caseTest, before process.State, cmd process.Command, events []process.Event) {
		for _, b := range bodies[process.Returned](events) {
			require.Equal(t, process.VerbReturn, cmd.Verb)
			require.Less(t, c.d.Index(b.To), c.d.Index(b.From))
			require.True(t, slices.ContainsFunc(before.Visits, func(v process.Visit) bool { return v.Step == b.To }))
		}
		if cmd.Verb == process.VerbReturn {
			require.Less(t, c.d.Index(c.s.Step), c.d.Index(before.Step))
		}
	})
}

func TestTheLedgerReplaysToTheState(t *testing.T) {
	walk(t, func(t *rapid.T, c *caseTest, _ process.State, _ process.Command, _ []process.Event) {
		var again process.State
		for _, e := range c.ledger {
			line, err := json.Marshal(e)
			require.NoError(t, err)
			var read process.Event
			require.NoError(t, json.Unmarshal(line, &read))
			require.Equal(t, string(line), asJSON(t, read), "the event does not survive JSON")
			require.NoError(t, again.Apply(read))
		}
		require.Equal(t, asJSON(t, c.s), asJSON(t, again))
		var stored process.State
		require.NoError(t, json.Unmarshal([]byte(asJSON(t, c.s)), &stored))
		require.Equal(t, asJSON(t, c.s), asJSON(t, stored))
	})
}

func TestDecideAnswersTheSameTwice(t *testing.T) {
	walk(t, func(t *rapid.T, c *caseTest, before process.State, cmd process.Command, _ []process.Event) {
		if cmd.Verb == process.VerbOpen {
			return
		}
		first, err := process.Decide(c.d, before, cmd)
		require.NoError(t, err)
		second, err := process.Decide(c.d, before, cmd)
		require.NoError(t, err)
		require.Equal(t, asJSON(t, first), asJSON(t, second))
		seq := before.Seq
		for _, e := range first {
			seq++
			require.Equal(t, seq, e.Seq)
			require.Equal(t, cmd.By.ID, e.By)
			require.True(t, cmd.At.Equal(e.At))
		}
	})
}

func TestOptionsAgreeWithDecide(t *testing.T) {
	unlisted := []process.Verb{
		process.VerbOpen, process.VerbSee, process.VerbClock, process.VerbRecompute, process.VerbEffectDone,
	}
	walk(t, func(t *rapid.T, c *caseTest, before process.State, cmd process.Command, _ []process.Event) {
		if slices.Contains(unlisted, cmd.Verb) {
			return
		}
		options := process.Options(c.d, before, cmd.By, cmd.At)
		offered := slices.ContainsFunc(options, func(a process.Allowed) bool {
			same := a.Verb == cmd.Verb || a.Verb == process.VerbSubmit && cmd.Verb == process.VerbApprove
			return same && (a.Task == "" || cmd.Task == "" || a.Task == cmd.Task)
		})
		require.True(t, offered, "%s by %s was accepted but not offered: %s", cmd.Verb, cmd.By.ID, asJSON(t, before))
		for _, a := range options {
			_, err := process.Decide(c.d, before, process.Command{Verb: a.Verb, Task: a.Task, By: cmd.By, At: cmd.At})
			var r *process.Refusal
			if err != nil && len(a.Ways) == 0 {
				require.True(t, errors.As(err, &r) && r.Kind == process.Invalid, "%s is offered: %v", a.Verb, err)
			}
			require.NotEmpty(t, a.Title)
		}
	})
}

func TestANumberOnceTakenIsKept(t *testing.T) {
	walk(t, func(t *rapid.T, c *caseTest, before process.State, _ process.Command, _ []process.Event) {
		for slot, number := range before.Numbers {
			require.Equal(t, number, c.s.Numbers[slot])
		}
	})
}

func TestWhatStandsWasSignedOnThePresentText(t *testing.T) {
	walk(t, func(t *rapid.T, c *caseTest, before process.State, cmd process.Command, events []process.Event) {
		for _, b := range bodies[process.TaskOpened](events) {
			if !b.Task.Stands || cmd.Verb == process.VerbWithdraw || !c.d.Step(b.Task.Step).Signs {
				continue
			}
			require.Equal(t, c.s.Text.Hash, b.Task.Signed)
			require.NotEqual(t, process.OutcomeDisagree, b.Task.Outcome)
			require.NotEmpty(t, b.Task.DoneBy)
		}
		for _, b := range bodies[process.StepLeft](events) {
			need := c.d.Step(b.Step).NeedsSigned
			if need == nil || !slices.Contains(need.Outcomes, b.Outcome) || b.Round != before.Round {
				continue
			}
			signed := c.tasks(func(x process.Task) bool { return x.Step == need.Step && x.Signed == c.s.Text.Hash })
			require.NotEmpty(t, signed, "%s was left without a signature on its text", b.Step)
		}
	})
}

func TestAReaderDoesNotMoveTheCase(t *testing.T) {
	beside := []process.Verb{
		process.VerbRead, process.VerbSee, process.VerbUrge, process.VerbFollow, process.VerbUnfollow,
		process.VerbCirculate, process.VerbRecall, process.VerbSave, process.VerbClaim, process.VerbRelease,
		process.VerbReceipt, process.VerbExtend, process.VerbClock, process.VerbRecompute, process.VerbEffectDone,
	}
	walk(t, func(t *rapid.T, c *caseTest, before process.State, cmd process.Command, _ []process.Event) {
		if !slices.Contains(beside, cmd.Verb) {
			return
		}
		require.Equal(t, before.Round, c.s.Round, "%s moved the case", cmd.Verb)
		require.Equal(t, before.Status, c.s.Status)
		require.Equal(t, before.Step, c.s.Step)
	})
}

func TestPreviewForetellsWhatHappens(t *testing.T) {
	walk(t, func(t *rapid.T, c *caseTest, before process.State, cmd process.Command, _ []process.Event) {
		if cmd.Verb == process.VerbOpen {
			return
		}
		outlook, err := process.Preview(c.d, before, cmd)
		require.NoError(t, err)
		require.Equal(t, c.s.Step, outlook.Step)
		require.Equal(t, c.s.Status, outlook.Status)
		require.NotEmpty(t, outlook.Title)
		require.Equal(t, c.s.Round != before.Round || c.s.Status != before.Status, outlook.Moved)
	})
}
