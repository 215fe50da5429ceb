package process

import (
	"fmt"
	"slices"
	"strings"
)

// effects asks for the work that follows from entering or leaving a step.
func (m *move) effects(step *Step, on string, outcome Outcome) error {
	for _, e := range step.Effects {
		if e.On != on || len(e.Outcomes) > 0 && !slices.Contains(e.Outcomes, outcome) {
			continue
		}
		if e.Kind == EffectCirculate {
			m.circulateTo(e.Series)
			continue
		}
		series, err := m.series(e)
		if err != nil {
			return err
		}
		switch e.Kind {
		case EffectNumber:
			m.number(e.Slot, series)
		case EffectDispatch:
			if !m.dispatch() {
				continue
			}
			m.askEffect(e, step.Key, series)
		default:
			m.askEffect(e, step.Key, series)
		}
	}
	return nil
}

func (m *move) askEffect(e Effect, step, series string) {
	m.emit(EffectAsked{ID: m.nextID(), Kind: e.Kind, Step: step, Slot: e.Slot, Series: series})
}

// number needs the next number of a series, unless the case has one in the
// slot: a paper sent back and registered again keeps its number.
func (m *move) number(slot, series string) {
	if _, has := m.s.Numbers[slot]; has {
		return
	}
	asked := func(e Event) bool {
		n, ok := e.Body.(NumberNeeded)
		return ok && n.Slot == slot
	}
	if !slices.ContainsFunc(m.events, asked) {
		m.emit(NumberNeeded{Slot: slot, Series: series})
	}
}

// series is the key of a number series; "@field" reads it from the form.
func (m *move) series(e Effect) (string, error) {
	field, fromForm := strings.CutPrefix(e.Series, "@")
	if !fromForm {
		return e.Series, nil
	}
	if values := m.s.Form.filled(field); len(values) > 0 {
		return values[0], nil
	}
	if m.fillsIn(field) {
		return "", invalid(CodeFieldRequired, "form."+field)
	}
	return "", conflict(CodeFieldRequired).say(wordsSeriesMissing)
}

// dispatch lists the recipients that the form names and that have not got the
// paper yet, those who issue it jointly first. It says whether there are any.
func (m *move) dispatch() bool {
	id := m.nextID()
	var out []Delivery
	for _, unit := range m.s.Form.filled(FieldJoint) {
		out = m.deliver(out, Delivery{Unit: unit, Joint: true})
	}
	for _, unit := range m.s.Form.filled(FieldInside) {
		out = m.deliver(out, Delivery{Unit: unit})
	}
	for _, v := range m.s.Form.filled(FieldOutside) {
		method, name, ok := strings.Cut(v, ":")
		if !ok {
			method, name = "", v
		}
		out = m.deliver(out, Delivery{Name: name, Method: method})
	}
	if len(out) == 0 {
		return false
	}
	for i := range out {
		out[i].ID = fmt.Sprintf("%s-%d", id, i+1)
	}
	m.emit(Dispatched{Deliveries: out})
	return true
}

func (m *move) deliver(out []Delivery, d Delivery) []Delivery {
	same := func(x Delivery) bool { return x.Unit == d.Unit && x.Name == d.Name }
	if slices.ContainsFunc(m.s.Deliveries, same) || slices.ContainsFunc(out, same) {
		return out
	}
	return append(out, d)
}

// effectDone notes the result of an effect. A failed one may still succeed.
func (m *move) effectDone() error {
	r := m.c.Effect
	if r == nil {
		return invalid(CodeFieldRequired, "effect")
	}
	i := slices.IndexFunc(m.s.Effects, func(e EffectAt) bool { return e.ID == r.ID })
	if i < 0 {
		return invalid(CodeFieldInvalid, "effect.id")
	}
	if m.s.Effects[i].Done || r.Failed != "" && r.Failed == m.s.Effects[i].Failed {
		return conflict(CodeNothingToDo)
	}
	m.emit(EffectEnded{ID: r.ID, Failed: r.Failed, Data: r.Data})
	return nil
}

// PendingEffects are the effects asked for that have not ended.
func (s *State) PendingEffects() []EffectAt {
	var out []EffectAt
	for _, e := range s.Effects {
		if !e.Done && e.Failed == "" {
			out = append(out, e)
		}
	}
	return out
}

// Receivers are the roles before whom a paper is put that comes to their unit,
// and who sign for it: in a small bureau there is nobody but who handles papers.
var Receivers = []string{"clerk_in", "registrar", "unit_handler"}

// receives says whether the person receives papers for the unit.
func (p Person) receives(unit string) bool {
	return unit != "" && slices.ContainsFunc(p.Posts, func(post Post) bool {
		return post.Unit == unit && slices.Contains(Receivers, post.Role)
	})
}

// receipt notes that a recipient has the paper: by power, or by who receives
// papers for the unit it went to.
func (m *move) receipt() error {
	r := m.c.Receipt
	var mine []Delivery
	for _, d := range m.s.Deliveries {
		if m.c.By.receives(d.Unit) || m.mayByPower() {
			mine = append(mine, d)
		}
	}
	if len(mine) == 0 {
		if m.mayByPower() {
			return conflict(CodeNothingToDo)
		}
		return denied(CodeNoPower)
	}
	if !slices.ContainsFunc(mine, func(d Delivery) bool { return d.ReceivedBy == "" }) {
		return conflict(CodeReceiptGiven)
	}
	if r == nil {
		return invalid(CodeFieldRequired, "receipt")
	}
	i := slices.IndexFunc(mine, func(d Delivery) bool { return d.ID == r.Delivery })
	switch {
	case i < 0:
		return invalid(CodeUnknownDelivery, "receipt.delivery")
	case mine[i].ReceivedBy != "":
		return conflict(CodeReceiptGiven).with("by", mine[i].ReceivedBy)
	}
	return m.acknowledge(*r)
}

func (m *move) acknowledge(r Receipt) error {
	if r.On == "" {
		r.On = m.day()
	}
	if strings.TrimSpace(r.Name) == "" {
		return invalid(CodeFieldRequired, "receipt.name")
	}
	if err := checkLine("receipt.name", r.Name, maxName); err != nil {
		return err
	}
	if err := checkText("receipt.note", r.Note, maxReason); err != nil {
		return err
	}
	if !isDay(r.On) {
		return invalid(CodeFieldInvalid, "receipt.on").say(wordsDate, wordsReceivedOn)
	}
	if r.On > m.day() {
		return invalid(CodeFieldInvalid, "receipt.on").say(wordsFutureReceipt)
	}
	m.emit(ReceiptGiven{Receipt: r})
	return nil
}
