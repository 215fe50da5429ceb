package process

import (
	"errors"
	"slices"
	"time"
)

// Allowed is one thing that a person may do to a case now, with what a client
// needs to ask for it.
type Allowed struct {
	Verb  Verb   `json:"verb"`
	Title string `json:"title"`
	// Task is the task it would be done on; empty for verbs of the case.
	Task string `json:"task,omitempty"`
	// Ways are the outcomes to choose from.
	Ways []Way `json:"ways,omitempty"`
	// Fields may or must be filled in; see Field.Outcomes and Field.Part.
	Fields []Field `json:"fields,omitempty"`
	// Places are the steps that return, choose-next, reroute or reopen may go
	// to; for a return the nearest first.
	Places []Place `json:"places,omitempty"`
	// Tasks are what urge, recall and remove-signer may name.
	Tasks []string `json:"tasks,omitempty"`
	// Clocks are those that extend may name.
	Clocks []string `json:"clocks,omitempty"`
	// Deliveries are those that a receipt may name.
	Deliveries []string `json:"deliveries,omitempty"`
	// OpinionRequired and ReasonRequired ask for words.
	OpinionRequired bool `json:"opinion_required,omitempty"`
	ReasonRequired  bool `json:"reason_required,omitempty"`
	// TextToo says that text, title and urgency may be changed with it.
	TextToo bool `json:"text_too,omitempty"`
	// Signs says that it signs the present text.
	Signs bool `json:"signs,omitempty"`
}

// Way is one outcome that an answer may have.
type Way struct {
	Outcome Outcome `json:"outcome"`
	Title   string  `json:"title"`
	// Leads is where it leads when the step is done by it.
	Leads Target `json:"leads"`
	Place string `json:"place"` // title of the step, or of the end
	// Blocked is why it is not possible now.
	Blocked *Refusal `json:"blocked,omitempty"`
	// Waiver says that readers or receipts are open, and that not waiting for
	// them asks for a reason.
	Waiver bool `json:"waiver,omitempty"`
}

// Place is a step one may go to.
type Place struct {
	Step  string `json:"step"`
	Title string `json:"title"`
}

// offered are the verbs of people, in the order in which a client shows them.
// Seeing is left out: it happens by itself.
var offered = []Verb{
	VerbSubmit, VerbApprove, VerbSave, VerbRead, VerbReturn, VerbReject, VerbChooseNext, VerbTransfer, VerbDelegate,
	VerbAddSigner, VerbRemoveSigner, VerbCirculate, VerbRecall, VerbClaim, VerbRelease, VerbWithdraw, VerbRevoke,
	VerbUrge, VerbReceipt, VerbFollow, VerbUnfollow, VerbSuspend, VerbResume, VerbExtend, VerbReroute,
	VerbTerminate, VerbReopen, VerbRepeal, VerbAnnul, VerbHandOver,
}

// Options says what a person may do to a case at a moment. It asks Decide with
// commands that hold nothing but verb and task: a refusal of the input means
// "yes, fill in the form". Where submit is possible approve is left out: it is
// the same act.
func Options(d Definition, s State, by Person, at time.Time) []Allowed {
	var out []Allowed
	for _, verb := range offered {
		if verb == VerbApprove && slices.ContainsFunc(out, func(a Allowed) bool { return a.Verb == VerbSubmit }) {
			continue
		}
		for _, task := range s.candidates(verb, by, at) {
			c := Command{Verb: verb, At: at, By: by, Task: task}
			a := Allowed{Verb: verb, Title: verb.Title(), Task: task}
			if may := describe(&d, &s, c, &a); may {
				out = append(out, a)
			}
		}
	}
	return out
}

// candidates are the tasks to ask a verb for; one empty id for verbs of the
// case.
func (s *State) candidates(verb Verb, by Person, at time.Time) []string {
	kind := TaskAct
	switch {
	case verb == VerbRead:
		kind = TaskRead
	case !rules[verb].onTask:
		return []string{""}
	}
	var out []string
	for i := range s.Tasks {
		t := &s.Tasks[i]
		rel, _ := relate(t, by, at)
		if t.Kind == kind && t.Status == TaskIsOpen && rel == entitled {
			out = append(out, t.ID)
		}
	}
	return out
}

// ask decides a command and says why not; nil also when only input is missing.
func ask(d *Definition, s *State, c Command) *Refusal {
	_, err := Decide(*d, *s, c)
	var r *Refusal
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &r):
		return conflict(CodeNothingToDo)
	case r.Kind == Invalid:
		return nil
	}
	return r
}

// describe says whether the verb is possible, and fills in what it takes.
func describe(d *Definition, s *State, c Command, a *Allowed) bool {
	step := d.Step(s.Step)
	switch c.Verb {
	case VerbApprove, VerbSubmit:
		a.Ways = ways(d, s, step, c)
		if !slices.ContainsFunc(a.Ways, func(w Way) bool { return w.Blocked == nil }) {
			return false
		}
	case VerbChooseNext:
		if r := ask(d, s, c); r != nil && r.Code != CodeReadersOpen {
			return false
		}
		a.Ways = ways(d, s, step, c)
	default:
		if ask(d, s, c) != nil {
			return false
		}
	}
	if rules[c.Verb].onTask {
		a.describeAct(s, step)
	}
	a.describeChoice(d, s, c)
	return true
}

// describeAct adds what an act on a task of the step takes.
func (a *Allowed) describeAct(s *State, step *Step) {
	t := s.Task(a.Task)
	switch a.Verb {
	case VerbApprove, VerbSubmit, VerbChooseNext:
		a.OpinionRequired = step.OpinionRequired && t.counts()
		a.Signs = step.Signs
	case VerbReturn, VerbReject:
		a.ReasonRequired = true
		if f := step.returnField(); f != nil && a.Verb == VerbReturn {
			a.Fields = []Field{*f}
		}
		return
	case VerbSave:
	default:
		return
	}
	a.TextToo = slices.Contains(step.Verbs, VerbSave)
	for _, f := range step.Form {
		if f.belongs(t.Part) {
			a.Fields = append(a.Fields, f)
		}
	}
}

// describeChoice adds what there is to choose from.
func (a *Allowed) describeChoice(d *Definition, s *State, c Command) {
	switch a.Verb {
	case VerbReturn:
		a.Places = d.places(s.Returnable(*d))
	case VerbChooseNext:
		a.Places = d.places(s.Choosable(*d))
	case VerbReroute, VerbReopen:
		a.ReasonRequired = true
		a.Places = d.places(s.Reachable(*d))
	case VerbAnnul, VerbRepeal:
		a.ReasonRequired, a.Fields = true, ceaseFields()
	case VerbRevoke, VerbSuspend, VerbTerminate:
		a.ReasonRequired = true
	case VerbExtend:
		a.ReasonRequired = true
		for _, clock := range s.runningClocks() {
			a.Clocks = append(a.Clocks, clock.ID)
		}
	case VerbUrge, VerbRecall, VerbRemoveSigner:
		a.Tasks = nameable(d, s, c)
	case VerbReceipt:
		for _, delivery := range s.Deliveries {
			c.Receipt = &Receipt{Delivery: delivery.ID, Name: "-"}
			if _, err := Decide(*d, *s, c); err == nil {
				a.Deliveries = append(a.Deliveries, delivery.ID)
			}
		}
	default:
	}
}

// nameable are the tasks that a verb accepts one by one.
func nameable(d *Definition, s *State, c Command) []string {
	var out []string
	for _, t := range s.Tasks {
		if !t.Status.pending() {
			continue
		}
		c.Tasks = []string{t.ID}
		if _, err := Decide(*d, *s, c); err == nil {
			out = append(out, t.ID)
		}
	}
	return out
}

// ways are the outcomes of an answer, with what stands in the way of each.
func ways(d *Definition, s *State, step *Step, c Command) []Way {
	var out []Way
	for _, o := range step.Outcomes() {
		c.Outcome = o
		w := Way{Outcome: o, Title: step.Label(o), Leads: step.Next[o], Place: d.placeTitle(step.Next[o])}
		if r := ask(d, s, c); r != nil && r.Code == CodeReadersOpen {
			w.Waiver = true
			c.Form = Form{FieldWaive: {"-"}}
			w.Blocked = ask(d, s, c)
			c.Form = nil
		} else {
			w.Blocked = r
		}
		out = append(out, w)
	}
	return out
}

// Ways are the outcomes of a step and where they lead, whatever the case is at.
func (d *Definition) Ways(step *Step) []Way {
	out := []Way{}
	for _, o := range step.Outcomes() {
		out = append(out, Way{Outcome: o, Title: step.Label(o), Leads: step.Next[o], Place: d.placeTitle(step.Next[o])})
	}
	return out
}

// Label is the word for an outcome of the step.
func (s *Step) Label(o Outcome) string {
	if label, ok := s.Labels[o]; ok {
		return label
	}
	if label, ok := outcomeWords[o]; ok {
		return label
	}
	return string(o)
}

func (d *Definition) places(keys []string) []Place {
	var out []Place
	for _, key := range keys {
		out = append(out, Place{Step: key, Title: d.Step(key).Title})
	}
	return out
}

// placeTitle is the title of the step, or of the end, that a target leads to.
func (d *Definition) placeTitle(target Target) string {
	if status, ends := target.End(); ends {
		return status.Title()
	}
	if step := d.Step(string(target)); step != nil {
		return step.Title
	}
	return string(target)
}
