package process

import (
	"slices"
	"time"
)

// administrators are the roles that keep the platform; none of them may act in
// a case (separation of the three administrators).
var administrators = []string{"sysadmin", "secadmin", "auditor"}

func isAdministrator(p Person) bool {
	return slices.ContainsFunc(p.Posts, func(post Post) bool { return slices.Contains(administrators, post.Role) })
}

// standing is what a person is to a task.
type standing int

const (
	stranger standing = iota
	claimedByOther
	entitled
)

// relate says whether p may act on t at the moment, and for whom when he acts
// as proxy. What he took out of a pool is his as long as he belongs to it.
func relate(t *Task, p Person, at time.Time) (standing, string) {
	if t.Assignee == p.ID && (!t.Claimed || t.Pool == nil || slices.Contains(p.Posts, *t.Pool)) {
		return entitled, ""
	}
	for _, x := range t.Proxies {
		inTime := x.Agent == p.ID && at.Before(x.Until)
		if inTime && (x.Principal == t.Assignee || t.Assignee == "" && t.Pool != nil) {
			return entitled, x.Principal
		}
	}
	if t.Pool == nil || !slices.Contains(p.Posts, *t.Pool) {
		return stranger, ""
	}
	if t.Assignee != "" {
		return claimedByOther, ""
	}
	return entitled, ""
}

// mine finds the open task that the command acts on, checks that the person may
// act on it, and notes for whom. Without a task id it is the only one of the
// kind that the person has open: for acts in the present step.
func (m *move) mine(kind TaskKind) (string, error) {
	if m.c.Task != "" {
		t := m.s.Task(m.c.Task)
		if t == nil || t.Kind != kind {
			return "", invalid(CodeUnknownTask, "task")
		}
		return m.take(t)
	}
	var found, asleep, claimed *Task
	count := 0
	for i := range m.s.Tasks {
		t := &m.s.Tasks[i]
		if t.Kind != kind || kind == TaskAct && t.Round != m.s.Round || !t.Status.pending() {
			continue
		}
		switch rel, _ := relate(t, m.c.By, m.c.At); {
		case rel == claimedByOther:
			claimed = t
		case rel == entitled && t.Status == TaskIsAsleep:
			asleep = t
		case rel == entitled:
			found = t
			count++
		}
	}
	switch {
	case count == 1:
		return m.take(found)
	case count > 1:
		return "", invalid(CodeTaskNeeded, "task")
	case asleep != nil:
		return m.take(asleep)
	case claimed != nil:
		return m.take(claimed)
	}
	if r := m.wasDone(); r != nil && kind == TaskAct {
		return "", r
	}
	return "", denied(CodeNotAssignee)
}

// take checks the person and the state of one task.
func (m *move) take(t *Task) (string, error) {
	rel, principal := relate(t, m.c.By, m.c.At)
	switch {
	case rel == stranger:
		return "", denied(CodeNotAssignee)
	case t.Status == TaskIsDone:
		return "", taskDone(t)
	case t.Status == TaskIsCancelled:
		if winner := m.decidedBy(t); winner != nil {
			return "", taskDone(winner)
		}
		return "", conflict(CodeStale).say(wordsTaskCancelled)
	case rel == claimedByOther:
		return "", conflict(CodeTaskClaimed).with("by", t.Assignee)
	case t.Status == TaskIsAsleep:
		return "", conflict(CodeTaskAsleep)
	case m.c.ExpectSeq > 0 && (t.Changed > m.c.ExpectSeq || t.Kind == TaskAct && m.s.TextSeq > m.c.ExpectSeq):
		return "", conflict(CodeStale)
	}
	m.principal = principal
	return t.ID, nil
}

// wasDone tells somebody whose task is gone who did it: the task he named, or
// the last answer when it was to a task of his.
func (m *move) wasDone() *Refusal {
	id := m.c.Task
	if id == "" && m.s.LastAct != nil {
		id = m.s.LastAct.Task
	}
	t := m.s.Task(id)
	if t == nil || t.Kind != TaskAct {
		return nil
	}
	if rel, _ := relate(t, m.c.By, m.c.At); rel == stranger && t.DoneBy != m.c.By.ID {
		return nil
	}
	if t.Status == TaskIsCancelled {
		t = m.decidedBy(t)
	}
	if t == nil || t.Status != TaskIsDone {
		return nil
	}
	return taskDone(t)
}

// decidedBy finds the answer that made a cancelled task unnecessary: the last
// one of its visit.
func (m *move) decidedBy(t *Task) *Task {
	var last *Task
	for i := range m.s.Tasks {
		x := &m.s.Tasks[i]
		if x.Kind == TaskAct && x.Round == t.Round && x.Status == TaskIsDone && (last == nil || x.Changed > last.Changed) {
			last = x
		}
	}
	return last
}

func taskDone(t *Task) *Refusal {
	r := conflict(CodeTaskDone).with("by", t.DoneBy).with("outcome", string(t.Outcome))
	if t.DoneAt != nil {
		r = r.with("at", t.DoneAt.Format(time.RFC3339))
	}
	return r
}

// acting is mine for an act at the present step, together with the separation
// of duties.
func (m *move) acting() (string, error) {
	id, err := m.mine(TaskAct)
	if err != nil {
		return "", err
	}
	excluded := m.s.Excluded(*m.d, m.s.Step)
	if slices.Contains(excluded, m.c.By.ID) || m.principal != "" && slices.Contains(excluded, m.principal) {
		return "", denied(CodeSeparation)
	}
	return id, nil
}

// deciding is acting with a task that counts for the step; who was only asked
// for advice may not send the case anywhere.
func (m *move) deciding() (string, error) {
	id, err := m.acting()
	if err != nil {
		return "", err
	}
	if !m.s.Task(id).counts() {
		return "", conflict(CodeVerbNotHere, verbWords[m.c.Verb]).say(wordsAdviceOnly)
	}
	return id, nil
}

// holder is whose the task is when m acts on it: the principal of a proxy,
// else the person.
func (m *move) holder() string {
	if m.principal != "" {
		return m.principal
	}
	return m.c.By.ID
}

// Excluded returns the persons who may not act at the step because they acted
// at a step it names in NotBy: who answered in the latest visit with an answer,
// and whoever wrote at the text there, though another one sent it on. What a
// case opens with is its initiator's.
func (s *State) Excluded(d Definition, stepKey string) []string {
	step := d.Step(stepKey)
	if step == nil {
		return nil
	}
	var out []string
	for _, key := range step.NotBy {
		if s.Text.Hash != "" && d.Index(key) == 0 {
			out = append(out, s.Initiator)
		}
		for i := range s.Visits {
			if s.Visits[i].Step == key {
				out = append(out, s.Visits[i].Writers...)
			}
		}
		for _, v := range slices.Backward(s.Visits) {
			if v.Step == key && len(v.Actors) > 0 {
				out = append(out, v.Actors...)
				break
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
