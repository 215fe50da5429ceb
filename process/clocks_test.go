package process_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/process"
)

// reviewing is an issue case at the review, whose clock runs.
func reviewing(t testingTB, with_ ...func(*process.Command)) *caseTest {
	c := newIssue(t)
	c.open("drafter", append(with_, text("h1"))...)
	c.do("drafter", process.VerbSubmit, with("kind", "函"))
	return c
}

func until(day string) func(*process.Command) { return func(c *process.Command) { c.Until = day } }

func TestAClockHasABudgetFromTheRule(t *testing.T) {
	c := reviewing(t)
	clock := c.s.Clocks[0]
	require.Equal(t, "week", clock.Rule)
	require.Equal(t, "2026-11-23", clock.From)
	require.Equal(t, 5, clock.Amount)
	require.Equal(t, process.UnitWorkdays, clock.Unit)
	require.Equal(t, process.ClockIsRunning, clock.Status)

	c.do("head", process.VerbApprove)
	require.Equal(t, process.ClockIsStopped, c.s.Clocks[0].Status)
	require.Equal(t, "sign", c.s.Clocks[1].Step)
	require.Equal(t, 5, c.s.Clocks[1].Amount, "a plain paper")
}

func TestUrgencyAndAFixedDaySetTheBudget(t *testing.T) {
	c := reviewing(t, with("due", "2026-12-31"))
	require.Equal(t, process.UnitDate, c.s.Clocks[0].Unit)
	require.Equal(t, "2026-12-31", c.s.Clocks[0].Day)
	urgent := "特急"
	c.do("head", process.VerbApprove, func(cmd *process.Command) { cmd.Urgency = &urgent })
	require.Equal(t, 1, c.s.Clocks[1].Amount)
}

func TestTheDayOfAnActIsTheDayInShanghai(t *testing.T) {
	c := newIssue(t)
	c.open("drafter", text("h1"))
	c.now = time.Date(2026, 11, 23, 16, 30, 0, 0, time.UTC) // half past midnight in Shanghai
	c.do("drafter", process.VerbSubmit, with("kind", "函"))
	require.Equal(t, "2026-11-24", c.s.Clocks[0].From)
}

func TestAnAlarmRingsOnceAndDecidesNothing(t *testing.T) {
	c := reviewing(t)
	id, alarm, ok := c.s.NextAlarm()
	require.True(t, ok)
	require.Equal(t, process.AlarmBefore, alarm.Kind)
	ring := func(cmd *process.Command) { cmd.Clock, cmd.Alarm, cmd.At = id, alarm.Kind, alarm.At }
	early := func(cmd *process.Command) { cmd.At = alarm.At.Add(-time.Second) }
	c.refused(process.Invalid, process.CodeUnknownClock, process.System, process.VerbClock)
	c.refused(process.Conflict, process.CodeNothingToDo, process.System, process.VerbClock, ring, early)
	c.do(process.System, process.VerbClock, ring)
	require.Equal(t, "review", c.s.Step)
	c.refused(process.Conflict, process.CodeNothingToDo, process.System, process.VerbClock, ring)
	_, next, _ := c.s.NextAlarm()
	require.Equal(t, process.AlarmAt, next.Kind)

	c.do("head", process.VerbApprove)
	c.refused(process.Conflict, process.CodeNothingToDo, process.System, process.VerbClock, ring)
}

func TestAHeldClockIsSilent(t *testing.T) {
	c := reviewing(t)
	id, alarm, _ := c.s.NextAlarm()
	c.do("boss", process.VerbSuspend, because("等"))
	require.Equal(t, process.ClockIsHeld, c.s.Clocks[0].Status)
	_, _, ok := c.s.NextAlarm()
	require.False(t, ok)
	c.refused(process.Conflict, process.CodeCaseSuspended, process.System, process.VerbClock,
		func(cmd *process.Command) { cmd.Clock, cmd.Alarm, cmd.At = id, alarm.Kind, alarm.At })
	c.do("boss", process.VerbResume)
	require.Equal(t, process.ClockIsRunning, c.s.Clocks[0].Status)
}

func TestAnExtensionMovesTheDeadlineLater(t *testing.T) {
	c := reviewing(t)
	require.Equal(t, "2026-11-26", c.s.Clocks[0].DueDay)
	c.refused(process.Denied, process.CodeNoPower, "head", process.VerbExtend, until("2026-12-01"))
	c.refused(process.Invalid, process.CodeFieldRequired, "boss", process.VerbExtend, because("x"))
	c.refused(process.Invalid, process.CodeFieldInvalid, "boss", process.VerbExtend, until("12月1日"), because("x"))
	c.refused(process.Invalid, process.CodeDatePast, "boss", process.VerbExtend, until("2026-11-22"), because("x"))
	c.refused(process.Invalid, process.CodeFieldInvalid, "boss", process.VerbExtend, until("2026-11-26"), because("x"))
	c.refused(process.Invalid, process.CodeReasonRequired, "boss", process.VerbExtend, until("2026-12-01"))
	c.refused(process.Invalid, process.CodeUnknownClock, "boss", process.VerbExtend, until("2026-12-01"), because("x"),
		func(cmd *process.Command) { cmd.Clock = "C1-0" })
	c.do("boss", process.VerbExtend, until("2026-12-01"), because("征求意见"))
	require.Equal(t, "2026-12-01", c.s.Clocks[0].DueDay)
	require.Equal(t, "2026-12-01", c.s.Clocks[0].Extended)
	c.do("head", process.VerbApprove)
	c.do("head", process.VerbWithdraw)
	last := c.s.Clocks[len(c.s.Clocks)-1]
	require.Equal(t, process.UnitDate, last.Unit)
	require.Equal(t, "2026-12-01", last.Day, "the extension outlives a withdrawal")
}

func TestACaseWithoutAClockCannotBeExtended(t *testing.T) {
	c := newIssue(t)
	c.open("drafter")
	c.refused(process.Conflict, process.CodeNothingToDo, "boss", process.VerbExtend, until("2026-12-01"), because("x"))
	c.refused(process.Conflict, process.CodeNothingToDo, process.System, process.VerbRecompute)
	_, _, ok := c.s.NextAlarm()
	require.False(t, ok)
}

func TestAChangedCalendarRecomputesRunningClocks(t *testing.T) {
	c := reviewing(t)
	events := c.do(process.System, process.VerbRecompute, because("2027 年节假日安排"))
	moved := bodies[process.ClockRecomputed](events)
	require.Len(t, moved, 1)
	require.Equal(t, "2026-11-26", moved[0].WasDay)
	c.refused(process.Invalid, process.CodeUnknownClock, process.System, process.VerbRecompute,
		func(cmd *process.Command) { cmd.Clock = "C1-0" })
	moved[0].Instants = instants(start, "2026-11-30")
	event := process.Event{Seq: c.s.Seq + 1, At: c.now, By: process.System, Body: moved[0]}
	require.NoError(t, c.s.Apply(event))
	require.Equal(t, "2026-11-30", c.s.Clocks[0].DueDay, "the commit put in the new day")
}
