package main

import (
	"context"

	"github.com/zhihui-renda/renda/internal/app"
)

type (
	serveCmd  struct{}
	apiCmd    struct{}
	workerCmd struct{}
)

// Run serves until it is asked to end.
func (serveCmd) Run(ctx context.Context) error { return serve(ctx, app.Serve) }

// Run answers HTTP.
func (apiCmd) Run(ctx context.Context) error { return serve(ctx, app.API) }

// Run takes tasks.
func (workerCmd) Run(ctx context.Context) error { return serve(ctx, app.Worker) }

func serve(ctx context.Context, role app.Role) error {
	a, err := open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	return a.Run(ctx, role)
}
