package process

import "strings"

// Definition is one process as a table that reads like the regulation. It is
// data: the case stores the whole table it was opened with, so that changing a
// table never changes a running case.
type Definition struct {
	Key     string `json:"key"`     // "document.receive"
	Title   string `json:"title"`   // 收文办理
	Version int    `json:"version"` // grows with every change of the table
	Steps   []Step `json:"steps"`   // the first is where a case opens; order is the order of return
	// Clocks are the deadline rules that steps name in Due.
	Clocks []ClockRule `json:"clocks,omitempty"`
}

// Step is one position of a case.
type Step struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	// Article of law or regulation the step stands on, for people to read.
	Basis string `json:"basis,omitempty"`
	// Actors says whose tasks are opened on entering. Most steps have one
	// entry; handling has a lead and assists.
	Actors []Actor `json:"actors"`
	Mode   Mode    `json:"mode"`
	// Percent of positive answers that Share needs, 1 to 100.
	Percent int `json:"percent,omitempty"`
	// Veto lets one negative answer end the step at once (一票否决).
	Veto bool `json:"veto,omitempty"`
	// Verbs that may be used here beside approve.
	Verbs []Verb  `json:"verbs,omitempty"`
	Form  []Field `json:"form,omitempty"`
	// Due is the key of a ClockRule, empty for none.
	Due string `json:"due,omitempty"`
	// Next maps what the step came to (approve's outcome) to where the case
	// goes. When several people answer, the first key of Prefer that somebody
	// chose wins; see Decide.
	Next   map[Outcome]Target `json:"next"`
	Prefer []Outcome          `json:"prefer,omitempty"`
	// Labels are the outcomes in Chinese, for buttons and for the record;
	// approve and disagree have words of their own when there are none.
	Labels map[Outcome]string `json:"labels,omitempty"`
	// When holds conditions on the case's form; all must hold, otherwise the
	// step is skipped as if it had come to OutcomeApprove.
	When []Condition `json:"when,omitempty"`
	// Effects asked for when the step is entered or left.
	Effects []Effect `json:"effects,omitempty"`
	// NotBy names earlier steps whose actors may not act here (separation of
	// duties: a drafter does not review his own draft).
	NotBy []string `json:"not_by,omitempty"`
	// Signs marks a step whose approval is a signature on the case's text: it
	// binds the text's hash, stands while the text is unchanged and is asked
	// again when it changed.
	Signs bool `json:"signs,omitempty"`
	// NeedsSigned names a Signs step whose signature must cover the present
	// text before this step may be left with an outcome of its own list.
	NeedsSigned *NeedsSigned `json:"needs_signed,omitempty"`
	// WaitsForReaders keeps the step from being left while readings or
	// receipts are open, unless they are waived with a reason.
	WaitsForReaders bool `json:"waits_for_readers,omitempty"`
	// Final marks a step whose leaving cannot be withdrawn (the paper is out).
	Final bool `json:"final,omitempty"`
	// Box is the box of the printed slip in which opinions of this step stand.
	Box string `json:"box,omitempty"`
	// ReturnCodes are reasons that a return from here may name, beside its words.
	ReturnCodes []Option `json:"return_codes,omitempty"`
	// OpinionRequired asks for words, not only an outcome.
	OpinionRequired bool `json:"opinion_required,omitempty"`
}

// NeedsSigned says which signature must cover the present text.
type NeedsSigned struct {
	Step     string    `json:"step"`
	Outcomes []Outcome `json:"outcomes"`
}

// Mode says how the answers of several people make one.
type Mode string

// The modes; Chinese names as offices use them.
const (
	One      Mode = "one"      // a single task, of a person or of a pool
	Any      Mode = "any"      // 或签: the first answer counts, the other tasks are cancelled
	All      Mode = "all"      // 会签: everybody answers
	Sequence Mode = "sequence" // 顺签: everybody, one after another
	Share    Mode = "share"    // 票签: enough positive answers, see Percent
)

// ActorKind says how an actor of a step is found.
type ActorKind string

// The kinds of actor.
const (
	ActorPool      ActorKind = "pool"      // whoever holds Role in Unit
	ActorField     ActorKind = "field"     // the persons named by form field Field
	ActorUnits     ActorKind = "units"     // Role in each unit named by form field Field, a task each
	ActorInitiator ActorKind = "initiator" // who opened the case
	ActorSameAs    ActorKind = "same_as"   // who acted at step Step, last time; with Part, who did in that part
	ActorChosen    ActorKind = "chosen"    // chosen by the last actor (choose-next)
)

// The two words that Actor.Unit may hold in place of a unit's id.
const (
	UnitOwner     = "@owner"     // the organ that owns the case
	UnitInitiator = "@initiator" // the unit of the initiator
)

// Actor says who acts.
type Actor struct {
	Kind  ActorKind `json:"kind"`
	Role  string    `json:"role,omitempty"`
	Unit  string    `json:"unit,omitempty"` // unit id, UnitOwner or UnitInitiator
	Field string    `json:"field,omitempty"`
	Step  string    `json:"step,omitempty"`
	Part  Part      `json:"part,omitempty"`
	// Optional allows a field to name nobody.
	Optional bool `json:"optional,omitempty"`
}

// Part is what a task is to its step.
type Part string

// The parts.
const (
	Lead   Part = "lead"   // 主办
	Assist Part = "assist" // 协办
)

// Outcome is what an answer, and so a step, comes to.
type Outcome string

// Outcomes that every definition understands; tables add their own.
const (
	OutcomeApprove  Outcome = "approve"
	OutcomeDisagree Outcome = "disagree" // the negative answer of Any, All, Sequence and Share

	OutcomeReject Outcome = "reject" // the answer of VerbReject; in no table
	OutcomeRead   Outcome = "read"   // the answer of a reading; in no table
)

// Form keys with a meaning of their own.
const (
	// FieldInside and FieldOutside name the recipients of EffectDispatch: units
	// inside, and FieldRecipients outside.
	FieldInside  = "dispatch_inside"
	FieldOutside = "dispatch_outside"
	// FieldJoint names the units that issue the paper together: each is sent a
	// copy, whoever else is.
	FieldJoint = "joint_organs"
	// FieldWaive holds the reason for not waiting for readers and receipts any
	// longer, where a step WaitsForReaders.
	FieldWaive = "waive_readers"
	// FieldReturnCodes holds those of a step's ReturnCodes that a return names.
	FieldReturnCodes = "return_codes"
)

// Target is where an outcome leads: a step's key, or "end:" and a Status in
// which the case closes.
type Target string

// FieldType says how a field is filled in.
type FieldType string

// The field types. A value is always a list of strings: ids for people, units
// and files, "2006-01-02" for dates, "true" for a tick, digits for a number.
const (
	FieldText    FieldType = "text"
	FieldLong    FieldType = "long"
	FieldChoice  FieldType = "choice"  // one of Options
	FieldChoices FieldType = "choices" // some of Options
	FieldTick    FieldType = "tick"
	FieldDate    FieldType = "date"
	FieldNumber  FieldType = "number"
	FieldPerson  FieldType = "person"
	FieldPersons FieldType = "persons"
	FieldUnit    FieldType = "unit"
	FieldUnits   FieldType = "units"
	FieldFiles   FieldType = "files"
	FieldSeries  FieldType = "series" // key of a number series
	FieldCase    FieldType = "case"   // id of another case
	// FieldRecipients holds recipients outside: "method:name" each, as in
	// "邮寄:蕲春县档案馆".
	FieldRecipients FieldType = "recipients"
)

// End returns the status in which a target closes the case, and whether it does.
func (t Target) End() (Status, bool) {
	status, ok := strings.CutPrefix(string(t), "end:")
	return Status(status), ok
}

// Field is one thing an actor must or may fill in; enough for a client to draw
// the act and for the kernel to check it.
type Field struct {
	Key      string    `json:"key"`
	Label    string    `json:"label"`
	Type     FieldType `json:"type"`
	Required bool      `json:"required,omitempty"`
	// Outcomes limits the field to these outcomes; empty means all.
	Outcomes []Outcome `json:"outcomes,omitempty"`
	// Part limits the field to tasks of this part; empty means all.
	Part    Part     `json:"part,omitempty"`
	Options []Option `json:"options,omitempty"`
	Default []string `json:"default,omitempty"`
	// Max is the greatest number of characters of one value; 0 means 500.
	Max  int    `json:"max,omitempty"`
	Help string `json:"help,omitempty"`
	// Role that each person or unit named must hold, for the client's picker
	// and for the commit to check. For persons it may be several parted by "|",
	// of which one is enough.
	Role string `json:"role,omitempty"`
	// Future refuses a date before the day of the act.
	Future bool `json:"future,omitempty"`
}

// Roles are the roles of which one is enough.
func (f *Field) Roles() []string {
	if f.Role == "" {
		return nil
	}
	return strings.Split(f.Role, "|")
}

// Option is one choice of a field.
type Option struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// Condition is a test on the case's form, as data.
type Condition struct {
	Field string `json:"field"`
	// Op is "set" (names something), "empty", "is" (has Value) or "not".
	Op    string `json:"op"`
	Value string `json:"value,omitempty"`
}

// EffectKind names work that follows from a step.
type EffectKind string

// The effects. Number is resolved inside the commit; the others run as
// activities after it and come back as commands.
const (
	EffectNumber   EffectKind = "number"   // take the next number of a series
	EffectRender   EffectKind = "render"   // typeset the page
	EffectDispatch EffectKind = "dispatch" // deliver to units inside, list those outside
	EffectNotify   EffectKind = "notify"   // tell people outside the inbox
	EffectArchive  EffectKind = "archive"  // put the bundle together
	// EffectCirculate opens readings for the persons named by the form field
	// in Series ("@readers"), inside the commit; see LeftOut.
	EffectCirculate EffectKind = "circulate"
)

// Effect asks for work when a step is entered or left.
type Effect struct {
	Kind EffectKind `json:"kind"`
	// On is "enter" or "leave".
	On string `json:"on"`
	// Outcomes limits an effect on leaving to these outcomes; empty means all.
	Outcomes []Outcome `json:"outcomes,omitempty"`
	// Slot is what a number is for: "receipt_no", "doc_no", "archive_no". A
	// case that holds a number in a slot keeps it whatever happens.
	Slot string `json:"slot,omitempty"`
	// Series is the key of the number series, or "@field" for the form field.
	Series string `json:"series,omitempty"`
}

// ClockRule is a deadline as the regulation states it; the calendar turns it
// into an instant at the commit.
type ClockRule struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	// Amount and Unit are the budget when neither ByUrgency nor Field says
	// otherwise. Unit is "wd" (working days), "d" (calendar days) or "m".
	Amount int    `json:"amount,omitempty"`
	Unit   string `json:"unit,omitempty"`
	// ByUrgency maps an urgency ("", "加急", "特急") to working days.
	ByUrgency map[string]int `json:"by_urgency,omitempty"`
	// Field names a date field of the form; when filled in, that day is the
	// deadline.
	Field string `json:"field,omitempty"`
	Basis string `json:"basis,omitempty"`
}

// Step returns the step with the key, or nil.
func (d *Definition) Step(key string) *Step {
	for i := range d.Steps {
		if d.Steps[i].Key == key {
			return &d.Steps[i]
		}
	}
	return nil
}

// Index returns the place of a step in the table, or -1.
func (d *Definition) Index(key string) int {
	for i := range d.Steps {
		if d.Steps[i].Key == key {
			return i
		}
	}
	return -1
}

// Rule returns the clock rule with the key, or nil.
func (d *Definition) Rule(key string) *ClockRule {
	for i := range d.Clocks {
		if d.Clocks[i].Key == key {
			return &d.Clocks[i]
		}
	}
	return nil
}
