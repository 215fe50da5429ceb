// Package activities does what workflows may not: it touches the database and
// the world. The comment of each activity says what happens when it runs twice.
package activities

import (
	"context"

	"github.com/zhihui-renda/renda/workflows/contract"
)

// Recorder is the record, as far as a run needs it. It refuses with faults.
type Recorder interface {
	// Commit writes an act in one transaction, or nothing. The same act again
	// gives the first answer, with the position of now.
	Commit(ctx context.Context, act contract.Act) (contract.Committed, error)
	// Load gives the position of a case; one that does not exist is not an
	// error.
	Load(ctx context.Context, caseID string) (contract.Position, error)
}

// Case holds the local activities of a case's run.
type Case struct {
	Record Recorder
}

// Commit writes an act to the record. Run twice, it writes once: the record
// keeps the id of every act with its answer, in the same transaction.
func (c *Case) Commit(ctx context.Context, act contract.Act) (contract.Committed, error) {
	return c.Record.Commit(ctx, act)
}

// Load reads the position of a case. It changes nothing, however often it runs.
func (c *Case) Load(ctx context.Context, caseID string) (contract.Position, error) {
	return c.Record.Load(ctx, caseID)
}
