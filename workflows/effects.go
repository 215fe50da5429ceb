package workflows

import (
	"slices"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/zhihui-renda/renda/internal/fault/wire"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// effectRun is an effect at work. No future means that there is nobody who
// could do it.
type effectRun struct {
	effect process.EffectAt
	future workflow.Future
}

// startEffects starts the effects of the position that are not at work, and
// forgets those that the position no longer has.
func (c *caseRun) startEffects(ctx workflow.Context) {
	pending := func(id string) bool {
		return slices.ContainsFunc(c.position.Effects, func(e process.EffectAt) bool { return e.ID == id })
	}
	c.effects = slices.DeleteFunc(c.effects, func(r effectRun) bool { return !pending(r.effect.ID) })
	for _, effect := range c.position.Effects {
		if slices.ContainsFunc(c.effects, func(r effectRun) bool { return r.effect.ID == effect.ID }) {
			continue
		}
		c.effects = append(c.effects, effectRun{effect: effect, future: c.start(ctx, effect)})
	}
}

// start begins the activity of an effect, if there is one.
func (c *caseRun) start(ctx workflow.Context, effect process.EffectAt) workflow.Future {
	in := contract.EffectInput{CaseID: c.id, Effect: effect}
	switch effect.Kind {
	case process.EffectDispatch:
		return workflow.ExecuteActivity(patient(ctx), contract.DispatchActivity, in)
	case process.EffectArchive:
		return workflow.ExecuteActivity(patient(ctx), contract.ArchiveActivity, in)
	case process.EffectNumber, process.EffectCirculate: // done inside the commit
	case process.EffectRender, process.EffectNotify: // of a later version
	}
	return nil
}

// finishedEffect is the place of an effect whose result is to be recorded, or
// -1.
func (c *caseRun) finishedEffect() int {
	return slices.IndexFunc(c.effects, func(r effectRun) bool { return r.future == nil || r.future.IsReady() })
}

// record tells the case how an effect ended.
func (c *caseRun) record(ctx workflow.Context) {
	i := c.finishedEffect()
	done := c.effects[i]
	result := process.EffectResult{ID: done.effect.ID}
	if done.future == nil {
		result.Failed = "没有能办理此事的程序：" + string(done.effect.Kind)
	} else if err := done.future.Get(ctx, &result); err != nil {
		if temporal.IsCanceledError(err) {
			return // the run is being cancelled; the next one does it again
		}
		result.Failed = wire.In(err).Detail
	}
	result.ID = done.effect.ID
	ok := c.commitOwn(ctx, process.Command{
		ID:     process.System + ":" + c.id + ":" + done.effect.ID,
		Verb:   process.VerbEffectDone,
		Effect: &result,
	})
	if ok {
		c.patience.renew()
		c.effects = slices.Delete(c.effects, i, i+1)
	}
}
