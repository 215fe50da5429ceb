package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// asleep is a record with many cases that have something to do.
type asleep struct{ ids []string }

func (a asleep) RearmCandidates(_ context.Context, _ time.Time, after string, limit int) ([]string, error) {
	var page []string
	for _, id := range a.ids {
		if id > after && len(page) < limit {
			page = append(page, id)
		}
	}
	return page, nil
}

func TestASweepReachesEveryCaseOnce(t *testing.T) {
	var record asleep
	for i := range 2*sweepPage + 50 {
		record.ids = append(record.ids, fmt.Sprintf("%05d", i))
	}
	r := &rearmer{store: record, log: slog.New(slog.DiscardHandler)}
	var woken []string
	r.sweep(t.Context(), time.Now(), func(_ context.Context, id string) error {
		woken = append(woken, id)
		return nil
	})
	require.Equal(t, record.ids, woken)
}

func TestASweepThatFailsLeavesTheRestToTheNext(t *testing.T) {
	r := &rearmer{store: asleep{[]string{"1", "2", "3"}}, log: slog.New(slog.DiscardHandler)}
	tries := 0
	r.sweep(t.Context(), time.Now(), func(context.Context, string) error {
		tries++
		return errors.New("the engine is away")
	})
	require.Equal(t, 1, tries)
}
