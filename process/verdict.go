package process

import "slices"

// pending says whether a task still waits for an answer.
func (s TaskStatus) pending() bool { return s == TaskIsOpen || s == TaskIsAsleep }

// counts says whether a task's answer counts for the step. Advice asked for by
// delegation or by adding a signer before oneself does not: whoever asked
// answers himself afterwards.
func (t *Task) counts() bool {
	return t.Kind == TaskAct && t.Relation != RelDelegate && t.Relation != RelBefore
}

// extra says whether the task was added beside those that the table opened.
func (t *Task) extra() bool { return t.Relation == RelAfter || t.Relation == RelParallel }

// Positive says whether an answer goes along with what was asked.
func (o Outcome) Positive() bool { return o != OutcomeDisagree && o != OutcomeReject }

// verdict says what the answers to the tasks of one visit come to, and whether
// the visit is over.
//
//   - Veto: one disagree ends the step at once, whatever the mode.
//   - One, Any: the first answer to a task that the table opened decides;
//     signers added beside or after the one who gave it are waited for.
//   - All, Sequence: everybody answers. Without Veto a disagree in a sequence
//     does not stop those after it; it decides at the end.
//   - Share: approve as soon as Percent of all tasks approved, disagree as soon
//     as that cannot be reached any more.
//
// Several answers make one in this order: the first outcome of Prefer that
// somebody chose; disagree, if somebody did; else the last answer.
func verdict(step *Step, tasks []Task) (Outcome, bool) {
	var done, waiting []*Task
	for i := range tasks {
		t := &tasks[i]
		switch {
		case !t.counts():
		case t.Status == TaskIsDone:
			done = append(done, t)
		case t.Status.pending():
			waiting = append(waiting, t)
		}
	}
	if step.Veto && slices.ContainsFunc(done, disagrees) {
		return OutcomeDisagree, true
	}
	switch step.Mode {
	case One, Any:
		base := func(t *Task) bool { return !t.extra() }
		needed := func(t *Task) bool { return t.extra() && rooted(tasks, t) }
		// Where all that the table opened were taken out, the added ones decide.
		decided := slices.ContainsFunc(done, base) || len(done) > 0 && !slices.ContainsFunc(waiting, base)
		if !decided || slices.ContainsFunc(waiting, needed) {
			return "", false
		}
	case Share:
		return share(step, tasks, done, waiting)
	default:
		if len(done) == 0 || len(waiting) > 0 {
			return "", false
		}
	}
	return combine(step, done), true
}

func disagrees(t *Task) bool { return t.Outcome == OutcomeDisagree }

func share(step *Step, tasks []Task, done, waiting []*Task) (Outcome, bool) {
	all := len(done) + len(waiting)
	yes := 0
	for _, t := range done {
		if t.Outcome == OutcomeApprove {
			yes++
		}
	}
	owed := func(t *Task) bool { return t.Relation == RelAfter && rooted(tasks, t) }
	if all == 0 || slices.ContainsFunc(waiting, owed) {
		return "", false
	}
	if yes*100 >= step.Percent*all {
		return OutcomeApprove, true
	}
	if (yes+len(waiting))*100 < step.Percent*all {
		return OutcomeDisagree, true
	}
	return "", false
}

// rooted says whether the task that asked for an extra one is answered, so that
// the extra one is owed.
func rooted(tasks []Task, t *Task) bool {
	for t.Parent != "" {
		i := slices.IndexFunc(tasks, func(x Task) bool { return x.ID == t.Parent })
		if i < 0 {
			return true
		}
		if !tasks[i].extra() {
			return tasks[i].Status == TaskIsDone
		}
		t = &tasks[i]
	}
	return true
}

func combine(step *Step, done []*Task) Outcome {
	for _, o := range step.Prefer {
		if slices.ContainsFunc(done, func(t *Task) bool { return t.Outcome == o }) {
			return o
		}
	}
	if slices.ContainsFunc(done, disagrees) {
		return OutcomeDisagree
	}
	last := done[0]
	for _, t := range done {
		if t.Changed > last.Changed {
			last = t
		}
	}
	return last.Outcome
}

// visit returns the act tasks of the present visit.
func (s *State) visit() []Task { return s.visitTasks(s.Round) }

func (s *State) visitTasks(round int) []Task {
	var out []Task
	for _, t := range s.Tasks {
		if t.Kind == TaskAct && t.Round == round {
			out = append(out, t)
		}
	}
	return out
}

// blocked says whether a task has to wait for another one: advice that its
// holder asked for, the answer that it comes after, an earlier place in a
// sequence or in a circulation.
func blocked(step *Step, tasks []Task, t *Task) bool {
	return slices.ContainsFunc(tasks, func(x Task) bool {
		if x.ID == t.ID || !x.Status.pending() || x.Kind != t.Kind {
			return false
		}
		if t.Kind == TaskRead {
			return t.Batch != "" && x.Batch == t.Batch && x.Order < t.Order
		}
		switch {
		case x.Round != t.Round:
			return false
		case x.Parent == t.ID && !x.counts():
			return true
		case t.Relation == RelAfter && x.ID == t.Parent:
			return true
		}
		return step.Mode == Sequence && t.counts() && x.counts() && x.Order < t.Order
	})
}

// rouse lets tasks sleep or wake as what they wait for is pending or not.
func (m *move) rouse() {
	step := m.step()
	for i := range m.s.Tasks {
		t := &m.s.Tasks[i]
		if !t.Status.pending() || t.Kind == TaskAct && t.Round != m.s.Round {
			continue
		}
		switch waits := blocked(step, m.s.Tasks, t); {
		case waits && t.Status == TaskIsOpen:
			m.emit(TaskSlept{Task: t.ID})
		case !waits && t.Status == TaskIsAsleep:
			m.emit(TaskWoken{Task: t.ID})
		}
	}
}

// settle ends the present step when the answers given make an end.
func (m *move) settle() error {
	step := m.step()
	if step.Mode == One || step.Mode == Any {
		m.dropRivals()
	}
	m.rouse()
	outcome, over := verdict(step, m.s.visit())
	if !over {
		return nil
	}
	return m.leave(outcome)
}

// dropRivals cancels what the first answer made unnecessary.
func (m *move) dropRivals() {
	tasks := m.s.visit()
	if !slices.ContainsFunc(tasks, func(t Task) bool { return t.counts() && !t.extra() && t.Status == TaskIsDone }) {
		return
	}
	for _, t := range tasks {
		if t.counts() && !t.extra() && t.Status.pending() {
			m.cancel(t.ID, wordsDecided)
		}
	}
}

// cancel ends a pending task, and all that it asked for, because it is not
// needed any more.
func (m *move) cancel(id, reason string) { m.end(TaskCancelled{Task: id, Reason: reason}) }

// remove ends them because somebody takes them out.
func (m *move) remove(id, reason string) {
	m.end(TaskCancelled{Task: id, Reason: reason, Removed: true, Words: m.reason()})
}

func (m *move) end(b TaskCancelled) {
	if !m.s.Task(b.Task).Status.pending() {
		return
	}
	m.emit(b)
	for _, t := range m.s.visit() {
		if t.Parent == b.Task {
			m.end(TaskCancelled{Task: t.ID, Reason: b.Reason, Removed: b.Removed})
		}
	}
}
