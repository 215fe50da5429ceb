package store

import (
	"context"
	"encoding/json"
	"math/rand/v2"
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
	// OpenUnits are those of the units that exist and are not closed.
	OpenUnits(ctx context.Context, ids []string) (map[string]bool, error)
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
	Organ  string    // whose case it is, for the alarms
}

// Deadline is the calendar's answer.
type Deadline struct {
	process.Instants
	Proof json.RawMessage // how the day was counted, for people
}

// Clockwork turns budgets into days, and days back into budgets.
type Clockwork interface {
	// Resolve counts; a year without calendar is Conflict, NO_CALENDAR, or
	// flagged provisional.
	Resolve(ctx context.Context, tx *Store, q ClockQuestion) (Deadline, error)
	// Left is what is left of the budget on the day of q.Now, in working days
	// for a budget of working days and in calendar days for every other; negative
	// when it is over.
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
	Facts   *NounFacts // what lists show of the noun, for the noun to fill in
}

// NounFacts are what lists show and filter of a noun beside the case's own
// title and urgency. They stand until they are set again.
type NounFacts struct {
	Sender       string // who sent it in
	SourceNumber string // the number its sender gave it
}

// Nouns keeps what cases are about.
type Nouns interface {
	// ApplyEvents writes the noun's row, versions and search text. It runs in
	// the transaction of the commit and may refuse with a fault.
	ApplyEvents(ctx context.Context, tx *Store, change NounChange) error
}

// attempts a commit is run when others come first.
const attempts = 6

// Commit decides the act on the state the database has now and writes what
// follows, all or nothing. The same act again gets the same answer; its ID with
// another digest is Conflict, IDEMPOTENCY_KEY_REUSED. Refusals come back as
// faults, with nothing written; Unavailable means that nothing is known to be
// written and the same act may be sent again.
func (c *Committer) Commit(ctx context.Context, act contract.Act) (contract.Committed, error) {
	// Nearly every act comes once. One that came before fails, by its id at the
	// latest, and only what failed is looked up.
	known := false
	for attempt := 1; ; attempt++ {
		var out contract.Committed
		err := c.Tx(ctx, func(tx *Store) error {
			var err error
			out, err = c.commit(ctx, tx, act, known)
			return err
		})
		switch {
		case err == nil:
			return out, nil
		case !known && ctx.Err() == nil && !isAway(err):
			known = true
			continue
		case attempt >= attempts || !retryable(err):
			return contract.Committed{}, asFault(err)
		}
		if err := pause(ctx, attempt); err != nil {
			return contract.Committed{}, err
		}
	}
}

// pause waits a little longer each time, not quite as long as others do.
func pause(ctx context.Context, attempt int) error {
	wait := time.Duration(attempt)*5*time.Millisecond + rand.N(10*time.Millisecond) //nolint:gosec // only keeps two from meeting again
	select {
	case <-time.After(wait):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// commit is one attempt, inside its transaction; an act that may be known is
// looked up before anything else is said of it.
func (c *Committer) commit(ctx context.Context, tx *Store, act contract.Act, known bool) (contract.Committed, error) {
	t := &turn{c: c, tx: tx, act: act, people: c.People(tx)}
	if err := t.load(ctx); err != nil {
		return contract.Committed{}, err
	}
	if known {
		if answer, err := t.answeredBefore(ctx); answer != nil || err != nil {
			return contract.Committed{Answer: deref(answer), Position: t.position()}, err
		}
	}
	if err := t.decide(ctx); err != nil {
		return contract.Committed{}, err
	}
	if err := t.write(ctx); err != nil {
		return contract.Committed{}, err
	}
	return contract.Committed{Answer: t.answer, Position: t.position()}, nil
}

// Load is the position of a case; Exists is false when there is no such case.
func (c *Committer) Load(ctx context.Context, caseID string) (contract.Position, error) {
	t := &turn{c: c, tx: c.Store, act: contract.Act{CaseID: caseID}}
	if err := t.load(ctx); err != nil {
		return contract.Position{}, asFault(err)
	}
	return t.position(), nil
}
