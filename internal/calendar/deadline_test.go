package calendar_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/fault"
)

func run(t require.TestingT, rule calendar.DeadlineRule, ledger ...calendar.LedgerLine) calendar.Deadline {
	got, err := shipped().Run(rule, ledger, calendar.Options{})
	require.NoError(t, err)
	return got
}

func held(t require.TestingT, on string) calendar.LedgerLine {
	return calendar.LedgerLine{Kind: calendar.Held, On: day(t, on), By: "周明", Reason: "等待补正"}
}

func released(t require.TestingT, on string) calendar.LedgerLine {
	return calendar.LedgerLine{Kind: calendar.Released, On: day(t, on), By: "周明"}
}

func TestASuspendedClockKeepsWhatWasLeft(t *testing.T) {
	rule := calendar.DeadlineRule{From: day(t, "2026-03-02"), Amount: 5, Unit: calendar.Workdays} // due 03-09
	stands := run(t, rule, held(t, "2026-03-04"))
	require.True(t, stands.Held)
	require.Equal(t, 3, stands.Left)
	require.Empty(t, stands.Alarms, "a clock that stands still does not ring")

	goes := run(t, rule, held(t, "2026-03-04"), released(t, "2026-03-20"))
	require.False(t, goes.Held)
	require.Equal(t, "2026-03-25", goes.DueDay.String())

	late := run(t, rule, held(t, "2026-03-11"), released(t, "2026-03-20"))
	require.Equal(t, "2026-03-18", late.DueDay.String(), "two working days late before, two after")
}

func TestCalendarDaysLeftAreCountedToTheUnrolledEnd(t *testing.T) {
	rule := calendar.DeadlineRule{From: day(t, "2026-01-16"), Amount: 30, Unit: calendar.Days} // ends 02-15, due 02-24
	goes := run(t, rule, held(t, "2026-02-10"), released(t, "2026-03-02"))
	require.Equal(t, "2026-03-09", goes.DueDay.String(), "5 days after 03-02 is Saturday 03-07")
}

func TestAnExtensionIsTheDayThatWasSaid(t *testing.T) {
	rule := calendar.DeadlineRule{From: day(t, "2026-03-02"), Amount: 5, Unit: calendar.Workdays}
	extend := calendar.LedgerLine{Kind: calendar.Extended, On: day(t, "2026-03-06"), Until: day(t, "2026-03-21"), By: "陈建", Reason: "需现场核实"}
	got := run(t, rule, extend)
	require.Equal(t, "2026-03-21", got.DueDay.String(), "a Saturday, but named by a person")

	got = run(t, rule, held(t, "2026-03-04"), extend, released(t, "2026-03-09"))
	left := run(t, rule, held(t, "2026-03-04"), extend).Left
	require.Equal(t, 17, left, "the days to the day that was said")
	require.Equal(t, "2026-03-26", got.DueDay.String())
}

func TestADeadlineOnANamedDayNeedsNoNotice(t *testing.T) {
	got, err := shipped().Resolve(calendar.DeadlineRule{From: day(t, "2026-11-23"), Unit: calendar.FixedDay, Day: day(t, "2027-03-15")}, calendar.Options{})
	require.NoError(t, err)
	require.Equal(t, "2027-03-15", got.DueDay.String())
	require.False(t, got.Provisional)
	require.Equal(t, "2027-03-12", calendar.DateOf(got.Alarms[0].At).String(), "reminded on the Friday before")

	_, err = shipped().Resolve(calendar.DeadlineRule{Unit: calendar.FixedDay}, calendar.Options{})
	require.Equal(t, calendar.CodeBadDate, fault.From(err).Code)
}

func TestSuspendingAndResumingOnOneDayChangesNothing(t *testing.T) {
	units := rapid.SampledFrom([]calendar.Unit{calendar.Workdays, calendar.Days, calendar.Months})
	rapid.Check(t, func(t *rapid.T) {
		rule := calendar.DeadlineRule{From: anyDay().Draw(t, "from"), Amount: rapid.IntRange(1, 4).Draw(t, "amount"), Unit: units.Draw(t, "unit")}
		base := run(t, rule)
		span := base.DueDay.Sub(rule.From)
		on := rule.From.Add(rapid.IntRange(0, span).Draw(t, "held after"))
		entries := []calendar.LedgerLine{{Kind: calendar.Held, On: on}, {Kind: calendar.Released, On: on}}
		if workday, _ := shipped().IsWorkday(on); !workday && on == base.DueDay {
			return
		}
		again := run(t, rule, entries...)
		require.Equal(t, base.DueDay, again.DueDay)

		later := run(t, rule, calendar.LedgerLine{Kind: calendar.Held, On: on}, calendar.LedgerLine{Kind: calendar.Released, On: on.Add(20)})
		require.True(t, later.DueDay.After(base.DueDay), "a suspension longer than any holiday gives time")
	})
}

func TestALedgerThatDoesNotPairIsOurFault(t *testing.T) {
	rule := calendar.DeadlineRule{From: day(t, "2026-03-02"), Amount: 5, Unit: calendar.Workdays}
	for _, ledger := range [][]calendar.LedgerLine{
		{released(t, "2026-03-03")},
		{held(t, "2026-03-03"), held(t, "2026-03-04")},
		{{Kind: "lost", On: day(t, "2026-03-03")}},
	} {
		_, err := shipped().Run(rule, ledger, calendar.Options{})
		require.Equal(t, calendar.CodeBadLedger, fault.From(err).Code)
	}
}

func TestAlarmsComeAroundTheDueDayAndOnlyAhead(t *testing.T) {
	rule := calendar.DeadlineRule{From: day(t, "2026-09-18"), Amount: 5, Unit: calendar.Workdays} // due Thursday 09-24; 中秋节 09-25 to 09-27
	at := func(text string, hour int) time.Time { return day(t, text).At(hour) }
	all := []calendar.Alarm{
		{Kind: calendar.AlarmBefore, At: at("2026-09-23", 9)},
		{Kind: calendar.AlarmAt, At: at("2026-09-24", 9)},
		{Kind: calendar.AlarmAfter, At: at("2026-09-25", 0)},
		{Kind: calendar.AlarmEscalate, At: at("2026-09-28", 9)},
	}
	for passed, now := range []time.Time{at("2026-09-18", 10), at("2026-09-23", 9), at("2026-09-24", 12), at("2026-09-25", 0), at("2026-09-28", 9)} {
		got, err := shipped().Resolve(rule, calendar.Options{Now: now})
		require.NoError(t, err)
		require.ElementsMatch(t, all[passed:], got.Alarms)
	}

	got, err := shipped().Resolve(rule, calendar.Options{Offsets: calendar.Offsets{Before: 3, Escalate: 2, Hour: 8}})
	require.NoError(t, err)
	require.Equal(t, at("2026-09-21", 8), got.Alarms[0].At)
	require.Equal(t, at("2026-09-29", 8), got.Alarms[3].At)
}

func TestTheProofTellsEveryDay(t *testing.T) {
	rule := calendar.DeadlineRule{From: day(t, "2026-02-13"), Amount: 10, Unit: calendar.Workdays}
	got := run(t, rule)
	span := got.Proof.Spans[0]
	require.Len(t, span.Counted, 10)
	require.Len(t, span.Skipped, 10, "nine days of 春节 and a Sunday")
	require.Equal(t, []calendar.PassedDay{{Date: day(t, "2026-02-14"), Name: "春节"}, {Date: day(t, "2026-02-28"), Name: "春节"}}, span.MakeUps)
	text := strings.Join(got.Proof.Text(), "\n")
	require.Equal(t, strings.Join([]string{
		"期限10个工作日，自2026-02-13起算，当日不计入（《民法典》第二百零一条）。",
		"计入10个工作日：2026-02-14、2026-02-24、2026-02-25、2026-02-26、2026-02-27、2026-02-28、2026-03-02、2026-03-03、2026-03-04、2026-03-05。",
		"其间不计休息日：春节2026-02-15至2026-02-23、星期日2026-03-01。",
		"调休上班日计入：春节2026-02-14、春节2026-02-28。",
		"截止日为2026-03-05，至当日24时止（《民法典》第二百零三条）。",
	}, "\n"), text)
}

func TestTheProofTellsWhoStoppedAndMovedTheClock(t *testing.T) {
	rule := calendar.DeadlineRule{From: day(t, "2026-01-05"), Amount: 3, Unit: calendar.Months}
	got := run(t, rule,
		calendar.LedgerLine{Kind: calendar.Recomputed, On: day(t, "2026-01-06"), Was: day(t, "2026-04-06"), Reason: "放假通知更正"},
		held(t, "2026-03-02"), released(t, "2026-03-05"),
		calendar.LedgerLine{Kind: calendar.Extended, On: day(t, "2026-04-01"), Until: day(t, "2026-05-20"), By: "陈建", Reason: "需现场核实"})
	require.Equal(t, strings.Join([]string{
		"期限3个月，自2026-01-05起算，当日不计入，至对应日2026-04-05届满（《民法典》第二百零一条、第二百零二条）。",
		"最后一日2026-04-05为休息日（清明节2026-04-05至2026-04-06），顺延至2026-04-07（《民法典》第二百零三条）。",
		"2026-01-06因节假日安排变动重新计算，原截止日2026-04-06，事由：放假通知更正。",
		"2026-03-02由周明暂停计时，剩余34日，事由：等待补正。",
		"2026-03-05由周明恢复计时，剩余34日。",
		"2026-04-01由陈建延期至2026-05-20，事由：需现场核实。",
		"截止日为2026-05-20，至当日24时止（《民法典》第二百零三条）。",
	}, "\n"), strings.Join(got.Proof.Text(), "\n"))
}
