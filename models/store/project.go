package store

import (
	"encoding/json"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// projection is what lists and pages show of a case, made from its table and
// its state alone: the commit writes the difference between two of them, and
// Verify makes them again.
type projection struct {
	tasks  []models.Task
	clocks []models.Clock
	inbox  []inboxRow
	access []string
	agents []string // whoever stands or stood in for somebody
}

func project(d *process.Definition, s *process.State) projection {
	p := projection{}
	if s.Seq == 0 {
		return p
	}
	for i := range s.Tasks {
		p.tasks = append(p.tasks, taskRow(d, s, &s.Tasks[i]))
	}
	for i := range s.Clocks {
		p.clocks = append(p.clocks, clockRow(d, s, &s.Clocks[i]))
	}
	p.inbox = inboxRows(d, s, p.tasks)
	p.access, p.agents = accessOf(s), agentsOf(s)
	return p
}

func taskRow(d *process.Definition, s *process.State, t *process.Task) models.Task {
	row := models.Task{
		ID: t.ID, CaseID: s.CaseID, Step: t.Step, StepTitle: stepTitle(d, t.Step), Round: t.Round,
		Kind: string(t.Kind), Part: string(t.Part), Assignee: t.Assignee, Claimed: t.Claimed,
		Status: string(t.Status), Place: t.Order, Batch: t.Batch, Parent: t.Parent, Relation: string(t.Relation),
		AddedBy: t.AddedBy, Outcome: string(t.Outcome), DoneBy: t.DoneBy, DoneFor: t.DoneFor, Signed: t.Signed,
		Stands: t.Stands, OpenedAt: utc(t.OpenedAt), SeenAt: utcPtr(t.SeenAt), DoneAt: utcPtr(t.DoneAt),
		ChangedSeq: t.Changed,
	}
	if t.Pool != nil {
		row.PoolRole, row.PoolUnit = t.Pool.Role, t.Pool.Unit
	}
	if len(t.Proxies) > 0 {
		row.Agent = t.Proxies[0].Agent
	}
	if t.Kind == process.TaskAct {
		row.Due, row.DueDay = dueOfTask(s, t)
	}
	return row
}

// dueOfTask is the deadline of the task's stay at its step: that of a running
// clock while the task waits, the last one known when it no longer does.
func dueOfTask(s *process.State, t *process.Task) (*time.Time, string) {
	waits := t.Status == process.TaskIsOpen || t.Status == process.TaskIsAsleep
	var due *time.Time
	day := ""
	for i := range s.Clocks {
		c := &s.Clocks[i]
		if c.Step != t.Step || c.Round != t.Round || c.Due.IsZero() || waits && c.Status != process.ClockIsRunning {
			continue
		}
		if due == nil || c.Due.Before(*due) {
			due, day = utcPtr(&c.Due), c.DueDay
		}
	}
	return due, day
}

func clockRow(d *process.Definition, s *process.State, c *process.Clock) models.Clock {
	row := models.Clock{
		ID: c.ID, CaseID: s.CaseID, Rule: c.Rule, Title: c.Rule, Step: c.Step, Round: c.Round, Status: string(c.Status),
		FromDay: c.From, Amount: c.Amount, BudgetUnit: c.Unit, Day: c.Day, DueDay: c.DueDay,
		Provisional: c.Provisional, LeftOver: c.Left, Extended: c.Extended, Alarms: asJSON(c.Alarms),
	}
	if rule := d.Rule(c.Rule); rule != nil {
		row.Title = rule.Title
	}
	if !c.Due.IsZero() {
		row.Due = utcPtr(&c.Due)
	}
	if alarm := nextOf(c); alarm != nil {
		row.NextAlarm = utcPtr(&alarm.At)
	}
	return row
}

// nextOf is the earliest alarm of a running clock that has not rung, or nil.
func nextOf(c *process.Clock) *process.Alarm {
	if c.Status != process.ClockIsRunning {
		return nil
	}
	var next *process.Alarm
	for i := range c.Alarms {
		a := &c.Alarms[i]
		if !a.Fired && (next == nil || a.At.Before(next.At)) {
			next = a
		}
	}
	return next
}

// nextAlarm is the earliest alarm of all clocks of a case that waits for one.
func nextAlarm(s *process.State) (*process.Clock, *process.Alarm) {
	var clock *process.Clock
	var next *process.Alarm
	if s.Status != process.StatusOpen {
		return nil, nil
	}
	for i := range s.Clocks {
		if a := nextOf(&s.Clocks[i]); a != nil && (next == nil || a.At.Before(next.At)) {
			clock, next = &s.Clocks[i], a
		}
	}
	return clock, next
}

// pendingEffects are the effects that a run has to do. Numbers are taken in the
// commit that asks for them.
func pendingEffects(s *process.State) []process.EffectAt {
	return slices.DeleteFunc(s.PendingEffects(), func(e process.EffectAt) bool { return e.Kind == process.EffectNumber })
}

// fillCase writes into the row what the state says of the case.
func fillCase(row *models.Case, d *process.Definition, s *process.State) {
	row.State, row.Seq, row.Status = asJSON(s), s.Seq, string(s.Status)
	row.Step, row.StepTitle = s.Step, stepTitle(d, s.Step)
	row.Title, row.Urgency, row.Number = clip(s.Title, 500), s.Urgency, knownBy(s.Numbers)
	row.OwnerUnit, row.Unit, row.Initiator = s.OwnerUnit, s.Unit, s.Initiator
	row.NounKind, row.NounID = s.NounKind, s.NounID
	row.Due, row.DueDay, row.NextAlarm = nil, "", nil
	for i := range s.Clocks {
		c := &s.Clocks[i]
		if c.Status == process.ClockIsRunning && !c.Due.IsZero() && (row.Due == nil || c.Due.Before(*row.Due)) {
			row.Due, row.DueDay = utcPtr(&c.Due), c.DueDay
		}
	}
	if _, alarm := nextAlarm(s); alarm != nil {
		row.NextAlarm = utcPtr(&alarm.At)
	}
	row.Pending, row.Ceased = len(pendingEffects(s)), ceasedHow(s)
}

// slots in the order in which a case is known by their numbers.
var slots = []string{"doc_no", "receipt_no", "archive_no"}

func knownBy(numbers map[string]string) string {
	for _, slot := range slots {
		if n := numbers[slot]; n != "" {
			return n
		}
	}
	return ""
}

func stepTitle(d *process.Definition, key string) string {
	if step := d.Step(key); step != nil {
		return step.Title
	}
	return ""
}

// clip keeps the first n characters.
func clip(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return string([]rune(text)[:n])
}

// asJSON writes a value of ours; those cannot fail.
func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return "null"
	}
	return string(b)
}
