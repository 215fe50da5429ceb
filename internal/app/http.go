package app

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/zhihui-renda/renda/api"
	"github.com/zhihui-renda/renda/internal/config"
)

// What a listener allows. There is no limit on a whole request: uploads and
// live updates take their time, and each has limits of its own.
const (
	headerTimeout = 10 * time.Second
	idleTimeout   = 2 * time.Minute
)

// answer serves the API until ctx ends and the last request is answered.
func (r *running) answer(ctx context.Context) error {
	server, err := r.newServer() //nolint:contextcheck // what is installed logs in the context of each request
	if err != nil {
		return err
	}
	go func() {
		if err := server.Run(ctx); err != nil && ctx.Err() == nil {
			r.Log.ErrorContext(ctx, "live updates ended", "error", err)
		}
	}()
	go r.sweepFiles(ctx)
	return r.listen(ctx, "LISTEN", r.Config.Listen, server.Handler())
}

// monitor answers what machines ask about a process without an API, when an
// address is set for it.
func (r *running) monitor(ctx context.Context) error {
	if r.Config.MonitorListen == "" {
		return nil
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	mux.HandleFunc("GET /readyz", r.ready)
	mux.Handle("GET /metrics", promhttp.Handler())
	return r.listen(ctx, "MONITOR_LISTEN", r.Config.MonitorListen, mux)
}

// ready answers for a worker process as the API does for its own.
func (r *running) ready(w http.ResponseWriter, request *http.Request) {
	ctx, cancel := context.WithTimeout(request.Context(), checkTimeout)
	defer cancel()
	status, parts := http.StatusOK, map[string]string{}
	for _, check := range r.checks() {
		parts[check.Name] = "ok"
		if check.Ping(ctx) != nil {
			parts[check.Name], status = "away", http.StatusServiceUnavailable
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"ready": status == http.StatusOK, "parts": parts})
}

const checkTimeout = 2 * time.Second

var errNotWorking = errors.New("the worker takes no tasks yet")

// checks are what the process cannot work without.
func (r *running) checks() []api.Check {
	checks := []api.Check{
		{Name: "database", Ping: r.Store.Ping},
		{Name: "engine", Ping: r.engine.Ping},
	}
	if r.role.Worker {
		checks = append(checks, api.Check{Name: "worker", Ping: func(context.Context) error {
			select {
			case <-r.working:
				return nil
			default:
				return errNotWorking
			}
		}})
	}
	return checks
}

// listen serves until ctx ends, then lets requests under way finish.
func (r *running) listen(ctx context.Context, setting, address string, handler http.Handler) error {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return &config.Error{
			Name: config.Prefix + setting, Chinese: "的地址 " + address + " 无法监听，可能已被占用",
			English: "names " + address + ", which cannot be listened on: " + err.Error(),
		}
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout,
		BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	r.Log.Info("listening", "address", listener.Addr().String())
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownPatience)
	defer cancel()
	if err := server.Shutdown(last); err != nil {
		return errors.Join(err, server.Close())
	}
	return nil
}
