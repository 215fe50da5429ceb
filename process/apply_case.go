package process

import (
	"errors"
	"fmt"
	"slices"
)

func (b CaseOpened) apply(s *State, _ Event) error {
	if s.Seq != 0 {
		return errors.New("the case is open already")
	}
	o := b.Opening
	s.CaseID, s.Status, s.Title, s.Urgency = o.CaseID, StatusOpen, o.Title, o.Urgency
	s.OwnerUnit, s.Unit, s.NounKind, s.NounID = o.OwnerUnit, o.Unit, o.NounKind, o.NounID
	s.Initiator = b.Initiator
	return nil
}

func (b Retitled) apply(s *State, _ Event) error {
	s.Title, s.Urgency = b.Title, b.Urgency
	return nil
}

func (b StepEntered) apply(s *State, _ Event) error {
	if b.Round != s.Round+1 {
		return fmt.Errorf("round %d does not follow %d", b.Round, s.Round)
	}
	s.Step, s.Round = b.Step, b.Round
	s.Visits = append(s.Visits, Visit{Step: b.Step, Round: b.Round, How: b.How})
	if b.How == CameReroute || b.How == CameReopen {
		s.Back, s.LastAct = nil, nil
	}
	return nil
}

func (b StepLeft) apply(s *State, _ Event) error {
	v := s.visitOf(b.Round)
	if v == nil || v.Step != b.Step {
		return fmt.Errorf("no visit %d to %s", b.Round, b.Step)
	}
	v.Outcome = b.Outcome
	if s.Back != nil && s.Back.To == b.Step && b.Outcome != "" {
		if s.LastAct != nil {
			s.LastAct.Back = s.Back
		}
		s.Back = nil
	}
	return nil
}

func (s *State) visitOf(round int) *Visit {
	for i := range s.Visits {
		if s.Visits[i].Round == round {
			return &s.Visits[i]
		}
	}
	return nil
}

// acted notes who answered in a visit.
func (s *State) acted(round int, persons ...string) {
	v := s.visitOf(round)
	if v == nil {
		return
	}
	for _, p := range persons {
		if p != "" && !slices.Contains(v.Actors, p) {
			v.Actors = append(v.Actors, p)
		}
	}
}

func (b FormFilled) apply(s *State, _ Event) error {
	if s.Form == nil {
		s.Form = Form{}
	}
	for key, values := range b.Form {
		if len(b.Form.filled(key)) == 0 {
			delete(s.Form, key)
			continue
		}
		s.Form[key] = slices.Clone(values)
	}
	return nil
}

func (b TextChanged) apply(s *State, e Event) error {
	if b.Was != s.Text.Hash {
		return fmt.Errorf("the text was %s, not %s", s.Text.Hash, b.Was)
	}
	s.Text, s.TextSeq = b.Text, e.Seq
	if v := s.visitOf(s.Round); v != nil {
		for _, p := range []string{e.By, e.For} {
			if p != "" && !slices.Contains(v.Writers, p) {
				v.Writers = append(v.Writers, p)
			}
		}
	}
	s.LastAct = nil // a new text is an act: what led to it cannot be taken back
	return nil
}

func (OpinionGiven) apply(*State, Event) error { return nil }

func (b Returned) apply(s *State, e Event) error {
	if s.Task(b.Task) == nil {
		return fmt.Errorf("no task %s", b.Task)
	}
	s.Back, s.LastAct = nil, nil
	if b.Strategy == StraightBack {
		returner := e.By
		if e.For != "" {
			returner = e.For
		}
		s.Back = &Back{
			From: b.From, To: b.To, Returner: returner, Task: b.Task,
			Others: slices.Clone(b.Others), Text: s.Text.Hash,
		}
	}
	return nil
}

func (Urged) apply(*State, Event) error { return nil }

func (b Followed) apply(s *State, _ Event) error {
	if !slices.Contains(s.Followers, b.Person) {
		s.Followers = append(s.Followers, b.Person)
	}
	return nil
}

func (b Unfollowed) apply(s *State, _ Event) error {
	s.Followers = slices.DeleteFunc(s.Followers, func(p string) bool { return p == b.Person })
	return nil
}

func (CaseSuspended) apply(s *State, _ Event) error {
	if s.Status != StatusOpen {
		return fmt.Errorf("the case is %s", s.Status)
	}
	s.Status = StatusSuspended
	return nil
}

func (CaseResumed) apply(s *State, _ Event) error {
	if s.Status != StatusSuspended {
		return fmt.Errorf("the case is %s", s.Status)
	}
	s.Status = StatusOpen
	return nil
}

func (b CaseClosed) apply(s *State, _ Event) error {
	if s.Status.Closed() {
		return fmt.Errorf("the case is %s", s.Status)
	}
	s.Status, s.Back = b.Status, nil
	return nil
}

func (CaseReopened) apply(s *State, _ Event) error {
	if !s.Status.Closed() {
		return fmt.Errorf("the case is %s", s.Status)
	}
	s.Status = StatusOpen
	return nil
}
