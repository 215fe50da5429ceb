package process_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/process"
)

func TestApplyRefusesWhatDoesNotFollow(t *testing.T) {
	c := newIssue(t)
	toSign(c)
	done := c.s.Tasks[0].ID
	stopped := c.s.Clocks[0].ID
	bodies := map[string]process.Body{
		"nothing":                  nil,
		"a second opening":         process.CaseOpened{},
		"a round left out":         process.StepEntered{Step: "draft", Round: c.s.Round + 2},
		"leaving another step":     process.StepLeft{Step: "draft", Round: c.s.Round},
		"a task id again":          process.TaskOpened{Task: process.Task{ID: done}},
		"an answer twice":          process.TaskAnswered{Task: done},
		"an answer to nothing":     process.TaskAnswered{Task: "C1-0"},
		"a cancelled answer":       process.TaskCancelled{Task: done},
		"a claimed answer":         process.TaskClaimed{Task: done},
		"a released answer":        process.TaskReleased{Task: done},
		"a moved answer":           process.TaskMoved{Task: done},
		"an answer asleep":         process.TaskSlept{Task: done},
		"a look at nothing":        process.TaskSeen{Task: "C1-0"},
		"a withdrawn nothing":      process.Withdrawn{Task: c.openTasks()[0].ID},
		"a return by nobody":       process.Returned{Task: "C1-0"},
		"another text before":      process.TextChanged{Text: process.Text{Hash: "h2"}, Was: "h0"},
		"a resumption":             process.CaseResumed{},
		"a reopening":              process.CaseReopened{},
		"a receipt for nothing":    process.ReceiptGiven{},
		"a waiver of nothing":      process.ReceiptWaived{},
		"the end of nothing":       process.EffectEnded{ID: "C1-0"},
		"a clock id again":         process.ClockStarted{Clock: process.Clock{ID: stopped}},
		"a stopped clock held":     process.ClockHeld{Clock: stopped},
		"a stopped clock released": process.ClockReleased{Clock: stopped},
		"a stopped clock extended": process.ClockExtended{Clock: stopped},
		"a stopped clock moved":    process.ClockRecomputed{Clock: stopped},
		"a stopped clock ringing":  process.ClockRang{Clock: stopped},
		"a stopped clock stopped":  process.ClockStopped{Clock: stopped},
		"an alarm that is not":     process.ClockRang{Clock: c.s.Clocks[1].ID, Kind: "noon"},
	}
	for name, body := range bodies {
		s := c.s.Clone()
		before := asJSON(t, s)
		require.Error(t, s.Apply(process.Event{Seq: s.Seq + 1, At: c.now, By: "x", Body: body}), name)
		require.Equal(t, before, asJSON(t, s), "%s left its mark", name)
	}
	s := c.s.Clone()
	require.Error(t, s.Apply(process.Event{Seq: s.Seq + 2, Body: process.Followed{Person: "x"}}), "a seq left out")
	require.NoError(t, s.Apply(process.Event{Seq: s.Seq + 1, Body: process.NumberTaken{Slot: "a", Number: "1"}}))
	require.Error(t, s.Apply(process.Event{Seq: s.Seq + 1, Body: process.NumberTaken{Slot: "a", Number: "2"}}), "a number again")
	require.NoError(t, s.Apply(process.Event{Seq: s.Seq + 1, Body: process.CaseClosed{Status: process.StatusVoided}}))
	require.Error(t, s.Apply(process.Event{Seq: s.Seq + 1, Body: process.CaseClosed{Status: process.StatusVoided}}), "closed twice")
	require.Error(t, s.Apply(process.Event{Seq: s.Seq + 1, Body: process.CaseSuspended{}}), "closed and suspended")
}

func TestANumberNeededChangesNothing(t *testing.T) {
	c := newIssue(t)
	c.open("drafter")
	s := c.s.Clone()
	require.NoError(t, s.Apply(process.Event{Seq: s.Seq + 1, Body: process.NumberNeeded{Slot: "a"}}))
	s.Seq--
	require.Equal(t, asJSON(t, c.s), asJSON(t, s))
}

func TestAnUnknownEventIsNotRead(t *testing.T) {
	var e process.Event
	require.Error(t, json.Unmarshal([]byte(`{"seq":1,"type":"magic","body":{}}`), &e))
	require.Error(t, json.Unmarshal([]byte(`{"seq":1,"type":"followed","body":[]}`), &e))
	require.Error(t, json.Unmarshal([]byte(`[]`), &e))
}

func TestACloneSharesNothing(t *testing.T) {
	c := dispatched(t)
	c.do("boss", process.VerbFollow)
	before := asJSON(t, c.s)
	s := c.s.Clone()
	s.Form["kind"][0], s.Numbers["doc_no"] = "改", "改"
	s.Tasks[0].Status, s.Clocks[0].Alarms[0].Fired = "改", true
	s.Effects[0].Done, s.Deliveries[0].Unit, s.Visits[0].Actors[0], s.Followers[0] = true, "改", "改", "改"
	s.LastAct.By = "改"
	require.Equal(t, before, asJSON(t, c.s))
}
