package process

import "slices"

// transfer gives a task to somebody else for good.
func (m *move) transfer() error {
	id, err := m.acting()
	if err != nil {
		return err
	}
	to, err := m.oneParty()
	if err != nil {
		return err
	}
	t := m.s.Task(id)
	m.opine(id, "")
	m.emit(TaskMoved{Task: id, From: t.party(), To: to, Reason: m.reason()})
	return nil
}

// delegate asks somebody to answer first; the task then comes back.
func (m *move) delegate() error {
	id, err := m.asking()
	if err != nil {
		return err
	}
	to, err := m.oneParty()
	if err != nil {
		return err
	}
	m.opine(id, "")
	m.ask(id, to, RelDelegate)
	m.rouse()
	return nil
}

// addSigner asks more people: before me, after me, or beside me.
func (m *move) addSigner() error {
	id, err := m.asking()
	if err != nil {
		return err
	}
	if err := m.checkAsked(); err != nil {
		return err
	}
	relation, ok := map[Position]Relation{Before: RelBefore, After: RelAfter, Parallel: RelParallel}[m.c.Position]
	if !ok {
		return invalid(CodeFieldInvalid, "position").say(wordsPosition)
	}
	m.opine(id, "")
	for _, p := range m.c.To {
		m.ask(id, p, relation)
	}
	m.rouse()
	return nil
}

// asking is acting with a task that may ask others: advice is not asked of
// those who were asked for advice.
func (m *move) asking() (string, error) {
	id, err := m.acting()
	if err != nil {
		return "", err
	}
	if !m.s.Task(id).counts() {
		return "", conflict(CodeVerbNotHere, verbWords[m.c.Verb]).say(wordsNoNesting)
	}
	return id, nil
}

// ask opens a task beside another one.
func (m *move) ask(parent string, p Party, relation Relation) {
	t := p.task("")
	t.ID, t.Step, t.Round, t.OpenedAt, t.Status = m.nextID(), m.s.Step, m.s.Round, m.c.At, TaskIsOpen
	t.Parent, t.Relation, t.AddedBy = parent, relation, m.holder()
	t.Order = m.s.Task(parent).Order
	m.emit(TaskOpened{Task: t, Reason: m.reason()})
}

// oneParty is the one party of a transfer or a delegation.
func (m *move) oneParty() (Party, error) {
	if len(m.c.To) > 1 {
		return Party{}, invalid(CodePartyRequired, "to").say(wordsOneParty)
	}
	if err := m.checkAsked(); err != nil {
		return Party{}, err
	}
	return m.c.To[0], nil
}

// checkAsked refuses to ask nobody, oneself, somebody who already has a task in
// this step, or somebody who may not act here.
func (m *move) checkAsked() error {
	if len(m.c.To) == 0 {
		return invalid(CodePartyRequired, "to")
	}
	if err := checkParties(m.c.To); err != nil {
		return err
	}
	excluded := m.s.Excluded(*m.d, m.s.Step)
	for i, p := range m.c.To {
		switch {
		case p.Person != "" && (p.Person == m.c.By.ID || p.Person == m.holder()):
			return invalid(CodePartySelf, "to")
		case slices.Contains(m.c.To[:i], p), m.s.there(p):
			return invalid(CodePartyThere, "to")
		case p.Person != "" && slices.Contains(excluded, p.Person):
			return invalid(CodeSeparation, "to")
		}
	}
	return nil
}

// there says whether a party has a pending task in the present visit.
func (s *State) there(p Party) bool {
	return slices.ContainsFunc(s.Tasks, func(t Task) bool {
		return t.Kind == TaskAct && t.Round == s.Round && t.Status.pending() && t.party() == p
	})
}

// party is who has a task: a person, or the pool while nobody claimed it.
func (t *Task) party() Party {
	if t.Assignee != "" || t.Pool == nil {
		return Party{Person: t.Assignee}
	}
	return Party{Role: t.Pool.Role, Unit: t.Pool.Unit}
}

// removeSigner cancels the task of somebody who has not acted: by whoever added
// him, or by power for anybody as long as somebody is left.
func (m *move) removeSigner() error {
	var mine, allowed []string
	for _, t := range m.s.visit() {
		added := t.AddedBy != "" && t.AddedBy == m.c.By.ID
		if added || m.mayByPower() {
			allowed = append(allowed, t.ID)
			if t.Status.pending() {
				mine = append(mine, t.ID)
			}
		}
	}
	if len(allowed) == 0 {
		return denied(CodeNoPower)
	}
	if len(mine) == 0 {
		return conflict(CodePartyActed)
	}
	if len(m.c.Tasks) == 0 {
		return invalid(CodeFieldRequired, "tasks").say(wordsWhoToRemove)
	}
	for _, id := range m.c.Tasks {
		t := m.s.Task(id)
		switch {
		case t == nil || t.Kind != TaskAct || t.Round != m.s.Round:
			return invalid(CodeUnknownTask, "tasks")
		case !slices.Contains(allowed, id):
			return denied(CodeNoPower)
		case t.Status == TaskIsDone:
			return conflict(CodePartyActed).with("by", t.DoneBy)
		case t.Status == TaskIsCancelled:
			return conflict(CodeNothingToDo)
		}
		m.remove(id, ReasonRemoved)
	}
	if !slices.ContainsFunc(m.s.visit(), func(t Task) bool { return t.counts() && t.Status != TaskIsCancelled }) {
		return conflict(CodeNobodyThere, m.step().Title)
	}
	return m.settle()
}

// claim takes a pool's task for oneself.
func (m *move) claim() error {
	id, err := m.mine(TaskAct)
	if err != nil {
		return err
	}
	t := m.s.Task(id)
	if t.Pool == nil || t.Assignee != "" {
		return conflict(CodeNothingToDo).say(wordsNotPool)
	}
	if slices.Contains(m.s.Excluded(*m.d, m.s.Step), m.holder()) {
		return denied(CodeSeparation)
	}
	if m.s.there(Party{Person: m.holder()}) {
		return conflict(CodePartyThere)
	}
	m.emit(TaskClaimed{Task: id, By: m.holder()})
	return nil
}

// release puts a claimed task back into its pool.
func (m *move) release() error {
	id, err := m.mine(TaskAct)
	if err != nil {
		return err
	}
	t := m.s.Task(id)
	pool := Party{}
	if t.Pool != nil {
		pool = Party{Role: t.Pool.Role, Unit: t.Pool.Unit}
	}
	if !t.Claimed || t.Pool == nil || m.s.there(pool) {
		return conflict(CodeNothingToDo).say(wordsNotClaimed)
	}
	m.emit(TaskReleased{Task: id})
	return nil
}
