package process

import (
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Limits of what a command may hold, in characters and pieces.
const (
	defaultMax = 500
	maxValues  = 200
	maxID      = 64
	maxReason  = 1000
	maxName    = 200
)

func (f Form) clone() Form {
	if f == nil {
		return nil
	}
	out := make(Form, len(f))
	for k, v := range f {
		out[k] = slices.Clone(v)
	}
	return out
}

// filled returns the values of a field that are not blank.
func (f Form) filled(key string) []string {
	var out []string
	for _, v := range f[key] {
		if strings.TrimSpace(v) != "" {
			out = append(out, v)
		}
	}
	return out
}

func (s *Step) field(key string) *Field {
	for i := range s.Form {
		if s.Form[i].Key == key {
			return &s.Form[i]
		}
	}
	return nil
}

// Outcomes are the outcomes of a step, in a fixed order: those of Prefer,
// approve, disagree, the others by name.
func (s *Step) Outcomes() []Outcome {
	var out []Outcome
	add := func(o Outcome) {
		if _, ok := s.Next[o]; ok && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	for _, o := range s.Prefer {
		add(o)
	}
	add(OutcomeApprove)
	for _, o := range slices.Sorted(maps.Keys(s.Next)) {
		if o != OutcomeDisagree {
			add(o)
		}
	}
	add(OutcomeDisagree)
	return out
}

// applies says whether a field belongs to an answer with the outcome by a task
// of the part.
func (f *Field) applies(outcome Outcome, part Part) bool {
	return (len(f.Outcomes) == 0 || slices.Contains(f.Outcomes, outcome)) && f.belongs(part)
}

// belongs says whether a task of the part fills in the field.
func (f *Field) belongs(part Part) bool { return f.Part == "" || f.Part == part }

// fill is the form of an answer: what was filled in, with defaults where
// nothing is, checked against the step's fields. What was saved before counts
// as filled in. Advice needs to fill in nothing.
func (m *move) fill(step *Step, t *Task, outcome Outcome) (Form, error) {
	rules := formRules{day: m.day(), outcome: outcome, task: t, answer: true}
	if err := checkForm(step, m.c.Form, rules); err != nil {
		return nil, err
	}
	form := m.c.Form.clone()
	if !t.counts() {
		return form, nil
	}
	for i := range step.Form {
		f := &step.Form[i]
		if !f.applies(outcome, t.Part) {
			continue
		}
		values := m.s.Form
		if _, given := m.c.Form[f.Key]; given {
			values = m.c.Form
		}
		if len(values.filled(f.Key)) > 0 {
			continue
		}
		if _, given := form[f.Key]; !given && len(f.Default) > 0 {
			if form == nil {
				form = Form{}
			}
			form[f.Key] = slices.Clone(f.Default)
			continue
		}
		if f.Required {
			return nil, invalid(CodeFieldRequired, "form."+f.Key).say(wordsFieldRequired, f.Label)
		}
	}
	return form, nil
}

// formRules is what a form is checked against beside the fields.
type formRules struct {
	day     string
	task    *Task // its part limits the fields; nil for an opening
	answer  bool  // an answer: the outcome limits them too
	outcome Outcome
}

// allow says whether the field may be filled in.
func (r formRules) allow(f *Field) bool {
	switch {
	case r.task == nil:
		return true
	case r.answer:
		return f.applies(r.outcome, r.task.Part)
	}
	return f.belongs(r.task.Part)
}

// checkForm checks each value filled in, in the order of the keys.
func checkForm(step *Step, form Form, rules formRules) error {
	for _, key := range slices.Sorted(maps.Keys(form)) {
		at := "form." + key
		if key == FieldWaive && step.WaitsForReaders {
			if err := checkValues(&Field{Key: key, Type: FieldLong, Max: maxReason}, form[key], at, rules.day); err != nil {
				return err
			}
			continue
		}
		f := step.field(key)
		if f == nil || !rules.allow(f) {
			return invalid(CodeUnknownField, at)
		}
		if err := checkValues(f, form[key], at, rules.day); err != nil {
			return err
		}
	}
	return nil
}

var multiple = []FieldType{FieldChoices, FieldPersons, FieldUnits, FieldFiles, FieldRecipients}

func checkValues(f *Field, values []string, at, day string) error {
	if len(values) > 1 && !slices.Contains(multiple, f.Type) {
		return invalid(CodeFieldInvalid, at).say(wordsOneValue, f.Label)
	}
	if len(values) > maxValues {
		return invalid(CodeFieldInvalid, at).say(wordsTooMany, f.Label, maxValues)
	}
	for _, v := range values {
		if v == "" {
			continue // an emptied field
		}
		if err := checkValue(f, v, at, day); err != nil {
			return err
		}
	}
	return nil
}

func checkValue(f *Field, v, at, day string) error {
	most := f.Max
	if most == 0 {
		most = defaultMax
	}
	switch f.Type {
	case FieldLong:
		return checkText(at, v, most)
	case FieldPerson, FieldPersons, FieldUnit, FieldUnits, FieldFiles, FieldSeries, FieldCase:
		return checkLine(at, v, maxID)
	default:
	}
	if err := checkLine(at, v, most); err != nil {
		return err
	}
	bad := ""
	switch f.Type {
	case FieldChoice, FieldChoices:
		if !slices.ContainsFunc(f.Options, func(o Option) bool { return o.Value == v }) {
			bad = wordsNoSuchChoice
		}
	case FieldTick:
		if v != "true" {
			bad = wordsTick
		}
	case FieldDate:
		if !isDay(v) {
			bad = wordsDate
		} else if f.Future && v < day {
			return invalid(CodeDatePast, at)
		}
	case FieldNumber:
		if len(v) > 18 || strings.Trim(v, "0123456789") != "" {
			bad = wordsNumber
		}
	case FieldRecipients:
		if method, name, ok := strings.Cut(v, ":"); !ok || method == "" || strings.TrimSpace(name) == "" {
			bad = wordsRecipient
		}
	default:
	}
	if bad != "" {
		return invalid(CodeFieldInvalid, at).say(bad, f.Label)
	}
	return nil
}

// isDay says whether v is a day as 2006-01-02.
func isDay(v string) bool {
	d, err := time.Parse(time.DateOnly, v)
	return err == nil && d.Year() >= 1900
}

// checkLine refuses what a single line of text may not hold.
func checkLine(at, v string, most int) error {
	if strings.ContainsAny(v, "\n\t\r") {
		return invalid(CodeFieldInvalid, at).say(wordsControl)
	}
	return checkText(at, v, most)
}

// checkText refuses broken UTF-8, control characters and too long text.
func checkText(at, v string, most int) error {
	if !utf8.ValidString(v) {
		return invalid(CodeFieldInvalid, at).say(wordsUTF8)
	}
	control := func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' }
	if strings.ContainsFunc(v, control) {
		return invalid(CodeFieldInvalid, at).say(wordsControl)
	}
	if utf8.RuneCountInString(v) > most {
		return invalid(CodeFieldInvalid, at).say(wordsTooLong, most)
	}
	return nil
}

// checkWords checks the free words and ids of a command, whatever its verb. It
// comes last: who may not act is not told about his spelling.
func checkWords(c Command) error {
	if err := checkText("reason", c.Reason, maxReason); err != nil {
		return err
	}
	if c.Opinion != nil {
		if err := checkText("opinion.text", c.Opinion.Text, maxOpinion); err != nil {
			return err
		}
		if err := checkLine("opinion.ink", c.Opinion.Ink, maxID); err != nil {
			return err
		}
	}
	if c.Text != nil {
		if err := checkLine("text.hash", c.Text.Hash, 2*maxID); err != nil {
			return err
		}
	}
	return checkParties(c.To)
}

func checkParties(to []Party) error {
	if len(to) > maxValues {
		return invalid(CodeFieldInvalid, "to").say(wordsTooManyPeople, maxValues)
	}
	for _, p := range to {
		for _, v := range []string{p.Person, p.Role, p.Unit} {
			if err := checkLine("to", v, maxID); err != nil {
				return err
			}
		}
		if (p.Person == "") == (p.Role == "" || p.Unit == "") {
			return invalid(CodeFieldInvalid, "to").say(wordsParty)
		}
	}
	return nil
}
