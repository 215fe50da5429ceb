package store

import (
	"encoding/json"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// ProofOf is the whole proof of a clock's due day as it was counted at the
// time: start, days counted, holidays skipped, suspensions, extensions and
// recomputations, by whom and why. Entries are those of the clock, in order;
// names those of their actors.
func ProofOf(clock models.Clock, entries []models.ClockEntry, names map[string]string) (calendar.Proof, error) {
	told := teller{clock: clock, names: names}
	for _, entry := range entries {
		if err := told.hear(entry); err != nil {
			return calendar.Proof{}, err
		}
	}
	return told.proof, nil
}

// teller puts the proof of a clock together from the proofs of its entries.
type teller struct {
	clock  models.Clock
	names  map[string]string
	proof  calendar.Proof
	ledger []calendar.LedgerLine
	due    calendar.Date
}

func (t *teller) hear(entry models.ClockEntry) error {
	line := calendar.LedgerLine{On: calendar.DateOf(entry.At), By: t.names[entry.Actor], Reason: entry.Reason}
	span, err := t.read(entry)
	if err != nil {
		return err
	}
	switch entry.Type {
	case process.ClockStarted{}.EventType():
		t.add(calendar.SpanStart, span, calendar.LedgerLine{})
	case process.ClockHeld{}.EventType():
		line.Kind = calendar.Held
		if last := t.last(); last != nil {
			last.Held = &calendar.ProofHold{On: line.On, Left: t.clock.LeftOver, Unit: t.unit(), By: line.By, Reason: line.Reason}
		}
	case process.ClockReleased{}.EventType():
		line.Kind = calendar.Released
		t.release(span, line)
	case process.ClockExtended{}.EventType():
		line.Kind, line.Until = calendar.Extended, span.Due
		span.From = line.On
		t.add(calendar.SpanExtend, span, line)
	case process.ClockRecomputed{}.EventType():
		line.Kind, line.Was = calendar.Recomputed, t.due
		t.replace(span, line)
	default: // alarms, and the stop: the day stays
		return nil
	}
	if line.Kind != "" {
		t.ledger = append(t.ledger, line)
	}
	if !span.Due.IsZero() {
		t.due, t.proof.DueDay = span.Due, span.Due
	}
	return nil
}

// read is the one span that an entry counted; none for a suspension.
func (t *teller) read(entry models.ClockEntry) (calendar.ProofSpan, error) {
	if entry.Proof == "" {
		return calendar.ProofSpan{}, nil
	}
	var proof calendar.Proof
	if err := json.Unmarshal([]byte(entry.Proof), &proof); err != nil {
		return calendar.ProofSpan{}, err
	}
	if len(proof.Spans) == 0 {
		return calendar.ProofSpan{}, nil
	}
	if t.proof.Rule.Unit == "" {
		t.proof.Rule = proof.Rule
	}
	t.proof.Provisional = proof.Provisional
	return proof.Spans[len(proof.Spans)-1], nil
}

func (t *teller) add(why calendar.SpanWhy, span calendar.ProofSpan, line calendar.LedgerLine) {
	span.Why, span.By, span.Reason = why, line.By, line.Reason
	t.proof.Spans = append(t.proof.Spans, span)
}

// release goes on with what was left.
func (t *teller) release(span calendar.ProofSpan, line calendar.LedgerLine) {
	if last := t.last(); last != nil && last.Held != nil {
		last.Held.Left, last.Held.Unit = span.Amount, span.Unit
	}
	t.add(calendar.SpanRelease, span, line)
}

// unit is what is left of a held clock counted in.
func (t *teller) unit() calendar.Unit {
	if last := t.last(); last != nil && last.Unit == calendar.Workdays {
		return calendar.Workdays
	}
	return calendar.Days
}

// replace puts a recomputed count in the place of the one it corrects.
func (t *teller) replace(span calendar.ProofSpan, line calendar.LedgerLine) {
	last := t.last()
	if last == nil || span.Due.IsZero() {
		return
	}
	span.Why, span.By, span.Reason, span.From = last.Why, last.By, last.Reason, last.From
	span.Recomputed = append(span.Recomputed, last.Recomputed...)
	span.Recomputed = append(span.Recomputed, line)
	*last = span
}

func (t *teller) last() *calendar.ProofSpan {
	if len(t.proof.Spans) == 0 {
		return nil
	}
	return &t.proof.Spans[len(t.proof.Spans)-1]
}
