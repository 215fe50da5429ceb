package process

import "slices"

// The words that Target of a return may hold in place of a step's key.
const (
	TargetPrevious  = "previous"
	TargetInitiator = "initiator"
)

// Returnable are the steps to which the case can be returned from where it is:
// earlier in the table, and really visited, nearest first.
func (s *State) Returnable(d Definition) []string {
	var out []string
	for i := d.Index(s.Step) - 1; i >= 0; i-- {
		if s.visited(d.Steps[i].Key) {
			out = append(out, d.Steps[i].Key)
		}
	}
	return out
}

// visited says whether somebody was once asked at the step.
func (s *State) visited(step string) bool {
	return slices.ContainsFunc(s.Visits, func(v Visit) bool { return v.Step == step && v.How != CameSkipped })
}

// sendBack returns the case to an earlier step: open tasks are cancelled, their
// opinions stay, and the earlier step is asked of those who did it last.
func (m *move) sendBack() error {
	id, err := m.deciding()
	if err != nil {
		return err
	}
	if len(m.s.Returnable(*m.d)) == 0 {
		return conflict(CodeReturnSelf).say(wordsFirstStep)
	}
	target, err := m.returnTarget()
	if err != nil {
		return err
	}
	strategy := m.c.Strategy
	switch strategy {
	case "":
		strategy = WalkAgain
	case WalkAgain, StraightBack:
	default:
		return invalid(CodeFieldInvalid, "strategy")
	}
	codes, err := m.returnCodes()
	if err != nil {
		return err
	}
	reason := m.reason()
	if reason == "" && !m.c.Opinion.given() {
		return invalid(CodeReasonRequired, "reason")
	}
	var others []string
	for _, t := range m.s.visit() {
		if t.ID != id && t.counts() && t.Status != TaskIsCancelled {
			others = append(others, t.ID)
		}
	}
	from := m.s.Step
	m.opine(id, "")
	m.depart(wordsReturned)
	m.emit(Returned{From: from, To: target, Task: id, Strategy: strategy, Reason: reason, Codes: codes, Others: others})
	return m.comeTo(target, CameReturn, from)
}

// returnCodes are the reasons that a return names from the list of its step.
func (m *move) returnCodes() ([]string, error) {
	codes := m.c.Form.filled(FieldReturnCodes)
	if len(codes) == 0 {
		return nil, nil
	}
	field := m.step().returnField()
	if field == nil {
		return nil, invalid(CodeUnknownField, "form."+FieldReturnCodes)
	}
	return codes, checkValues(field, codes, "form."+FieldReturnCodes, m.day())
}

// returnField asks for the reasons that a return may name; nil where a step has
// no list of them.
func (s *Step) returnField() *Field {
	if len(s.ReturnCodes) == 0 {
		return nil
	}
	return &Field{Key: FieldReturnCodes, Label: wordsReturnCodes, Type: FieldChoices, Options: s.ReturnCodes}
}

// comeTo enters a step again for those who answered it last, or, when nobody
// did, for the actors of the table.
func (m *move) comeTo(target string, how HowCame, from string) error {
	a := arrival{target: Target(target), how: how, from: from, tasks: m.chosen(Target(target))}
	if a.tasks == nil {
		a.tasks = m.again(m.d.Step(target))
	}
	return m.enter(a)
}

// returnTarget resolves and checks the step to return to.
func (m *move) returnTarget() (string, error) {
	target := m.c.Target
	switch target {
	case "", TargetPrevious:
		return m.s.Returnable(*m.d)[0], nil
	case TargetInitiator:
		target = m.d.Steps[0].Key
	}
	to, here := m.d.Index(target), m.d.Index(m.s.Step)
	switch {
	case to < 0:
		return "", invalid(CodeUnknownStep, "target")
	case to == here:
		return "", invalid(CodeReturnSelf, "target")
	case to > here:
		return "", invalid(CodeReturnForward, "target")
	case !m.s.visited(target):
		return "", invalid(CodeUnknownStep, "target").say(wordsNotVisited)
	}
	return target, nil
}

// straight says whether leaving a step with an outcome goes straight back to
// whoever returned the case: only when the outcome leads onward.
func (m *move) straight(step *Step, outcome Outcome, target Target) *Back {
	b := m.s.Back
	_, ends := target.End()
	if b == nil || b.To != step.Key || ends || !outcome.Positive() || m.c.Verb == VerbChooseNext {
		return nil
	}
	if m.d.Index(string(target)) <= m.d.Index(step.Key) {
		return nil
	}
	kept := *b
	return &kept
}

// goStraight enters the step that a return came from, for the returner and for
// those beside him whose answer no longer stands.
func (m *move) goStraight(b *Back) error {
	returner := m.s.Task(b.Task)
	var tasks []Task
	for _, t := range m.s.visitTasks(returner.Round) {
		switch {
		case t.ID == b.Task:
			tasks = add(tasks, t.anew(b.Returner))
		case !slices.Contains(b.Others, t.ID):
		case m.keeps(b, &t):
			fresh := t.anew("")
			tasks = append(tasks, fresh.carried(&t))
		default:
			tasks = add(tasks, t.anew(t.heldBy()))
		}
	}
	return m.enter(arrival{target: Target(b.From), how: CameStraight, from: m.s.Step, tasks: tasks})
}

// keeps says whether an answer given beside the returner stands: a signature by
// its text, another answer when the text is the one that was returned.
func (m *move) keeps(b *Back, t *Task) bool {
	if t.Status != TaskIsDone || !t.Outcome.Positive() {
		return false
	}
	if m.d.Step(b.From).Signs {
		return m.s.stands(t)
	}
	return m.s.Text.Hash == b.Text
}

// heldBy is who had to answer, or has answered, a task; nobody for a free pool.
func (t *Task) heldBy() string {
	if t.Status == TaskIsDone {
		return t.answerer()
	}
	return t.Assignee
}
