package workflows

import (
	"fmt"
	"time"

	"go.temporal.io/sdk/workflow"

	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// alarm is the one timer of a run.
type alarm struct {
	timer  workflow.Future
	at     time.Time
	cancel workflow.CancelFunc
}

func (a *alarm) rang() bool { return a.timer != nil && a.timer.IsReady() }

// setAlarm sees to it that a timer rings no later than the run has something
// to do. One that rings too early is left alone: it costs one look then, while
// stopping it and starting another would cost two events at every step.
func (c *caseRun) setAlarm(ctx workflow.Context) {
	if c.alarm.rang() {
		c.alarm = alarm{}
	}
	at, ok := c.wakeAt(ctx)
	if !ok || c.alarm.timer != nil && !at.Before(c.alarm.at) {
		return
	}
	if c.alarm.timer != nil {
		c.alarm.cancel()
	}
	timerCtx, cancel := workflow.WithCancel(ctx)
	c.alarm = alarm{timer: workflow.NewTimer(timerCtx, at.Sub(workflow.Now(ctx))), at: at, cancel: cancel}
}

// wakeAt is when the run has something to do by itself, if ever.
func (c *caseRun) wakeAt(ctx workflow.Context) (time.Time, bool) {
	if c.patience.resting(ctx) {
		return c.patience.until, true
	}
	if next := c.position.NextAlarm; next != nil {
		at := time.UnixMilli(next.At)
		return at, at.After(workflow.Now(ctx))
	}
	return time.Time{}, false
}

// due says whether an alarm of a clock has come.
func (c *caseRun) due(ctx workflow.Context) bool {
	next := c.position.NextAlarm
	return next != nil && !time.UnixMilli(next.At).After(workflow.Now(ctx))
}

// ring tells the case that an alarm came; what follows is the kernel's to say.
// The instant is part of the id: an extended clock has a second alarm of the
// same kind.
func (c *caseRun) ring(ctx workflow.Context) {
	next := *c.position.NextAlarm
	before := c.position.Seq
	ok := c.commitOwn(ctx, process.Command{
		ID:    fmt.Sprintf("%s:%s:%s:%s:%d", process.System, c.id, next.Clock, next.Kind, next.At),
		Verb:  process.VerbClock,
		Clock: next.Clock,
		Alarm: next.Kind,
	})
	switch {
	case !ok:
	case c.position.Seq == before && sameAlarm(c.position.NextAlarm, next):
		// The record says that it rang and shows it still to come. It must not
		// turn into a busy loop.
		workflow.GetLogger(ctx).Error("an alarm that rang is still to come", "clock", next.Clock)
		c.patience.rest(ctx)
		c.moved = true
	default:
		c.patience.renew()
	}
}

func sameAlarm(a *contract.AlarmAt, b contract.AlarmAt) bool { return a != nil && *a == b }

// patience is the pause of a run whose own acts fail: longer each time.
type patience struct {
	until time.Time
	last  time.Duration
}

// The shortest and the longest pause.
const (
	firstRest = 2 * time.Second
	longRest  = 10 * time.Minute
)

func (p *patience) resting(ctx workflow.Context) bool { return workflow.Now(ctx).Before(p.until) }

func (p *patience) rest(ctx workflow.Context) {
	p.last = min(max(2*p.last, firstRest), longRest)
	p.until = workflow.Now(ctx).Add(p.last)
}

func (p *patience) renew() { *p = patience{} }
