package process

import (
	"fmt"
	"slices"
)

func (s *State) changedClock(id string) (*Clock, error) {
	c := s.Clock(id)
	if c == nil {
		return nil, fmt.Errorf("no clock %s", id)
	}
	if c.Status == ClockIsStopped {
		return nil, fmt.Errorf("clock %s is stopped", id)
	}
	return c, nil
}

// set takes over instants that the commit resolved; an event that was not
// resolved holds none.
func (c *Clock) set(i Instants) {
	if i.DueDay == "" {
		return
	}
	c.Due, c.DueDay, c.Provisional = i.Due, i.DueDay, i.Provisional
	c.Alarms = slices.Clone(i.Alarms)
}

func (b ClockStarted) apply(s *State, _ Event) error {
	if b.Clock.ID == "" || s.Clock(b.Clock.ID) != nil {
		return fmt.Errorf("clock id %q is not new", b.Clock.ID)
	}
	c := b.Clock
	c.Alarms = slices.Clone(c.Alarms)
	s.Clocks = append(s.Clocks, c)
	return nil
}

func (b ClockHeld) apply(s *State, _ Event) error {
	c, err := s.changedClock(b.Clock)
	if err != nil {
		return err
	}
	c.Status, c.Left = ClockIsHeld, b.Left
	return nil
}

func (b ClockReleased) apply(s *State, _ Event) error {
	c, err := s.changedClock(b.Clock)
	if err != nil {
		return err
	}
	c.Status, c.Left = ClockIsRunning, 0
	c.set(b.Instants)
	return nil
}

func (b ClockExtended) apply(s *State, _ Event) error {
	c, err := s.changedClock(b.Clock)
	if err != nil {
		return err
	}
	c.Extended = b.Until
	c.set(b.Instants)
	return nil
}

func (b ClockRecomputed) apply(s *State, _ Event) error {
	c, err := s.changedClock(b.Clock)
	if err != nil {
		return err
	}
	c.set(b.Instants)
	return nil
}

func (b ClockRang) apply(s *State, _ Event) error {
	c, err := s.changedClock(b.Clock)
	if err != nil {
		return err
	}
	for i := range c.Alarms {
		if c.Alarms[i].Kind == b.Kind && !c.Alarms[i].Fired {
			c.Alarms[i].Fired = true
			return nil
		}
	}
	return fmt.Errorf("clock %s has no alarm %s left", b.Clock, b.Kind)
}

func (b ClockStopped) apply(s *State, _ Event) error {
	c, err := s.changedClock(b.Clock)
	if err != nil {
		return err
	}
	c.Status = ClockIsStopped
	return nil
}
