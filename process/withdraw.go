package process

import "slices"

// withdraw takes back the last answer while nobody acted after it: within the
// step when the step is still the same, else from the step it led to.
func (m *move) withdraw() error {
	last := m.s.LastAct
	if last == nil {
		return conflict(CodeCannotWithdraw)
	}
	if m.c.By.ID != last.By && m.c.By.ID != last.For {
		return denied(CodeCannotWithdraw).say(wordsNotLastActor)
	}
	if last.Final {
		return conflict(CodeCannotWithdraw).say(wordsFinal)
	}
	if m.c.By.ID != last.For {
		m.principal = last.For
	}
	if last.Step == m.s.Step && last.Round == m.s.Round {
		m.emit(Withdrawn{Task: last.Task, Reason: m.reason()})
		m.reviveUndone(last)
		m.rouse()
		return nil
	}
	return m.takeBack(*last)
}

// undone says whether a task was cancelled because of the answer, so that it is
// asked again when the answer is taken back. Otherwise a veto taken back would
// let a step pass without those whom it silenced.
func undone(t *Task, last *LastAct) bool {
	return t.ID != last.Task && t.Status == TaskIsCancelled && t.Changed > last.Seq
}

// reviveUndone asks again, within a visit, those whom an answer had made
// unnecessary. Where one of them has another task by now that came from a pool,
// that one goes back.
func (m *move) reviveUndone(last *LastAct) {
	var pending []Task
	for _, t := range m.s.visit() {
		if t.Status.pending() {
			pending = append(pending, t)
		}
	}
	all := slices.Clone(pending)
	for _, t := range m.s.visit() {
		if undone(&t, last) {
			next := t.anew(t.Assignee)
			next.Status = TaskIsOpen
			all = add(all, next)
		}
	}
	for i, t := range pending {
		if all[i].Assignee != t.Assignee {
			m.emit(TaskReleased{Task: t.ID})
		}
	}
	m.openTasks(all[len(pending):])
}

// takeBack goes back to the step that the answer left: a new task for the
// actor and for those whom the answer had made unnecessary; what others
// answered in that visit stays.
func (m *move) takeBack(last LastAct) error {
	var told []string
	for _, t := range m.s.visit() {
		if t.Status.pending() && t.SeenBy != "" && !slices.Contains(told, t.SeenBy) {
			told = append(told, t.SeenBy)
		}
	}
	was := m.s.visitTasks(last.Round)
	clock := m.s.clockOf(last.Round)
	from := m.s.Step
	m.emit(Withdrawn{Task: last.Task, Told: told, Reason: m.reason()})
	m.depart(wordsWithdrawn)
	var tasks []Task
	for _, t := range was {
		switch {
		case t.ID == last.Task:
			tasks = add(tasks, t.anew(t.answerer()))
		case undone(&t, &last):
			tasks = add(tasks, t.anew(t.Assignee))
		case t.Status == TaskIsDone:
			tasks = append(tasks, t.kept())
		}
	}
	return m.enter(arrival{target: Target(last.Step), how: CameWithdraw, from: from, tasks: tasks, clock: clock})
}

// kept is the plan of a task that stays answered in a new visit.
func (t *Task) kept() Task {
	return Task{
		ID: t.ID, Part: t.Part, Order: t.Order, Relation: t.Relation, Parent: t.Parent, AddedBy: t.AddedBy,
		Assignee: t.Assignee, Pool: t.Pool, Claimed: t.Claimed, Status: TaskIsDone, Stands: true,
		Outcome: t.Outcome, Signed: t.Signed, DoneBy: t.DoneBy, DoneFor: t.DoneFor, DoneAt: t.DoneAt,
	}
}
