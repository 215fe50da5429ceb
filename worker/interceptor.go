package worker

import (
	"context"
	"log/slog"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/interceptor"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/fault/wire"
)

// faults is the one place where what activities return becomes what Temporal
// understands, and where failures of ours are logged with their cause.
type faults struct {
	interceptor.WorkerInterceptorBase
	log *slog.Logger
}

// InterceptActivity wraps every activity.
func (f *faults) InterceptActivity(ctx context.Context, next interceptor.ActivityInboundInterceptor) interceptor.ActivityInboundInterceptor {
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
	result, err := f.Next.ExecuteActivity(ctx, in)
	if err == nil {
		return result, nil
	}
	if kind := fault.KindOf(err); kind == fault.Internal || kind == fault.Unavailable {
		info := activity.GetInfo(ctx)
		f.log.ErrorContext(ctx, "activity failed", "activity", info.ActivityType.Name,
			"case", info.WorkflowExecution.ID, "attempt", info.Attempt, "error", err)
	}
	return nil, wire.Out(err)
}
