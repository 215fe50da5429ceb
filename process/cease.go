package process

import "time"

// How something that went out ceases to hold.
const (
	Annulled = "annulled" // 撤销: void from the start
	Repealed = "repealed" // 废止: void from a day on
)

// Form keys of annul and repeal.
const (
	FieldDecision = "decision"  // the case of the document that decides it
	FieldCeasedOn = "ceased_on" // the day of the decision, or from which it holds no more
)

// Ceased says that what the case issued holds no more, by which decision and why.
type Ceased struct {
	How      string `json:"how"`
	On       string `json:"on"`               // 2006-01-02
	Decision string `json:"decision"`         // case of the deciding document
	Number   string `json:"number,omitempty"` // of that document, added by the commit
	Reason   string `json:"reason"`
	// By, For and At are who recorded it; taken from the event.
	By  string    `json:"by,omitempty"`
	For string    `json:"for,omitempty"`
	At  time.Time `json:"at,omitzero"`
}

// PaperCeased is the event of it.
type PaperCeased struct{ Ceased }

// EventType names the kind of event in the ledger.
func (PaperCeased) EventType() string { return "paper-ceased" }

func (b PaperCeased) apply(s *State, e Event) error {
	c := b.Ceased
	c.By, c.For, c.At = e.By, e.For, e.At
	s.Ceased = &c
	return nil
}

func (m *move) annul() error { return m.cease(Annulled) }

func (m *move) repeal() error { return m.cease(Repealed) }

// cease ends the force of what went out. It stays in the record, and so does
// this: nothing takes it back. What was repealed may still be annulled.
func (m *move) cease(how string) error {
	if !m.s.issued(m.d) {
		return conflict(CodeNotIssued)
	}
	if was := m.s.Ceased; was != nil && (was.How == Annulled || was.How == how) {
		return conflict(CodeCeased).with("how", was.How).with("by", was.By).with("at", was.At.Format(time.RFC3339))
	}
	for key := range m.c.Form {
		if key != FieldDecision && key != FieldCeasedOn {
			return invalid(CodeUnknownField, "form."+key)
		}
	}
	decision, day := m.c.Form.filled(FieldDecision), m.c.Form.filled(FieldCeasedOn)
	on := m.day()
	if len(day) > 0 {
		on = day[0]
	}
	switch {
	case len(decision) == 0:
		return invalid(CodeFieldRequired, "form."+FieldDecision).say(wordsFieldRequired, wordsDecisionField)
	case len(decision) > 1, decision[0] == m.s.CaseID:
		return invalid(CodeFieldInvalid, "form."+FieldDecision).say(wordsDecision)
	case len(day) > 1, !isDay(on):
		return invalid(CodeFieldInvalid, "form."+FieldCeasedOn).say(wordsDate, wordsCeasedOn)
	case m.reason() == "":
		return invalid(CodeReasonRequired, "reason")
	}
	m.emit(PaperCeased{Ceased{How: how, On: on, Decision: decision[0], Reason: m.reason()}})
	return nil
}

// issued says whether a step was done after which nothing can be taken back:
// the paper is out.
func (s *State) issued(d *Definition) bool {
	for _, v := range s.Visits {
		if step := d.Step(v.Step); step != nil && step.Final && v.Outcome != "" && v.Outcome.Positive() {
			return true
		}
	}
	return false
}

// ceaseFields are what annul and repeal take.
func ceaseFields() []Field {
	return []Field{
		{Key: FieldDecision, Label: wordsDecisionField, Type: FieldCase, Required: true},
		{Key: FieldCeasedOn, Label: wordsCeasedOn, Type: FieldDate},
	}
}

// pastIssue refuses to go back to a step before the end of one that is final
// when what it let out holds no more: that asks for a new document.
func (m *move) pastIssue(target string) error {
	if m.s.Ceased == nil {
		return nil
	}
	for i := m.d.Index(target); i < len(m.d.Steps); i++ {
		if m.d.Steps[i].Final {
			return conflict(CodeCeased).say(wordsCeasedAgain).with("how", m.s.Ceased.How)
		}
	}
	return nil
}
