package workflows_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/workflow"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

const day = 24 * time.Hour

func TestAnActIsAnsweredWhenItIsOnRecord(t *testing.T) {
	s := newStory(t)
	opened := s.act(0, "p1:a", process.VerbOpen)
	saved := s.act(time.Hour, "p1:b", process.VerbSave)
	s.act(2*time.Hour, "p1:c", process.VerbTerminate)
	s.run()
	require.NoError(t, s.GetWorkflowError())
	require.NoError(t, opened.err)
	require.EqualValues(t, 1, opened.answer.Seq)
	require.EqualValues(t, 2, saved.answer.Seq)
	require.Equal(t, []process.Verb{process.VerbOpen, process.VerbSave, process.VerbTerminate}, s.record.verbs())
}

func TestTheSameActTwiceIsOneActWithOneAnswer(t *testing.T) {
	s := newStory(t)
	s.open()
	first := s.act(time.Minute, "p1:a", process.VerbApprove)
	second := s.act(time.Hour, "p1:a", process.VerbApprove)
	s.act(2*time.Hour, "p1:z", process.VerbTerminate)
	s.run()
	require.Equal(t, first.answer, second.answer)
	require.Equal(t, []process.Verb{process.VerbApprove, process.VerbTerminate}, s.record.verbs())
}

func TestAMalformedActIsRefusedBeforeAnythingIsWritten(t *testing.T) {
	good := func() contract.Act {
		return contract.Act{ID: "p1:x", Digest: "d", CaseID: caseID, Commands: []process.Command{
			{ID: "p1:x", Verb: process.VerbSave, By: process.Person{ID: "p1"}},
		}}
	}
	for name, spoil := range map[string]func(*contract.Act){
		"of another case":         func(a *contract.Act) { a.CaseID = "01JD0000000000000000000002" },
		"without an id":           func(a *contract.Act) { a.ID = "" },
		"with an endless id":      func(a *contract.Act) { a.ID = strings.Repeat("x", 201) },
		"without a digest":        func(a *contract.Act) { a.Digest = "" },
		"without commands":        func(a *contract.Act) { a.Commands = nil },
		"with too many commands":  func(a *contract.Act) { a.Commands = make([]process.Command, 17) },
		"without a verb":          func(a *contract.Act) { a.Commands[0].Verb = "" },
		"by nobody":               func(a *contract.Act) { a.Commands[0].By.ID = "" },
		"in the system's name":    func(a *contract.Act) { a.Commands[0].By.ID = process.System },
		"larger than the history": func(a *contract.Act) { a.Commands[0].Reason = strings.Repeat("字", 100_000) },
	} {
		t.Run(name, func(t *testing.T) {
			s := newStory(t)
			s.open()
			act := good()
			spoil(&act)
			refused := s.send(time.Minute, act)
			s.act(time.Hour, "p1:z", process.VerbTerminate)
			s.run()
			require.False(t, refused.accepted)
			require.Contains(t, []string{"ACT_MALFORMED", "ACT_TOO_LARGE"}, refused.fault(t).Code)
			require.Equal(t, []process.Verb{process.VerbTerminate}, s.record.verbs())
		})
	}
}

func TestARefusalComesBackAsTheFaultItWas(t *testing.T) {
	s := newStory(t)
	s.open()
	s.record.refuse["p2:a"] = fault.New(fault.Conflict, "TASK_DONE", "%s已办理", "张三").At("task").With("by", "p1")
	refused := s.act(time.Minute, "p2:a", process.VerbApprove)
	s.act(time.Hour, "p1:z", process.VerbTerminate)
	s.run()
	f := refused.fault(t)
	require.Equal(t, fault.Conflict, f.Kind)
	require.Equal(t, "TASK_DONE", f.Code)
	require.Equal(t, "张三已办理", f.Detail)
	require.Equal(t, "task", f.Field)
	require.Equal(t, "p1", f.Args["by"])
}

func TestADatabaseThatComesBackSoonIsNotNoticed(t *testing.T) {
	s := newStory(t)
	s.open()
	s.RegisterDelayedCallback(func() { s.record.away = 3 }, 30*time.Second)
	saved := s.act(time.Minute, "p1:a", process.VerbSave)
	s.act(time.Hour, "p1:z", process.VerbTerminate)
	s.run()
	require.NoError(t, saved.err)
	require.Len(t, s.record.acts, 2)
}

func TestADatabaseThatStaysAwayIsSaidAndTheRunLivesOn(t *testing.T) {
	s := newStory(t)
	s.open()
	s.RegisterDelayedCallback(func() { s.record.away = 1000 }, 30*time.Second)
	saved := s.act(time.Minute, "p1:a", process.VerbSave)
	s.RegisterDelayedCallback(func() { s.record.away = 0 }, 30*time.Minute)
	again := s.act(time.Hour, "p1:a", process.VerbSave)
	s.act(2*time.Hour, "p1:z", process.VerbTerminate)
	s.run()
	require.Equal(t, fault.Unavailable, saved.fault(t).Kind)
	require.NoError(t, again.err)
	require.NoError(t, s.GetWorkflowError())
}

func TestAlarmsRingInOrderAndOnTime(t *testing.T) {
	s := newStory(t)
	s.open(alarmIn(2*day, process.AlarmBefore), alarmIn(3*day, process.AlarmAt), alarmIn(3*day, process.AlarmAfter))
	var rang []time.Duration
	s.record.onCommit = func(act contract.Act) {
		if act.Commands[0].Verb == process.VerbClock {
			rang = append(rang, act.Commands[0].At.Sub(monday))
			require.Equal(t, process.System, act.Commands[0].By.ID)
		}
	}
	s.act(4*day, "p1:z", process.VerbTerminate)
	s.run()
	require.Equal(t, []time.Duration{2 * day, 3 * day, 3 * day}, rang)
}

func TestAnEarlierAlarmWakesARunThatWaitsForALaterOne(t *testing.T) {
	s := newStory(t)
	s.open(alarmIn(9*day, process.AlarmAt))
	s.act(day, "p1:a", process.VerbExtend)
	var rang []time.Duration
	s.record.onCommit = func(act contract.Act) {
		switch act.Commands[0].Verb {
		case process.VerbExtend:
			s.record.alarms = []contract.AlarmAt{alarmIn(2*day, process.AlarmAt)}
		case process.VerbClock:
			rang = append(rang, act.Commands[0].At.Sub(monday))
		}
	}
	s.act(10*day, "p1:z", process.VerbTerminate)
	s.run()
	require.Equal(t, []time.Duration{2 * day}, rang)
}

func TestAnAlarmMovedLaterDoesNotRingEarly(t *testing.T) {
	s := newStory(t)
	s.open(alarmIn(2*day, process.AlarmAt))
	s.act(day, "p1:a", process.VerbExtend)
	var rang []time.Duration
	s.record.onCommit = func(act contract.Act) {
		switch act.Commands[0].Verb {
		case process.VerbExtend:
			s.record.alarms = []contract.AlarmAt{alarmIn(5*day, process.AlarmAt)}
		case process.VerbClock:
			rang = append(rang, act.Commands[0].At.Sub(monday))
		}
	}
	s.act(10*day, "p1:z", process.VerbTerminate)
	s.run()
	require.Equal(t, []time.Duration{5 * day}, rang)
}

func TestAnAlarmRingsThoughTheDatabaseWasAway(t *testing.T) {
	s := newStory(t)
	s.open(alarmIn(2*day, process.AlarmAt))
	s.RegisterDelayedCallback(func() { s.record.away = 1 << 30 }, day)
	s.RegisterDelayedCallback(func() { s.record.away = 0 }, 2*day+time.Hour)
	s.act(10*day, "p1:z", process.VerbTerminate)
	s.run()
	require.Equal(t, []process.Verb{process.VerbClock, process.VerbTerminate}, s.record.verbs())
	require.Less(t, s.record.loads, 100, "it waits longer each time")
}

func TestAClockThatDoesNotStopRingingIsNoBusyLoop(t *testing.T) {
	s := newStory(t)
	s.open(alarmIn(day, process.AlarmAt))
	s.record.deaf = true
	s.act(3*day, "p1:z", process.VerbTerminate)
	s.run()
	require.Equal(t, []process.Verb{process.VerbClock, process.VerbTerminate}, s.record.verbs(), "the record knows the act")
	require.Less(t, s.record.loads, 10)
}

func TestAnEffectIsDoneAndItsResultRecorded(t *testing.T) {
	s := newStory(t)
	s.open()
	s.record.position.Effects = []process.EffectAt{{ID: caseID + "-5", Kind: process.EffectArchive}}
	s.RegisterActivityWithOptions(func(_ context.Context, in contract.EffectInput) (process.EffectResult, error) {
		return process.EffectResult{Data: map[string]string{"bundle": in.Effect.ID}}, nil
	}, activity.RegisterOptions{Name: contract.ArchiveActivity})
	s.act(day, "p1:z", process.VerbTerminate)
	s.run()
	require.Equal(t, []process.Verb{process.VerbEffectDone, process.VerbTerminate}, s.record.verbs())
	result := s.record.acts[0].Commands[0].Effect
	require.Equal(t, caseID+"-5", result.ID)
	require.Equal(t, caseID+"-5", result.Data["bundle"])
	require.Empty(t, result.Failed)
}

func TestAnEffectThatCannotBeDoneIsRecordedAsFailed(t *testing.T) {
	s := newStory(t)
	s.open()
	s.record.position.Effects = []process.EffectAt{
		{ID: caseID + "-5", Kind: process.EffectArchive}, {ID: caseID + "-6", Kind: "of a later version"},
	}
	s.RegisterActivityWithOptions(func(context.Context, contract.EffectInput) (process.EffectResult, error) {
		return process.EffectResult{}, fault.New(fault.NotFound, "CONTENT_NOT_FOUND", "正文不存在。")
	}, activity.RegisterOptions{Name: contract.ArchiveActivity})
	s.act(day, "p1:z", process.VerbTerminate)
	s.run()
	require.Equal(t, []process.Verb{process.VerbEffectDone, process.VerbEffectDone, process.VerbTerminate}, s.record.verbs())
	failed := map[string]string{}
	for _, act := range s.record.acts[:2] {
		failed[act.Commands[0].Effect.ID] = act.Commands[0].Effect.Failed
	}
	require.Equal(t, "正文不存在。", failed[caseID+"-5"])
	require.Contains(t, failed[caseID+"-6"], "没有能办理此事的程序")
}

func TestAnEffectIsTriedUntilItWorks(t *testing.T) {
	s := newStory(t)
	s.open()
	s.record.position.Effects = []process.EffectAt{{ID: caseID + "-5", Kind: process.EffectDispatch}}
	tries := 0
	s.RegisterActivityWithOptions(func(context.Context, contract.EffectInput) (process.EffectResult, error) {
		if tries++; tries < 5 {
			return process.EffectResult{}, errors.New("connection refused")
		}
		return process.EffectResult{}, nil
	}, activity.RegisterOptions{Name: contract.DispatchActivity})
	s.act(3*time.Second, "p1:a", process.VerbSave) // looks at the effects again
	s.act(day, "p1:z", process.VerbTerminate)
	s.run()
	require.Equal(t, 5, tries, "it was started once")
	require.Empty(t, s.record.acts[1].Commands[0].Effect.Failed)
}

func TestAClosedCaseWaitsForItsEffects(t *testing.T) {
	s := newStory(t)
	s.open()
	s.record.position.Status = process.StatusCompleted
	s.record.position.Effects = []process.EffectAt{{ID: caseID + "-5", Kind: process.EffectArchive}}
	s.RegisterActivityWithOptions(func(context.Context, contract.EffectInput) (process.EffectResult, error) {
		return process.EffectResult{}, nil
	}, activity.RegisterOptions{Name: contract.ArchiveActivity})
	s.run()
	require.NoError(t, s.GetWorkflowError())
	require.Equal(t, []process.Verb{process.VerbEffectDone}, s.record.verbs())
}

func TestARunWithoutACaseEnds(t *testing.T) {
	s := newStory(t)
	s.record.refuse["p1:a"] = fault.New(fault.Denied, "NO_POWER", "无权发起。")
	refused := s.act(0, "p1:a", process.VerbOpen)
	s.run()
	require.NoError(t, s.GetWorkflowError())
	require.Equal(t, fault.Denied, refused.fault(t).Kind)
}

func TestARearmedRunLooksAtTheRecordAgain(t *testing.T) {
	s := newStory(t)
	s.open()
	s.RegisterDelayedCallback(func() { // the calendar changed, or somebody restored a backup
		s.record.position.Seq += 5
		s.record.alarms = []contract.AlarmAt{alarmIn(2*day, process.AlarmAt)}
		s.SignalWorkflow(contract.RearmSignal, nil)
	}, day)
	s.act(3*day, "p1:z", process.VerbTerminate)
	s.run()
	require.Equal(t, []process.Verb{process.VerbClock, process.VerbTerminate}, s.record.verbs())
}

func TestALongHistoryIsRenewed(t *testing.T) {
	s := newStory(t)
	s.open()
	s.SetContinueAsNewSuggested(true)
	s.run()
	require.True(t, workflow.IsContinueAsNewError(s.GetWorkflowError()))
}
