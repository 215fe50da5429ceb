package app

import (
	"context"
	"time"

	"go.temporal.io/sdk/interceptor"

	"github.com/zhihui-renda/renda/activities"
	"github.com/zhihui-renda/renda/internal/lapse"
	"github.com/zhihui-renda/renda/internal/recount"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/worker"
)

const (
	// recountEvery is how often open clocks are held against the calendar.
	recountEvery = time.Minute
	// lapseEvery is how often cases are told of delegations and posts that ended.
	lapseEvery = 15 * time.Second
	// tidyEvery is how often sessions that have ended are taken away.
	tidyEvery = time.Hour
	// keepSessions is how long an ended session can still be looked at.
	keepSessions = 30 * 24 * time.Hour
	// keepAnswers is how long a repeated key gets its first answer, for writes
	// that are not acts on cases.
	keepAnswers = 30 * 24 * time.Hour
)

// work runs cases until ctx ends, and looks after those that have no run.
func (r *running) work(ctx context.Context) error {
	if err := worker.Await(ctx, r.client); err != nil {
		return ignoreEnd(ctx, err)
	}
	options := worker.Options{Log: r.Log, CachedRuns: r.Config.WorkerCache}
	if r.tracing != nil {
		options.Interceptors = []interceptor.WorkerInterceptor{r.tracing}
	}
	w := worker.New(r.client, worker.Activities{
		Case:    &activities.Case{Record: r.Committer},
		Effects: &activities.Effects{Record: r.Store},
	}, options)
	if err := w.Start(); err != nil {
		return ignoreEnd(ctx, err)
	}
	close(r.working)
	r.Log.Info("taking tasks", "address", r.Config.TemporalAddress)
	go (&rearmer{store: r.Store, engine: r.engine, log: r.Log}).run(ctx, r.restarted)
	go (&recount.Recounter{Store: r.Store, Clocks: r.Clocks, Engine: r.engine, Now: time.Now}).Watch(ctx, recountEvery)
	go (&lapse.Lapser{Record: r.Store, Engine: r.engine, Now: time.Now}).Watch(ctx, lapseEvery)
	go r.tidy(ctx)
	<-ctx.Done()
	<-r.answered // acts under way are ours to finish
	w.Stop()
	return nil
}

// tidy takes away what nobody needs any more.
func (r *running) tidy(ctx context.Context) {
	tick := time.NewTicker(tidyEvery)
	defer tick.Stop()
	for {
		if _, err := r.Store.PurgeSessions(ctx, time.Now().Add(-keepSessions)); err != nil && ctx.Err() == nil {
			r.Log.WarnContext(ctx, "sessions not purged", "error", err)
		}
		if err := r.shutIdle(ctx, time.Now()); err != nil && ctx.Err() == nil {
			r.Log.WarnContext(ctx, "idle accounts not shut", "error", err)
		}
		if _, err := r.Store.PurgeAnswers(ctx, time.Now().Add(-keepAnswers)); err != nil && ctx.Err() == nil {
			r.Log.WarnContext(ctx, "answers not purged", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// shutIdle shuts the accounts that nobody used for as long as the settings say.
func (r *running) shutIdle(ctx context.Context, now time.Time) error {
	if r.Config.IdleDays == 0 {
		return nil
	}
	n, err := r.Store.ShutIdle(ctx, now.AddDate(0, 0, -r.Config.IdleDays), models.By{PersonID: process.System, Port: "system", At: now})
	if n > 0 {
		r.Log.InfoContext(ctx, "idle accounts shut", "count", n)
	}
	return err
}

// ignoreEnd drops the error of a part that was asked to end before it began.
func ignoreEnd(ctx context.Context, err error) error {
	if ctx.Err() == nil {
		return err
	}
	return nil
}
