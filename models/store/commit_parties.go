package store

import (
	"context"
	"slices"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/process"
)

// parties are the people and posts that the events of a command speak of.
type parties struct {
	pools   []process.Post // of tasks, and of units named in forms
	persons []string       // who get tasks or are named in forms
	units   []string       // named in forms
	getters []string       // of persons: who get tasks
}

// findParties asks once for everybody the events speak of, and refuses what
// would leave a task with nobody.
func (r *resolver) findParties(ctx context.Context) error {
	r.collect()
	p, at := &r.parties, r.command.At
	var err error
	if len(p.persons) > 0 {
		if r.known, err = r.people.PersonsFor(ctx, unique(p.persons), at); err != nil {
			return err
		}
	}
	r.putBack()
	if len(p.pools) > 0 {
		if r.holders, err = r.people.Holders(ctx, p.pools, at); err != nil {
			return err
		}
	}
	if err := r.checkForms(ctx); err != nil {
		return err
	}
	if err := r.checkTasks(ctx); err != nil {
		return err
	}
	if err := r.checkSuccessors(); err != nil {
		return err
	}
	principals := slices.Clone(p.getters)
	for _, holders := range r.holders {
		principals = append(principals, holders...)
	}
	if len(principals) > 0 {
		r.proxies, err = r.people.ProxiesFor(ctx, unique(principals), r.def.Key, at)
	}
	return err
}

// putBack gives to its pool a task that comes again to somebody who took it out
// of there once and belongs to it no more.
func (r *resolver) putBack() {
	for i, e := range r.events {
		body, ok := e.Body.(process.TaskOpened)
		t := &body.Task
		if !ok || t.Pool == nil || t.Assignee == "" || t.Status == process.TaskIsDone {
			continue
		}
		if slices.Contains(r.known[t.Assignee].Posts, *t.Pool) {
			continue
		}
		r.parties.getters = slices.DeleteFunc(r.parties.getters, func(id string) bool { return id == t.Assignee })
		t.Assignee, t.Claimed = "", false
		r.events[i].Body = body
		if !slices.Contains(r.parties.pools, *t.Pool) {
			r.parties.pools = append(r.parties.pools, *t.Pool)
		}
	}
}

func (r *resolver) collect() {
	p := &r.parties
	pool := func(post process.Post) {
		if !slices.Contains(p.pools, post) {
			p.pools = append(p.pools, post)
		}
	}
	for _, e := range r.events {
		switch body := e.Body.(type) {
		case process.TaskOpened:
			switch t := &body.Task; {
			case t.Status == process.TaskIsDone || t.Status == process.TaskIsCancelled:
			case t.Assignee != "":
				p.getters = append(p.getters, t.Assignee)
			case t.Pool != nil:
				pool(*t.Pool)
			}
		case process.TaskMoved:
			if post := poolOf(body.To); post != nil {
				pool(*post)
			} else {
				p.getters = append(p.getters, body.To.Person)
			}
		case process.FormFilled:
			for key, values := range body.Form {
				r.collectField(r.field(key), values, pool)
			}
		}
	}
	p.persons = append(p.persons, p.getters...)
}

func (r *resolver) collectField(f *process.Field, values []string, pool func(process.Post)) {
	if f == nil {
		return
	}
	switch {
	case namesPersons(f):
		r.parties.persons = append(r.parties.persons, values...)
	case namesUnits(f):
		r.parties.units = append(r.parties.units, values...)
		if f.Role != "" {
			for _, unit := range values {
				pool(process.Post{Role: f.Role, Unit: unit})
			}
		}
	}
}

func namesPersons(f *process.Field) bool {
	return f.Type == process.FieldPerson || f.Type == process.FieldPersons
}

func namesUnits(f *process.Field) bool {
	return f.Type == process.FieldUnit || f.Type == process.FieldUnits
}

// field is the field with the key: of the step acted at, or of any other.
func (r *resolver) field(key string) *process.Field {
	steps := slices.Clone(r.def.Steps)
	if i := r.def.Index(r.state.Step); i >= 0 {
		steps = append([]process.Step{steps[i]}, steps...)
	}
	for i := range steps {
		for j := range steps[i].Form {
			if steps[i].Form[j].Key == key {
				return &steps[i].Form[j]
			}
		}
	}
	return nil
}

// checkForms refuses persons who are not there or do not hold the role of the
// field in the organ whose case it is, and units that are not there.
func (r *resolver) checkForms(ctx context.Context) error {
	var open map[string]bool
	if len(r.parties.units) > 0 {
		var err error
		if open, err = r.people.OpenUnits(ctx, unique(r.parties.units)); err != nil {
			return err
		}
	}
	for _, e := range r.events {
		filled, ok := e.Body.(process.FormFilled)
		if !ok {
			continue
		}
		for _, key := range sortedKeys(filled.Form) {
			if f := r.field(key); f != nil {
				if err := r.checkField(ctx, f, filled.Form[key], open); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (r *resolver) checkField(ctx context.Context, f *process.Field, values []string, open map[string]bool) error {
	invalid := func(words string) error {
		return fault.New(fault.Invalid, string(process.CodeFieldInvalid), words, f.Label).At("form." + f.Key)
	}
	for _, value := range values {
		switch {
		case namesPersons(f):
			person, ok := r.known[value]
			if !ok {
				return invalid(wordsNotKnown)
			}
			holds := func(p process.Post) bool { return p.Unit == r.owner() && slices.Contains(f.Roles(), p.Role) }
			if f.Role != "" && !slices.ContainsFunc(person.Posts, holds) {
				return invalid(wordsWithoutRole)
			}
		case namesUnits(f):
			if !open[value] {
				return invalid(wordsUnitUnknown)
			}
			post := process.Post{Role: f.Role, Unit: value}
			if f.Role != "" && len(r.holders[post]) == 0 {
				return r.nobody(ctx, wordsNobodyThere, post)
			}
		case f.Type == process.FieldCase:
			if err := r.checkReference(ctx, f, value); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkTasks refuses a task that nobody could do.
func (r *resolver) checkTasks(ctx context.Context) error {
	for _, id := range r.parties.getters {
		if _, ok := r.known[id]; !ok {
			return fault.New(fault.Conflict, string(process.CodeNobodyThere), wordsPersonLeft).With("person", id)
		}
	}
	for _, e := range r.events {
		var post *process.Post
		step := r.state.Step
		switch body := e.Body.(type) {
		case process.TaskOpened:
			if body.Task.Assignee == "" && slices.Contains(r.parties.pools, derefPost(body.Task.Pool)) {
				post, step = body.Task.Pool, body.Task.Step
			}
		case process.TaskMoved:
			post = poolOf(body.To)
		}
		if post == nil {
			continue
		}
		if len(r.holders[*post]) == 0 {
			return r.nobody(ctx, wordsNobodyThere, *post)
		}
		barred := r.barred(step)
		if !slices.ContainsFunc(r.holders[*post], func(id string) bool { return !slices.Contains(barred, id) }) {
			return r.nobody(ctx, wordsNobodyLeft, *post)
		}
	}
	return nil
}

// barred are those who may not act at the step because they acted at one that
// it names, this command included.
func (r *resolver) barred(stepKey string) []string {
	out := r.state.Excluded(*r.def, stepKey)
	if step := r.def.Step(stepKey); step != nil && slices.Contains(step.NotBy, r.state.Step) {
		out = append(out, r.command.By.ID)
	}
	return out
}

func (r *resolver) nobody(ctx context.Context, words string, post process.Post) error {
	names, err := r.people.PostNames(ctx, []process.Post{post})
	if err != nil {
		return err
	}
	return fault.New(fault.Conflict, string(process.CodeNobodyThere), words, names[post]).
		With("role", post.Role).With("unit", post.Unit)
}

func derefPost(p *process.Post) process.Post {
	if p == nil {
		return process.Post{}
	}
	return *p
}

// OpenUnits are those of the units that exist and are not closed.
func (s *Store) OpenUnits(ctx context.Context, ids []string) (map[string]bool, error) {
	o, err := s.readOrg(ctx, !s.inTx)
	if err != nil {
		return nil, err
	}
	return o.openUnits(ids), nil
}
