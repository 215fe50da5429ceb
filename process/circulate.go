package process

import (
	"slices"
	"strings"
)

// circulate asks people to read. It never asks the same person twice: see
// LeftOut for whom it passes over.
func (m *move) circulate() error {
	if !m.mayByPower() {
		if _, err := m.mine(TaskAct); err != nil {
			return err
		}
		if !slices.Contains(m.step().Verbs, VerbCirculate) {
			return conflict(CodeVerbNotHere, verbWords[VerbCirculate])
		}
	}
	if len(m.c.To) == 0 {
		return invalid(CodePartyRequired, "to")
	}
	if err := checkParties(m.c.To); err != nil {
		return err
	}
	order := m.c.Order
	if order != "" && order != AtOnce && order != InOrder {
		return invalid(CodeFieldInvalid, "order")
	}
	m.opine("", "")
	if !m.handRound(m.c.To, order) {
		return conflict(CodeNothingToDo).say(wordsAllHaveIt)
	}
	return nil
}

// circulateTo opens readings for the persons whom a form field names.
func (m *move) circulateTo(series string) {
	field, _ := strings.CutPrefix(series, "@")
	var parties []Party
	for _, id := range m.s.Form.filled(field) {
		parties = append(parties, Party{Person: id})
	}
	m.handRound(parties, AtOnce)
}

// handRound opens readings for all who have not got the paper yet, and says
// whether there were any.
func (m *move) handRound(parties []Party, order CirculationOrder) bool {
	out := LeftOut(*m.s, parties)
	var batch string
	place := 0
	for i, p := range parties {
		if slices.Contains(out, p) || slices.Contains(parties[:i], p) {
			continue
		}
		t := p.task("")
		t.Kind, t.ID, t.Step, t.Round, t.OpenedAt = TaskRead, m.nextID(), m.s.Step, m.s.Round, m.c.At
		t.Status, t.AddedBy = TaskIsOpen, m.holder()
		if batch == "" {
			batch = t.ID
		}
		t.Batch = batch
		if order == InOrder {
			place++
			t.Order = place
			if place > 1 {
				t.Status = TaskIsAsleep
			}
		}
		m.emit(TaskOpened{Task: t})
	}
	return batch != ""
}

// LeftOut returns those of the parties whom a circulation passes over because
// the paper was already circulated to them and not recalled.
func LeftOut(s State, parties []Party) []Party {
	var out []Party
	for _, p := range parties {
		has := func(t Task) bool {
			return t.Kind == TaskRead && t.Status != TaskIsCancelled && (t.party() == p || t.DoneBy != "" && t.DoneBy == p.Person)
		}
		if slices.ContainsFunc(s.Tasks, has) && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// recall cancels open readings: those the person circulated, or by power all.
func (m *move) recall() error {
	var mine, open []string
	for _, t := range m.s.Tasks {
		if t.Kind == TaskRead && (t.AddedBy == m.c.By.ID || m.mayByPower()) {
			mine = append(mine, t.ID)
			if t.Status.pending() {
				open = append(open, t.ID)
			}
		}
	}
	if len(mine) == 0 && !m.mayByPower() {
		return denied(CodeNoPower)
	}
	if len(open) == 0 {
		return conflict(CodeNothingToDo).say(wordsNobodyReads)
	}
	ids := m.c.Tasks
	if len(ids) == 0 {
		ids = open
	}
	for _, id := range ids {
		t := m.s.Task(id)
		switch {
		case t == nil || t.Kind != TaskRead:
			return invalid(CodeUnknownTask, "tasks")
		case !slices.Contains(mine, id):
			return denied(CodeNoPower)
		case t.Status == TaskIsDone:
			return taskDone(t)
		case t.Status.pending():
			m.emit(TaskCancelled{Task: id, Reason: ReasonRecalled, Words: m.reason()})
		}
	}
	if len(m.events) == 0 {
		return conflict(CodeNothingToDo).say(wordsNobodyReads)
	}
	m.rouse()
	return nil
}

// read answers a reading; the case does not move.
func (m *move) read() error {
	id, err := m.mine(TaskRead)
	if err != nil {
		return err
	}
	m.opine(id, "")
	m.emit(TaskAnswered{Task: id, Outcome: OutcomeRead})
	m.rouse()
	return nil
}

// see notes the first opening of a task; without a task id of all that the
// person has open.
func (m *move) see() error {
	if m.c.Task != "" {
		t := m.s.Task(m.c.Task)
		if t == nil {
			return invalid(CodeUnknownTask, "task")
		}
		rel, principal := relate(t, m.c.By, m.c.At)
		switch {
		case rel == stranger:
			return denied(CodeNotAssignee)
		case t.Status != TaskIsOpen || t.SeenAt != nil:
			return conflict(CodeNothingToDo)
		}
		m.principal = principal
		m.emit(TaskSeen{Task: t.ID})
		return nil
	}
	for i := range m.s.Tasks {
		t := &m.s.Tasks[i]
		if rel, principal := relate(t, m.c.By, m.c.At); rel == entitled && t.Status == TaskIsOpen && t.SeenAt == nil {
			m.principal = principal
			m.emit(TaskSeen{Task: t.ID})
		}
	}
	if len(m.events) == 0 {
		return conflict(CodeNothingToDo)
	}
	return nil
}

// awaitsReaders says whether a reading or a receipt is still open.
func (s *State) awaitsReaders() bool {
	return slices.ContainsFunc(s.Tasks, func(t Task) bool { return t.Kind == TaskRead && t.Status.pending() }) ||
		slices.ContainsFunc(s.Deliveries, func(d Delivery) bool { return d.open() })
}

func (d *Delivery) open() bool { return d.ReceivedBy == "" && d.Waived == "" }

// waiver is the reason given for not waiting any longer.
func (m *move) waiver() string {
	if given := m.c.Form.filled(FieldWaive); len(given) > 0 {
		return given[0]
	}
	return m.c.Reason
}

// waive gives up waiting for readers and receipts.
func (m *move) waive() {
	reason := m.waiver()
	if reason == "" {
		return
	}
	m.dropReaders(reason)
	for _, d := range m.s.Deliveries {
		if d.open() {
			m.emit(ReceiptWaived{Delivery: d.ID, Reason: reason})
		}
	}
}

// dropReaders cancels the open readings.
func (m *move) dropReaders(reason string) {
	for _, t := range m.s.Tasks {
		if t.Kind == TaskRead && t.Status.pending() {
			m.emit(TaskCancelled{Task: t.ID, Reason: reason})
		}
	}
}
