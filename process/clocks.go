package process

import "slices"

// The words of Clock.Unit.
const (
	UnitWorkdays = "wd"
	UnitDays     = "d"
	UnitMonths   = "m"
	UnitDate     = "date" // a fixed day, see Clock.Day
)

// startClock starts the deadline of the step just entered: a new budget, or
// what the step had before when the case was taken back to it.
func (m *move) startClock(step *Step, old *Clock) {
	rule := m.d.Rule(step.Due)
	if rule == nil {
		return
	}
	c := Clock{Rule: rule.Key, From: m.day(), Amount: rule.Amount, Unit: rule.Unit}
	if days, ok := rule.ByUrgency[m.s.Urgency]; ok {
		c.Amount, c.Unit = days, UnitWorkdays
	}
	if day := m.s.Form.filled(rule.Field); rule.Field != "" && len(day) > 0 && isDay(day[0]) {
		c.Amount, c.Unit, c.Day = 0, UnitDate, day[0]
	}
	if old != nil {
		c.From, c.Amount, c.Unit, c.Day = old.From, old.Amount, old.Unit, old.Day
		if old.Extended != "" {
			c.Amount, c.Unit, c.Day = 0, UnitDate, old.Extended
		}
	}
	if c.Unit == "" || c.Amount == 0 && c.Unit != UnitDate {
		return
	}
	c.ID, c.Step, c.Round, c.Status = m.nextID(), step.Key, m.s.Round, ClockIsRunning
	m.emit(ClockStarted{Clock: c})
}

// stopClocks stops what still runs; a case has only the clock of its step.
func (m *move) stopClocks() {
	for _, c := range m.s.Clocks {
		if c.Status != ClockIsStopped {
			m.emit(ClockStopped{Clock: c.ID})
		}
	}
}

// clockOf is the clock of a visit, or nil.
func (s *State) clockOf(round int) *Clock {
	for _, c := range slices.Backward(s.Clocks) {
		if c.Round == round {
			return &c
		}
	}
	return nil
}

func (s *State) runningClocks() []Clock {
	var out []Clock
	for _, c := range s.Clocks {
		if c.Status == ClockIsRunning {
			out = append(out, c)
		}
	}
	return out
}

// extend moves a deadline later: by power, with a reason.
func (m *move) extend() error {
	running := m.s.runningClocks()
	if len(running) == 0 {
		return conflict(CodeNothingToDo).say(wordsNoClock)
	}
	c := &running[len(running)-1]
	if m.c.Clock != "" {
		i := slices.IndexFunc(running, func(c Clock) bool { return c.ID == m.c.Clock })
		if i < 0 {
			return invalid(CodeUnknownClock, "clock")
		}
		c = &running[i]
	}
	reason := m.reason()
	switch {
	case m.c.Until == "":
		return invalid(CodeFieldRequired, "until").say(wordsFieldRequired, wordsUntil)
	case !isDay(m.c.Until):
		return invalid(CodeFieldInvalid, "until").say(wordsDate, wordsUntil)
	case m.c.Until < m.day():
		return invalid(CodeDatePast, "until")
	case m.c.Until <= c.DueDay:
		return invalid(CodeFieldInvalid, "until").say(wordsNotLater, c.DueDay)
	case reason == "":
		return invalid(CodeReasonRequired, "reason")
	}
	m.emit(ClockExtended{Clock: c.ID, Until: m.c.Until, Reason: reason})
	return nil
}

// ring notes an alarm that came. It decides nothing: late is shown, people act.
func (m *move) ring() error {
	c := m.s.Clock(m.c.Clock)
	if c == nil {
		return invalid(CodeUnknownClock, "clock")
	}
	due := func(a Alarm) bool { return a.Kind == m.c.Alarm && !a.Fired && !a.At.After(m.c.At) }
	if c.Status != ClockIsRunning || !slices.ContainsFunc(c.Alarms, due) {
		return conflict(CodeNothingToDo)
	}
	m.emit(ClockRang{Clock: c.ID, Kind: m.c.Alarm})
	return nil
}

// recompute asks for new instants after the calendar changed: for one clock or
// for all that run. A held clock is computed when it is released.
func (m *move) recompute() error {
	if m.c.Clock != "" && m.s.Clock(m.c.Clock) == nil {
		return invalid(CodeUnknownClock, "clock")
	}
	for _, c := range m.s.runningClocks() {
		if m.c.Clock == "" || m.c.Clock == c.ID {
			m.emit(ClockRecomputed{Clock: c.ID, Reason: m.reason(), WasDay: c.DueDay, Instants: c.instants()})
		}
	}
	if len(m.events) == 0 {
		return conflict(CodeNothingToDo)
	}
	return nil
}

func (c *Clock) instants() Instants {
	return Instants{Due: c.Due, DueDay: c.DueDay, Alarms: slices.Clone(c.Alarms), Provisional: c.Provisional}
}

// NextAlarm is the earliest alarm of a running clock that has not rung.
func (s *State) NextAlarm() (clockID string, alarm Alarm, ok bool) {
	for _, c := range s.runningClocks() {
		for _, a := range c.Alarms {
			if !a.Fired && (!ok || a.At.Before(alarm.At)) {
				clockID, alarm, ok = c.ID, a, true
			}
		}
	}
	return clockID, alarm, ok
}
