// Package play lets the people of the demonstration county work: it takes real
// documents from the door to the archive, with returns, delays, proxies and
// answers, and tells what happened.
//
// The story is written against Office, so that the same people can work on a
// record directly, with time passing as the story wants it, or through the API
// of a running program, as they would themselves.
package play

import (
	"context"
	"time"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// Office is where the people of the story work. Users are named by user name,
// units by code.
type Office interface {
	// Open opens a case about a document and takes its first steps, all as one
	// act of the user.
	Open(ctx context.Context, user string, o Opening) (Place, error)
	// Do acts on a case.
	Do(ctx context.Context, user, caseID string, a Act) (Place, error)
	// Pass lets time pass until the instant for the case: alarms of its clocks
	// ring. An office on real time passes none.
	Pass(ctx context.Context, caseID string, until time.Time) ([]process.AlarmKind, error)
	// Now is the time in the office.
	Now() time.Time
	// Delegate makes the agent stand in for the principal until the instant.
	Delegate(ctx context.Context, principal, agent string, until time.Time) error

	// Deliveries are the recipients of what a case sent out.
	Deliveries(ctx context.Context, user, caseID string) ([]models.Delivery, error)
	// Issued is a delivered paper as its recipient sees it.
	Issued(ctx context.Context, user, delivery string) (models.IssuedPaper, error)

	// Person, Unit and Letterhead are the ids of a user name, a unit's code and
	// a prefix of document numbers; Name is a person's name.
	Person(ctx context.Context, user string) (string, error)
	Name(ctx context.Context, user string) (string, error)
	Unit(ctx context.Context, code string) (models.Unit, error)
	Letterhead(ctx context.Context, prefix string) (models.Letterhead, error)
}

// Opening is a new case.
type Opening struct {
	Process string
	// Unit, by its code, for which the user opens it.
	Unit    string
	Content models.DocumentContent
	Then    []Act
}

// Act is one act: a command without its actor, and a new text.
type Act struct {
	process.Command
	Document *models.DocumentContent
}

// Place is where a case is.
type Place struct {
	CaseID  string
	Step    string
	Status  process.Status
	Numbers map[string]string
	// Late says that a deadline of the case has passed.
	Late bool
}
