package process

import (
	"fmt"
	"maps"
	"slices"
)

// Apply adds one event to the state. It takes the events of Decide, as decided
// or as the commit resolved them, in the order of Seq. An error means that the
// event does not follow from the state; the state is then unchanged.
func (s *State) Apply(e Event) error {
	if e.Body == nil {
		return fmt.Errorf("process: event %d has no body", e.Seq)
	}
	if e.Seq != s.Seq+1 {
		return fmt.Errorf("process: event %d does not follow %d", e.Seq, s.Seq)
	}
	if err := e.Body.apply(s, e); err != nil {
		return fmt.Errorf("process: event %d, %s: %w", e.Seq, e.Body.EventType(), err)
	}
	s.Seq = e.Seq
	return nil
}

// Clone is a copy that shares nothing that Apply changes.
func (s *State) Clone() State {
	out := *s
	out.Form = s.Form.clone()
	out.Numbers = maps.Clone(s.Numbers)
	out.Tasks = slices.Clone(s.Tasks)
	out.Clocks = slices.Clone(s.Clocks)
	for i := range out.Clocks {
		out.Clocks[i].Alarms = slices.Clone(out.Clocks[i].Alarms)
	}
	out.Effects = slices.Clone(s.Effects)
	out.Deliveries = slices.Clone(s.Deliveries)
	out.Visits = slices.Clone(s.Visits)
	for i := range out.Visits {
		out.Visits[i].Actors = slices.Clone(out.Visits[i].Actors)
		out.Visits[i].Writers = slices.Clone(out.Visits[i].Writers)
	}
	out.Followers = slices.Clone(s.Followers)
	if s.Ceased != nil {
		ceased := *s.Ceased
		out.Ceased = &ceased
	}
	if s.Back != nil {
		back := *s.Back
		out.Back = &back
	}
	if s.LastAct != nil {
		last := *s.LastAct
		out.LastAct = &last
	}
	return out
}
