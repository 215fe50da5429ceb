package app

import (
	"context"
	"time"

	"github.com/zhihui-renda/renda/internal/intake"
)

// filesEvery is how often files that nobody uses are looked for.
const filesEvery = time.Hour

// sweepFiles takes away uploads that came to nothing, as long as the process
// answers requests: that is where the folder of files is.
func (r *running) sweepFiles(ctx context.Context) {
	tick := time.NewTicker(filesEvery)
	defer tick.Stop()
	for {
		files, bytes, err := intake.Sweep(ctx, r.Store, r.Blobs, time.Now())
		if err != nil && ctx.Err() == nil {
			r.Log.WarnContext(ctx, "unused files not swept", "error", err)
		} else if files+bytes > 0 {
			r.Log.InfoContext(ctx, "unused files swept", "files", files, "blobs", bytes)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
