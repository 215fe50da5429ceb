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
	Log          *slog.Logger
	Interceptors []interceptor.ClientInterceptor
}

// NewClient makes a client without connecting: an API whose engine is away
// still answers what it can.
func NewClient(o ClientOptions) (client.Client, error) {
	return client.NewLazyClient(client.Options{
		HostPort:     o.Address,
		Namespace:    o.Namespace,
		Logger:       log.NewStructuredLogger(o.Log),
		Interceptors: o.Interceptors,
		ConnectionOptions: client.ConnectionOptions{
			// A connection that died without a word is noticed while nobody
			// waits for it.
			KeepAliveTime:        15 * time.Second,
			KeepAliveTimeout:     5 * time.Second,
			GetSystemInfoTimeout: 2 * time.Second,
			// Acts are small and the engine is near: compressing costs more time
			// than it saves.
			GrpcCompression: &client.GrpcCompressionNone{},
		},
	})
}

// Await waits until the engine answers: on one machine it starts beside us.
func Await(ctx context.Context, c client.Client) error {
	const first, longest = 50 * time.Millisecond, 2 * time.Second
	for pause := first; ; pause = min(2*pause, longest) {
		_, err := c.CheckHealth(ctx, &client.CheckHealthRequest{})
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the workflow engine does not answer: %w", err)
		case <-time.After(pause):
		}
	}
}
