package process

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Flaw is one thing wrong with a definition, in words for whoever writes it.
type Flaw struct {
	Step    string `json:"step,omitempty"`
	Problem string `json:"problem"`
}

// BadDefinition is a definition with flaws.
type BadDefinition struct {
	Key   string `json:"key"`
	Flaws []Flaw `json:"flaws"`
}

// Error lists the flaws.
func (b *BadDefinition) Error() string {
	lines := make([]string, 0, len(b.Flaws))
	for _, f := range b.Flaws {
		lines = append(lines, strings.TrimPrefix(f.Step+": "+f.Problem, ": "))
	}
	return fmt.Sprintf("process: definition %s: %s", b.Key, strings.Join(lines, "; "))
}

// Check says whether a definition can be used; the error is a *BadDefinition.
// A case of a definition that passes never reaches a step without a way on:
// every step is reachable and leads to an end, every outcome has a target,
// whatever is named exists, and no loop can be walked without a person.
func (d Definition) Check() error {
	c := &checker{d: &d}
	c.head()
	c.clocks()
	for i := range d.Steps {
		c.at = &d.Steps[i]
		c.step()
		c.actors()
		c.form()
		c.next()
		c.effects()
		c.names()
	}
	c.at = nil
	if len(c.flaws) == 0 {
		c.graph()
	}
	if len(c.flaws) == 0 {
		return nil
	}
	return &BadDefinition{Key: d.Key, Flaws: c.flaws}
}

type checker struct {
	d     *Definition
	at    *Step // the step looked at
	flaws []Flaw
}

// want notes a flaw unless ok.
func (c *checker) want(ok bool, words string, args ...any) {
	if ok {
		return
	}
	f := Flaw{Problem: phrase(words, args)}
	if c.at != nil {
		f.Step = c.at.Key
	}
	c.flaws = append(c.flaws, f)
}

func (c *checker) head() {
	c.want(c.d.Key != "" && c.d.Title != "", wordsNoTitle)
	c.want(c.d.Version > 0, wordsNoVersion)
	c.want(len(c.d.Steps) > 0, wordsNoSteps)
	for i := range c.d.Steps {
		key := c.d.Steps[i].Key
		c.want(c.d.Index(key) == i, wordsTwice, key)
	}
}

func (c *checker) clocks() {
	for i := range c.d.Clocks {
		r := &c.d.Clocks[i]
		c.want(r.Key != "" && c.d.Rule(r.Key) == r, wordsTwice, r.Key)
		fixed := r.Amount > 0 && slices.Contains([]string{UnitWorkdays, UnitDays, UnitMonths}, r.Unit)
		none := r.Amount == 0 && r.Unit == ""
		c.want(fixed || none && (len(r.ByUrgency) > 0 || r.Field != ""), wordsNoBudget, r.Key)
		for urgency, days := range r.ByUrgency {
			c.want(slices.Contains(urgencies, urgency) && days > 0, wordsNoBudget, r.Key)
		}
		c.want(r.Field == "" || c.typed(r.Field, FieldDate), wordsNoField, r.Field)
	}
}

func (c *checker) step() {
	s := c.at
	c.want(s.Key != "" && s.Title != "" && !strings.Contains(s.Key, ":"), wordsNoTitle)
	c.want(slices.Contains([]Mode{One, Any, All, Sequence, Share}, s.Mode), wordsNoMode, s.Mode)
	c.want((s.Mode == Share) == (s.Percent > 0) && s.Percent <= 100, wordsPercent)
	_, disagree := s.Next[OutcomeDisagree]
	_, approve := s.Next[OutcomeApprove]
	c.want(!s.Veto && s.Mode != Share || disagree, wordsNeedsDisagree)
	c.want(s.Mode != Share || approve, wordsNeedsApprove)
	c.want(s.Due == "" || c.d.Rule(s.Due) != nil, wordsNoRule, s.Due)
	for i, o := range s.ReturnCodes {
		twice := slices.ContainsFunc(s.ReturnCodes[:i], func(before Option) bool { return before.Value == o.Value })
		c.want(o.Value != "" && o.Label != "" && !twice, wordsTwice, o.Value)
	}
	for _, v := range s.Verbs {
		r, known := rules[v]
		c.want(known && !r.system && v != VerbOpen, wordsNoVerb, v)
	}
}

func (c *checker) actors() {
	s := c.at
	c.want(len(s.Actors) > 0, wordsNoActors)
	for _, a := range s.Actors {
		c.want(slices.Contains([]Part{"", Lead, Assist}, a.Part), wordsNoPart, a.Part)
		switch a.Kind {
		case ActorPool:
			c.want(a.Role != "" && a.Unit != "", wordsPoolIncomplete)
		case ActorField:
			c.want(c.typed(a.Field, FieldPerson, FieldPersons), wordsNoField, a.Field)
			c.want(s.Mode != One || !c.typed(a.Field, FieldPersons), wordsOneButMany, a.Field)
		case ActorUnits:
			c.want(a.Role != "", wordsPoolIncomplete)
			c.want(c.typed(a.Field, FieldUnit, FieldUnits), wordsNoField, a.Field)
			c.want(s.Mode != One || !c.typed(a.Field, FieldUnits), wordsOneButMany, a.Field)
		case ActorSameAs:
			c.want(c.d.Step(a.Step) != nil && a.Step != s.Key, wordsNoStep, a.Step)
		case ActorInitiator, ActorChosen:
		default:
			c.want(false, wordsNoActorKind, a.Kind)
		}
	}
	c.want(s.Mode != One || len(s.Actors) <= 1, wordsOneButMany, s.Key)
	first := s == &c.d.Steps[0]
	c.want(!first || !c.passable(s) && s.Actors != nil && s.Actors[0].Kind != ActorChosen, wordsFirstPassable)
}

func (c *checker) form() {
	for i := range c.at.Form {
		f := &c.at.Form[i]
		c.want(f.Key != "" && f.Label != "" && c.at.field(f.Key) == f, wordsTwice, f.Key)
		c.want(slices.Contains(fieldTypes, f.Type), wordsNoFieldType, f.Key, f.Type)
		c.want(c.everywhere(f.Key, f.Type), wordsTwoTypes, f.Key)
		choice := f.Type == FieldChoice || f.Type == FieldChoices
		c.want(choice == (len(f.Options) > 0), wordsOptions, f.Key)
		c.want(slices.Contains([]Part{"", Lead, Assist}, f.Part), wordsNoPart, f.Part)
		c.want(checkValues(f, f.Default, f.Key, "") == nil, wordsDefault, f.Key)
		c.outcomes(f.Outcomes)
	}
}

func (c *checker) next() {
	s := c.at
	c.want(len(s.Next) > 0, wordsNoNext)
	for _, o := range s.Outcomes() {
		target := s.Next[o]
		status, ends := target.End()
		if ends {
			c.want(slices.Contains(closedStatuses, status), wordsNoEnd, target)
			continue
		}
		c.want(o != "" && c.d.Step(string(target)) != nil, wordsNoStep, target)
	}
	c.outcomes(s.Prefer)
	c.outcomes(slices.Sorted(maps.Keys(s.Labels)))
	_, approve := s.Next[OutcomeApprove]
	c.want(approve || !c.passable(s), wordsNeedsApprove)
}

func (c *checker) effects() {
	for _, e := range c.at.Effects {
		c.want(slices.Contains(effectKinds, e.Kind), wordsNoEffect, e.Kind)
		c.want(e.On == "enter" || e.On == "leave", wordsEffectOn, e.Kind)
		c.want(e.On == "leave" || len(e.Outcomes) == 0, wordsEffectOn, e.Kind)
		c.want(e.Kind != EffectNumber || e.Slot != "" && e.Series != "", wordsNoSlot)
		field, named := strings.CutPrefix(e.Series, "@")
		c.want(!named || c.fieldAnywhere(field) != nil, wordsNoField, field)
		c.want(e.Kind != EffectCirculate || named && c.typed(field, FieldPersons), wordsNoField, field)
		c.want(e.Kind != EffectDispatch || c.typed(FieldInside, FieldUnits, FieldUnit) || c.typed(FieldOutside, FieldRecipients),
			wordsNoRecipients)
		c.outcomes(e.Outcomes)
	}
}

// names checks what a step says about other steps and about fields.
func (c *checker) names() {
	s := c.at
	for _, w := range s.When {
		c.want(c.fieldAnywhere(w.Field) != nil, wordsNoField, w.Field)
		c.want(slices.Contains([]string{"set", "empty", "is", "not"}, w.Op), wordsNoOp, w.Op)
	}
	for _, key := range s.NotBy {
		c.want(c.d.Step(key) != nil && key != s.Key, wordsNoStep, key)
	}
	if n := s.NeedsSigned; n != nil {
		signer := c.d.Step(n.Step)
		c.want(signer != nil && signer.Signs, wordsNoSignature, n.Step)
		c.want(len(n.Outcomes) > 0, wordsNoNext)
		c.outcomes(n.Outcomes)
	}
}

func (c *checker) outcomes(list []Outcome) {
	for _, o := range list {
		_, ok := c.at.Next[o]
		c.want(ok, wordsNoOutcome, o)
	}
}

func (c *checker) fieldAnywhere(key string) *Field {
	for i := range c.d.Steps {
		if f := c.d.Steps[i].field(key); f != nil {
			return f
		}
	}
	return nil
}

func (c *checker) typed(key string, types ...FieldType) bool {
	f := c.fieldAnywhere(key)
	return f != nil && slices.Contains(types, f.Type)
}

func (c *checker) everywhere(key string, t FieldType) bool {
	for i := range c.d.Steps {
		if f := c.d.Steps[i].field(key); f != nil && f.Type != t {
			return false
		}
	}
	return true
}
