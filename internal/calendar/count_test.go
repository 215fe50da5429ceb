package calendar_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/fault"
)

func day(t require.TestingT, text string) calendar.Date {
	d, err := calendar.ParseDate(text)
	require.NoError(t, err)
	return d
}

func shipped() *calendar.Calendar { return calendar.New(calendar.Shipped()...) }

// The vectors of the Civil Code's counting rules on the published notices.
func TestDeadlinesFallWhereTheLawPutsThem(t *testing.T) {
	for _, row := range []struct {
		from   string
		amount int
		unit   calendar.Unit
		due    string
		why    string
	}{
		{"2026-02-13", 10, "wd", "2026-03-05", "over the Spring Festival"},
		{"2026-02-13", 1, "wd", "2026-02-14", "a make-up Saturday counts"},
		{"2026-04-30", 5, "wd", "2026-05-11", "over Labour Day, with a make-up Saturday"},
		{"2026-09-18", 5, "wd", "2026-09-24", "a make-up Sunday counts"},
		{"2026-09-30", 3, "wd", "2026-10-10", "ends on a make-up Saturday"},
		{"2025-09-26", 7, "wd", "2025-10-13", "over the National Day"},
		{"2026-01-05", 3, "m", "2026-04-07", "04-05 is 清明节"},
		{"2026-02-01", 3, "m", "2026-05-06", "05-01 is 劳动节"},
		{"2026-07-03", 3, "m", "2026-10-08", "10-03 is 国庆节"},
		{"2025-11-30", 3, "m", "2026-02-28", "month end, a make-up workday stays"},
		{"2026-01-31", 3, "m", "2026-04-30", "April has no 31st"},
		{"2026-01-16", 30, "d", "2026-02-24", "02-15 is 春节"},
		{"2026-11-20", 0, "wd", "2026-11-20", "the same day"},
		{"2026-11-21", 0, "wd", "2026-11-23", "the same day, on a Saturday"},
	} {
		t.Run(row.from+" "+row.why, func(t *testing.T) {
			got, err := shipped().Resolve(calendar.DeadlineRule{From: day(t, row.from), Amount: row.amount, Unit: row.unit}, calendar.Options{})
			require.NoError(t, err)
			require.Equal(t, row.due, got.DueDay.String())
			require.Equal(t, day(t, row.due).Add(1).At(0), got.Due)
			require.False(t, got.Provisional)
		})
	}
}

func TestEveryMonthHasTheWorkingDaysOfItsNotice(t *testing.T) {
	totals := map[int][]int{
		2024: {22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22},
		2025: {19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23},
		2026: {21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23},
	}
	sums := map[int]int{2024: 251, 2025: 248, 2026: 248}
	c := shipped()
	for year, months := range totals {
		sum := 0
		for i, want := range months {
			first := calendar.NewDate(year, time.Month(i+1), 1)
			got, err := c.WorkdaysBetween(first.Add(-1), first.AddMonths(1).Add(-1))
			require.NoError(t, err)
			require.Equal(t, want, got, "%d-%02d", year, i+1)
			sum += got
		}
		require.Equal(t, sums[year], sum)
	}
}

func TestAYearWithoutItsNoticeIsRefusedByName(t *testing.T) {
	_, err := shipped().AddWorkdays(day(t, "2026-12-28"), 5)
	f := fault.From(err)
	require.Equal(t, fault.Conflict, f.Kind)
	require.Equal(t, calendar.CodeNoCalendar, f.Code)
	require.Equal(t, "2027", f.Args["year"])
	require.Contains(t, f.Detail, "导入2027年放假通知")
}

func TestAYearWithoutItsNoticeIsCountedProvisionallyWhenAsked(t *testing.T) {
	rule := calendar.DeadlineRule{From: day(t, "2026-12-28"), Amount: 5, Unit: calendar.Workdays}
	got, err := shipped().Resolve(rule, calendar.Options{Provisional: true})
	require.NoError(t, err)
	require.True(t, got.Provisional)
	require.Equal(t, []int{2027}, got.Proof.Provisional)
	require.Equal(t, "2027-01-05", got.DueDay.String(), "1 January is a holiday by law, whatever the notice will say")

	rule.Amount = 3
	got, err = shipped().Resolve(rule, calendar.Options{Provisional: true})
	require.NoError(t, err)
	require.False(t, got.Provisional, "the count stays within 2026")
	require.Equal(t, "2026-12-31", got.DueDay.String())
	require.Len(t, got.Alarms, 4, "the escalation falls into 2027 and is no reason to refuse")
}

func TestANoticeMayReachIntoTheDecemberBefore(t *testing.T) {
	on := day(t, "2022-12-31")
	named, ok := shipped().Day(on)
	require.True(t, ok)
	require.Equal(t, "元旦", named.Name)
	require.Equal(t, "国办发明电〔2022〕16号", named.Source)
}

func TestMonthsEndOnTheCorrespondingDayOrTheLast(t *testing.T) {
	require.Equal(t, "2028-02-29", day(t, "2027-11-30").AddMonths(3).String())
	require.Equal(t, "2027-02-28", day(t, "2026-11-30").AddMonths(3).String())
	require.Equal(t, "2027-01-15", day(t, "2026-11-15").AddMonths(2).String())
}

// anyDay is a day far enough from the ends of the shipped years.
func anyDay() *rapid.Generator[calendar.Date] {
	return rapid.Custom(func(t *rapid.T) calendar.Date {
		return calendar.NewDate(2020, time.June, 1).Add(rapid.IntRange(0, 2000).Draw(t, "day"))
	})
}

func TestWorkingDaysCountTheSameForwardsAndBack(t *testing.T) {
	c := shipped()
	rapid.Check(t, func(t *rapid.T) {
		from := anyDay().Draw(t, "from")
		n := rapid.IntRange(1, 80).Draw(t, "n")
		due, err := c.AddWorkdays(from, n)
		require.NoError(t, err)
		workday, known := c.IsWorkday(due)
		require.True(t, workday && known, "a deadline in working days ends on one")
		between, err := c.WorkdaysBetween(from, due)
		require.NoError(t, err)
		require.Equal(t, n, between)
		back, err := c.WorkdaysBetween(due, from)
		require.NoError(t, err)
		require.Equal(t, -n, back)
		origin, err := c.AddWorkdays(due, -n)
		require.NoError(t, err)
		rolledBack, err := c.WorkdaysBetween(origin, from)
		require.NoError(t, err)
		require.Zero(t, rolledBack, "back on the last working day on or before the start")
	})
}

func TestALaterStartOrALargerBudgetNeverEndsEarlier(t *testing.T) {
	c := shipped()
	units := rapid.SampledFrom([]calendar.Unit{calendar.Workdays, calendar.Days, calendar.Months})
	rapid.Check(t, func(t *rapid.T) {
		unit := units.Draw(t, "unit")
		from, amount := anyDay().Draw(t, "from"), rapid.IntRange(0, 20).Draw(t, "amount")
		if unit == calendar.Months {
			amount %= 4
		}
		due := func(from calendar.Date, amount int) calendar.Date {
			got, err := c.Resolve(calendar.DeadlineRule{From: from, Amount: amount, Unit: unit}, calendar.Options{})
			require.NoError(t, err)
			return got.DueDay
		}
		base := due(from, amount)
		require.False(t, due(from.Add(1), amount).Before(base))
		require.False(t, due(from, amount+1).Before(base))
		workday, _ := c.IsWorkday(base)
		require.True(t, workday, "no count ends on a rest day")
	})
}

func TestDatesReadWhatTheyWriteAndNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDay().Draw(t, "day")
		require.Equal(t, d, day(t, d.String()))
		other := anyDay().Draw(t, "other")
		require.Equal(t, d, other.Add(d.Sub(other)))
	})
	for _, bad := range []string{"", "2026-02-30", "2026-2-3", "2026/02/03", "0001-01-01", "2026-02-03T00:00:00Z", "明天"} {
		_, err := calendar.ParseDate(bad)
		require.Equal(t, calendar.CodeBadDate, fault.From(err).Code, bad)
	}
	late := time.Date(2026, time.March, 1, 23, 30, 0, 0, time.UTC)
	require.Equal(t, "2026-03-02", calendar.DateOf(late).String(), "the day is Shanghai's")
}

func TestAbsurdBudgetsAreRefused(t *testing.T) {
	for _, amount := range []int{-3001, 3001} {
		for _, unit := range []calendar.Unit{"wd", "d", "m"} {
			_, err := shipped().Resolve(calendar.DeadlineRule{From: day(t, "2026-01-05"), Amount: amount, Unit: unit}, calendar.Options{})
			require.Equal(t, calendar.CodeBadAmount, fault.From(err).Code)
		}
	}
	_, err := shipped().Resolve(calendar.DeadlineRule{From: day(t, "2026-01-05"), Amount: 1, Unit: "weeks"}, calendar.Options{})
	require.Equal(t, calendar.CodeBadUnit, fault.From(err).Code)
}
