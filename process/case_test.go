package process_test

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/process"
)

// testingTB is what stories (*testing.T) and properties (*rapid.T) share.
type testingTB interface {
	require.TestingT
	Helper()
	Fatalf(format string, args ...any)
}

// start is the first instant of every story.
var start = time.Date(2026, 11, 23, 9, 0, 0, 0, process.Shanghai)

// caseTest is one case under test: a definition, the state, and everybody who
// may act with what they are.
type caseTest struct {
	t      testingTB
	d      process.Definition
	s      process.State
	ledger []process.Event
	now    time.Time
	people map[string]process.Person
	// proxies by principal are added to his tasks when they are opened, as the
	// commit does.
	proxies map[string]process.Proxy
}

func newCase(t testingTB, d process.Definition) *caseTest {
	return &caseTest{t: t, d: d, now: start, people: map[string]process.Person{
		process.System: {ID: process.System},
	}}
}

// post gives a person a role in a unit.
func (c *caseTest) post(id, role, unit string) {
	p := c.person(id)
	p.Posts = append(p.Posts, process.Post{Role: role, Unit: unit})
	c.people[id] = p
}

// power gives a person verbs without a task.
func (c *caseTest) power(id string, verbs ...process.Verb) {
	p := c.person(id)
	p.Powers = append(p.Powers, verbs...)
	c.people[id] = p
}

func (c *caseTest) person(id string) process.Person {
	p := c.people[id]
	p.ID = id
	return p
}

// command makes a command of a person a minute after the last one.
func (c *caseTest) command(id string, verb process.Verb, with ...func(*process.Command)) process.Command {
	c.now = c.now.Add(time.Minute)
	cmd := process.Command{Verb: verb, At: c.now, By: c.person(id), Port: "pc"}
	for _, f := range with {
		f(&cmd)
	}
	return cmd
}

// try decides and, when accepted, applies as the commit does.
func (c *caseTest) try(id string, verb process.Verb, with ...func(*process.Command)) error {
	_, err := c.send(c.command(id, verb, with...))
	return err
}

func (c *caseTest) send(cmd process.Command) ([]process.Event, error) {
	before := asJSON(c.t, c.s)
	events, err := process.Decide(c.d, c.s, cmd)
	require.Equal(c.t, before, asJSON(c.t, c.s), "Decide changed the state")
	if err != nil {
		return nil, err
	}
	events = c.resolve(events)
	for _, e := range events {
		require.NoError(c.t, c.s.Apply(e))
	}
	c.ledger = append(c.ledger, events...)
	return events, nil
}

// do is try that must succeed; it returns what happened.
func (c *caseTest) do(id string, verb process.Verb, with ...func(*process.Command)) []process.Event {
	c.t.Helper()
	events, err := c.send(c.command(id, verb, with...))
	require.NoError(c.t, err)
	require.NotEmpty(c.t, events)
	return events
}

// refused asserts that an act is refused with kind and code.
func (c *caseTest) refused(kind process.RefusalKind, code process.Code, id string, verb process.Verb, with ...func(*process.Command)) *process.Refusal {
	c.t.Helper()
	err := c.try(id, verb, with...)
	var r *process.Refusal
	require.ErrorAs(c.t, err, &r)
	require.Equal(c.t, code, r.Code, r.Detail)
	require.Equal(c.t, kind, r.Kind)
	require.NotEmpty(c.t, r.Detail)
	require.NotContains(c.t, r.Detail, "%!")
	return r
}

// open opens the case.
func (c *caseTest) open(id string, with ...func(*process.Command)) {
	c.t.Helper()
	c.do(id, process.VerbOpen, append([]func(*process.Command){func(cmd *process.Command) {
		cmd.Opening = &process.Opening{CaseID: "C1", Title: "关于某事的通知", OwnerUnit: "npc", Unit: "office"}
	}}, with...)...)
}

// resolve does what the commit does: finds proxies, gives numbers, and instants
// to clocks.
func (c *caseTest) resolve(events []process.Event) []process.Event {
	for i := range events {
		switch b := events[i].Body.(type) {
		case process.TaskOpened:
			if p, ok := c.proxies[b.Task.Assignee]; ok && b.Task.Status != process.TaskIsDone {
				b.Task.Proxies = []process.Proxy{p}
				events[i].Body = b
			}
		case process.NumberNeeded:
			events[i].Body = process.NumberTaken{Slot: b.Slot, Series: b.Series, Number: b.Series + "-1"}
		case process.ClockStarted:
			in := instants(events[i].At, b.Clock.Day)
			b.Clock.Due, b.Clock.DueDay, b.Clock.Alarms = in.Due, in.DueDay, in.Alarms
			events[i].Body = b
		case process.ClockReleased:
			b.Instants = instants(events[i].At, "")
			events[i].Body = b
		case process.ClockExtended:
			b.Instants = instants(events[i].At, b.Until)
			events[i].Body = b
		}
	}
	return events
}

// instants stands for the calendar: three days, or the day named.
func instants(at time.Time, day string) process.Instants {
	due := at.AddDate(0, 0, 3)
	if day != "" {
		due, _ = time.ParseInLocation(time.DateOnly, day, process.Shanghai)
	}
	due = time.Date(due.Year(), due.Month(), due.Day(), 9, 0, 0, 0, process.Shanghai)
	return process.Instants{
		Due: due.Add(15 * time.Hour), DueDay: due.Format(time.DateOnly),
		Alarms: []process.Alarm{
			{Kind: process.AlarmBefore, At: due.AddDate(0, 0, -1)},
			{Kind: process.AlarmAt, At: due},
			{Kind: process.AlarmAfter, At: due.Add(15 * time.Hour)},
		},
	}
}

func asJSON(t testingTB, v any) string {
	t.Helper()
	out, err := json.Marshal(v)
	require.NoError(t, err)
	return string(out)
}

// openTasks are the open act tasks.
func (c *caseTest) openTasks() []process.Task {
	return c.tasks(func(t process.Task) bool { return t.Kind == process.TaskAct && t.Status == process.TaskIsOpen })
}

func (c *caseTest) tasks(keep func(process.Task) bool) []process.Task {
	var out []process.Task
	for _, t := range c.s.Tasks {
		if keep(t) {
			out = append(out, t)
		}
	}
	return out
}

// waitingFor are the persons, or roles of pools, whose act is open.
func (c *caseTest) waitingFor() []string {
	out := []string{}
	for _, t := range c.openTasks() {
		if t.Assignee != "" {
			out = append(out, t.Assignee)
		} else {
			out = append(out, t.Pool.Role)
		}
	}
	return out
}

// taskOf is the last task of a person.
func (c *caseTest) taskOf(id string) process.Task {
	c.t.Helper()
	for _, task := range slices.Backward(c.s.Tasks) {
		if task.Assignee == id {
			return task
		}
	}
	c.t.Fatalf("no task of %s", id)
	return process.Task{}
}

// bodies are the events of one type.
func bodies[T process.Body](events []process.Event) []T {
	var out []T
	for _, e := range events {
		if b, ok := e.Body.(T); ok {
			out = append(out, b)
		}
	}
	return out
}

// Parts of commands.

func outcome(o process.Outcome) func(*process.Command) {
	return func(c *process.Command) { c.Outcome = o }
}

func saying(text string) func(*process.Command) {
	return func(c *process.Command) { c.Opinion = &process.Opinion{Text: text} }
}

func because(reason string) func(*process.Command) {
	return func(c *process.Command) { c.Reason = reason }
}

func with(key string, values ...string) func(*process.Command) {
	return func(c *process.Command) {
		if c.Form == nil {
			c.Form = process.Form{}
		}
		c.Form[key] = values
	}
}

func text(hash string) func(*process.Command) {
	return func(c *process.Command) { c.Text = &process.Text{Hash: hash} }
}

func to(ids ...string) func(*process.Command) {
	return func(c *process.Command) {
		for _, id := range ids {
			c.To = append(c.To, process.Party{Person: id})
		}
	}
}

func target(key string) func(*process.Command) {
	return func(c *process.Command) { c.Target = key }
}

func straightBack(c *process.Command) { c.Strategy = process.StraightBack }

func onTask(id string) func(*process.Command) {
	return func(c *process.Command) { c.Task = id }
}

func tasks(ids ...string) func(*process.Command) {
	return func(c *process.Command) { c.Tasks = ids }
}

func position(p process.Position) func(*process.Command) {
	return func(c *process.Command) { c.Position = p }
}
