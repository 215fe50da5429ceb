// Package lapse follows the end of delegations and posts: each case in which
// something hangs on one that is over is sent a command, so that lists and
// access follow through the ledger like everything else.
package lapse

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"time"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// Engine does an act once, however often it is sent.
type Engine interface {
	Act(ctx context.Context, act contract.Act) (contract.Answer, error)
}

// Record knows what ended and where.
type Record interface {
	UnsettledEnds(ctx context.Context, at time.Time) ([]store.Ended, error)
	CasesOf(ctx context.Context, e store.Ended, at time.Time) ([]store.Touched, error)
	SettleEnd(ctx context.Context, e store.Ended, at time.Time) error
}

// Lapser tells cases what holds no more.
type Lapser struct {
	Record Record
	Engine Engine
	// Now is the clock of the process.
	Now func() time.Time
}

// grace is how long after an end its cases are looked through again: an act
// that was under way at that moment may have gone by what held before.
const grace = time.Minute

// Run tells every case what holds no more, and says how many it told. Run twice,
// or in two processes at once, it changes each case once. What it cannot do now
// is done when it is run again.
func (l *Lapser) Run(ctx context.Context) (told int, err error) {
	now := l.Now()
	ends, err := l.Record.UnsettledEnds(ctx, now)
	if err != nil {
		return 0, err
	}
	for _, e := range ends {
		cases, err := l.Record.CasesOf(ctx, e, now)
		if err != nil {
			return told, err
		}
		for _, c := range cases {
			switch err := l.tell(ctx, e, c); {
			case err == nil:
				told++
			case !fault.Is(err, fault.Conflict): // otherwise somebody was first
				return told, err
			}
		}
		if now.Sub(e.At) >= grace {
			if err := l.Record.SettleEnd(ctx, e, now); err != nil {
				return told, err
			}
		}
	}
	return told, nil
}

// tell sends the case the command. Its id names the end and the state of the
// case that it is about.
func (l *Lapser) tell(ctx context.Context, e store.Ended, c store.Touched) error {
	id := fmt.Sprintf("%s:lapse:%s:%s:%d", process.System, e.ID, c.CaseID, c.Seq)
	digest := sha256.Sum256([]byte(id))
	_, err := l.Engine.Act(ctx, contract.Act{
		ID: id, Digest: hex.EncodeToString(digest[:]), CaseID: c.CaseID,
		Commands: []process.Command{{ID: id, Verb: process.VerbLapse, By: process.Person{ID: process.System}, Port: "system"}},
	})
	return err
}

// AtOnce runs at the end of a request that took something away. What fails is
// logged: the right is gone already, and Watch goes on with the lists.
func (l *Lapser) AtOnce(ctx context.Context) {
	if _, err := l.Run(ctx); err != nil {
		slog.WarnContext(ctx, "cases not told of what ended", "error", err.Error())
	}
}

// Watch runs now and then every interval until the context ends.
func (l *Lapser) Watch(ctx context.Context, every time.Duration) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		if told, err := l.Run(ctx); err != nil && ctx.Err() == nil {
			slog.WarnContext(ctx, "cases not told of what ended", "error", err.Error())
		} else if told > 0 {
			slog.InfoContext(ctx, "cases told of what ended", "cases", told)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}
