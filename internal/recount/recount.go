// Package recount follows a change of the calendar or of the alarms of an organ:
// it asks every open clock what the new one makes of it, and sends the case of
// each that differs a command, so that the change is in the ledger like every
// other.
package recount

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"time"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// Engine does an act once, however often it is sent.
type Engine interface {
	Act(ctx context.Context, act contract.Act) (contract.Answer, error)
}

// Recounter counts open clocks again.
type Recounter struct {
	Store  *store.Store
	Clocks *store.Clocks
	Engine Engine
	// Now is the clock of the process.
	Now func() time.Time
}

// Report is what a run did.
type Report struct {
	// Clocks looked at, Moved those whose case was told, Failed those whose
	// case could not be told now; they are told when the run is repeated.
	Clocks int `json:"clocks"`
	Moved  int `json:"moved"`
	Failed int `json:"failed"`
}

const page = 200

// Run counts every open clock again when calendar and alarms are not those that
// the last complete run was made with. Run twice, or in two processes at once, it
// changes each clock once.
func (r *Recounter) Run(ctx context.Context) (Report, error) {
	fingerprint, version, err := r.Clocks.Fingerprint(ctx, r.Store)
	if err != nil {
		return Report{}, err
	}
	done, err := r.Store.Recounted(ctx)
	if err != nil || done == fingerprint {
		return Report{}, err
	}
	cal, err := r.Clocks.Calendar(ctx, r.Store)
	if err != nil {
		return Report{}, err
	}
	report, err := r.each(ctx, cal, func(clock models.Clock, report *Report) {
		r.tell(ctx, clock.CaseID, clock.ID, fmt.Sprintf("%x-%d", fingerprint, version), report)
	})
	if err != nil || report.Failed > 0 {
		return report, err
	}
	return report, r.Store.SetRecounted(ctx, fingerprint)
}

// Would says what Run would do if the calendar were this one. Nothing changes.
func (r *Recounter) Would(ctx context.Context, cal *calendar.Calendar) (Report, error) {
	return r.each(ctx, cal, func(_ models.Clock, report *Report) { report.Moved++ })
}

// each holds all open clocks against the calendar and hands on those that move.
func (r *Recounter) each(ctx context.Context, cal *calendar.Calendar, moves func(models.Clock, *Report)) (Report, error) {
	var report Report
	for after := ""; ; {
		open, err := r.Store.OpenClocks(ctx, after, page)
		if err != nil {
			return report, err
		}
		moved, failed, err := r.Clocks.Moved(ctx, r.Store, cal, open, r.Now())
		if err != nil {
			return report, err
		}
		report.Clocks += len(open)
		for id, err := range failed {
			report.fail(ctx, id, err)
		}
		for _, clock := range moved {
			moves(clock, &report)
		}
		if len(open) < page {
			return report, nil
		}
		after = open[len(open)-1].ID
	}
}

// tell sends the case the command. Its id names clock and calendar, so that the
// same change is never in the ledger twice.
func (r *Recounter) tell(ctx context.Context, caseID, clockID, state string, report *Report) {
	id := fmt.Sprintf("%s:calendar:%s:%s", process.System, state, clockID)
	digest := sha256.Sum256([]byte(id))
	_, err := r.Engine.Act(ctx, contract.Act{
		ID: id, Digest: hex.EncodeToString(digest[:]), CaseID: caseID,
		Commands: []process.Command{{
			ID: id, Verb: process.VerbRecompute, By: process.Person{ID: process.System}, Port: "system",
			Clock: clockID, Reason: reason,
		}},
	})
	switch {
	case err == nil:
		report.Moved++
	case fault.Is(err, fault.Conflict):
		// The clock stopped, or its case closed, between our look and the act.
	default:
		report.fail(ctx, clockID, err)
	}
}

// reason stands in the ledger beside the new day.
const reason = "节假日安排或提醒设置变动"

func (r *Report) fail(ctx context.Context, clockID string, err error) {
	r.Failed++
	slog.WarnContext(ctx, "clock not counted again", "clock", clockID, "error", err.Error())
}

// Watch runs now and then every interval until the context ends: it picks up
// what was imported elsewhere, what could not be told while the engine was
// away, and a year that came with a new version of the program.
func (r *Recounter) Watch(ctx context.Context, every time.Duration) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		if report, err := r.Run(ctx); err != nil && ctx.Err() == nil {
			slog.WarnContext(ctx, "clocks not counted again", "error", err.Error())
		} else if report.Moved > 0 {
			slog.InfoContext(ctx, "clocks counted again", "clocks", report.Clocks, "moved", report.Moved)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}
