// Package wire carries faults through Temporal and back: one function each
// way, used by activities, workflows, Update handlers and the API's client.
package wire

import (
	"context"
	"errors"

	"go.temporal.io/sdk/temporal"

	"github.com/zhihui-renda/renda/internal/fault"
)

// Out turns an error into an ApplicationError whose type is the kind of the
// fault and whose details are the fault. Only what may pass by itself is
// retried: an engine or a database that is away, and failures of ours. The
// cause stays behind: it may quote a person, and histories are kept for weeks.
func Out(err error) error {
	if err == nil {
		return nil
	}
	f, ok := errors.AsType[*fault.Fault](err)
	if _, done := errors.AsType[*temporal.ApplicationError](err); done && !ok {
		return err
	}
	if !ok {
		f = named(err)
	}
	return temporal.NewApplicationErrorWithOptions(f.Code, string(f.Kind), temporal.ApplicationErrorOptions{
		NonRetryable: f.Kind != fault.Internal && f.Kind != fault.Unavailable,
		Details:      []any{*f},
	})
}

// In finds the fault in an error that came through Temporal. A time-out is
// Unavailable: whether the act was done is not known, and asking again with
// the same id is safe. Anything else without a fault is Internal.
func In(err error) *fault.Fault {
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		return f
	}
	if app, ok := errors.AsType[*temporal.ApplicationError](err); ok {
		var f fault.Fault
		if app.HasDetails() && app.Details(&f) == nil && f.Kind != "" {
			return f.Because(err)
		}
		return fault.From(err)
	}
	return named(err)
}

// named gives a kind to an error without one.
func named(err error) *fault.Fault {
	_, late := errors.AsType[*temporal.TimeoutError](err)
	if late || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return fault.New(fault.Unavailable, "RECORD_AWAY", "记录暂时无法写入，请稍后重试。").Because(err)
	}
	return fault.From(err)
}
