package app

import (
	"context"
	"log/slog"
	"time"
)

// rearmer wakes the runs of cases that have something to do by themselves. The
// engine may have lost them, with its database or after a failure; the record
// knows what they were waiting for.
type rearmer struct {
	store interface {
		// RearmCandidates are the ids after the cursor of cases that have an
		// alarm before the instant, or an effect to do.
		RearmCandidates(ctx context.Context, before time.Time, after string, limit int) ([]string, error)
	}
	engine interface {
		Ensure(ctx context.Context, caseID string) error
		Rearm(ctx context.Context, caseID string) error
	}
	log *slog.Logger
}

// At start every run with an alarm within a day looks at the record again, so
// that it rings to the second; the record may have been restored meanwhile.
// Later only those are started that should have rung and are not there.
const (
	startHorizon = 24 * time.Hour
	sweepEvery   = time.Minute
	sweepGrace   = 30 * time.Second
	sweepPage    = 200
)

// run sweeps until ctx ends; again asks for the start's sweep once more, after
// the engine came back.
func (r *rearmer) run(ctx context.Context, again <-chan struct{}) {
	r.sweep(ctx, time.Now().Add(startHorizon), r.engine.Rearm)
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-again:
			r.sweep(ctx, time.Now().Add(startHorizon), r.engine.Rearm)
		case <-tick.C:
			r.sweep(ctx, time.Now().Add(-sweepGrace), r.engine.Ensure)
		}
	}
}

// sweep looks after every case with something to do before the instant.
func (r *rearmer) sweep(ctx context.Context, before time.Time, wake func(ctx context.Context, caseID string) error) {
	woken := 0
	for after := ""; ; {
		ids, err := r.store.RearmCandidates(ctx, before, after, sweepPage)
		if err != nil {
			r.failed(ctx, err)
			return
		}
		for _, id := range ids {
			if err := wake(ctx, id); err != nil {
				r.failed(ctx, err)
				return // the next sweep finds what is left
			}
			woken++
			after = id
		}
		if len(ids) < sweepPage {
			break
		}
	}
	if woken > 0 {
		r.log.InfoContext(ctx, "runs looked after", "count", woken, "before", before)
	}
}

func (r *rearmer) failed(ctx context.Context, err error) {
	if ctx.Err() == nil {
		r.log.WarnContext(ctx, "runs not looked after, trying again soon", "error", err)
	}
}
