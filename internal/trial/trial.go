// Package trial walks a case through a process table in memory, to show what
// the table does before anybody works by it: which steps it passes, who would
// be asked at each and by when. Every move is decided by the kernel, as in a
// real case; nothing is recorded, no number is taken, nobody is told.
package trial

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/zhihui-renda/renda/process"
)

// World is what the walk asks about people and days as they are now.
type World interface {
	// Holders are the persons in each of the posts.
	Holders(ctx context.Context, posts []process.Post, at time.Time) (map[process.Post][]string, error)
	// PersonFor is the person with all his posts.
	PersonFor(ctx context.Context, person string, at time.Time) (process.Person, error)
	// UnitsWith are units in which somebody holds the role; any unit for "".
	UnitsWith(ctx context.Context, role string, at time.Time) ([]string, error)
	// DueOf is when a clock that starts now would end.
	DueOf(ctx context.Context, clock process.Clock, at time.Time) (process.Instants, error)
}

// Script is how the case opens and what people answer. What it leaves open is
// answered with the first outcome that leads on, and filled in with samples.
type Script struct {
	Opening process.Opening
	// Initiator opens the case.
	Initiator string
	At        time.Time
	// Answers are used up in order, each at the next visit to its step.
	Answers []Answer
	// Form is filled in wherever a step asks for it.
	Form process.Form
}

// Answer is the outcome somebody chooses at a step.
type Answer struct {
	Step    string          `json:"step"`
	Outcome process.Outcome `json:"outcome"`
}

// Report is what the walk came to.
type Report struct {
	Stops  []Stop
	Status process.Status
	// Stuck says why it ended before the case did, in words; nil when it is closed.
	Stuck *process.Refusal
}

// Stop is one visit to a step.
type Stop struct {
	Step    string
	Round   int
	How     process.HowCame
	Outcome process.Outcome
	Asked   []Asked
	Rule    string // key of the clock rule, empty for none
	DueDay  string
	// Provisional: the day is counted through a year without a notice.
	Provisional bool
	// Numbers are the slots that get a number.
	Numbers []string
	// Sampled are the form fields that were filled in with samples.
	Sampled []string
}

// Asked is somebody who gets a task at a stop.
type Asked struct {
	Person string // the one who answers in the trial; empty when nobody holds the post
	Pool   *process.Post
	// Holders is how many persons are in the pool.
	Holders int
	Part    process.Part
	// Stands: the signature given before is not asked for again.
	Stands bool
}

// mostActs bounds a walk: a table that goes on longer goes in a circle.
const mostActs = 200

// Run walks the case until it closes, or cannot go on. An error is a failure of
// the world, never of the table.
func Run(ctx context.Context, world World, d process.Definition, script Script) (Report, error) {
	w := &walk{ctx: ctx, world: world, d: &d, script: script, samples: map[string][]string{}}
	err := w.open()
	for range mostActs {
		if err != nil || w.stuck != nil || w.state.Status.Closed() {
			break
		}
		err = w.next()
	}
	if err == nil && w.stuck == nil && !w.state.Status.Closed() {
		w.stuck = &process.Refusal{Kind: process.Conflict, Code: codeCircle, Detail: wordsCircle}
	}
	return Report{Stops: w.stops, Status: w.state.Status, Stuck: w.stuck}, err
}

type walk struct {
	ctx     context.Context
	world   World
	d       *process.Definition
	script  Script
	state   process.State
	stops   []Stop
	stuck   *process.Refusal
	samples map[string][]string
}

func (w *walk) open() error {
	by, err := w.world.PersonFor(w.ctx, w.script.Initiator, w.script.At)
	if err != nil {
		return err
	}
	opening := w.script.Opening
	return w.act(process.Command{
		Verb: process.VerbOpen, By: by, Opening: &opening, Text: &process.Text{Hash: sampleHash},
	})
}

// next answers the first open task.
func (w *walk) next() error {
	i := slices.IndexFunc(w.state.Tasks, func(t process.Task) bool {
		return t.Kind == process.TaskAct && t.Status == process.TaskIsOpen
	})
	if i < 0 {
		w.stuck = &process.Refusal{Kind: process.Conflict, Code: process.CodeNothingToDo, Detail: wordsNoTask}
		return nil
	}
	task := w.state.Tasks[i]
	by, err := w.actor(task)
	if err != nil || w.stuck != nil {
		return err
	}
	step := w.d.Step(task.Step)
	outcome := w.outcome(step)
	w.stop().answered(task, by.ID)
	return w.act(process.Command{
		Verb: process.VerbApprove, By: by, Task: task.ID, Outcome: outcome, ExpectSeq: w.state.Seq,
		Form: w.given(step, outcome, task.Part),
	})
}

// given is what the script fills in for the answer.
func (w *walk) given(step *process.Step, outcome process.Outcome, part process.Part) process.Form {
	var form process.Form
	for _, f := range step.Form {
		values, ok := w.script.Form[f.Key]
		fits := (len(f.Outcomes) == 0 || slices.Contains(f.Outcomes, outcome)) && (f.Part == "" || f.Part == part)
		if !ok || !fits {
			continue
		}
		if form == nil {
			form = process.Form{}
		}
		form[f.Key] = values
	}
	return form
}

// actor is who answers the task: its person, or the first of its pool who may.
func (w *walk) actor(task process.Task) (process.Person, error) {
	candidates := []string{task.Assignee}
	if task.Assignee == "" {
		holders, err := w.world.Holders(w.ctx, []process.Post{*task.Pool}, w.script.At)
		if err != nil {
			return process.Person{}, err
		}
		candidates = holders[*task.Pool]
	}
	excluded := w.state.Excluded(*w.d, task.Step)
	for _, id := range candidates {
		if !slices.Contains(excluded, id) {
			return w.world.PersonFor(w.ctx, id, w.script.At)
		}
	}
	w.stuck = &process.Refusal{Kind: process.Conflict, Code: process.CodeNobodyThere, Detail: wordsNobody}
	if len(candidates) > 0 {
		w.stuck.Code, w.stuck.Detail = process.CodeSeparation, wordsSeparated
	}
	return process.Person{}, nil
}

// outcome is the script's next answer at the step, or the first outcome that
// leads onward.
func (w *walk) outcome(step *process.Step) process.Outcome {
	for i, a := range w.script.Answers {
		if a.Step == step.Key {
			w.script.Answers = slices.Delete(slices.Clone(w.script.Answers), i, i+1)
			return a.Outcome
		}
	}
	outcomes := step.Outcomes()
	here := w.d.Index(step.Key)
	for _, o := range outcomes {
		target := step.Next[o]
		if _, ends := target.End(); !ends && w.d.Index(string(target)) > here {
			return o
		}
	}
	for _, o := range outcomes {
		if o.Positive() {
			return o
		}
	}
	return outcomes[0]
}

// act decides the command, filling in what is asked for, and lets it happen.
func (w *walk) act(c process.Command) error {
	c.ID, c.At, c.Port = "trial", w.script.At, "trial"
	var sampled []string
	for {
		events, err := process.Decide(*w.d, w.state, c)
		if err == nil {
			if stop := w.stop(); stop != nil {
				stop.Sampled = append(stop.Sampled, sampled...)
			}
			return w.apply(events)
		}
		var refusal *process.Refusal
		if !errors.As(err, &refusal) {
			return err
		}
		key, filled, err := w.fill(&c, refusal)
		if err != nil {
			return err
		}
		if !filled {
			w.stuck = refusal
			return nil
		}
		if key != "" {
			sampled = append(sampled, key)
		}
	}
}

// fill adds what a refusal asks for, once each.
func (w *walk) fill(c *process.Command, r *process.Refusal) (key string, filled bool, err error) {
	key, isField := strings.CutPrefix(r.Field, "form.")
	switch {
	case r.Code == process.CodeReadersOpen && c.Form[process.FieldWaive] == nil:
		w.put(c, process.FieldWaive, []string{wordsSample})
		return "", true, nil
	case r.Code == process.CodeOpinionRequired && c.Opinion == nil:
		c.Opinion = &process.Opinion{Text: wordsSample}
		return "", true, nil
	case r.Kind == process.Invalid && isField && c.Form[key] == nil:
		values, err := w.sample(key, c.By)
		if err != nil || values == nil {
			return "", false, err
		}
		w.put(c, key, values)
		return key, true, nil
	}
	return "", false, nil
}

func (w *walk) put(c *process.Command, key string, values []string) {
	if c.Form == nil {
		c.Form = process.Form{}
	}
	c.Form[key] = values
}

// apply lets the events happen, clocks counted and numbers taken in name only.
func (w *walk) apply(events []process.Event) error {
	for _, e := range events {
		if body, ok := e.Body.(process.ClockStarted); ok {
			instants, err := w.world.DueOf(w.ctx, body.Clock, w.script.At)
			if err != nil {
				return err
			}
			body.Clock.Due, body.Clock.DueDay = instants.Due, instants.DueDay
			body.Clock.Alarms, body.Clock.Provisional = instants.Alarms, instants.Provisional
			e.Body = body
		}
		if err := w.state.Apply(e); err != nil {
			return err
		}
		if err := w.note(e.Body); err != nil {
			return err
		}
	}
	return nil
}

// note keeps what an event says about the way.
func (w *walk) note(body process.Body) error {
	switch b := body.(type) {
	case process.StepEntered:
		w.stops = append(w.stops, Stop{Step: b.Step, Round: b.Round, How: b.How})
	case process.StepLeft:
		w.stop().Outcome = b.Outcome
	case process.NumberNeeded:
		w.stop().Numbers = append(w.stop().Numbers, b.Slot)
	case process.ClockStarted:
		stop := w.stop()
		stop.Rule, stop.DueDay, stop.Provisional = b.Clock.Rule, b.Clock.DueDay, b.Clock.Provisional
	case process.TaskOpened:
		if b.Task.Kind != process.TaskAct {
			return nil
		}
		asked := Asked{Person: b.Task.Assignee, Pool: b.Task.Pool, Part: b.Task.Part, Stands: b.Task.Stands}
		if asked.Person == "" && asked.Pool != nil {
			holders, err := w.world.Holders(w.ctx, []process.Post{*asked.Pool}, w.script.At)
			if err != nil {
				return err
			}
			asked.Holders = len(holders[*asked.Pool])
		}
		w.stop().Asked = append(w.stop().Asked, asked)
	}
	return nil
}

// stop is the one the case is at, nil before the first.
func (w *walk) stop() *Stop {
	if len(w.stops) == 0 {
		return nil
	}
	return &w.stops[len(w.stops)-1]
}

// answered notes who of the pool answers.
func (s *Stop) answered(task process.Task, person string) {
	for i := range s.Asked {
		a := &s.Asked[i]
		if a.Person == "" && a.Pool != nil && task.Pool != nil && *a.Pool == *task.Pool {
			a.Person = person
			return
		}
	}
}
