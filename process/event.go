package process

import (
	"encoding/json"
	"fmt"
	"time"
)

// Event is one fact in the ledger of a case.
type Event struct {
	Seq  int64     `json:"seq"`
	At   time.Time `json:"at"`
	By   string    `json:"by"`            // person id, or System
	For  string    `json:"for,omitempty"` // principal, when By acted as proxy: "B 代 A"
	Port string    `json:"port,omitempty"`
	Body Body      `json:"-"`
}

// Body is what happened. Each type below is one kind of event; what it does to
// a case stands in the apply files.
type Body interface {
	EventType() string
	apply(s *State, e Event) error
}

// The bodies.
type (
	// CaseOpened is the first event of every case.
	CaseOpened struct {
		Opening
		Definition string `json:"definition"`
		Version    int    `json:"version"`
		Initiator  string `json:"initiator"`
	}
	// Retitled changes what the case is called, or how urgent it is.
	Retitled struct {
		Title   string `json:"title"`
		Urgency string `json:"urgency,omitempty"`
	}
	// StepEntered moves the position.
	StepEntered struct {
		Step  string  `json:"step"`
		Round int     `json:"round"`
		How   HowCame `json:"how"`
		From  string  `json:"from,omitempty"`
	}
	// StepLeft ends a visit; Outcome is empty when it was left backwards.
	StepLeft struct {
		Step    string  `json:"step"`
		Round   int     `json:"round"`
		Outcome Outcome `json:"outcome,omitempty"`
		Reason  string  `json:"reason,omitempty"`
	}
	// TaskOpened asks somebody for something; the commit adds the proxies.
	TaskOpened struct {
		Task   Task   `json:"task"`
		Reason string `json:"reason,omitempty"` // in the words of who asks
	}
	// TaskClaimed takes a pool task for one person; TaskReleased puts it back.
	TaskClaimed struct {
		Task string `json:"task"`
		By   string `json:"by"`
	}
	// TaskReleased puts a claimed task back into its pool.
	TaskReleased struct {
		Task string `json:"task"`
	}
	// TaskSeen is the first opening by its assignee.
	TaskSeen struct {
		Task string `json:"task"`
	}
	// TaskAnswered ends a task with an outcome; Signed is the text hash bound.
	TaskAnswered struct {
		Task    string  `json:"task"`
		Outcome Outcome `json:"outcome"`
		Signed  string  `json:"signed,omitempty"`
		// Final: the answer cannot be withdrawn.
		Final bool `json:"final,omitempty"`
	}
	// TaskCancelled ends a task without an answer.
	TaskCancelled struct {
		Task   string `json:"task"`
		Reason string `json:"reason"`
		// Removed: it was taken out by somebody, not made unnecessary by an
		// answer; nothing before it can be withdrawn any more.
		Removed bool   `json:"removed,omitempty"`
		Words   string `json:"words,omitempty"` // of who took it out
	}
	// TaskMoved gives a task to somebody else (transfer, hand-over).
	TaskMoved struct {
		Task    string  `json:"task"`
		From    Party   `json:"from"`
		To      Party   `json:"to"`
		Reason  string  `json:"reason,omitempty"`
		Proxies []Proxy `json:"proxies,omitempty"` // resolved by the commit
	}
	// TaskSlept and TaskWoken let a task wait for another.
	TaskSlept struct {
		Task string `json:"task"`
	}
	// TaskWoken ends the wait.
	TaskWoken struct {
		Task string `json:"task"`
	}
	// OpinionGiven is what somebody said in a task or on the case.
	OpinionGiven struct {
		ID     string  `json:"id"`
		Task   string  `json:"task,omitempty"`
		Step   string  `json:"step"`
		Round  int     `json:"round"`
		Box    string  `json:"box,omitempty"`
		Text   string  `json:"text,omitempty"`
		Ink    string  `json:"ink,omitempty"`
		Signed string  `json:"signed,omitempty"` // text hash it was given on
		Kind   Verb    `json:"kind"`             // the verb it came with
		Result Outcome `json:"result,omitempty"`
	}
	// FormFilled adds to the case's form; a key with no values is cleared.
	FormFilled struct {
		Form Form `json:"form"`
	}
	// TextChanged is a new version of the text.
	TextChanged struct {
		Text Text   `json:"text"`
		Was  string `json:"was,omitempty"` // hash before
	}
	// Returned says who sent the case back, whereto and how it comes back.
	Returned struct {
		From     string   `json:"from"`
		To       string   `json:"to"`
		Task     string   `json:"task"`
		Strategy Strategy `json:"strategy"`
		Reason   string   `json:"reason"`
		Codes    []string `json:"codes,omitempty"` // of the step's ReturnCodes
		Others   []string `json:"others,omitempty"`
	}
	// Withdrawn says that the last actor took his answer back. Told are those
	// who had opened what it led to.
	Withdrawn struct {
		Task   string   `json:"task"`
		Told   []string `json:"told,omitempty"`
		Reason string   `json:"reason,omitempty"`
	}
	// Urged is a reminder by a person.
	Urged struct {
		Tasks []string `json:"tasks"`
		Text  string   `json:"text,omitempty"`
	}
	// Followed and Unfollowed keep a case in somebody's list.
	Followed struct {
		Person string `json:"person"`
	}
	// Unfollowed ends a follow.
	Unfollowed struct {
		Person string `json:"person"`
	}
	// CaseSuspended stops the position and the clocks.
	CaseSuspended struct {
		Reason string `json:"reason"`
	}
	// CaseResumed lets them go on.
	CaseResumed struct {
		Reason string `json:"reason,omitempty"`
	}
	// CaseClosed is the end; CaseReopened a new beginning at a step.
	CaseClosed struct {
		Status Status `json:"status"`
		Reason string `json:"reason,omitempty"`
	}
	// CaseReopened makes a closed case open again.
	CaseReopened struct {
		Step   string `json:"step"`
		Reason string `json:"reason"`
	}
	// NumberNeeded asks the commit for the next number of a series; the commit
	// replaces it by NumberTaken.
	NumberNeeded struct {
		Slot   string `json:"slot"`
		Series string `json:"series"`
	}
	// NumberTaken holds the number given.
	NumberTaken struct {
		Slot   string `json:"slot"`
		Series string `json:"series"`
		Number string `json:"number"`
	}
	// EffectAsked asks for work after the commit.
	EffectAsked struct {
		ID     string     `json:"id"`
		Kind   EffectKind `json:"kind"`
		Step   string     `json:"step"`
		Slot   string     `json:"slot,omitempty"`
		Series string     `json:"series,omitempty"`
	}
	// EffectEnded is its result.
	EffectEnded struct {
		ID     string            `json:"id"`
		Failed string            `json:"failed,omitempty"`
		Data   map[string]string `json:"data,omitempty"`
	}
	// Dispatched lists the recipients of a paper.
	Dispatched struct {
		Deliveries []Delivery `json:"deliveries"`
	}
	// ReceiptGiven is one recipient's receipt.
	ReceiptGiven struct {
		Receipt
	}
	// ReceiptWaived gives up waiting for a receipt.
	ReceiptWaived struct {
		Delivery string `json:"delivery"`
		Reason   string `json:"reason"`
	}
	// ClockStarted asks for a deadline; the commit adds Due, DueDay, Alarms.
	ClockStarted struct {
		Clock Clock `json:"clock"`
	}
	// ClockHeld suspends a clock; the commit adds Left.
	ClockHeld struct {
		Clock string `json:"clock"`
		Left  int    `json:"left"`
	}
	// ClockReleased resumes it; the commit adds the new instants.
	ClockReleased struct {
		Clock string `json:"clock"`
		Instants
	}
	// ClockExtended moves a deadline later, by a person with a reason.
	ClockExtended struct {
		Clock  string `json:"clock"`
		Until  string `json:"until"`
		Reason string `json:"reason"`
		Instants
	}
	// ClockRecomputed follows a change of the calendar.
	ClockRecomputed struct {
		Clock  string `json:"clock"`
		Reason string `json:"reason"`
		WasDay string `json:"was_day"`
		Instants
	}
	// ClockRang is an alarm that came.
	ClockRang struct {
		Clock string    `json:"clock"`
		Kind  AlarmKind `json:"kind"`
	}
	// ClockStopped ends a clock.
	ClockStopped struct {
		Clock string `json:"clock"`
	}
)

// Instants are what the calendar made of a clock.
type Instants struct {
	Due         time.Time `json:"due,omitzero"`
	DueDay      string    `json:"due_day,omitempty"`
	Alarms      []Alarm   `json:"alarms,omitempty"`
	Provisional bool      `json:"provisional,omitempty"`
}

// EventType names the kind of event in the ledger.
func (CaseOpened) EventType() string      { return "case-opened" }
func (Retitled) EventType() string        { return "retitled" }
func (StepEntered) EventType() string     { return "step-entered" }
func (StepLeft) EventType() string        { return "step-left" }
func (TaskOpened) EventType() string      { return "task-opened" }
func (TaskClaimed) EventType() string     { return "task-claimed" }
func (TaskReleased) EventType() string    { return "task-released" }
func (TaskSeen) EventType() string        { return "task-seen" }
func (TaskAnswered) EventType() string    { return "task-answered" }
func (TaskCancelled) EventType() string   { return "task-cancelled" }
func (TaskMoved) EventType() string       { return "task-moved" }
func (TaskSlept) EventType() string       { return "task-slept" }
func (TaskWoken) EventType() string       { return "task-woken" }
func (OpinionGiven) EventType() string    { return "opinion-given" }
func (FormFilled) EventType() string      { return "form-filled" }
func (TextChanged) EventType() string     { return "text-changed" }
func (Returned) EventType() string        { return "returned" }
func (Withdrawn) EventType() string       { return "withdrawn" }
func (Urged) EventType() string           { return "urged" }
func (Followed) EventType() string        { return "followed" }
func (Unfollowed) EventType() string      { return "unfollowed" }
func (CaseSuspended) EventType() string   { return "case-suspended" }
func (CaseResumed) EventType() string     { return "case-resumed" }
func (CaseClosed) EventType() string      { return "case-closed" }
func (CaseReopened) EventType() string    { return "case-reopened" }
func (NumberNeeded) EventType() string    { return "number-needed" }
func (NumberTaken) EventType() string     { return "number-taken" }
func (EffectAsked) EventType() string     { return "effect-asked" }
func (EffectEnded) EventType() string     { return "effect-ended" }
func (Dispatched) EventType() string      { return "dispatched" }
func (ReceiptGiven) EventType() string    { return "receipt-given" }
func (ReceiptWaived) EventType() string   { return "receipt-waived" }
func (ClockStarted) EventType() string    { return "clock-started" }
func (ClockHeld) EventType() string       { return "clock-held" }
func (ClockReleased) EventType() string   { return "clock-released" }
func (ClockExtended) EventType() string   { return "clock-extended" }
func (ClockRecomputed) EventType() string { return "clock-recomputed" }
func (ClockRang) EventType() string       { return "clock-rang" }
func (ClockStopped) EventType() string    { return "clock-stopped" }

// decoders holds, for each type of event, how its body is read.
var decoders = func() map[string]func([]byte) (Body, error) {
	m := map[string]func([]byte) (Body, error){}
	known[CaseOpened](m)
	known[Retitled](m)
	known[StepEntered](m)
	known[StepLeft](m)
	known[TaskOpened](m)
	known[TaskClaimed](m)
	known[TaskReleased](m)
	known[TaskSeen](m)
	known[TaskAnswered](m)
	known[TaskCancelled](m)
	known[TaskMoved](m)
	known[TaskSlept](m)
	known[TaskWoken](m)
	known[ProxyEnded](m)
	known[PaperCeased](m)
	known[OpinionGiven](m)
	known[FormFilled](m)
	known[TextChanged](m)
	known[Returned](m)
	known[Withdrawn](m)
	known[Urged](m)
	known[Followed](m)
	known[Unfollowed](m)
	known[CaseSuspended](m)
	known[CaseResumed](m)
	known[CaseClosed](m)
	known[CaseReopened](m)
	known[NumberNeeded](m)
	known[NumberTaken](m)
	known[EffectAsked](m)
	known[EffectEnded](m)
	known[Dispatched](m)
	known[ReceiptGiven](m)
	known[ReceiptWaived](m)
	known[ClockStarted](m)
	known[ClockHeld](m)
	known[ClockReleased](m)
	known[ClockExtended](m)
	known[ClockRecomputed](m)
	known[ClockRang](m)
	known[ClockStopped](m)
	return m
}()

func known[T Body](m map[string]func([]byte) (Body, error)) {
	var zero T
	m[zero.EventType()] = func(data []byte) (Body, error) {
		var body T
		err := json.Unmarshal(data, &body)
		return body, err
	}
}

// DecodeBody reads the body of an event of the given type.
func DecodeBody(eventType string, data []byte) (Body, error) {
	decode, ok := decoders[eventType]
	if !ok {
		return nil, fmt.Errorf("process: unknown event type %q", eventType)
	}
	return decode(data)
}

type eventJSON struct {
	header
	Type string          `json:"type"`
	Body json.RawMessage `json:"body"`
}

type header Event

// MarshalJSON writes the event with its type and body.
func (e Event) MarshalJSON() ([]byte, error) {
	body, err := json.Marshal(e.Body)
	if err != nil {
		return nil, err
	}
	return json.Marshal(eventJSON{header: header(e), Type: e.Body.EventType(), Body: body})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (e *Event) UnmarshalJSON(data []byte) error {
	var raw eventJSON
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	body, err := DecodeBody(raw.Type, raw.Body)
	if err != nil {
		return err
	}
	*e = Event(raw.header)
	e.Body = body
	return nil
}
