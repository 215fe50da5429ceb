package process

import "slices"

// plan says whose tasks are opened at a step: those the arrival brings, else
// those of the table, with the signatures that stand marked as answered. The
// order of a sequence is the order of the plan; all but the first sleep.
func (m *move) plan(step *Step, a arrival) ([]Task, error) {
	tasks := a.tasks
	if tasks == nil {
		var err error
		if tasks, err = m.cast(step); err != nil {
			return nil, err
		}
		if a.how == CameForward && m.d.Index(a.from) < m.d.Index(step.Key) {
			tasks = m.markStanding(step, tasks)
		}
	}
	excluded := m.s.Excluded(*m.d, step.Key)
	for i := range tasks {
		t := &tasks[i]
		if t.Status == TaskIsDone {
			continue
		}
		if slices.Contains(excluded, t.Assignee) {
			return nil, m.separated(step)
		}
	}
	if step.Mode == Sequence {
		lineUp(tasks)
	}
	for i := range tasks {
		if tasks[i].Status == "" {
			tasks[i].Status = TaskIsOpen
		}
	}
	return tasks, nil
}

// lineUp puts tasks one after another.
func lineUp(tasks []Task) {
	for i := range tasks {
		if tasks[i].Order == 0 {
			tasks[i].Order = i + 1
		}
	}
	for i := range tasks {
		if tasks[i].Status != TaskIsDone && slices.ContainsFunc(tasks, func(x Task) bool {
			return x.Status != TaskIsDone && x.Order < tasks[i].Order
		}) {
			tasks[i].Status = TaskIsAsleep
		}
	}
}

// cast finds the actors of a step as the table says. Nobody is asked twice.
func (m *move) cast(step *Step) ([]Task, error) {
	var tasks []Task
	for _, a := range step.Actors {
		parties := m.parties(a)
		if len(parties) == 0 && !a.Optional {
			return nil, m.nobody(step, a.Field)
		}
		for _, p := range parties {
			tasks = add(tasks, p.task(a.Part))
		}
	}
	return tasks, nil
}

// add appends a planned task. Nobody is asked twice in one visit: of two tasks
// of a person one goes to its pool, or the second is left out.
func add(tasks []Task, t Task) []Task {
	if i := pendingOf(tasks, t.Assignee); i >= 0 {
		switch {
		case t.Pool != nil:
			t.Assignee, t.Claimed = "", false
		case tasks[i].Pool != nil && !pooled(tasks, tasks[i].Pool):
			tasks[i].Assignee, tasks[i].Claimed = "", false
		default:
			return tasks
		}
	}
	if t.Assignee == "" && pooled(tasks, t.Pool) {
		return tasks
	}
	return append(tasks, t)
}

// pendingOf is the place of the task that a person has yet to answer, or -1.
func pendingOf(tasks []Task, person string) int {
	return slices.IndexFunc(tasks, func(x Task) bool {
		return person != "" && x.Assignee == person && x.Status != TaskIsDone
	})
}

// pooled says whether a pool has a task yet to answer that nobody claimed.
func pooled(tasks []Task, pool *Post) bool {
	return slices.ContainsFunc(tasks, func(x Task) bool {
		return x.Assignee == "" && x.Status != TaskIsDone && x.Pool != nil && pool != nil && *x.Pool == *pool
	})
}

// task is a planned task of a party.
func (p Party) task(part Part) Task {
	t := Task{Kind: TaskAct, Part: part}
	if p.Person != "" {
		t.Assignee = p.Person
	} else {
		t.Pool = &Post{Role: p.Role, Unit: p.Unit}
	}
	return t
}

// parties resolves one actor.
func (m *move) parties(a Actor) []Party {
	var out []Party
	switch a.Kind {
	case ActorPool:
		out = append(out, Party{Role: a.Role, Unit: m.unit(a.Unit)})
	case ActorField:
		for _, id := range m.s.Form.filled(a.Field) {
			out = append(out, Party{Person: id})
		}
	case ActorUnits:
		for _, id := range m.s.Form.filled(a.Field) {
			out = append(out, Party{Role: a.Role, Unit: id})
		}
	case ActorInitiator:
		out = append(out, Party{Person: m.s.Initiator})
	case ActorSameAs:
		for _, t := range m.s.lastAnswers(a.Step) {
			if a.Part == "" || a.Part == t.Part {
				out = append(out, Party{Person: t.answerer()})
			}
		}
	case ActorChosen:
		out = append(out, m.c.To...)
	}
	return out
}

func (m *move) unit(name string) string {
	switch name {
	case UnitOwner:
		return m.s.OwnerUnit
	case UnitInitiator:
		return m.s.Unit
	}
	return name
}

// answerer is whose answer it is: the principal, else who gave it.
func (t *Task) answerer() string {
	if t.DoneFor != "" {
		return t.DoneFor
	}
	return t.DoneBy
}

// lastAnswers are the answers that counted in the last visit to a step in which
// there was one.
func (s *State) lastAnswers(step string) []Task {
	for _, v := range slices.Backward(s.Visits) {
		if v.Step != step {
			continue
		}
		var out []Task
		for _, t := range s.visitTasks(v.Round) {
			if t.counts() && t.Status == TaskIsDone {
				out = append(out, t)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// again plans the tasks of those who answered a step last time; nobody when
// there is none.
func (m *move) again(step *Step) []Task {
	excluded := m.s.Excluded(*m.d, step.Key)
	var out []Task
	for _, t := range m.s.lastAnswers(step.Key) {
		if next := t.anew(t.answerer()); !slices.Contains(excluded, next.Assignee) {
			out = add(out, next)
		}
	}
	return out
}

// anew is the same task to be answered again by a person. A pool keeps it when
// he puts it back.
func (t *Task) anew(person string) Task {
	return Task{
		ID: t.ID, Kind: TaskAct, Part: t.Part, Order: t.Order,
		Relation: t.Relation, Parent: t.Parent, AddedBy: t.AddedBy,
		Assignee: person, Pool: t.Pool, Claimed: t.Pool != nil && person != "",
	}
}

// chosen plans tasks for the persons named by choose-next or reroute, or nil.
func (m *move) chosen(target Target) []Task {
	explicit := m.c.Verb == VerbChooseNext || m.c.Verb == VerbReroute || m.c.Verb == VerbReopen
	if !explicit || len(m.c.To) == 0 || string(target) != m.c.Target {
		return nil
	}
	var tasks []Task
	for _, p := range m.c.To {
		tasks = add(tasks, p.task(""))
	}
	return tasks
}

// nobody refuses because a step would have nobody to act. When a field of the
// form at hand could name somebody, the field is at fault.
func (m *move) nobody(step *Step, field string) error {
	switch {
	case field != "" && m.fillsIn(field):
		return invalid(CodeNobodyThere, "form."+field, step.Title)
	case slices.ContainsFunc(step.Actors, func(a Actor) bool { return a.Kind == ActorChosen }):
		return invalid(CodePartyRequired, "to")
	case m.steers():
		return invalid(CodeNobodyThere, "form", step.Title)
	}
	return conflict(CodeNobodyThere, step.Title)
}

func (m *move) separated(step *Step) error {
	for _, a := range step.Actors {
		if a.Field != "" && m.fillsIn(a.Field) {
			return invalid(CodeSeparation, "form."+a.Field)
		}
	}
	if len(m.c.To) > 0 {
		return invalid(CodeSeparation, "to")
	}
	if m.steers() {
		return invalid(CodeSeparation, "form").say(wordsSeparatedNext, step.Title)
	}
	return conflict(CodeSeparation).say(wordsSeparatedNext, step.Title)
}

// fillsIn says whether the act at hand fills in a form that has the field.
func (m *move) fillsIn(key string) bool {
	switch m.c.Verb {
	case VerbOpen, VerbApprove, VerbSubmit, VerbChooseNext:
	default:
		return false
	}
	step := m.d.Step(m.asked)
	return step != nil && step.field(key) != nil
}

// steers says whether the form at hand has a field on which the way of the case
// depends, so that filling it in otherwise may lead past a step with nobody.
func (m *move) steers() bool {
	for i := range m.d.Steps {
		for _, w := range m.d.Steps[i].When {
			if m.fillsIn(w.Field) {
				return true
			}
		}
		for _, a := range m.d.Steps[i].Actors {
			if m.fillsIn(a.Field) {
				return true
			}
		}
	}
	return false
}
