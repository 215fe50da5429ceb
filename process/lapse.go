package process

import (
	"fmt"
	"slices"
)

// Lapsed is what held when tasks were opened or claimed and holds no more, as
// the commit finds it.
type Lapsed struct {
	// Proxies whose delegation is over, or whose principal lost the post that
	// he had passed on.
	Proxies []LapsedProxy `json:"proxies,omitempty"`
	// Claims are tasks taken out of a pool by somebody who belongs to it no more.
	Claims []string `json:"claims,omitempty"`
	// Gone are followers whom nothing gives the case to any more.
	Gone []string `json:"gone,omitempty"`
}

// LapsedProxy is one delegation on one task.
type LapsedProxy struct {
	Task string `json:"task"`
	Proxy
}

// ProxyEnded takes a delegation off a task: it is over, or its principal lost the
// post he had passed on.
type ProxyEnded LapsedProxy

// EventType names the kind of event in the ledger.
func (ProxyEnded) EventType() string { return "proxy-ended" }

// lapse takes off the case what holds no more. Nobody answers by it: a task
// waits for its principal, or for its pool, as before.
func (m *move) lapse() error {
	if m.c.Lapsed == nil {
		return conflict(CodeNothingToDo)
	}
	for _, p := range m.c.Lapsed.Proxies {
		if t := m.s.Task(p.Task); t != nil && slices.ContainsFunc(t.Proxies, p.same) {
			m.emit(ProxyEnded(p))
		}
	}
	removed := false
	for _, id := range m.c.Lapsed.Claims {
		t := m.s.Task(id)
		if t == nil || !t.Status.pending() || !t.Claimed || t.Pool == nil {
			continue
		}
		if m.s.there(Party{Role: t.Pool.Role, Unit: t.Pool.Unit}) {
			m.remove(id, wordsPoolHasIt)
			removed = true
			continue
		}
		m.emit(TaskReleased{Task: id})
	}
	for _, person := range m.c.Lapsed.Gone {
		if slices.Contains(m.s.Followers, person) {
			m.emit(Unfollowed{Person: person})
		}
	}
	switch {
	case len(m.events) == 0:
		return conflict(CodeNothingToDo)
	case removed && m.s.Status == StatusOpen:
		return m.settle()
	}
	return nil
}

// same says whether two delegations are one.
func (p Proxy) same(q Proxy) bool {
	return p.Principal == q.Principal && p.Agent == q.Agent && p.Until.Equal(q.Until)
}

// apply leaves the task as it was for everybody else: nothing that its
// principal was shown has changed.
func (b ProxyEnded) apply(s *State, _ Event) error {
	t := s.Task(b.Task)
	if t == nil || !slices.ContainsFunc(t.Proxies, b.same) {
		return fmt.Errorf("task %s has no such proxy", b.Task)
	}
	t.Proxies = slices.DeleteFunc(slices.Clone(t.Proxies), b.same)
	if len(t.Proxies) == 0 {
		t.Proxies = nil
	}
	return nil
}
