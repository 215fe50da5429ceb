package models

import "time"

// Case is the row of one running or finished process: where it stands and what
// lists show of it. The ledger of its events is the record; the row is made
// from it.
type Case struct {
	ID      string `json:"id" gorm:"primaryKey"`
	Process string `json:"process"` // key of the definition, "document.receive"
	Version int    `json:"version"`
	// Definition is the hash of the table the case was opened with, in contents.
	Definition string `json:"-"`
	State      string `json:"-"` // process.State as JSON
	Seq        int64  `json:"seq"`
	Head       string `json:"-"` // hash of the last event
	Status     string `json:"status"`
	Step       string `json:"step"`
	StepTitle  string `json:"step_title"`
	Title      string `json:"title"`
	Number     string `json:"number,omitempty"` // the number it is known by here
	// SourceNumber is the number its sender gave it.
	SourceNumber string     `json:"source_number,omitempty"`
	Urgency      string     `json:"urgency,omitempty"`
	Due          *time.Time `json:"due,omitempty"` // first instant too late, of the nearest running clock
	DueDay       string     `json:"due_day,omitempty"`
	OwnerUnit    string     `json:"owner_unit"`
	Unit         string     `json:"unit"`
	Initiator    string     `json:"initiator"`
	Sender       string     `json:"sender,omitempty"` // who sent it in, as lists show and filter it
	NounKind     string     `json:"noun_kind,omitempty"`
	NounID       string     `json:"noun_id,omitempty"`
	OpenedAt     time.Time  `json:"opened_at"`
	ChangedAt    time.Time  `json:"changed_at"`
	ClosedAt     *time.Time `json:"closed_at,omitempty"`
	// Ceased: what it issued was annulled or repealed.
	Ceased string `json:"ceased,omitempty"`
	// NextAlarm is the earliest alarm of a running clock that has not rung.
	NextAlarm *time.Time `json:"-"`
	// Pending is the number of effects asked for and not done.
	Pending int `json:"-"`
}

// Event is one link of a case's ledger: a fact, chained to the one before by
// Prev and Hash (SM3).
type Event struct {
	CaseID     string    `json:"-" gorm:"primaryKey"`
	Seq        int64     `json:"seq" gorm:"primaryKey;autoIncrement:false"`
	CommandID  string    `json:"-"`
	N          int       `json:"-"` // place within the command, from 0
	Type       string    `json:"type"`
	Actor      string    `json:"actor"`
	OnBehalfOf string    `json:"on_behalf_of,omitempty"`
	Port       string    `json:"port,omitempty"`
	At         time.Time `json:"at"`
	Payload    string    `json:"payload"` // body as JSON
	Prev       string    `json:"prev_hash" gorm:"column:prev_hash"`
	Hash       string    `json:"hash"`
}

// Task is one thing asked of one person or of a pool, as lists show it.
type Task struct {
	ID         string     `json:"id" gorm:"primaryKey"`
	CaseID     string     `json:"case_id"`
	Step       string     `json:"step"`
	StepTitle  string     `json:"step_title"`
	Round      int        `json:"round"`
	Kind       string     `json:"kind"` // act, read
	Part       string     `json:"part,omitempty"`
	Assignee   string     `json:"assignee,omitempty"`
	PoolRole   string     `json:"pool_role,omitempty"`
	PoolUnit   string     `json:"pool_unit,omitempty"`
	Claimed    bool       `json:"claimed,omitempty"`
	Agent      string     `json:"agent,omitempty"` // the first standing proxy
	Status     string     `json:"status"`
	Place      int        `json:"order,omitempty"` // in a sequence
	Batch      string     `json:"batch,omitempty"`
	Parent     string     `json:"parent,omitempty"`
	Relation   string     `json:"relation,omitempty"`
	AddedBy    string     `json:"added_by,omitempty"`
	Outcome    string     `json:"outcome,omitempty"`
	DoneBy     string     `json:"done_by,omitempty"`
	DoneFor    string     `json:"done_for,omitempty"`
	Signed     string     `json:"signed,omitempty"`
	Stands     bool       `json:"stands,omitempty"`
	OpenedAt   time.Time  `json:"opened_at"`
	SeenAt     *time.Time `json:"seen_at,omitempty"`
	DoneAt     *time.Time `json:"done_at,omitempty"`
	Due        *time.Time `json:"due,omitempty"` // first instant too late
	DueDay     string     `json:"due_day,omitempty"`
	ChangedSeq int64      `json:"changed"`
}

// Opinion is what somebody wrote or drew on a case. It is never edited.
type Opinion struct {
	ID         string    `json:"id" gorm:"primaryKey"`
	CaseID     string    `json:"-"`
	Seq        int64     `json:"seq"`
	TaskID     string    `json:"task_id,omitempty"`
	Step       string    `json:"step"`
	StepTitle  string    `json:"step_title"`
	Round      int       `json:"round"`
	Box        string    `json:"box,omitempty"` // of the printed slip
	Kind       string    `json:"kind"`          // the verb it came with
	Result     string    `json:"result,omitempty"`
	Text       string    `json:"text,omitempty"`
	Ink        string    `json:"ink,omitempty"` // file id of strokes
	Author     string    `json:"author"`
	OnBehalfOf string    `json:"on_behalf_of,omitempty"`
	At         time.Time `json:"at"`
	Signed     string    `json:"signed,omitempty"` // hash of the text it was given on
}

// Clock is a deadline of a case as it stands now.
type Clock struct {
	ID     string `json:"id" gorm:"primaryKey"`
	CaseID string `json:"case_id"`
	Rule   string `json:"rule"`
	Title  string `json:"title"`
	Step   string `json:"step"`
	Round  int    `json:"round"`
	Status string `json:"status"`
	// FromDay is the day the count starts after; Amount and BudgetUnit the
	// budget ("wd", "d", "m", or "date" with Day).
	FromDay     string     `json:"from"`
	Amount      int        `json:"amount,omitempty"`
	BudgetUnit  string     `json:"unit"`
	Day         string     `json:"day,omitempty"`
	Due         *time.Time `json:"due,omitempty"`
	DueDay      string     `json:"due_day,omitempty"`
	Provisional bool       `json:"provisional,omitempty"`
	LeftOver    int        `json:"left,omitempty"`
	Extended    string     `json:"extended,omitempty"`
	Alarms      string     `json:"-"` // JSON
	NextAlarm   *time.Time `json:"-"`
}

// ClockEntry is one line of a clock's ledger: what happened to it, by whom and
// why, with the proof of the day that came of it.
type ClockEntry struct {
	ClockID string    `json:"clock_id" gorm:"primaryKey"`
	Seq     int64     `json:"seq" gorm:"primaryKey;autoIncrement:false"`
	CaseID  string    `json:"-"`
	Type    string    `json:"type"`
	Actor   string    `json:"actor"`
	At      time.Time `json:"at"`
	Reason  string    `json:"reason,omitempty"`
	// FromDay, Amount, BudgetUnit and Day are what was asked of the calendar,
	// DueDay and Proof (JSON) its answer; empty where nothing was counted.
	FromDay    string `json:"from,omitempty"`
	Amount     int    `json:"amount,omitempty"`
	BudgetUnit string `json:"unit,omitempty"`
	Day        string `json:"day,omitempty"`
	DueDay     string `json:"due_day,omitempty"`
	Proof      string `json:"proof,omitempty"`
}

// Delivery is one recipient of a dispatched paper. A unit inside sees the
// delivery and the issued text, not the case.
type Delivery struct {
	ID         string     `json:"id" gorm:"primaryKey"`
	CaseID     string     `json:"case_id"`
	Seq        int64      `json:"-"`
	Unit       string     `json:"unit,omitempty"` // inside
	Name       string     `json:"name,omitempty"` // outside
	Method     string     `json:"method,omitempty"`
	NounKind   string     `json:"noun_kind,omitempty"`
	NounID     string     `json:"noun_id,omitempty"`
	Text       string     `json:"text,omitempty" gorm:"column:text_hash"` // hash of the issued text
	Title      string     `json:"title"`
	Number     string     `json:"number,omitempty"`
	Urgency    string     `json:"urgency,omitempty"`
	SenderUnit string     `json:"sender_unit"`
	SentAt     time.Time  `json:"sent_at"`
	ReceivedBy string     `json:"received_by,omitempty"`
	ReceivedOn string     `json:"received_on,omitempty"`
	ReceivedAt *time.Time `json:"received_at,omitempty"`
	Waived     string     `json:"waived,omitempty"` // reason
	// Joint: the copy of an organ that issued it with the sender, to be archived
	// there; the sender archives the original.
	Joint bool `json:"joint,omitempty"`
	// Ceased: the sender annulled or repealed it, on or from CeasedOn.
	Ceased   string `json:"ceased,omitempty"`
	CeasedOn string `json:"ceased_on,omitempty"`
}

// Notification tells the holders of an address that something changed. Ids
// grow in the order of reading and are never reused.
type Notification struct {
	ID      int64     `json:"id" gorm:"primaryKey"`
	Address string    `json:"-"`
	Kind    string    `json:"kind"`
	CaseID  string    `json:"case_id"`
	TaskID  string    `json:"task_id,omitempty"`
	Text    string    `json:"text" gorm:"column:text_key"` // key of the sentence, never text of a document
	At      time.Time `json:"at"`
}

// The kinds of notification.
const (
	NoteTask      = "task"      // a task came to the address
	NoteTaskGone  = "task-gone" // it left: done by somebody, moved, cancelled
	NoteUrged     = "urged"
	NoteReminder  = "reminder"  // before or on the day it is due
	NoteOverdue   = "overdue"   // after it
	NoteEscalated = "escalated" // told to those above
	NoteReturned  = "returned"
	NoteWithdrawn = "withdrawn" // you had opened what was taken back
	NoteCase      = "case"      // a case you started or follow changed
	NoteDelivery  = "delivery"  // a paper was sent to your unit
	NoteCeased    = "ceased"    // a paper that was sent to your unit holds no more
)
