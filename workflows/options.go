package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/zhihui-renda/renda/internal/fault"
)

// committing is for the commit, while a person waits: a database that comes
// back within ten seconds is not noticed, after that the person is told.
func committing(ctx workflow.Context) workflow.Context {
	return workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{
		ScheduleToCloseTimeout: 10 * time.Second,
		StartToCloseTimeout:    5 * time.Second,
		RetryPolicy: &temporal.RetryPolicy{
			InitialInterval:    100 * time.Millisecond,
			BackoffCoefficient: 2,
			// Below the time-out of a workflow task, or each wait would become
			// a timer in the history.
			MaximumInterval: 2 * time.Second,
			// A failure of ours is the same one at the next try, and others
			// wait for the mutex.
			NonRetryableErrorTypes: []string{string(fault.Internal)},
		},
	})
}

// loading is for reading the position; short, since acts wait behind it, and
// the run tries again by itself.
func loading(ctx workflow.Context) workflow.Context {
	return workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{
		ScheduleToCloseTimeout: 3 * time.Second,
		RetryPolicy: &temporal.RetryPolicy{
			InitialInterval:    100 * time.Millisecond,
			BackoffCoefficient: 2,
			MaximumInterval:    time.Second,
		},
	})
}

// patient is for effects: nobody waits for them, what they need may be away
// for days, and each is idempotent by its id.
func patient(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: time.Minute,
		RetryPolicy: &temporal.RetryPolicy{
			InitialInterval:    time.Second,
			BackoffCoefficient: 2,
			MaximumInterval:    10 * time.Minute,
		},
	})
}
