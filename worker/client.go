package worker

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/interceptor"
	"go.temporal.io/sdk/log"
)

// ClientOptions say where the engine is.
type ClientOptions struct {
	Address      string // host:port
	Namespace    string
	Identity     string // shown in histories; empty: process id and host
	Log          *slog.Logger
	Interceptors []interceptor.ClientInterceptor
}

// Dial connects to the engine. One that is not there yet is waited for until
// ctx ends: on one machine it starts beside us.
func Dial(ctx context.Context, o ClientOptions) (client.Client, error) {
	const first, longest = 50 * time.Millisecond, 2 * time.Second
	pause := first
	for {
		c, err := client.DialContext(ctx, client.Options{
			HostPort:     o.Address,
			Namespace:    o.Namespace,
			Identity:     o.Identity,
			Logger:       log.NewStructuredLogger(o.Log),
			Interceptors: o.Interceptors,
			ConnectionOptions: client.ConnectionOptions{
				// A connection that died without a word is noticed while
				// nobody waits for it.
				KeepAliveTime:        15 * time.Second,
				KeepAliveTimeout:     5 * time.Second,
				GetSystemInfoTimeout: 2 * time.Second,
			},
		})
		if err == nil {
			return c, nil
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("the workflow engine at %s does not answer: %w", o.Address, err)
		case <-time.After(pause):
			pause = min(2*pause, longest)
		}
	}
}
