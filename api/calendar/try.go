package calendar

import (
	"context"
	"time"

	days "github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/process"
)

// TriedEvent is something that happens to the clock that is tried.
type TriedEvent struct {
	Kind  string `json:"kind" enum:"held,released,extended" doc:"held 暂停，released 恢复，extended 延期。"`
	On    string `json:"on" format:"date"`
	Until string `json:"until,omitempty" format:"date" doc:"延期至。"`
}

type tryIn struct {
	Body struct {
		From        string       `json:"from" format:"date" doc:"起算日，当日不计入。"`
		Unit        string       `json:"unit" enum:"wd,d,m,date" doc:"wd 工作日，d 日，m 月，date 指定日期。"`
		Amount      int          `json:"amount,omitempty" minimum:"0" maximum:"3000"`
		Day         string       `json:"day,omitempty" format:"date" doc:"unit 为 date 时填写。"`
		Provisional bool         `json:"provisional,omitempty" doc:"允许按暂定日历推算尚未录入通知的年份。"`
		Events      []TriedEvent `json:"events,omitempty" maxItems:"50" nullable:"false"`
	}
}

// TriedAlarm is a moment at which people would be told.
type TriedAlarm struct {
	Kind days.AlarmKind `json:"kind" enum:"before,at,after,escalate"`
	At   time.Time      `json:"at"`
}

// Tried is a deadline with its explanation.
type Tried struct {
	DueDay      string       `json:"due_day" doc:"最后一天。"`
	Due         time.Time    `json:"due" doc:"逾期的第一刻。"`
	Held        bool         `json:"held,omitempty" doc:"计时暂停中。"`
	Left        int          `json:"left,omitempty" doc:"暂停时剩余；负数为已逾期。"`
	Provisional bool         `json:"provisional,omitempty"`
	Alarms      []TriedAlarm `json:"alarms"`
	Lines       []string     `json:"lines" doc:"逐步说明。"`
	Proof       days.Proof   `json:"proof"`
}

type tryOut struct{ Body Tried }

func (d Deps) try(ctx context.Context, in *tryIn) (*tryOut, error) {
	cal, err := d.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	rule := days.DeadlineRule{Amount: in.Body.Amount, Unit: days.Unit(in.Body.Unit)}
	if rule.From, rule.Day, err = parseRule(in.Body.From, in.Body.Day); err != nil {
		return nil, err
	}
	ledger, err := ledgerOf(rule.From, in.Body.Events)
	if err != nil {
		return nil, err
	}
	got, err := cal.Run(rule, ledger, days.Options{Now: rule.From.At(0), Provisional: in.Body.Provisional, Offsets: d.Offsets})
	switch {
	case err == nil:
	case fault.From(err).Code == days.CodeBadLedger:
		return nil, faultLedger()
	default:
		return nil, err
	}
	alarms := make([]TriedAlarm, len(got.Alarms))
	for i, alarm := range got.Alarms {
		alarms[i] = TriedAlarm(alarm)
	}
	return &tryOut{Body: Tried{
		DueDay: got.DueDay.String(), Due: got.Due, Held: got.Held, Left: got.Left, Provisional: got.Provisional,
		Alarms: alarms, Lines: got.Proof.Text(), Proof: got.Proof,
	}}, nil
}

func parseRule(from, day string) (start, fixed days.Date, err error) {
	if start, err = days.ParseDate(from); err != nil || day == "" {
		return
	}
	fixed, err = days.ParseDate(day)
	return
}

func ledgerOf(from days.Date, events []TriedEvent) ([]days.LedgerLine, error) {
	ledger := make([]days.LedgerLine, len(events))
	for i, event := range events {
		on, until, err := parseRule(event.On, event.Until)
		if err != nil {
			return nil, err
		}
		if on.Before(from) {
			return nil, faultLedger()
		}
		from = on
		ledger[i] = days.LedgerLine{Kind: days.EntryKind(event.Kind), On: on, Until: until}
	}
	return ledger, nil
}

// DueOf is when a clock that starts now would end, by the calendar in force. A
// year without a notice is counted provisionally.
func (d Deps) DueOf(ctx context.Context, clock process.Clock, at time.Time) (process.Instants, error) {
	cal, err := d.Calendar(ctx)
	if err != nil {
		return process.Instants{}, err
	}
	rule := days.DeadlineRule{Amount: clock.Amount, Unit: days.Unit(clock.Unit)}
	if rule.From, rule.Day, err = parseRule(clock.From, clock.Day); err != nil {
		return process.Instants{}, err
	}
	got, err := cal.Resolve(rule, days.Options{Now: at, Provisional: true, Offsets: d.Offsets})
	return process.Instants{Due: got.Due, DueDay: got.DueDay.String(), Provisional: got.Provisional}, err
}
