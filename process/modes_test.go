package process_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/process"
)

const (
	yes = process.OutcomeApprove
	no  = process.OutcomeDisagree
)

func TestModesMakeOneAnswerOfMany(t *testing.T) {
	type answers []process.Outcome
	tests := map[string]struct {
		mode    process.Mode
		percent int
		veto    bool
		answers answers // in order, by a, b, c, d
		step    string  // vote while it goes on, file when carried, end when not
	}{
		"any: the first answer decides":                     {mode: process.Any, answers: answers{yes}, step: "file"},
		"any: a first no decides too":                       {mode: process.Any, answers: answers{no}, step: "end"},
		"all: everybody is waited for":                      {mode: process.All, answers: answers{yes, yes, yes}, step: "vote"},
		"all: carried by all":                               {mode: process.All, answers: answers{yes, yes, yes, yes}, step: "file"},
		"all: a no is waited out without a veto":            {mode: process.All, answers: answers{no, yes}, step: "vote"},
		"all: one no decides at the end":                    {mode: process.All, answers: answers{no, yes, yes, yes}, step: "end"},
		"all: a veto ends at once":                          {mode: process.All, veto: true, answers: answers{yes, no}, step: "end"},
		"sequence: one after another":                       {mode: process.Sequence, answers: answers{yes, yes}, step: "vote"},
		"sequence: carried by the last":                     {mode: process.Sequence, answers: answers{yes, yes, yes, yes}, step: "file"},
		"sequence: a no goes on to the end":                 {mode: process.Sequence, answers: answers{no, yes, yes}, step: "vote"},
		"sequence: and decides there":                       {mode: process.Sequence, answers: answers{no, yes, yes, yes}, step: "end"},
		"sequence: a veto stops it":                         {mode: process.Sequence, veto: true, answers: answers{no}, step: "end"},
		"share: not reached yet":                            {mode: process.Share, percent: 51, answers: answers{yes, yes}, step: "vote"},
		"share: reached before all answered":                {mode: process.Share, percent: 50, answers: answers{yes, yes}, step: "file"},
		"share: out of reach before all answered":           {mode: process.Share, percent: 75, answers: answers{no, no}, step: "end"},
		"share: half is not more than half":                 {mode: process.Share, percent: 51, answers: answers{yes, yes, no, no}, step: "end"},
		"share: all":                                        {mode: process.Share, percent: 100, answers: answers{yes, yes, yes, yes}, step: "file"},
		"share: one no puts all out of reach":               {mode: process.Share, percent: 100, answers: answers{no}, step: "end"},
		"share: a veto ends what could still have been won": {mode: process.Share, percent: 25, veto: true, answers: answers{no}, step: "end"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			c := newCouncil(t, test.mode, test.percent, test.veto, "a", "b", "c", "d")
			for i, o := range test.answers {
				c.do([]string{"a", "b", "c", "d"}[i], process.VerbApprove, outcome(o))
			}
			switch test.step {
			case "end":
				require.Equal(t, process.StatusReturned, c.s.Status)
			default:
				require.Equal(t, test.step, c.s.Step)
				require.Equal(t, process.StatusOpen, c.s.Status)
			}
			if test.step != "vote" {
				require.Empty(t, c.tasks(func(x process.Task) bool { return x.Step == "vote" && pending(x) }))
			}
		})
	}
}

func TestASequenceAsksInTheOrderNamed(t *testing.T) {
	c := newCouncil(t, process.Sequence, 0, false, "c", "a", "b")
	require.Equal(t, []string{"c"}, c.waitingFor())
	c.refused(process.Conflict, process.CodeTaskAsleep, "a", process.VerbApprove)
	c.do("c", process.VerbApprove)
	require.Equal(t, []string{"a"}, c.waitingFor())
}

func TestTheSamePersonNamedTwiceIsAskedOnce(t *testing.T) {
	c := newCouncil(t, process.All, 0, false, "a", "b", "a")
	require.Equal(t, []string{"a", "b"}, c.waitingFor())
}

func TestPreferDecidesAmongSeveralOutcomes(t *testing.T) {
	d := council(process.All, 0, false)
	d.Steps[1].Next["handle"] = "open"
	d.Steps[1].Prefer = []process.Outcome{"handle"}
	c := newCase(t, d)
	c.open("starter", with("members", "a", "b", "c"))
	c.do("starter", process.VerbApprove)
	c.do("a", process.VerbApprove, outcome("handle"))
	c.do("b", process.VerbApprove, outcome(no))
	c.do("c", process.VerbApprove)
	require.Equal(t, "open", c.s.Step, "one who wants it handled is enough")
}

// handling is a step with a lead and assisting units.
func handling() process.Definition {
	d := council(process.All, 0, false)
	d.Steps[0].Form = []process.Field{
		{Key: "lead", Label: "主办", Type: process.FieldUnit, Required: true},
		{Key: "assist", Label: "协办", Type: process.FieldUnits},
	}
	d.Steps[1].Actors = []process.Actor{
		{Kind: process.ActorUnits, Field: "lead", Role: "handler", Part: process.Lead},
		{Kind: process.ActorUnits, Field: "assist", Role: "handler", Part: process.Assist, Optional: true},
	}
	d.Steps[1].Form = []process.Field{
		{Key: "result", Label: "办理结果", Type: process.FieldText, Required: true, Part: process.Lead},
	}
	d.Steps[2].Actors = []process.Actor{{Kind: process.ActorSameAs, Step: "vote", Part: process.Lead}}
	return d
}

func TestLeadAndAssistHandleSideBySide(t *testing.T) {
	c := newCase(t, handling())
	c.post("water", "handler", "water")
	c.post("roads", "handler", "roads")
	c.open("starter")
	c.refused(process.Invalid, process.CodeFieldRequired, "starter", process.VerbApprove)
	c.do("starter", process.VerbApprove, with("lead", "water"), with("assist", "roads", "water"))
	require.Len(t, c.openTasks(), 2, "a unit that leads does not assist as well")
	r := c.refused(process.Invalid, process.CodeUnknownField, "roads", process.VerbApprove, with("result", "好"))
	require.Equal(t, "form.result", r.Field)
	c.refused(process.Invalid, process.CodeFieldRequired, "water", process.VerbApprove)
	c.do("water", process.VerbApprove, with("result", "修好了"))
	c.do("roads", process.VerbApprove)
	require.Equal(t, "file", c.s.Step)
	require.Equal(t, []string{"water"}, c.waitingFor(), "who led answers")
}

func TestAStepIsSkippedWhenItsConditionsDoNotHold(t *testing.T) {
	c := newIssue(t)
	toSign(c)
	skipped := c.s.Visits[2]
	require.Equal(t, "countersign", skipped.Step)
	require.Equal(t, process.CameSkipped, skipped.How)
	require.Equal(t, process.OutcomeApprove, skipped.Outcome)
}

func TestConditionsAreTestsOnTheForm(t *testing.T) {
	tests := []struct {
		op, value string
		filled    []string
		enters    bool
	}{
		{op: "set", filled: []string{"x"}, enters: true},
		{op: "set", filled: nil},
		{op: "empty", filled: nil, enters: true},
		{op: "empty", filled: []string{"x"}},
		{op: "is", value: "x", filled: []string{"x"}, enters: true},
		{op: "is", value: "x", filled: []string{"y"}},
		{op: "not", value: "x", filled: []string{"y"}, enters: true},
		{op: "not", value: "x", filled: []string{"x"}},
	}
	for _, test := range tests {
		d := council(process.All, 0, false)
		d.Steps[0].Form = append(d.Steps[0].Form, process.Field{Key: "f", Label: "项", Type: process.FieldText})
		d.Steps[1].When = []process.Condition{{Field: "f", Op: test.op, Value: test.value}}
		c := newCase(t, d)
		c.open("starter", with("members", "a"), with("f", test.filled...))
		c.do("starter", process.VerbApprove)
		require.Equal(t, test.enters, c.s.Step == "vote", "%s %s on %v", test.op, test.value, test.filled)
	}
}

func TestAStepWithNobodyIsRefusedAndTheFieldNamed(t *testing.T) {
	d := council(process.All, 0, false)
	d.Steps[0].Form[0].Required = false
	c := newCase(t, d)
	c.open("starter")
	r := c.refused(process.Invalid, process.CodeNobodyThere, "starter", process.VerbApprove)
	require.Equal(t, "form.members", r.Field)
	require.Contains(t, r.Detail, "表决")
}
