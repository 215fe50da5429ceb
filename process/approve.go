package process

import (
	"slices"
	"strings"
)

// maxOpinion is the greatest number of characters of an opinion.
const maxOpinion = 4000

// given says whether an opinion says anything.
func (o *Opinion) given() bool {
	return o != nil && (strings.TrimSpace(o.Text) != "" || o.Ink != "")
}

// reason is why, as the command says, or in the words of its opinion.
func (m *move) reason() string {
	if r := strings.TrimSpace(m.c.Reason); r != "" {
		return r
	}
	if m.c.Opinion != nil {
		return strings.TrimSpace(m.c.Opinion.Text)
	}
	return ""
}

// approve answers a task with an outcome and moves the case when the step is
// done by it.
func (m *move) approve() error {
	id, err := m.acting()
	if err != nil {
		return err
	}
	return m.answer(id)
}

// submit is approve at the first step.
func (m *move) submit() error {
	id, err := m.acting()
	if err != nil {
		return err
	}
	if m.d.Index(m.s.Step) != 0 {
		return conflict(CodeVerbNotHere, verbWords[VerbSubmit])
	}
	return m.answer(id)
}

// chooseNext is approve to a step and to persons of one's own choice.
func (m *move) chooseNext() error {
	id, err := m.deciding()
	if err != nil {
		return err
	}
	outcome, _ := m.outcome(id)
	if !outcome.Positive() {
		return invalid(CodeUnknownOutcome, "outcome")
	}
	if end, over := m.wouldEnd(id, outcome); !over || !end.Positive() {
		return conflict(CodeVerbNotHere, verbWords[VerbChooseNext]).say(wordsOthersFirst)
	}
	choices := m.s.Choosable(*m.d)
	if len(choices) == 0 {
		return conflict(CodeVerbNotHere, verbWords[VerbChooseNext])
	}
	switch {
	case m.c.Target == "":
		return invalid(CodeFieldRequired, "target")
	case !slices.Contains(choices, m.c.Target):
		return invalid(CodeUnknownStep, "target")
	}
	return m.answer(id)
}

// Choosable are the steps that choose-next may go to: the targets of the
// present step, and every later step up to and including the next one that
// signs, so that a free choice never walks around a signature.
func (s *State) Choosable(d Definition) []string {
	here := d.Index(s.Step)
	if here < 0 {
		return nil
	}
	var out []string
	for i := here + 1; i < len(d.Steps); i++ {
		out = append(out, d.Steps[i].Key)
		if d.Steps[i].Signs {
			break
		}
	}
	for i := range d.Steps {
		step := &d.Steps[i]
		if step.Key != s.Step && !slices.Contains(out, step.Key) && leadsTo(&d.Steps[here], step.Key) {
			out = append(out, step.Key)
		}
	}
	return out
}

func leadsTo(step *Step, key string) bool {
	for _, target := range step.Next {
		if target == Target(key) {
			return true
		}
	}
	return false
}

// outcome is the one asked for, or the only one that makes sense.
func (m *move) outcome(id string) (Outcome, error) {
	step, o := m.step(), m.c.Outcome
	if o == "" {
		_, approves := step.Next[OutcomeApprove]
		switch {
		case approves, !m.s.Task(id).counts():
			return OutcomeApprove, nil
		case len(step.Next) == 1:
			return step.Outcomes()[0], nil
		}
		return "", invalid(CodeUnknownOutcome, "outcome")
	}
	_, known := step.Next[o]
	advice := !m.s.Task(id).counts() && (o == OutcomeApprove || o == OutcomeDisagree)
	if !known && !advice {
		return "", invalid(CodeUnknownOutcome, "outcome")
	}
	return o, nil
}

// wouldEnd says what the step would come to if the task had the outcome.
func (m *move) wouldEnd(id string, outcome Outcome) (Outcome, bool) {
	tasks := m.s.visit()
	for i := range tasks {
		if tasks[i].ID == id {
			tasks[i].Status, tasks[i].Outcome, tasks[i].Changed = TaskIsDone, outcome, m.s.Seq+1
		}
	}
	return verdict(m.step(), tasks)
}

// answer checks what was filled in and records it. What stands in the way of
// leaving the step is told before what is wrong with the input.
func (m *move) answer(id string) error {
	step := m.step()
	t := *m.s.Task(id)
	outcome, unclear := m.outcome(id)
	hash := m.s.Text.Hash
	if m.c.Text != nil && slices.Contains(step.Verbs, VerbSave) {
		hash = m.c.Text.Hash
	}
	if end, over := m.wouldEnd(id, outcome); unclear == nil && over {
		if err := m.mayLeave(step, end, hash); err != nil {
			return err
		}
	}
	if unclear != nil {
		return unclear
	}
	if step.Signs && m.c.ExpectSeq == SeqUnseen {
		return invalid(CodeSeqRequired, "expect_seq") // nobody signs what he was not shown
	}
	form, err := m.fill(step, &t, outcome)
	if err != nil {
		return err
	}
	if step.OpinionRequired && t.counts() && !m.c.Opinion.given() {
		return invalid(CodeOpinionRequired, "opinion")
	}
	if len(form) > 0 {
		m.emit(FormFilled{Form: form})
	}
	if err := m.rewrite(step); err != nil {
		return err
	}
	signed := ""
	if step.Signs {
		signed = m.s.Text.Hash
	}
	m.opine(id, outcome)
	m.emit(TaskAnswered{Task: id, Outcome: outcome, Signed: signed, Final: step.Final && t.counts()})
	return m.settle()
}

// rewrite records text, title and urgency where the step allows to change them.
func (m *move) rewrite(step *Step) error {
	may := slices.Contains(step.Verbs, VerbSave)
	if m.c.Text != nil && !may && m.c.Text.Hash != m.s.Text.Hash {
		return invalid(CodeUnknownField, "text")
	}
	if (m.c.Title != "" || m.c.Urgency != nil) && !may {
		return invalid(CodeUnknownField, "title")
	}
	if !may {
		return nil
	}
	if m.c.Text != nil {
		if err := m.changeText(); err != nil {
			return err
		}
	}
	return m.retitle()
}

// opine records what was said with a task. At a step that signs there is always
// an entry: a bare signature counts as consent (条例 art. 22).
func (m *move) opine(id string, outcome Outcome) {
	step := m.step()
	signs := step.Signs && outcome != ""
	if !m.c.Opinion.given() && !signs {
		return
	}
	o := OpinionGiven{
		ID: m.nextID(), Task: id, Step: m.s.Step, Round: m.s.Round, Box: step.Box, Kind: m.c.Verb, Result: outcome,
	}
	if t := m.s.Task(id); t != nil && t.Kind == TaskRead {
		o.Step, o.Round = t.Step, t.Round
		if from := m.d.Step(t.Step); from != nil {
			o.Box = from.Box
		}
	}
	if m.c.Opinion != nil {
		o.Text, o.Ink = strings.TrimSpace(m.c.Opinion.Text), m.c.Opinion.Ink
	}
	if signs {
		o.Signed = m.s.Text.Hash
	}
	m.emit(o)
}

// save keeps form, text and title without ending the task.
func (m *move) save() error {
	id, err := m.acting()
	if err != nil {
		return err
	}
	step := m.step()
	if len(m.c.Form) == 0 && m.c.Text == nil && m.c.Title == "" && m.c.Urgency == nil {
		return invalid(CodeNothingToDo, "form").say(wordsNothingToSave)
	}
	if err := checkForm(step, m.c.Form, formRules{day: m.day(), task: m.s.Task(id)}); err != nil {
		return err
	}
	if len(m.c.Form) > 0 {
		m.emit(FormFilled{Form: m.c.Form.clone()})
	}
	if err := m.rewrite(step); err != nil {
		return err
	}
	if len(m.events) == 0 {
		return invalid(CodeNothingToDo, "form").say(wordsNothingToSave)
	}
	return nil
}

// reject ends the case, where the table lets a step do so.
func (m *move) reject() error {
	id, err := m.deciding()
	if err != nil {
		return err
	}
	reason := m.reason()
	if reason == "" && !m.c.Opinion.given() {
		return invalid(CodeReasonRequired, "reason")
	}
	m.opine(id, OutcomeReject)
	m.emit(TaskAnswered{Task: id, Outcome: OutcomeReject, Final: true})
	m.emit(StepLeft{Step: m.s.Step, Round: m.s.Round, Outcome: OutcomeReject})
	m.dropReaders(wordsCaseOver)
	m.close(StatusRejected, reason)
	return nil
}
