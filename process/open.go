package process

import (
	"slices"
	"strings"
)

// urgencies are the legal words; a plain paper has none.
var urgencies = []string{"", "平急", "加急", "特急", "特提"}

// maxTitle is the greatest number of characters of a title.
const maxTitle = 500

// openCase begins a case at the first step of the definition.
func (m *move) openCase() error {
	if m.s.Seq > 0 {
		return conflict(CodeAlreadyOpen)
	}
	o := m.c.Opening
	if o == nil {
		return invalid(CodeFieldRequired, "opening")
	}
	if err := checkOpening(o); err != nil {
		return err
	}
	first := &m.d.Steps[0]
	if err := checkForm(first, m.c.Form, formRules{day: m.day()}); err != nil {
		return err
	}
	m.asked = first.Key
	m.s.CaseID = o.CaseID // ids of what follows hang on it
	m.emit(CaseOpened{Opening: *o, Definition: m.d.Key, Version: m.d.Version, Initiator: m.c.By.ID})
	if len(m.c.Form) > 0 {
		m.emit(FormFilled{Form: m.c.Form.clone()})
	}
	if m.c.Text != nil {
		if err := m.changeText(); err != nil {
			return err
		}
	}
	return m.enter(arrival{target: Target(first.Key), how: CameForward})
}

func checkOpening(o *Opening) error {
	required := []struct{ field, value string }{
		{"opening.case_id", o.CaseID},
		{"opening.title", strings.TrimSpace(o.Title)},
		{"opening.owner_unit", o.OwnerUnit},
		{"opening.unit", o.Unit},
	}
	for _, r := range required {
		if r.value == "" {
			return invalid(CodeFieldRequired, r.field)
		}
	}
	if err := checkLine("opening.title", o.Title, maxTitle); err != nil {
		return err
	}
	if !slices.Contains(urgencies, o.Urgency) {
		return invalid(CodeFieldInvalid, "opening.urgency").say(wordsUrgency)
	}
	return nil
}

// changeText records the text as it now is, when it is another one.
func (m *move) changeText() error {
	t := m.c.Text
	if t.Hash == "" {
		return invalid(CodeFieldRequired, "text.hash")
	}
	if t.Hash != m.s.Text.Hash {
		m.emit(TextChanged{Text: Text{Hash: t.Hash, Version: m.s.Text.Version + 1}, Was: m.s.Text.Hash})
	}
	return nil
}

// retitle changes title and urgency as the command says.
func (m *move) retitle() error {
	title, urgency := m.s.Title, m.s.Urgency
	if m.c.Title != "" {
		title = m.c.Title
	}
	if m.c.Urgency != nil {
		urgency = *m.c.Urgency
	}
	if strings.TrimSpace(title) == "" {
		return invalid(CodeFieldRequired, "title")
	}
	if err := checkLine("title", title, maxTitle); err != nil {
		return err
	}
	if !slices.Contains(urgencies, urgency) {
		return invalid(CodeFieldInvalid, "urgency").say(wordsUrgency)
	}
	if title != m.s.Title || urgency != m.s.Urgency {
		m.emit(Retitled{Title: title, Urgency: urgency})
	}
	return nil
}
