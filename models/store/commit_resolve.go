package store

import (
	"context"
	"slices"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/process"
)

// resolver completes what the kernel leaves open in the events of one command:
// who stands in for whom, the day a clock ends, the next number; and it refuses
// what cannot be: a task for nobody, a person who is gone.
type resolver struct {
	*turn
	command *process.Command
	events  []process.Event

	parties parties
	holders map[process.Post][]string
	known   map[string]process.Person
	proxies []process.Proxy
}

func (r *resolver) resolve(ctx context.Context) error {
	if err := r.findParties(ctx); err != nil {
		return err
	}
	for i := range r.events {
		if err := r.complete(ctx, &r.events[i]); err != nil {
			return err
		}
	}
	r.dropUnchanged()
	return nil
}

// complete fills in one event.
func (r *resolver) complete(ctx context.Context, e *process.Event) error {
	switch body := e.Body.(type) {
	case process.TaskOpened:
		body.Task.Proxies = r.proxiesOf(body.Task.Assignee, body.Task.Pool)
		e.Body = body
	case process.TaskMoved:
		body.Proxies = r.proxiesOf(body.To.Person, poolOf(body.To))
		e.Body = body
	case process.NumberNeeded:
		number, err := r.takeNumber(ctx, body.Series, body.Slot)
		if err != nil {
			return err
		}
		e.Body = process.NumberTaken{Slot: body.Slot, Series: number.Series, Number: number.Number}
	case process.PaperCeased:
		decided, err := r.decided(ctx, body)
		if err != nil {
			return err
		}
		e.Body = decided
	default:
		return r.completeClock(ctx, e)
	}
	return nil
}

// completeClock fills in one event of a clock.
func (r *resolver) completeClock(ctx context.Context, e *process.Event) error {
	switch body := e.Body.(type) {
	case process.ClockStarted:
		c := body.Clock
		got, err := r.count(ctx, e.Seq, ClockQuestion{Clock: c, From: c.From, Amount: c.Amount, Unit: c.Unit, Day: c.Day})
		if err != nil {
			return err
		}
		body.Clock.Due, body.Clock.DueDay = got.Due, got.DueDay
		body.Clock.Alarms, body.Clock.Provisional = got.Alarms, got.Provisional
		e.Body = body
	case process.ClockHeld:
		left, err := r.left(ctx, body.Clock)
		if err != nil {
			return err
		}
		body.Left = left
		e.Body = body
	case process.ClockReleased:
		got, err := r.release(ctx, e.Seq, body.Clock)
		if err != nil {
			return err
		}
		body.Instants = got.Instants
		e.Body = body
	case process.ClockExtended:
		got, err := r.count(ctx, e.Seq, r.question(body.Clock, ClockQuestion{Unit: "date", Day: body.Until}))
		if err != nil {
			return err
		}
		body.Instants = got.Instants
		e.Body = body
	case process.ClockRecomputed:
		return r.recount(ctx, e, body)
	}
	return nil
}

// question puts the clock as it now is into a question.
func (r *resolver) question(clock string, q ClockQuestion) ClockQuestion {
	if c := r.state.Clock(clock); c != nil {
		q.Clock = *c
	}
	return q
}

// count asks the calendar and remembers question and answer for the ledger of
// the clock.
func (r *resolver) count(ctx context.Context, seq int64, q ClockQuestion) (Deadline, error) {
	q.Now, q.Organ = r.command.At, r.owner()
	got, err := r.c.Clockwork.Resolve(ctx, r.tx, q)
	if err != nil {
		return Deadline{}, err
	}
	for i := range got.Alarms {
		got.Alarms[i].At = got.Alarms[i].At.In(calendar.Shanghai)
	}
	got.Due = got.Due.In(calendar.Shanghai)
	r.counts[seq] = counted{ClockQuestion: q, Deadline: got}
	return got, nil
}

// basis is the last question that was asked for a clock: where its present
// deadline comes from.
func (r *resolver) basis(ctx context.Context, clock string) (ClockQuestion, error) {
	q := r.question(clock, ClockQuestion{})
	q.From, q.Amount, q.Unit, q.Day, q.Now = q.Clock.From, q.Clock.Amount, q.Clock.Unit, q.Clock.Day, r.command.At
	var last []struct {
		FromDay, BudgetUnit, Day string
		Amount                   int
	}
	err := r.tx.DB(ctx).Table("clock_entries").Where("clock_id = ? AND budget_unit <> ''", clock).
		Order("seq DESC").Limit(1).Find(&last).Error
	if err == nil && len(last) == 1 {
		q.From, q.Amount, q.Unit, q.Day = last[0].FromDay, last[0].Amount, last[0].BudgetUnit, last[0].Day
	}
	return q, err
}

// left is what remains of a clock's budget when it is held.
func (r *resolver) left(ctx context.Context, clock string) (int, error) {
	q, err := r.basis(ctx, clock)
	if err != nil {
		return 0, err
	}
	return r.c.Clockwork.Left(ctx, r.tx, q)
}

// release lets a held clock go on with what was left. On the last day that day
// is left; a clock that was late is as late as it was.
func (r *resolver) release(ctx context.Context, seq int64, clock string) (Deadline, error) {
	basis, err := r.basis(ctx, clock)
	if err != nil {
		return Deadline{}, err
	}
	q := r.question(clock, ClockQuestion{From: calendar.DateOf(r.command.At).String(), Unit: "d"})
	if q.Amount = q.Clock.Left; basis.Unit == "wd" {
		q.Unit = "wd"
	}
	return r.count(ctx, seq, q)
}

// recount counts again what a clock was last counted from. Alarms that rang do
// not come back.
func (r *resolver) recount(ctx context.Context, e *process.Event, body process.ClockRecomputed) error {
	q, err := r.basis(ctx, body.Clock)
	if err != nil {
		return err
	}
	got, err := r.count(ctx, e.Seq, q)
	if err != nil {
		return err
	}
	body.Instants, body.WasDay = got.Instants, q.Clock.DueDay
	e.Body = body
	return nil
}

// dropUnchanged leaves out recomputations that came to the same day and the same
// alarms: nothing happened.
func (r *resolver) dropUnchanged() {
	if r.command.Verb != process.VerbRecompute {
		return
	}
	seq := r.state.Seq
	kept := r.events[:0]
	for _, e := range r.events {
		body, ok := e.Body.(process.ClockRecomputed)
		was := r.counts[e.Seq]
		delete(r.counts, e.Seq)
		if ok && body.DueDay == body.WasDay && body.Provisional == was.Clock.Provisional &&
			sameAlarms(was.Clock.Alarms, body.Alarms, r.command.At) {
			continue
		}
		seq++
		e.Seq = seq
		if ok {
			r.counts[seq] = was
		}
		kept = append(kept, e)
	}
	r.events = kept
}

// proxiesOf are the standing proxies of the assignee, or of those in the pool.
func (r *resolver) proxiesOf(assignee string, pool *process.Post) []process.Proxy {
	principals := []string{assignee}
	if assignee == "" && pool != nil {
		principals = r.holders[*pool]
	}
	var out []process.Proxy
	for _, x := range r.proxies {
		if x.Agent != x.Principal && slices.Contains(principals, x.Principal) {
			x.Until = x.Until.In(calendar.Shanghai)
			out = append(out, x)
		}
	}
	return out
}

func poolOf(p process.Party) *process.Post {
	if p.Person != "" || p.Role == "" {
		return nil
	}
	return &process.Post{Role: p.Role, Unit: p.Unit}
}
