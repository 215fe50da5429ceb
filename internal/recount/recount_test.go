package recount_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"
	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/recount"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

var now = time.Date(2026, 12, 28, 9, 0, 0, 0, calendar.Shanghai)

// table is one step with a deadline.
type table struct{}

func (table) Definition(context.Context, string, string) (process.Definition, error) {
	return process.Definition{
		Key: "test.clock", Title: "限时办理", Version: 1,
		Clocks: []process.ClockRule{{Key: "limit", Title: "办理时限", Amount: 5, Unit: "wd"}},
		Steps: []process.Step{{
			Key: "handle", Title: "承办", Mode: process.One, Actors: []process.Actor{{Kind: process.ActorInitiator}}, Due: "limit",
			Next: map[process.Outcome]process.Target{process.OutcomeApprove: "end:completed"},
		}},
	}, nil
}

func (table) Powers(context.Context, process.Person, string) ([]process.Verb, error) { return nil, nil }

// engine commits at once; it can be away.
type engine struct {
	*store.Committer
	away bool
	acts int
}

func (e *engine) Act(ctx context.Context, act contract.Act) (contract.Answer, error) {
	if e.away {
		return contract.Answer{}, fault.New(fault.Unavailable, "ENGINE_AWAY", "流程引擎暂不可用。")
	}
	e.acts++
	done, err := e.Commit(ctx, act)
	return done.Answer, err
}

type office struct {
	*recount.Recounter
	t      *testing.T
	engine *engine
}

func newOffice(t *testing.T) *office {
	t.Helper()
	ctx := t.Context()
	s, err := store.Open(ctx, store.Config{Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "renda.db")})
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	require.NoError(t, s.Migrate(ctx))
	by := models.By{PersonID: process.System, At: now.AddDate(-1, 0, 0)}
	_, err = s.CreateUnit(ctx, models.Unit{ID: "organ", Organ: true, Code: "organ", Name: "蕲春县人大常委会", Kind: models.UnitCongress}, by)
	require.NoError(t, err)
	_, err = s.CreatePerson(ctx, store.NewPerson{Person: models.Person{ID: "clerk", Username: "clerk", Name: "某文秘"}}, by)
	require.NoError(t, err)
	_, err = s.GrantPost(ctx, models.Post{PersonID: "clerk", UnitID: "organ", Role: models.RoleRegistrar}, by)
	require.NoError(t, err)
	clocks := store.NewClocks(store.ClockOptions{})
	e := &engine{Committer: &store.Committer{
		Store: s, Definitions: table{}, Powers: table{}, Clockwork: clocks,
		People: store.NewStaff, Now: func() time.Time { return now },
	}}
	return &office{t: t, engine: e, Recounter: &recount.Recounter{
		Store: s, Clocks: clocks, Engine: e, Now: func() time.Time { return now },
	}}
}

// open opens a case whose deadline starts today.
func (o *office) open(n int) {
	o.t.Helper()
	id := ulid.Make().String()
	_, err := o.engine.Commit(o.t.Context(), contract.Act{
		ID: fmt.Sprintf("clerk:open-%d", n), Digest: "d", CaseID: id, Definition: "test.clock",
		Commands: []process.Command{{
			Verb: process.VerbOpen, By: process.Person{ID: "clerk"}, Port: "pc",
			Opening: &process.Opening{Title: "限时事项", OwnerUnit: "organ", Unit: "organ"},
		}},
	})
	require.NoError(o.t, err)
}

func (o *office) run() recount.Report {
	o.t.Helper()
	report, err := o.Run(o.t.Context())
	require.NoError(o.t, err)
	return report
}

func (o *office) dueDays() map[string]int {
	o.t.Helper()
	clocks, err := o.Store.OpenClocks(o.t.Context(), "", 1000)
	require.NoError(o.t, err)
	days := map[string]int{}
	for _, clock := range clocks {
		days[fmt.Sprintf("%s provisional=%v", clock.DueDay, clock.Provisional)]++
	}
	return days
}

func (o *office) publish2027() {
	o.t.Helper()
	year := calendar.Year{Year: 2027, Source: "国办发明电〔2026〕0号"}
	for _, named := range []struct {
		name  string
		month time.Month
		days  []int
	}{
		{"元旦", time.January, []int{1, 2, 3, 4}},
		{"春节", time.February, []int{5, 6, 7, 8}},
		{"清明节", time.April, []int{5}},
		{"劳动节", time.May, []int{1, 2}},
		{"端午节", time.June, []int{9}},
		{"中秋节", time.September, []int{15}},
		{"国庆节", time.October, []int{1, 2, 3}},
	} {
		for _, d := range named.days {
			year.Days = append(year.Days, calendar.Day{Date: calendar.NewDate(2027, named.month, d), Kind: calendar.Rest, Name: named.name})
		}
	}
	require.NoError(o.t, o.Store.ImportYear(o.t.Context(), year, models.By{PersonID: "sysadmin", At: now}))
}

func TestANoticeThatComesLaterMovesOpenClocksOnce(t *testing.T) {
	o := newOffice(t)
	require.Zero(t, o.run(), "an empty record has nothing to count")
	const cases = 450 // more than two pages
	for n := range cases {
		o.open(n)
	}
	require.Equal(t, map[string]int{"2027-01-05 provisional=true": cases}, o.dueDays())
	require.Zero(t, o.run(), "the calendar is the one they were counted with")

	o.publish2027()
	require.Equal(t, recount.Report{Clocks: cases, Moved: cases}, o.run())
	require.Equal(t, map[string]int{"2027-01-06 provisional=false": cases}, o.dueDays())
	require.Zero(t, o.run())
	require.Equal(t, cases, o.engine.acts)
}

func TestWhatCouldNotBeToldIsToldLater(t *testing.T) {
	o := newOffice(t)
	for n := range 3 {
		o.open(n)
	}
	require.Equal(t, 3, o.run().Clocks)
	o.publish2027()
	o.engine.away = true
	require.Equal(t, recount.Report{Clocks: 3, Failed: 3}, o.run())
	require.Equal(t, map[string]int{"2027-01-05 provisional=true": 3}, o.dueDays())
	o.engine.away = false
	require.Equal(t, recount.Report{Clocks: 3, Moved: 3}, o.run())
	require.Equal(t, map[string]int{"2027-01-06 provisional=false": 3}, o.dueDays())
}

func TestTheSameChangeIsToldOnceByTwoProcesses(t *testing.T) {
	o := newOffice(t)
	o.open(1)
	o.run()
	o.publish2027()
	before, err := o.Store.Recounted(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, o.run().Moved)
	require.NoError(t, o.Store.SetRecounted(t.Context(), before), "as the other process saw it")
	again := o.run()
	require.Zero(t, again.Moved+again.Failed)
}

func TestWhatAChangeWouldDoIsCountedAndNothingChanges(t *testing.T) {
	o := newOffice(t)
	o.open(1)
	o.open(2)
	before := o.dueDays()
	cal, err := o.Store.CalendarCorrected(t.Context(), models.DayCorrection{Date: "2026-12-29", Kind: "rest", Name: "临时放假", Source: "县政府通知"})
	require.NoError(t, err)
	report, err := o.Would(t.Context(), cal)
	require.NoError(t, err)
	require.Equal(t, recount.Report{Clocks: 2, Moved: 2}, report)
	require.Equal(t, before, o.dueDays())
	same, err := o.Clocks.Calendar(t.Context(), o.Store)
	require.NoError(t, err)
	report, err = o.Would(t.Context(), same)
	require.NoError(t, err)
	require.Equal(t, recount.Report{Clocks: 2}, report)
}

func TestAlarmsThatAnOrganMovesFollowThroughTheLedgerAndTheDayStays(t *testing.T) {
	o := newOffice(t)
	for n := range 3 {
		o.open(n)
	}
	o.run()
	days := o.dueDays()
	set := func(before, escalate int) error {
		return o.Store.SetAlarmOffsets(t.Context(), models.AlarmOffsets{Organ: "organ", DaysBefore: before, DaysEscalate: escalate, Hour: 9},
			models.By{PersonID: "clerk", At: now})
	}
	require.Equal(t, "ALARM_DAYS", fault.From(set(11, 1)).Code)
	for i, before := range []int{2, 3, 2} { // also back to what was before
		require.NoError(t, set(before, 1))
		require.Equal(t, recount.Report{Clocks: 3 + i, Moved: 3 + i}, o.run())
		require.Zero(t, o.run())
		o.open(10 + i)
		days["2027-01-05 provisional=true"]++
		require.Equal(t, days, o.dueDays())
		clocks, err := o.Store.OpenClocks(t.Context(), "", 100)
		require.NoError(t, err)
		for _, clock := range clocks {
			require.Contains(t, clock.Alarms, fmt.Sprintf(`"before","at":"2026-12-%dT09`, 33-before), "the new one from the start")
		}
	}
	require.NoError(t, set(2, 1))
	require.Zero(t, o.run(), "what is set already changes nothing")
	log, err := o.Store.SecurityLog(t.Context(), models.SecurityQuery{Kind: models.SecSettings, Limit: 10})
	require.NoError(t, err)
	require.Len(t, log, 3)
}
