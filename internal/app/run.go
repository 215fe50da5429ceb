package app

import (
	"context"
	"errors"
	"os"
	"runtime/debug"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/interceptor"
	"golang.org/x/sync/errgroup"

	"github.com/zhihui-renda/renda/internal/engine"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/worker"
)

// Role is what a process does.
type Role struct {
	API    bool // answers HTTP
	Worker bool // runs cases
	Engine bool // brings the engine along
}

// The roles of the commands.
var (
	Serve  = Role{API: true, Worker: true, Engine: true}
	API    = Role{API: true}
	Worker = Role{Worker: true}
)

// running is an App at work.
type running struct {
	*App
	role      Role
	client    client.Client
	engine    *engine.Engine
	tracing   interceptor.Interceptor // nil when off
	restarted chan struct{}           // the engine we brought along was started again
	working   chan struct{}           // closed when the worker takes tasks
	answered  chan struct{}           // closed when the last request is answered
}

// shutdownPatience is how long requests and tasks may take to finish when the
// process is asked to end.
const shutdownPatience = 15 * time.Second

// heapGrowth lets the heap grow to nine times what is alive before it is
// collected: alive are some 15 MB, and twice that is reached many times a
// second under load. GOGC overrides it.
const heapGrowth = 800

// Run does what the role says until ctx ends. Then it ends in order: no new
// requests, no new tasks, the engine last, so that acts under way are answered.
func (a *App) Run(ctx context.Context, role Role) (err error) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	tracing, flush, err := startTracing(ctx, a.Config, a.Version)
	if err != nil {
		return err
	}
	defer func() {
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownPatience)
		defer cancel()
		err = errors.Join(err, flush(last))
	}()
	r := &running{
		App: a, role: role, tracing: tracing,
		restarted: make(chan struct{}, 1), working: make(chan struct{}), answered: make(chan struct{}),
	}
	if err := a.askForAdmins(ctx); err != nil {
		return err
	}
	endEngine, err := r.bringEngine(ctx)
	if err != nil {
		return err
	}
	defer endEngine()
	if err := r.connect(); err != nil {
		return err
	}
	defer r.client.Close()
	return r.live(ctx)
}

// askForAdmins says what an empty system needs before anybody can sign in.
func (a *App) askForAdmins(ctx context.Context) error {
	missing, err := a.Store.MissingAdmins(ctx, time.Now())
	for _, role := range missing {
		a.Log.WarnContext(ctx, "no administrator yet: "+models.RoleTitles[role]+
			"尚未设立，请运行 renda admin create "+string(role)+" 用户名 姓名", "role", string(role))
	}
	return err
}

// connect makes the client of the engine; it connects by itself.
func (r *running) connect() (err error) {
	options := worker.ClientOptions{
		Address: r.Config.TemporalAddress, Namespace: r.Config.TemporalNamespace, Log: r.Log,
	}
	if r.tracing != nil {
		options.Interceptors = []interceptor.ClientInterceptor{r.tracing}
	}
	if r.client, err = worker.NewClient(options); err != nil {
		return err
	}
	r.engine = engine.New(r.client, r.Config.ActPatience)
	return nil
}

// live runs the parts until ctx ends or one of them fails.
func (r *running) live(ctx context.Context) error {
	parts, life := errgroup.WithContext(ctx)
	parts.Go(func() error {
		r.Policy.Watch(life, r.Log)
		return nil
	})
	if r.role.API {
		parts.Go(func() error {
			defer close(r.answered)
			return r.answer(life)
		})
	} else {
		close(r.answered)
		parts.Go(func() error { return r.monitor(life) })
	}
	if r.role.Worker {
		parts.Go(func() error { return r.work(life) })
	}
	return parts.Wait()
}

// bringEngine starts the engine when the role and the settings say so. The
// function returned ends it and waits until it is gone.
func (r *running) bringEngine(ctx context.Context) (end func(), err error) {
	if !r.role.Engine || !r.Config.TemporalEmbedded {
		return func() {}, nil
	}
	temporal, err := newTemporal(ctx, r.Config, r.Log)
	if err != nil {
		return nil, err
	}
	first := true
	temporal.Started = func() {
		if first {
			first = false
			return
		}
		select {
		case r.restarted <- struct{}{}:
		default:
		}
	}
	life, cancel := context.WithCancel(context.WithoutCancel(ctx))
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		temporal.Run(life)
	}()
	return func() {
		cancel()
		<-gone
	}, nil
}
