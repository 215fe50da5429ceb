package bench

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/zhihui-renda/renda/internal/engine"
)

// The numbers of parked cases that are compared.
const (
	fewParked  = 100
	manyParked = 10_000
)

// benchParked compares the memory of a process that has few cases waiting for
// people and clocks with one that has many.
func benchParked(ctx context.Context, out io.Writer, dir string, _ Options) error {
	o, err := openOffice(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { _ = o.close() }()
	people, err := o.signInAll(ctx)
	if err != nil {
		return err
	}
	id, err := people["registrar"].open(ctx, "关于停放的请示")
	if err != nil {
		return err
	}
	for _, a := range o.story()[:3] { // a clock is running
		if err := people[a.who].do(ctx, id, a); err != nil {
			return err
		}
	}
	parked := 1
	for _, want := range []int{fewParked, manyParked} {
		if err := park(ctx, o, id, want-parked); err != nil {
			return err
		}
		parked = want
		fmt.Fprintf(out, "停放 %6d 件：内存 %5.1f MB，goroutine %d\n", want, memory(), runtime.NumGoroutine())
	}
	return nil
}

// park makes more cases like the one and starts their runs.
func park(ctx context.Context, o *office, template string, n int) error {
	ids, err := clone(ctx, o.App, slices.Concat(listed, told), template, n)
	if err != nil {
		return err
	}
	e := engine.New(o.engine, 0)
	work := make(chan string)
	errs := make(chan error, 8)
	var all sync.WaitGroup
	for range cap(errs) {
		all.Go(func() {
			var first error
			for id := range work {
				if first == nil {
					first = e.Rearm(ctx, id)
				}
			}
			if first != nil {
				errs <- first
			}
		})
	}
	for _, id := range ids {
		work <- id
	}
	close(work)
	all.Wait()
	close(errs)
	return <-errs
}

// memory is what the process holds on to, in MB, once it is at rest.
func memory() float64 {
	const rest = 3 * time.Second
	time.Sleep(rest)
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc+m.StackInuse) / (1 << 20)
}
