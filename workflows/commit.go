package workflows

import (
	"go.temporal.io/sdk/workflow"

	"github.com/zhihui-renda/renda/internal/fault/wire"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// listen sets the handler of acts.
func (c *caseRun) listen(ctx workflow.Context) error {
	return workflow.SetUpdateHandlerWithOptions(ctx, contract.ActUpdate, c.commit, workflow.UpdateHandlerOptions{
		Validator:   func(act contract.Act) error { return wire.Out(wellFormed(c.id, act)) },
		Description: "One act of a person on the case, committed before it is answered.",
	})
}

// commit writes one act to the record and answers it. Acts wait for one another
// and for the first load. An act that comes twice is written once: the record
// knows its id and gives the answer it gave.
func (c *caseRun) commit(ctx workflow.Context, act contract.Act) (contract.Answer, error) {
	if err := c.mutex.Lock(ctx); err != nil {
		return contract.Answer{}, err
	}
	defer c.mutex.Unlock()
	var done contract.Committed
	err := workflow.ExecuteLocalActivity(committing(ctx), contract.CommitActivity, act).Get(ctx, &done)
	if err != nil {
		return contract.Answer{}, wire.Out(wire.In(err))
	}
	c.moveTo(done.Position)
	return done.Answer, nil
}

// commitOwn writes an act of the system. When it fails, the position is read
// again, since the record may have gone on without the run, and the run rests
// before the next try. It says whether the act was written.
func (c *caseRun) commitOwn(ctx workflow.Context, command process.Command) bool {
	command.At = workflow.Now(ctx).UTC()
	command.By = process.Person{ID: process.System}
	command.Port = process.System
	_, err := c.commit(ctx, contract.Act{
		ID:       command.ID,
		Digest:   contract.SystemDigest,
		CaseID:   c.id,
		Commands: []process.Command{command},
	})
	if err != nil {
		workflow.GetLogger(ctx).Warn("act of the system not committed", "act", command.ID, "fault", wire.In(err).Code)
		c.load(ctx)
		c.patience.rest(ctx)
		c.moved = true
		return false
	}
	return true
}

// load reads the position from the record. A record that is away is tried
// again after a rest; people's acts do not wait for that.
func (c *caseRun) load(ctx workflow.Context) {
	for c.rearm.ReceiveAsync(nil) {
		continue // one look answers all the signals so far
	}
	if err := c.mutex.Lock(ctx); err != nil {
		return // cancelled: Await says so next
	}
	defer c.mutex.Unlock()
	var position contract.Position
	err := workflow.ExecuteLocalActivity(loading(ctx), contract.LoadActivity, c.id).Get(ctx, &position)
	if err != nil {
		workflow.GetLogger(ctx).Warn("position not loaded", "fault", wire.In(err).Code)
		c.patience.rest(ctx)
		c.moved = true
		return
	}
	c.moveTo(position)
}

// moveTo takes over the position of the record, even one that lies behind: then
// somebody restored a backup.
func (c *caseRun) moveTo(p contract.Position) {
	c.position, c.loaded, c.moved = p, true, true
}
