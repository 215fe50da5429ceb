// Package workflows holds the durable shell around the kernel. A run keeps the
// position of one case and nothing else; what the case is, is in the database.
package workflows

import (
	"go.temporal.io/sdk/workflow"

	"github.com/zhihui-renda/renda/workflows/contract"
)

// renewAfter is the number of history events after which a run starts afresh:
// a history of that length still replays in a few milliseconds.
const renewAfter = 2000

// Case is the durable run of one case. It waits for people (each of their acts
// is an Update) and for clocks (each alarm is an act of the system), commits
// both through one door one at a time, and does the effects they ask for.
//
// The run may vanish at any moment and be started again with the case's id
// alone. It ends by itself when the case is closed and nothing is left to do;
// a later act starts the next one.
func Case(ctx workflow.Context, in contract.CaseInput) error {
	c := &caseRun{
		id:    in.CaseID,
		mutex: workflow.NewMutex(ctx),
		rearm: workflow.GetSignalChannel(ctx, contract.RearmSignal),
	}
	// First of all, so that an act that starts the run finds its handler.
	if err := c.listen(ctx); err != nil {
		return err
	}
	return c.run(ctx, in)
}

// caseRun is the memory of a run.
type caseRun struct {
	id    string
	mutex workflow.Mutex // held while the record is read or written
	rearm workflow.ReceiveChannel

	loaded   bool // position is the record's
	position contract.Position
	moved    bool // position changed since prepare looked at it

	alarm    alarm
	patience patience
	effects  []effectRun
}

// duty is what a run has to do next.
type duty int

const (
	nothing duty = iota // wait for people and clocks
	prepare             // look at a new position
	reload              // read the position from the record
	record              // commit the result of an effect
	ring                // commit an alarm
	leave               // the case is closed
	renew               // the history is long
)

// run does one duty after another until there will be none.
func (c *caseRun) run(ctx workflow.Context, in contract.CaseInput) error {
	c.load(ctx)
	for {
		c.prepare(ctx)
		if err := ctx.Err(); err != nil {
			return err // cancelled from outside; the next act starts a new run
		}
		if err := workflow.Await(ctx, func() bool { return c.next(ctx) != nothing }); err != nil {
			return err
		}
		switch c.next(ctx) {
		case nothing, prepare:
		case reload:
			c.load(ctx)
		case record:
			c.record(ctx)
		case ring:
			c.ring(ctx)
		case leave:
			return nil
		case renew:
			return workflow.NewContinueAsNewError(ctx, contract.CaseWorkflow, in)
		}
	}
}

// next says what to do next. It changes nothing: Await asks it often.
func (c *caseRun) next(ctx workflow.Context) duty {
	switch {
	case c.rearm.Len() > 0:
		return reload
	case c.moved || c.alarm.rang():
		return prepare
	case c.patience.resting(ctx):
		return nothing
	case !c.loaded:
		return reload
	case c.finishedEffect() >= 0:
		return record
	case c.due(ctx):
		return ring
	// A run with a handler at work would take the act down with it.
	case !workflow.AllHandlersFinished(ctx):
		return nothing
	case c.over():
		return leave
	case c.long(ctx):
		return renew
	}
	return nothing
}

// over says whether nothing will happen any more but by a new act.
func (c *caseRun) over() bool {
	if !c.position.Exists {
		return true // the act that should have opened the case was refused
	}
	return c.position.Status.Closed() && len(c.position.Effects) == 0
}

func (c *caseRun) long(ctx workflow.Context) bool {
	info := workflow.GetInfo(ctx)
	return info.GetContinueAsNewSuggested() || info.GetCurrentHistoryLength() > renewAfter
}

// prepare starts what a new position asks for.
func (c *caseRun) prepare(ctx workflow.Context) {
	c.moved = false
	c.startEffects(ctx)
	c.setAlarm(ctx)
}
