// Package bench measures Renda. What it prints are ratios taken in one run
// against the same engine on the same machine, and counts that depend on no
// machine; nothing of it is a test.
package bench

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Sample is what a run of calls came to.
type Sample struct {
	Calls     int
	Took      time.Duration
	Latencies []time.Duration // sorted
	// What the processor gave to this process, callers included, and to the
	// engine: unlike the time it took, others on the machine change it little.
	Own, Engine time.Duration
}

// Rate is calls a second.
func (s Sample) Rate() float64 { return float64(s.Calls) / s.Took.Seconds() }

// P is the latency that the share (0 to 1) of the calls kept to.
func (s Sample) P(share float64) time.Duration {
	if len(s.Latencies) == 0 {
		return 0
	}
	return s.Latencies[min(int(share*float64(len(s.Latencies))), len(s.Latencies)-1)]
}

// measure lets clients call one after another for as long as it is told, each
// with its own number. The first failure ends it.
func measure(ctx context.Context, clients int, long time.Duration, call func(ctx context.Context, client, n int) error) (Sample, error) {
	return run(ctx, clients, func(begin time.Time) bool { return time.Since(begin) < long }, call)
}

// measureN lets clients make so many calls together.
func measureN(ctx context.Context, clients, calls int, call func(ctx context.Context, client, n int) error) (Sample, error) {
	var made atomic.Int64
	return run(ctx, clients, func(time.Time) bool { return made.Add(1) <= int64(calls) }, call)
}

func run(
	ctx context.Context, clients int, more func(begin time.Time) bool, call func(ctx context.Context, client, n int) error,
) (Sample, error) {
	var all sync.WaitGroup
	latencies := make([][]time.Duration, clients)
	errs := make([]error, clients)
	own, engine := processors()
	begin := time.Now()
	for i := range clients {
		all.Go(func() {
			for n := 0; errs[i] == nil && ctx.Err() == nil && more(begin); n++ {
				start := time.Now()
				errs[i] = call(ctx, i, n)
				latencies[i] = append(latencies[i], time.Since(start))
			}
		})
	}
	all.Wait()
	s := Sample{Took: time.Since(begin), Latencies: slices.Concat(latencies...)}
	s.Calls = len(s.Latencies)
	ownNow, engineNow := processors()
	s.Own, s.Engine = ownNow-own, engineNow-engine
	slices.Sort(s.Latencies)
	return s, errors.Join(errs...)
}
