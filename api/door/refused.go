package door

import (
	"context"
	"log/slog"

	"github.com/zhihui-renda/renda/api/problem"
	"github.com/zhihui-renda/renda/internal/fault"
)

// Refusals is told of every request that was not allowed, for the security log.
type Refusals interface {
	Refused(ctx context.Context, request *Request, object, action, code string) error
}

// note tells of a refusal. That it could not be written down keeps nobody from
// being refused.
func (d *Door) note(ctx context.Context, r Route, err error) {
	if d.cfg.Refusals == nil || r.Public {
		return
	}
	f := problem.AsFault(err)
	if f.Kind != fault.Denied {
		return
	}
	request := RequestOf(ctx)
	if request == nil {
		return
	}
	if err := d.cfg.Refusals.Refused(context.WithoutCancel(ctx), request, r.Object, r.Action, f.Code); err != nil {
		slog.ErrorContext(ctx, "refusal not recorded", "request", request.ID, "error", err)
	}
}
