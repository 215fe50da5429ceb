package store

import (
	"context"
	"runtime"
	"sync"
)

// sqliteWriter runs transactions one after another on a goroutine of its own.
// They queue here in the order in which they came; and the goroutine's stack
// has grown to what SQLite takes, while one that lives for a single act would
// grow its own anew, copying it, act by act.
type sqliteWriter struct {
	jobs  chan func()
	ended chan struct{}
	once  sync.Once
}

func newSQLiteWriter() *sqliteWriter {
	w := &sqliteWriter{jobs: make(chan func()), ended: make(chan struct{})}
	go w.run()
	return w
}

func (w *sqliteWriter) run() {
	whole := false
	defer func() {
		if !whole { // a job ended the goroutine, as a failing test does
			go w.run()
		}
	}()
	for {
		select {
		case job := <-w.jobs:
			job()
		case <-w.ended:
			whole = true
			return
		}
	}
}

// do runs the job in its turn, unless the context ends before; a job begun is
// waited for. What it panics with is the caller's.
func (w *sqliteWriter) do(ctx context.Context, job func() error) error {
	var err error
	var panicked any
	whole := false
	done := make(chan struct{})
	run := func() {
		defer close(done)
		defer func() { panicked = recover() }()
		err = job()
		whole = true
	}
	select {
	case w.jobs <- run:
		<-done
	case <-ctx.Done():
		return ctx.Err()
	case <-w.ended: // the database is closed, and says so itself
		run()
	}
	switch {
	case panicked != nil:
		panic(panicked) //nolint:forbidigo // the job's own, carried on to who waits for it
	case !whole:
		runtime.Goexit()
	}
	return err
}

func (w *sqliteWriter) end() { w.once.Do(func() { close(w.ended) }) }
