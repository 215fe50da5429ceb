package process

import "time"

// Status is the state of a case as a whole.
type Status string

// The statuses. All but Open and Suspended are final until a reopen.
const (
	StatusOpen       Status = "open"
	StatusSuspended  Status = "suspended"
	StatusCompleted  Status = "completed"  // 办结
	StatusReturned   Status = "returned"   // 退文
	StatusRejected   Status = "rejected"   // 否决
	StatusRevoked    Status = "revoked"    // 撤销
	StatusTerminated Status = "terminated" // 终止
	StatusVoided     Status = "voided"     // 作废
)

// Closed says whether nothing more happens but reading and reopening.
func (s Status) Closed() bool { return s != StatusOpen && s != StatusSuspended }

// State is a case at one seq: all that Decide needs, rebuilt from the ledger by
// Apply and stored beside it as JSON.
type State struct {
	CaseID    string `json:"case_id"`
	Seq       int64  `json:"seq"`
	Status    Status `json:"status"`
	Step      string `json:"step"`
	Round     int    `json:"round"` // grows every time a step is entered
	Title     string `json:"title"`
	Urgency   string `json:"urgency,omitempty"`
	Initiator string `json:"initiator"`
	OwnerUnit string `json:"owner_unit"`
	Unit      string `json:"unit"` // the initiator's unit
	NounKind  string `json:"noun_kind,omitempty"`
	NounID    string `json:"noun_id,omitempty"`

	Form    Form              `json:"form,omitempty"`
	Text    Text              `json:"text"`
	Numbers map[string]string `json:"numbers,omitempty"` // slot to number
	// TextSeq is the seq of the last change of the text: nobody signs a text
	// that he has not been shown.
	TextSeq int64 `json:"text_seq,omitempty"`

	Tasks      []Task     `json:"tasks,omitempty"`
	Clocks     []Clock    `json:"clocks,omitempty"`
	Effects    []EffectAt `json:"effects,omitempty"`
	Deliveries []Delivery `json:"deliveries,omitempty"`
	Visits     []Visit    `json:"visits,omitempty"` // every entering of a step, in order
	Followers  []string   `json:"followers,omitempty"`

	// Ceased: what the case issued holds no more.
	Ceased *Ceased `json:"ceased,omitempty"`

	// Back, after a return with StraightBack, is where the case goes when the
	// step it was returned to is done.
	Back *Back `json:"back,omitempty"`
	// LastAct is the last answer that moved the case or its step; only its
	// actor may withdraw it, while nobody acted after.
	LastAct *LastAct `json:"last_act,omitempty"`
}

// TaskKind says what a task asks for.
type TaskKind string

// The kinds of task.
const (
	TaskAct  TaskKind = "act"  // 待办: moves the case
	TaskRead TaskKind = "read" // 待阅: beside the position
)

// TaskStatus is the state of a task.
type TaskStatus string

// The statuses of a task.
const (
	TaskIsOpen      TaskStatus = "open"
	TaskIsAsleep    TaskStatus = "asleep" // waits for another task
	TaskIsDone      TaskStatus = "done"
	TaskIsCancelled TaskStatus = "cancelled"
)

// Relation says why a task was opened by another one.
type Relation string

// The relations of a task to its parent.
const (
	RelDelegate Relation = "delegate"
	RelBefore   Relation = "before"
	RelAfter    Relation = "after"
	RelParallel Relation = "parallel"
)

// Task is one thing asked of one person or of a pool.
type Task struct {
	ID       string     `json:"id"` // case id, "-", seq of the event that opened it
	Step     string     `json:"step"`
	Round    int        `json:"round"`
	Kind     TaskKind   `json:"kind"`
	Part     Part       `json:"part,omitempty"`
	Assignee string     `json:"assignee,omitempty"` // person; empty while a pool task is unclaimed
	Pool     *Post      `json:"pool,omitempty"`     // who may claim or act
	Claimed  bool       `json:"claimed,omitempty"`
	Proxies  []Proxy    `json:"proxies,omitempty"` // resolved by the commit when the task is opened
	Status   TaskStatus `json:"status"`
	Order    int        `json:"order,omitempty"`  // place in a sequence
	Batch    string     `json:"batch,omitempty"`  // readings circulated together
	Parent   string     `json:"parent,omitempty"` // task that asked for this one
	Relation Relation   `json:"relation,omitempty"`
	AddedBy  string     `json:"added_by,omitempty"`
	Outcome  Outcome    `json:"outcome,omitempty"`
	DoneBy   string     `json:"done_by,omitempty"`
	DoneFor  string     `json:"done_for,omitempty"` // principal, when DoneBy is a proxy
	Signed   string     `json:"signed,omitempty"`   // text hash the answer binds
	OpenedAt time.Time  `json:"opened_at"`
	SeenAt   *time.Time `json:"seen_at,omitempty"`
	SeenBy   string     `json:"seen_by,omitempty"` // who opened it first
	DoneAt   *time.Time `json:"done_at,omitempty"`
	// Changed is the seq of the last event that changed the task.
	Changed int64 `json:"changed"`
	// Stands marks a task that was not asked again because its signature
	// stands on an unchanged text.
	Stands bool `json:"stands,omitempty"`
}

// Proxy is a standing delegation that held when the task was opened.
type Proxy struct {
	Principal string    `json:"principal"`
	Agent     string    `json:"agent"`
	Until     time.Time `json:"until"` // exclusive
}

// Visit is one stay of the case at a step.
type Visit struct {
	Step    string  `json:"step"`
	Round   int     `json:"round"`
	How     HowCame `json:"how"`
	Outcome Outcome `json:"outcome,omitempty"` // empty while there, or when it was left backwards
	// Actors who answered during the visit.
	Actors []string `json:"actors,omitempty"`
	// Writers who changed the text during the visit, whoever answered.
	Writers []string `json:"writers,omitempty"`
}

// HowCame says how a case came to a step.
type HowCame string

// How a case comes to a step.
const (
	CameForward  HowCame = "forward"
	CameReturn   HowCame = "return"
	CameStraight HowCame = "straight"
	CameWithdraw HowCame = "withdraw"
	CameReroute  HowCame = "reroute"
	CameReopen   HowCame = "reopen"
	CameSkipped  HowCame = "skipped" // its conditions did not hold
	CameStands   HowCame = "stands"  // all its signatures stand
)

// Back remembers who returned a case and wants it straight back.
type Back struct {
	From     string   `json:"from"` // step to go back to
	To       string   `json:"to"`   // step the case was returned to
	Returner string   `json:"returner"`
	Task     string   `json:"task"`             // the returner's task, cancelled by the return
	Others   []string `json:"others,omitempty"` // tasks of the step that were open or done beside it
	Text     string   `json:"text,omitempty"`   // hash of the text when it was returned
}

// LastAct is the last answer given.
type LastAct struct {
	By    string `json:"by"`
	For   string `json:"for,omitempty"`
	Task  string `json:"task"`
	Step  string `json:"step"`
	Round int    `json:"round"`
	// Seq of the answer's event.
	Seq int64 `json:"seq"`
	// Final: the answer left a step that cannot be withdrawn.
	Final bool `json:"final,omitempty"`
	// Back is the way back that the answer used up; a withdrawal restores it.
	Back *Back `json:"back,omitempty"`
}

// ClockStatus is the state of a clock.
type ClockStatus string

// The statuses of a clock.
const (
	ClockIsRunning ClockStatus = "running"
	ClockIsHeld    ClockStatus = "held"
	ClockIsStopped ClockStatus = "stopped"
)

// AlarmKind is a moment of a clock at which something is done.
type AlarmKind string

// The alarms of a clock: a reminder before the day, on it, after it, and the
// escalation. None of them decides anything.
const (
	AlarmBefore   AlarmKind = "before"
	AlarmAt       AlarmKind = "at"
	AlarmAfter    AlarmKind = "after"
	AlarmEscalate AlarmKind = "escalate"
)

// Alarm is one moment of a clock.
type Alarm struct {
	Kind  AlarmKind `json:"kind"`
	At    time.Time `json:"at"`
	Fired bool      `json:"fired,omitempty"`
}

// Clock is a deadline with its budget; the ledger of what happened to it is the
// case's events. Due, Alarms, Proof and Left are resolved by the commit.
type Clock struct {
	ID     string      `json:"id"`
	Rule   string      `json:"rule"`
	Step   string      `json:"step"`
	Round  int         `json:"round"`
	Status ClockStatus `json:"status"`
	// From is the day the count starts after, 2006-01-02.
	From string `json:"from"`
	// Amount and Unit are the budget: "wd", "d", "m", or "date" with Day.
	Amount int    `json:"amount,omitempty"`
	Unit   string `json:"unit"`
	Day    string `json:"day,omitempty"`
	// Due is the first instant that is too late; DueDay the last day in time.
	Due    time.Time `json:"due,omitzero"`
	DueDay string    `json:"due_day,omitempty"`
	Alarms []Alarm   `json:"alarms,omitempty"`
	// Provisional: the count crosses a year whose calendar is not published.
	Provisional bool `json:"provisional,omitempty"`
	// Left is what remained of the budget when the clock was suspended.
	Left int `json:"left,omitempty"`
	// Extended is the day an extension moved the deadline to.
	Extended string `json:"extended,omitempty"`
}

// EffectAt is an effect asked for.
type EffectAt struct {
	ID     string     `json:"id"`
	Kind   EffectKind `json:"kind"`
	Step   string     `json:"step"`
	Slot   string     `json:"slot,omitempty"`
	Series string     `json:"series,omitempty"`
	Done   bool       `json:"done,omitempty"`
	Failed string     `json:"failed,omitempty"`
}

// Delivery is one recipient of a dispatched paper.
type Delivery struct {
	ID     string `json:"id"`
	Unit   string `json:"unit,omitempty"` // inside
	Name   string `json:"name,omitempty"` // outside
	Method string `json:"method,omitempty"`
	// Joint: the copy of an organ that issued the paper with the owner.
	Joint bool `json:"joint,omitempty"`
	// ReceivedBy is the name on the receipt; empty while there is none.
	ReceivedBy string `json:"received_by,omitempty"`
	ReceivedOn string `json:"received_on,omitempty"`
	Waived     string `json:"waived,omitempty"` // reason
}

// Task returns the task with the id, or nil.
func (s *State) Task(id string) *Task {
	for i := range s.Tasks {
		if s.Tasks[i].ID == id {
			return &s.Tasks[i]
		}
	}
	return nil
}

// Clock returns the clock with the id, or nil.
func (s *State) Clock(id string) *Clock {
	for i := range s.Clocks {
		if s.Clocks[i].ID == id {
			return &s.Clocks[i]
		}
	}
	return nil
}
