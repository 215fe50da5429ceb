package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// Committer makes acts part of the record. What it cannot know itself it asks
// of the parts below, all inside the transaction of the commit.
type Committer struct {
	*Store
	Definitions Definitions
	Powers      Powers
	Clockwork   Clockwork
	Nouns       Nouns // nil: cases without a noun
	// People answers for the persons, posts and proxies of the transaction.
	People func(tx *Store) People
	// Now is the time of an act whose commands carry none; nil: time.Now.
	Now func() time.Time
}

// Definitions finds the table a new case is opened with.
type Definitions interface {
	// Definition is the table under the key as the organ has it: the shipped
	// one, or its own. NotFound, NO_PROCESS if there is none.
	Definition(ctx context.Context, key, organ string) (process.Definition, error)
}

// Powers says what policy lets a person do on a case without a task.
type Powers interface {
	Powers(ctx context.Context, person process.Person, ownerUnit string) ([]process.Verb, error)
}

// People answers for persons, posts and proxies at one instant.
type People interface {
	// PersonFor is the person with posts expanded to the unit and every unit
	// above it up to its organ. Unknown or left: Denied, PERSON_NOT_ACTIVE.
	PersonFor(ctx context.Context, id string, at time.Time) (process.Person, error)
	// PersonsFor is PersonFor for several; ids without an active person are
	// left out.
	PersonsFor(ctx context.Context, ids []string, at time.Time) (map[string]process.Person, error)
	// ProxiesFor are the standing proxies that hold at the instant for each of
	// the principals, in cases of the process.
	ProxiesFor(ctx context.Context, principals []string, processKey string, at time.Time) ([]process.Proxy, error)
	// Holders are the active persons that hold each of the posts in its unit
	// or in a unit below it up to the organ; a post without any is left out.
	Holders(ctx context.Context, posts []process.Post, at time.Time) (map[process.Post][]string, error)
	// PostNames are posts in words, "蕲春县水利局的承办人", for messages.
	PostNames(ctx context.Context, posts []process.Post) (map[process.Post]string, error)
}

// ClockQuestion is what a clock asks of the calendar.
type ClockQuestion struct {
	Clock process.Clock
	// From is the day the count starts after; Amount, Unit ("wd", "d", "m",
	// "date") and Day the budget to count now. They differ from the clock's own
	// when it goes on after a hold or was extended.
	From   string
	Amount int
	Unit   string
	Day    string
	Now    time.Time // alarms before it are left out
}

// Deadline is the calendar's answer.
type Deadline struct {
	process.Instants
	Proof json.RawMessage // how the day was counted, for people
}

// Clockwork turns budgets into days, and days back into budgets.
type Clockwork interface {
	// Resolve counts; a year without calendar is Invalid, NO_CALENDAR, or
	// flagged provisional.
	Resolve(ctx context.Context, tx *Store, q ClockQuestion) (Deadline, error)
	// Left is what is left of the budget on the day of q.Now, in working days
	// for a budget of working days and in calendar days for every other; 0 when
	// it is over.
	Left(ctx context.Context, tx *Store, q ClockQuestion) (int, error)
}

// NounChange tells a noun what happened to the case that is about it.
type NounChange struct {
	Kind    string
	ID      string
	Content string // hash of the content to take over, empty for none
	CaseID  string
	Process string
	State   *process.State // after
	Events  []process.Event
}

// Nouns keeps what cases are about.
type Nouns interface {
	// ApplyEvents writes the noun's row, versions and search text. It runs in
	// the transaction of the commit and may refuse with a fault.
	ApplyEvents(ctx context.Context, tx *Store, change NounChange) error
}

// Commit decides the act on the state the database has now and writes what
// follows, all or nothing. The same act again gets the same answer; its ID with
// another digest is Conflict, IDEMPOTENCY_KEY_REUSED. Refusals come back as
// faults, with nothing written.
func (c *Committer) Commit(ctx context.Context, act contract.Act) (contract.Committed, error) {
	return contract.Committed{}, errNotYet
}

// Load is the position of a case; Exists is false when there is no such case.
func (c *Committer) Load(ctx context.Context, caseID string) (contract.Position, error) {
	return contract.Position{}, errNotYet
}
