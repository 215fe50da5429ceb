package process

import (
	"fmt"
	"slices"
)

// pendingTask finds a task that an event changes.
func (s *State) pendingTask(id string, e Event) (*Task, error) {
	t := s.Task(id)
	if t == nil {
		return nil, fmt.Errorf("no task %s", id)
	}
	if !t.Status.pending() {
		return nil, fmt.Errorf("task %s is %s", id, t.Status)
	}
	t.Changed = e.Seq
	return t, nil
}

func (b TaskOpened) apply(s *State, e Event) error {
	if b.Task.ID == "" || s.Task(b.Task.ID) != nil {
		return fmt.Errorf("task id %q is not new", b.Task.ID)
	}
	t := b.Task
	t.Proxies = slices.Clone(t.Proxies)
	t.Changed = e.Seq
	s.Tasks = append(s.Tasks, t)
	if t.Kind == TaskAct && t.Status == TaskIsDone {
		s.acted(t.Round, t.DoneBy, t.DoneFor)
	}
	if t.Kind == TaskAct && t.Parent != "" {
		s.LastAct = nil
	}
	return nil
}

func (b TaskClaimed) apply(s *State, e Event) error {
	t, err := s.pendingTask(b.Task, e)
	if err != nil {
		return err
	}
	t.Assignee, t.Claimed = b.By, true
	if s.LastAct != nil && s.LastAct.Round == t.Round {
		s.LastAct = nil // somebody beside took up his part knowing the answer
	}
	return nil
}

func (b TaskReleased) apply(s *State, e Event) error {
	t, err := s.pendingTask(b.Task, e)
	if err != nil {
		return err
	}
	t.Assignee, t.Claimed = "", false
	return nil
}

func (b TaskSeen) apply(s *State, e Event) error {
	t := s.Task(b.Task)
	if t == nil {
		return fmt.Errorf("no task %s", b.Task)
	}
	at := e.At
	t.SeenAt, t.SeenBy = &at, e.By // Changed stays: looking makes nothing stale
	return nil
}

func (b TaskAnswered) apply(s *State, e Event) error {
	t, err := s.pendingTask(b.Task, e)
	if err != nil {
		return err
	}
	at := e.At
	t.Status, t.Outcome, t.Signed = TaskIsDone, b.Outcome, b.Signed
	t.DoneBy, t.DoneFor, t.DoneAt = e.By, e.For, &at
	if t.Kind == TaskRead {
		return nil
	}
	s.LastAct = &LastAct{
		By: e.By, For: e.For, Task: t.ID, Step: t.Step, Round: t.Round, Seq: e.Seq, Final: b.Final,
	}
	if t.counts() {
		s.acted(t.Round, e.By, e.For)
	}
	return nil
}

func (b TaskCancelled) apply(s *State, e Event) error {
	t, err := s.pendingTask(b.Task, e)
	if err != nil {
		return err
	}
	t.Status = TaskIsCancelled
	if b.Removed && t.Kind == TaskAct {
		s.LastAct = nil
	}
	return nil
}

func (b TaskMoved) apply(s *State, e Event) error {
	t, err := s.pendingTask(b.Task, e)
	if err != nil {
		return err
	}
	t.Assignee, t.Pool, t.Claimed = b.To.Person, nil, false
	if b.To.Person == "" {
		t.Pool = &Post{Role: b.To.Role, Unit: b.To.Unit}
	}
	t.Proxies = slices.Clone(b.Proxies)
	t.SeenAt, t.SeenBy = nil, ""
	if t.Kind == TaskAct {
		s.LastAct = nil
	}
	return nil
}

func (b TaskSlept) apply(s *State, e Event) error { return s.turn(b.Task, TaskIsAsleep, e) }

func (b TaskWoken) apply(s *State, e Event) error { return s.turn(b.Task, TaskIsOpen, e) }

func (s *State) turn(id string, to TaskStatus, e Event) error {
	t, err := s.pendingTask(id, e)
	if err != nil {
		return err
	}
	t.Status = to
	return nil
}

// A withdrawal within a step opens the same task again; one across steps
// cancels it, and a new one follows.
func (b Withdrawn) apply(s *State, e Event) error {
	t := s.Task(b.Task)
	if t == nil || t.Status != TaskIsDone {
		return fmt.Errorf("task %s has no answer", b.Task)
	}
	actor := t.answerer()
	gone := []string{t.DoneBy, t.DoneFor}
	t.Outcome, t.Signed, t.DoneBy, t.DoneFor, t.DoneAt = "", "", "", "", nil
	t.Changed = e.Seq
	if t.Round == s.Round {
		t.Status = TaskIsOpen
		if t.Pool != nil && !s.there(Party{Person: actor}) {
			t.Assignee, t.Claimed = actor, true
		}
	} else {
		t.Status = TaskIsCancelled
		if s.LastAct != nil {
			s.Back = s.LastAct.Back
		}
	}
	s.LastAct = nil
	s.forget(t.Round, gone)
	return nil
}

// forget takes persons out of the actors of a visit, unless another answer of
// theirs stands in it.
func (s *State) forget(round int, persons []string) {
	v := s.visitOf(round)
	if v == nil {
		return
	}
	still := func(p string) bool {
		return slices.ContainsFunc(s.Tasks, func(t Task) bool {
			return t.Round == round && t.counts() && t.Status == TaskIsDone && (t.DoneBy == p || t.DoneFor == p)
		})
	}
	v.Actors = slices.DeleteFunc(v.Actors, func(p string) bool { return slices.Contains(persons, p) && !still(p) })
	if len(v.Actors) == 0 {
		v.Actors = nil
	}
}
