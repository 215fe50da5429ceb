package process

import "slices"

// revoke lets the initiator call off the whole case.
func (m *move) revoke() error {
	if m.c.By.ID != m.s.Initiator {
		return denied(CodeNoPower)
	}
	reason := m.reason()
	if reason == "" {
		return invalid(CodeReasonRequired, "reason")
	}
	m.depart(wordsCaseOver)
	m.dropReaders(wordsCaseOver)
	m.close(StatusRevoked, reason)
	return nil
}

// terminate ends a case from above.
func (m *move) terminate() error {
	reason := m.reason()
	if reason == "" {
		return invalid(CodeReasonRequired, "reason")
	}
	m.depart(wordsCaseOver)
	m.dropReaders(wordsCaseOver)
	m.close(StatusTerminated, reason)
	return nil
}

// suspend stops the position and holds the clocks.
func (m *move) suspend() error {
	reason := m.reason()
	if reason == "" {
		return invalid(CodeReasonRequired, "reason")
	}
	m.emit(CaseSuspended{Reason: reason})
	for _, c := range m.s.Clocks {
		if c.Status == ClockIsRunning {
			m.emit(ClockHeld{Clock: c.ID})
		}
	}
	return nil
}

// resume lets them go on.
func (m *move) resume() error {
	if m.s.Status != StatusSuspended {
		return conflict(CodeNotSuspended)
	}
	m.emit(CaseResumed{Reason: m.reason()})
	for _, c := range m.s.Clocks {
		if c.Status == ClockIsHeld {
			m.emit(ClockReleased{Clock: c.ID})
		}
	}
	return m.settle() // a hand-over may have changed who is waited for
}

// reroute moves the case to any step, past the table.
func (m *move) reroute() error {
	if err := m.checkPlace(); err != nil {
		return err
	}
	reason := m.reason()
	if reason == "" {
		return invalid(CodeReasonRequired, "reason")
	}
	from := m.s.Step
	m.opine("", "")
	m.quit(wordsRerouted)
	m.emit(StepLeft{Step: from, Round: m.s.Round, Reason: reason})
	return m.enter(arrival{
		target: Target(m.c.Target), how: CameReroute, from: from, tasks: m.chosen(Target(m.c.Target)),
	})
}

// checkPlace checks where a reroute or a reopening goes, and to whom.
func (m *move) checkPlace() error {
	if m.c.Target == "" {
		return invalid(CodeFieldRequired, "target").say(wordsPlace)
	}
	if m.d.Index(m.c.Target) < 0 {
		return invalid(CodeUnknownStep, "target")
	}
	if !slices.Contains(m.s.Reachable(*m.d), m.c.Target) {
		return conflict(CodeNotSigned).say(wordsPastSignature)
	}
	if err := m.pastIssue(m.c.Target); err != nil {
		return err
	}
	return checkParties(m.c.To)
}

// Reachable are the steps that a reroute or a reopening may go to: all of them
// up to the first that cannot be left for want of a signature on the present
// text. Nobody's power stands for a signature.
func (s *State) Reachable(d Definition) []string {
	var out []string
	for i := range d.Steps {
		step := &d.Steps[i]
		out = append(out, step.Key)
		if step.NeedsSigned != nil && !s.signed(step.NeedsSigned.Step, s.Text.Hash) {
			break
		}
	}
	return out
}

// reopen makes a closed case open again at a step.
func (m *move) reopen() error {
	if !m.s.Status.Closed() {
		return conflict(CodeAlreadyOpen)
	}
	if err := m.checkPlace(); err != nil {
		return err
	}
	reason := m.reason()
	if reason == "" {
		return invalid(CodeReasonRequired, "reason")
	}
	from := m.s.Step
	m.emit(CaseReopened{Step: m.c.Target, Reason: reason})
	return m.comeTo(m.c.Target, CameReopen, from)
}

// urge reminds those who have not acted: by power, by the initiator, or by
// whoever asked them.
func (m *move) urge() error {
	var allowed, open []string
	for _, t := range m.s.Tasks {
		if m.mayByPower() || m.c.By.ID == m.s.Initiator || t.AddedBy == m.c.By.ID {
			allowed = append(allowed, t.ID)
			if t.Status == TaskIsOpen {
				open = append(open, t.ID)
			}
		}
	}
	if len(allowed) == 0 {
		return denied(CodeNoPower)
	}
	if len(open) == 0 {
		return conflict(CodeNothingToDo).say(wordsNobodyToUrge)
	}
	ids := m.c.Tasks
	if len(ids) == 0 {
		ids = open
	}
	for _, id := range ids {
		switch {
		case m.s.Task(id) == nil:
			return invalid(CodeUnknownTask, "tasks")
		case !slices.Contains(allowed, id):
			return denied(CodeNoPower)
		case !slices.Contains(open, id):
			return conflict(CodeNothingToDo).say(wordsNobodyToUrge)
		}
	}
	ids = slices.Clone(ids)
	slices.Sort(ids)
	m.emit(Urged{Tasks: slices.Compact(ids), Text: m.reason()})
	return nil
}

// follow keeps a case in the person's list. Whoever sees a case may follow it;
// who sees it is not the kernel's to say.
func (m *move) follow() error {
	if slices.Contains(m.s.Followers, m.c.By.ID) {
		return conflict(CodeNothingToDo).say(wordsFollowed)
	}
	m.emit(Followed{Person: m.c.By.ID})
	return nil
}

func (m *move) unfollow() error {
	if !slices.Contains(m.s.Followers, m.c.By.ID) {
		return conflict(CodeNothingToDo).say(wordsNotFollowed)
	}
	m.emit(Unfollowed{Person: m.c.By.ID})
	return nil
}

// handOver gives all pending tasks of somebody who leaves (From) to another
// person (To). Tasks he had claimed go back to their pools. Where the other
// one already has a task in the step, the leaver's is cancelled: nobody
// answers twice. Nobody takes over by his own power: that would make it a power
// to do what others were asked for.
func (m *move) handOver() error {
	var has []string
	for _, t := range m.s.Tasks {
		if t.Status.pending() && t.Assignee != "" && (m.c.From == "" || t.Assignee == m.c.From) {
			has = append(has, t.ID)
		}
	}
	if len(has) == 0 {
		return conflict(CodeNothingToDo).say(wordsNothingToHandOver)
	}
	switch {
	case m.c.From == "":
		return invalid(CodeFieldRequired, "from")
	case len(m.c.To) != 1 || m.c.To[0].Person == "":
		return invalid(CodePartyRequired, "to").say(wordsOneParty)
	case m.c.To[0].Person == m.c.From:
		return invalid(CodePartySelf, "to")
	case m.c.To[0].Person == m.c.By.ID:
		return denied(CodeHandOverToSelf)
	}
	to := m.c.To[0]
	for _, id := range has {
		m.handOverTask(id, to)
	}
	if m.s.Status != StatusOpen {
		m.rouse()
		return nil
	}
	return m.settle()
}

func (m *move) handOverTask(id string, to Party) {
	t := m.s.Task(id)
	pool := Party{}
	if t.Pool != nil {
		pool = Party{Role: t.Pool.Role, Unit: t.Pool.Unit}
	}
	switch {
	case !t.Status.pending(): // cancelled with another one
	case t.Claimed && !m.s.there(pool):
		m.emit(TaskReleased{Task: id})
	case t.Kind == TaskAct && m.s.there(to):
		if !m.answersItself(id, to) {
			m.remove(id, wordsHandedOver)
			return
		}
		m.emit(TaskMoved{Task: id, From: t.party(), To: to, Reason: m.reason()})
	case t.Kind == TaskRead && len(LeftOut(*m.s, []Party{to})) > 0:
		m.emit(TaskCancelled{Task: id, Reason: wordsHandedOver})
	default:
		m.emit(TaskMoved{Task: id, From: t.party(), To: to, Reason: m.reason()})
	}
}

// answersItself cancels what the task had asked of the very person who takes it
// over, and says whether there was such a thing.
func (m *move) answersItself(id string, to Party) bool {
	for _, t := range m.s.visit() {
		if !t.Status.pending() || t.party() != to {
			continue
		}
		for asker := &t; asker != nil; asker = m.s.Task(asker.Parent) {
			if asker.Parent == id {
				m.remove(t.ID, wordsHandedOver)
				return true
			}
		}
	}
	return false
}
