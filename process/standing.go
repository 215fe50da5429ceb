package process

import "slices"

// stands says whether the answer to a task needs not be asked again: a positive
// signature on the present text.
func (s *State) stands(t *Task) bool {
	return t.Status == TaskIsDone && t.Outcome.Positive() && t.Signed != "" && t.Signed == s.Text.Hash
}

// carried is a planned task with the answer of an earlier one.
func (t *Task) carried(from *Task) Task {
	out := *t
	out.Status, out.Stands = TaskIsDone, true
	out.Outcome, out.Signed = from.Outcome, from.Signed
	out.DoneBy, out.DoneFor, out.DoneAt = from.DoneBy, from.DoneFor, from.DoneAt
	out.Assignee, out.Claimed, out.Pool = from.Assignee, from.Claimed, from.Pool
	return out
}

// markStanding marks, in the plan of a Signs step that is reached again from
// below, the tasks whose last answer stands. Whoever returned the case from
// here has no answer in his last task, so he is asked again. Answers that come
// to nothing positive together are all asked again.
func (m *move) markStanding(step *Step, tasks []Task) []Task {
	if !step.Signs {
		return tasks
	}
	asked := slices.Clone(tasks)
	for i := range tasks {
		last := m.s.lastTask(step.Key, &tasks[i])
		if last != nil && m.s.stands(last) && m.d.onward(step, last.Outcome) {
			tasks[i] = tasks[i].carried(last)
		}
	}
	if o, over := verdict(step, tasks); over && (!o.Positive() || !m.d.onward(step, o)) {
		return asked
	}
	return tasks
}

// onward says whether an outcome leads down the table or to an end. An answer
// that sent the case back was acted on, and does not stand.
func (d *Definition) onward(step *Step, outcome Outcome) bool {
	target := step.Next[outcome]
	_, ends := target.End()
	return ends || d.Index(string(target)) > d.Index(step.Key)
}

// lastTask is the last task at a step of the same person or pool.
func (s *State) lastTask(step string, like *Task) *Task {
	for i := range slices.Backward(s.Tasks) {
		t := &s.Tasks[i]
		if t.Kind != TaskAct || t.Step != step || !t.counts() {
			continue
		}
		samePool := like.Pool != nil && t.Pool != nil && *like.Pool == *t.Pool
		if samePool || like.Assignee != "" && (t.Assignee == like.Assignee || t.DoneBy != "" && t.answerer() == like.Assignee) {
			return t
		}
	}
	return nil
}

// signed says whether every positive answer of the last visit to a step is a
// signature on the text, and there is one. A step that was skipped because its
// conditions did not hold needs no signature.
func (s *State) signed(step, textHash string) bool {
	for _, v := range slices.Backward(s.Visits) {
		if v.Step != step {
			continue
		}
		if v.How == CameSkipped {
			return true
		}
		positive := 0
		for _, t := range s.visitTasks(v.Round) {
			if !t.counts() || t.Status != TaskIsDone || !t.Outcome.Positive() {
				continue
			}
			if t.Signed != textHash {
				return false
			}
			positive++
		}
		return positive > 0
	}
	return false
}
