package worker

import (
	"context"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/interceptor"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/fault/wire"
)

var took = promauto.NewHistogramVec(prometheus.HistogramOpts{
	Name:    "renda_activity_seconds",
	Help:    "Time an activity took, by name and by what it came to (ok, or the kind of its fault).",
	Buckets: []float64{.002, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5},
}, []string{"activity", "result"})

// faults is the one place where what activities return becomes what Temporal
// understands, and where failures of ours are logged with their cause.
type faults struct {
	interceptor.WorkerInterceptorBase
	log *slog.Logger
}

// InterceptActivity wraps every activity.
func (f *faults) InterceptActivity(_ context.Context, next interceptor.ActivityInboundInterceptor) interceptor.ActivityInboundInterceptor {
	in := &faultsInbound{log: f.log}
	in.Next = next
	return in
}

type faultsInbound struct {
	interceptor.ActivityInboundInterceptorBase
	log *slog.Logger
}

// ExecuteActivity runs one activity.
func (f *faultsInbound) ExecuteActivity(ctx context.Context, in *interceptor.ExecuteActivityInput) (any, error) {
	info, begin := activity.GetInfo(ctx), time.Now()
	result, err := f.Next.ExecuteActivity(ctx, in)
	if err == nil {
		took.WithLabelValues(info.ActivityType.Name, "ok").Observe(time.Since(begin).Seconds())
		return result, nil
	}
	kind := fault.KindOf(err)
	took.WithLabelValues(info.ActivityType.Name, string(kind)).Observe(time.Since(begin).Seconds())
	if kind == fault.Internal || kind == fault.Unavailable {
		f.log.ErrorContext(ctx, "activity failed", "activity", info.ActivityType.Name,
			"case", info.WorkflowExecution.ID, "attempt", info.Attempt, "error", err)
	}
	return nil, wire.Out(err)
}
