// Package worker runs workflows and activities: the client of the engine, the
// queue, the table of what is registered and the border where faults become
// errors of Temporal.
package worker

import (
	"log/slog"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/interceptor"
	"go.temporal.io/sdk/worker"

	"github.com/zhihui-renda/renda/workflows/contract"
)

// Options size a worker.
type Options struct {
	Log *slog.Logger
	// CachedRuns is how many runs stay in memory. A parked case needs none:
	// its next act replays a short history. 0 means 100.
	CachedRuns   int
	Interceptors []interceptor.WorkerInterceptor
}

// Stop lets what is at work finish for this long.
const stopTimeout = 10 * time.Second

// New makes the worker of the case queue; Start and Stop are the caller's.
func New(c client.Client, a Activities, o Options) worker.Worker {
	if o.CachedRuns <= 0 {
		o.CachedRuns = 100
	}
	worker.SetStickyWorkflowCacheSize(o.CachedRuns)
	w := worker.New(c, contract.CaseQueue, worker.Options{
		WorkerStopTimeout: stopTimeout,
		// A killed worker keeps its runs waiting for this long.
		StickyScheduleToStartTimeout: 2 * time.Second,
		Interceptors:                 append(o.Interceptors, &faults{log: o.Log}),
	})
	RegisterWorkflows(w)
	RegisterActivities(w, a)
	return w
}
