// Package contract is what the API, the workflows and the worker agree on:
// names, ids, inputs and results. It holds no behaviour.
package contract

import "github.com/zhihui-renda/renda/process"

// Names on the wire. They are part of recorded histories: never change one.
const (
	CaseWorkflow = "Case"
	ActUpdate    = "act"
	NoopUpdate   = "noop" // bench only, registered by the bench worker
	// RearmSignal wakes a case to look at its clocks again.
	RearmSignal = "rearm"

	CommitActivity = "Commit"
	LoadActivity   = "Load"

	// The activities of effects.
	DispatchActivity = "Dispatch"
	ArchiveActivity  = "Archive"

	CaseQueue = "renda-case"
)

// CaseID is the workflow id of a case's run.
func CaseID(caseID string) string { return "case/" + caseID }

// CaseInput is all that a run needs: it loads the rest from the database.
type CaseInput struct {
	CaseID string `json:"case_id"`
}

// Act is one human act, or several that belong together (a clerk's sign-for and
// registration): all of them are committed, or none. Commands are in order;
// By.ID, Port and the rest of each command as the person sent it; By.Posts and
// By.Powers are found by the commit.
type Act struct {
	// ID is the client's Idempotency-Key scoped to the person
	// ("<person>:<key>"): the command_id in the record, which is where an act
	// sent twice is recognised. Each sending is an Update of its own: a run
	// keeps the outcome of an Update for ever, also of one that failed because
	// the database was away.
	ID string `json:"id"`
	// Digest is the SHA-256 of what was asked for: the same ID with another
	// digest is refused.
	Digest   string            `json:"digest"`
	CaseID   string            `json:"case_id"`
	Commands []process.Command `json:"commands"`
	// Definition is the key of the process; set when the first command opens
	// the case.
	Definition string `json:"definition,omitempty"`
	// Noun is the row the case is about, written when the case opens or its
	// text is saved; see models.
	Noun *Noun `json:"noun,omitempty"`
	// RequestID and Trace tie logs together.
	RequestID string `json:"request_id,omitempty"`
}

// Noun carries what a case is about by reference: the content was stored
// before, under the hash of its bytes, so that the history of the engine holds
// no text of a document.
type Noun struct {
	Kind string `json:"kind"` // "document"
	ID   string `json:"id"`
	// Content is the hash of the content stored by store.PutContent.
	Content string `json:"content"`
}

// Answer is what an act came to. The same act sent again gets the same answer.
type Answer struct {
	CaseID  string            `json:"case_id"`
	Seq     int64             `json:"seq"`
	Status  process.Status    `json:"status"`
	Step    string            `json:"step"`
	Title   string            `json:"title"`
	Numbers map[string]string `json:"numbers,omitempty"`
	// Opened are the ids of tasks that the act opened.
	Opened []string `json:"opened,omitempty"`
	// Notes tell what the person should know: readers left out because they
	// have the paper already, who had opened what was withdrawn.
	Notes []Note `json:"notes,omitempty"`
}

// Note is one thing to know about an act.
type Note struct {
	Code   string            `json:"code"`
	Detail string            `json:"detail"`
	Args   map[string]string `json:"args,omitempty"`
}

// Committed is what the commit tells the workflow: the answer for the caller,
// and what the run must do next.
type Committed struct {
	Answer Answer `json:"answer"`
	// Position after the commit.
	Position Position `json:"position"`
}

// Position is all that a run keeps in memory: what to wait for and what to do.
type Position struct {
	Exists bool           `json:"exists"`
	Seq    int64          `json:"seq"`
	Status process.Status `json:"status"`
	// NextAlarm is the earliest alarm of a running clock that has not rung.
	NextAlarm *AlarmAt `json:"next_alarm,omitempty"`
	// Effects asked for and not done.
	Effects []process.EffectAt `json:"effects,omitempty"`
}

// AlarmAt names one alarm of one clock. At is Unix milliseconds.
type AlarmAt struct {
	Clock string            `json:"clock"`
	Kind  process.AlarmKind `json:"kind"`
	At    int64             `json:"at"`
}

// EffectInput is what an effect's activity is given. Its id is in the case for
// ever, so that an effect run twice can see that it was done.
type EffectInput struct {
	CaseID string           `json:"case_id"`
	Effect process.EffectAt `json:"effect"`
}

// SystemDigest stands where a person's act has the digest of its request: an
// act of the system is told apart by its id alone.
const SystemDigest = "system"

// Limits of an act; a validator refuses what is over them before anything is
// written to a history.
const (
	MaxActID    = 200
	MaxCommands = 16
	MaxActBytes = 256 << 10
)
