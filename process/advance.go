package process

import (
	"fmt"
	"slices"
)

// arrival is how a case comes to a step, and with what tasks when they are not
// those of the table.
type arrival struct {
	target Target
	how    HowCame
	from   string
	tasks  []Task
	clock  *Clock // the clock to go on with instead of a new one
}

// mayLeave says why a step may not be left with the outcome now.
func (m *move) mayLeave(step *Step, outcome Outcome, textHash string) error {
	if n := step.NeedsSigned; n != nil && slices.Contains(n.Outcomes, outcome) && !m.s.signed(n.Step, textHash) {
		return conflict(CodeNotSigned)
	}
	if step.WaitsForReaders && m.waiver() == "" && m.s.awaitsReaders() {
		return conflict(CodeReadersOpen)
	}
	return nil
}

// leave ends the present step with an outcome and goes on.
func (m *move) leave(outcome Outcome) error {
	step := m.step()
	if err := m.mayLeave(step, outcome, m.s.Text.Hash); err != nil {
		return err
	}
	target, known := step.Next[outcome]
	if m.c.Verb == VerbChooseNext {
		target, known = Target(m.c.Target), true
	}
	if !known {
		return fmt.Errorf("process: step %s has no target for outcome %q", step.Key, outcome)
	}
	if step.WaitsForReaders {
		m.waive()
	}
	back := m.straight(step, outcome, target)
	m.emit(StepLeft{Step: step.Key, Round: m.s.Round, Outcome: outcome})
	if err := m.effects(step, "leave", outcome); err != nil {
		return err
	}
	m.quit(wordsStepOver)
	if back != nil {
		return m.goStraight(back)
	}
	return m.enter(arrival{target: target, how: CameForward, from: step.Key, tasks: m.chosen(target)})
}

// quit stops the clocks of the present step and cancels what is left of it.
func (m *move) quit(reason string) {
	m.stopClocks()
	for _, t := range m.s.visit() {
		if t.Status.pending() {
			m.cancel(t.ID, reason)
		}
	}
}

// depart leaves the present step without an outcome.
func (m *move) depart(reason string) {
	m.quit(reason)
	m.emit(StepLeft{Step: m.s.Step, Round: m.s.Round, Reason: reason})
}

// close ends the case.
func (m *move) close(status Status, reason string) {
	m.quit(wordsCaseOver)
	m.emit(CaseClosed{Status: status, Reason: reason})
}

// enter moves the case to a target. Steps whose conditions do not hold, whose
// optional actors are nobody, or whose signatures all stand are passed through.
func (m *move) enter(a arrival) error {
	for range len(m.d.Steps) + 1 {
		if status, ends := a.target.End(); ends {
			m.close(status, "")
			return nil
		}
		step := m.d.Step(string(a.target))
		if step == nil {
			return fmt.Errorf("process: no step %q", a.target)
		}
		onward := a.how == CameForward || a.how == CameStraight
		skip := onward && a.tasks == nil && !holds(step.When, m.s.Form) // persons named are asked
		var tasks []Task
		if !skip {
			var err error
			if tasks, err = m.plan(step, a); err != nil {
				return err
			}
			skip = onward && len(tasks) == 0
		}
		how, outcome, through := a.how, OutcomeApprove, skip
		if skip {
			how = CameSkipped
		} else if a.how == CameForward {
			if o, over := verdict(step, tasks); over {
				how, outcome, through = CameStands, o, true
			}
		}
		m.emit(StepEntered{Step: step.Key, Round: m.s.Round + 1, How: how, From: a.from})
		if !through {
			return m.arrive(step, tasks, a.clock)
		}
		m.openTasks(slices.DeleteFunc(tasks, func(t Task) bool { return t.Status != TaskIsDone }))
		m.emit(StepLeft{Step: step.Key, Round: m.s.Round, Outcome: outcome})
		a = arrival{target: step.Next[outcome], how: CameForward, from: step.Key}
	}
	return fmt.Errorf("process: no step of %s after %s has a person", m.d.Key, a.from)
}

// arrive does what entering a step brings with it.
func (m *move) arrive(step *Step, tasks []Task, clock *Clock) error {
	if len(tasks) == 0 {
		return m.nobody(step, "")
	}
	if err := m.effects(step, "enter", ""); err != nil {
		return err
	}
	m.startClock(step, clock)
	m.openTasks(tasks)
	m.rouse()
	return nil
}

// openTasks opens planned tasks at the present step. Parent of a plan may name
// an earlier plan by its old id.
func (m *move) openTasks(tasks []Task) {
	renamed := map[string]string{}
	for _, t := range tasks {
		old := t.ID
		t.ID, t.Step, t.Round, t.Kind, t.OpenedAt = m.nextID(), m.s.Step, m.s.Round, TaskAct, m.c.At
		if parent, ok := renamed[t.Parent]; ok && t.Parent != "" {
			t.Parent = parent
		}
		renamed[old] = t.ID
		m.emit(TaskOpened{Task: t})
	}
}

// holds says whether all conditions hold on a form.
func holds(when []Condition, form Form) bool {
	for _, c := range when {
		values := form.filled(c.Field)
		ok := false
		switch c.Op {
		case "set":
			ok = len(values) > 0
		case "empty":
			ok = len(values) == 0
		case "is":
			ok = slices.Contains(values, c.Value)
		case "not":
			ok = !slices.Contains(values, c.Value)
		}
		if !ok {
			return false
		}
	}
	return true
}
