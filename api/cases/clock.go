package cases

import (
	"context"
	"slices"
	"time"

	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

// Clock is a deadline of a case.
type Clock struct {
	ID          string              `json:"id"`
	Title       string              `json:"title"`
	Basis       string              `json:"basis,omitempty"`
	Step        string              `json:"step"`
	StepTitle   string              `json:"step_title"`
	Status      process.ClockStatus `json:"status"`
	From        string              `json:"from" doc:"自次日起算。"`
	Due         *time.Time          `json:"due,omitempty" doc:"逾期的第一刻。"`
	DueDay      string              `json:"due_day,omitempty" doc:"最后一天。"`
	Provisional bool                `json:"provisional,omitempty" doc:"跨入尚未公布节假日安排的年份，日期待定。"`
	Extended    string              `json:"extended,omitempty"`
	Left        int                 `json:"left,omitempty" doc:"挂起时剩余的天数。"`
	Alarms      []process.Alarm     `json:"alarms,omitempty"`
}

func clockOf(def process.Definition, c process.Clock) Clock {
	out := Clock{
		ID: c.ID, Title: c.Rule, Step: c.Step, StepTitle: stepTitle(def, c.Step), Status: c.Status,
		From: c.From, DueDay: c.DueDay, Provisional: c.Provisional, Extended: c.Extended, Left: c.Left, Alarms: c.Alarms,
	}
	if rule := def.Rule(c.Rule); rule != nil {
		out.Title, out.Basis = rule.Title, rule.Basis
	}
	if !c.Due.IsZero() {
		due := c.Due
		out.Due = &due
	}
	return out
}

// Entry is one line of a clock's ledger.
type Entry struct {
	Seq    int64      `json:"seq"`
	Type   string     `json:"type"`
	Text   string     `json:"text"`
	By     *names.Ref `json:"by,omitempty"`
	At     time.Time  `json:"at"`
	Reason string     `json:"reason,omitempty"`
	DueDay string     `json:"due_day,omitempty"`
}

// Explained is a deadline with all that led to it.
type Explained struct {
	Clock   Clock   `json:"clock"`
	Entries []Entry `json:"entries"`
	// Lines say in words how the day was counted; Proof is the same as data.
	Lines []string        `json:"lines"`
	Proof *calendar.Proof `json:"proof,omitempty"`
}

// explain tells how the due day of a clock came about.
func (d Deps) explain(ctx context.Context, caseID, clockID string) (*Explained, error) {
	viewer, record, err := d.load(ctx, caseID)
	if err != nil {
		return nil, err
	}
	clock := record.State.Clock(clockID)
	if clock == nil {
		return nil, faultNoClock()
	}
	rows, entries, err := d.Record.CaseClocks(ctx, viewer, caseID)
	if err != nil {
		return nil, err
	}
	entries = slices.DeleteFunc(entries, func(e models.ClockEntry) bool { return e.ClockID != clockID })
	book := names.NewBook()
	called := map[string]string{}
	for _, e := range entries {
		book.Want(e.Actor)
	}
	if err := book.Load(ctx, d.Names); err != nil {
		return nil, err
	}
	out := &Explained{Clock: clockOf(record.Definition, *clock), Entries: []Entry{}, Lines: []string{}}
	for _, e := range entries {
		called[e.Actor] = book.Person(e.Actor)
		out.Entries = append(out.Entries, Entry{
			Seq: e.Seq, Type: e.Type, Text: clockText(e.Type, e.DueDay), By: book.PersonRef(e.Actor), At: e.At, Reason: e.Reason, DueDay: e.DueDay,
		})
	}
	for _, row := range rows {
		if row.ID != clockID {
			continue
		}
		proof, err := store.ProofOf(row, entries, called)
		if err != nil {
			return nil, err
		}
		out.Proof, out.Lines = &proof, proof.Text()
	}
	return out, nil
}
