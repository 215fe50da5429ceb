package process

import (
	"fmt"
	"slices"
)

// NumberNeeded changes nothing: the commit replaces it by NumberTaken.
func (NumberNeeded) apply(*State, Event) error { return nil }

func (b NumberTaken) apply(s *State, _ Event) error {
	if had, ok := s.Numbers[b.Slot]; ok {
		return fmt.Errorf("slot %s holds %s already", b.Slot, had)
	}
	if s.Numbers == nil {
		s.Numbers = map[string]string{}
	}
	s.Numbers[b.Slot] = b.Number
	return nil
}

func (b EffectAsked) apply(s *State, _ Event) error {
	s.Effects = append(s.Effects, EffectAt{ID: b.ID, Kind: b.Kind, Step: b.Step, Slot: b.Slot, Series: b.Series})
	return nil
}

func (b EffectEnded) apply(s *State, _ Event) error {
	i := slices.IndexFunc(s.Effects, func(e EffectAt) bool { return e.ID == b.ID })
	if i < 0 {
		return fmt.Errorf("no effect %s", b.ID)
	}
	s.Effects[i].Done, s.Effects[i].Failed = b.Failed == "", b.Failed
	return nil
}

func (b Dispatched) apply(s *State, _ Event) error {
	s.Deliveries = append(s.Deliveries, b.Deliveries...)
	if s.LastAct != nil {
		s.LastAct.Final = true // the paper is out
	}
	return nil
}

func (s *State) delivery(id string) *Delivery {
	for i := range s.Deliveries {
		if s.Deliveries[i].ID == id {
			return &s.Deliveries[i]
		}
	}
	return nil
}

func (b ReceiptGiven) apply(s *State, _ Event) error {
	d := s.delivery(b.Delivery)
	if d == nil {
		return fmt.Errorf("no delivery %s", b.Delivery)
	}
	d.ReceivedBy, d.ReceivedOn = b.Name, b.On
	return nil
}

func (b ReceiptWaived) apply(s *State, _ Event) error {
	d := s.delivery(b.Delivery)
	if d == nil {
		return fmt.Errorf("no delivery %s", b.Delivery)
	}
	d.Waived = b.Reason
	return nil
}
