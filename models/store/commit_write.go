package store

import (
	"context"
	"reflect"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// batch is the number of rows of one statement; both databases take more.
const batch = 200

// write makes the record follow the decision. Every statement writes all rows
// of its table, so their number does not grow with that of the people.
func (t *turn) write(ctx context.Context) error {
	if len(t.events) > 0 {
		now := project(t.def, &t.state)
		for _, step := range []func(context.Context, *projection) error{
			t.writeEvents, t.writeTasks, t.writeOpinions, t.writeClocks, t.writeDeliveries,
			t.writeNoun, t.writeFiles, t.writeCase, t.writeInbox, t.writeAccess, t.writeSearch, t.writeNotes,
		} {
			if err := step(ctx, &now); err != nil {
				return err
			}
		}
	}
	return put(ctx, t.tx, []commandRow{{
		ID: t.act.ID, Digest: t.act.Digest, CaseID: t.act.CaseID, Seq: t.state.Seq, Events: len(t.events),
		At: utc(t.now), Answer: asJSON(t.answer),
	}}, refuse)
}

func (t *turn) writeEvents(ctx context.Context, _ *projection) error {
	return put(ctx, t.tx, t.links, refuse)
}

// writeCase writes the row of the case, if it is still as it was read.
func (t *turn) writeCase(ctx context.Context, _ *projection) error {
	seq := t.row.Seq
	fillCase(&t.row, t.def, &t.state)
	t.row.ChangedAt = utc(t.now)
	switch closed := t.state.Status.Closed(); {
	case closed && t.row.ClosedAt == nil:
		t.row.ClosedAt = utcPtr(&t.now)
	case !closed:
		t.row.ClosedAt = nil
	}
	if t.fresh {
		hash, err := t.tx.putTable(ctx, t.def)
		if err != nil {
			return err
		}
		t.row.Definition, t.row.Process, t.row.Version, t.row.OpenedAt = hash, t.def.Key, t.def.Version, utc(t.now)
		return t.tx.DB(ctx).Create(&t.row).Error
	}
	done := t.tx.DB(ctx).Where("seq = ?", seq).Select("*").Omit("id").Updates(&t.row)
	if done.Error == nil && done.RowsAffected == 0 {
		return errRaced
	}
	return done.Error
}

func (t *turn) writeTasks(ctx context.Context, now *projection) error {
	changed := differing(t.was.tasks, now.tasks, func(r *models.Task) string { return r.ID })
	return put(ctx, t.tx, changed, replace, "id")
}

func (t *turn) writeOpinions(ctx context.Context, _ *projection) error {
	var rows []models.Opinion
	for _, e := range t.events {
		if o, ok := e.Body.(process.OpinionGiven); ok {
			rows = append(rows, opinionRow(t.def, t.act.CaseID, e, o))
		}
	}
	return put(ctx, t.tx, rows, refuse)
}

func opinionRow(d *process.Definition, caseID string, e process.Event, o process.OpinionGiven) models.Opinion {
	return models.Opinion{
		ID: o.ID, CaseID: caseID, Seq: e.Seq, TaskID: o.Task, Step: o.Step, StepTitle: stepTitle(d, o.Step),
		Round: o.Round, Box: o.Box, Kind: string(o.Kind), Result: string(o.Result), Text: o.Text, Ink: o.Ink,
		Author: e.By, OnBehalfOf: e.For, At: utc(e.At), Signed: o.Signed,
	}
}

func (t *turn) writeClocks(ctx context.Context, now *projection) error {
	changed := differing(t.was.clocks, now.clocks, func(r *models.Clock) string { return r.ID })
	if err := put(ctx, t.tx, changed, replace, "id"); err != nil {
		return err
	}
	entries := clockEntries(t.act.CaseID, t.events)
	for i := range entries {
		if q, ok := t.counts[entries[i].Seq]; ok {
			e := &entries[i]
			e.FromDay, e.Amount, e.BudgetUnit, e.Day = q.From, q.Amount, q.Unit, q.Day
			e.Proof = string(q.Proof)
		}
	}
	return put(ctx, t.tx, entries, refuse)
}

// clockEntries are the lines of the ledgers of clocks for some events. A clock
// is held and released for the reason its case is.
func clockEntries(caseID string, events []process.Event) []models.ClockEntry {
	var entries []models.ClockEntry
	var why string
	for _, e := range events {
		switch b := e.Body.(type) {
		case process.CaseSuspended:
			why = b.Reason
		case process.CaseResumed:
			why = b.Reason
		}
		if entry, ok := clockEntry(caseID, why, e); ok {
			entries = append(entries, entry)
		}
	}
	return entries
}

// clockEntry is the line of a clock's ledger for an event, if it is one of a
// clock's.
func clockEntry(caseID, why string, e process.Event) (models.ClockEntry, bool) {
	entry := models.ClockEntry{Seq: e.Seq, CaseID: caseID, Type: e.Body.EventType(), Actor: e.By, At: utc(e.At)}
	switch b := e.Body.(type) {
	case process.ClockStarted:
		entry.ClockID, entry.DueDay = b.Clock.ID, b.Clock.DueDay
	case process.ClockHeld:
		entry.ClockID, entry.Reason = b.Clock, why
	case process.ClockReleased:
		entry.ClockID, entry.DueDay, entry.Reason = b.Clock, b.DueDay, why
	case process.ClockExtended:
		entry.ClockID, entry.DueDay, entry.Reason = b.Clock, b.DueDay, b.Reason
	case process.ClockRecomputed:
		entry.ClockID, entry.DueDay, entry.Reason = b.Clock, b.DueDay, b.Reason
	case process.ClockRang:
		entry.ClockID, entry.Reason = b.Clock, string(b.Kind)
	case process.ClockStopped:
		entry.ClockID = b.Clock
	}
	return entry, entry.ClockID != ""
}

// writeNoun lets what the case is about follow, and takes over what lists show
// of it.
func (t *turn) writeNoun(ctx context.Context, _ *projection) error {
	if t.c.Nouns == nil || t.state.NounKind == "" {
		return nil
	}
	facts := NounFacts{Sender: t.row.Sender, SourceNumber: t.row.SourceNumber}
	change := NounChange{
		Kind: t.state.NounKind, ID: t.state.NounID, CaseID: t.state.CaseID, Process: t.def.Key,
		State: &t.state, Events: t.events, Facts: &facts,
	}
	if t.act.Noun != nil {
		change.Content = t.act.Noun.Content
	}
	if err := t.c.Nouns.ApplyEvents(ctx, t.tx, change); err != nil {
		return err
	}
	t.row.Sender, t.row.SourceNumber = clip(facts.Sender, 200), clip(facts.SourceNumber, 100)
	return nil
}

// accessRow lets the holders of an address see a case.
type accessRow struct {
	CaseID  string
	Address string
}

func (accessRow) TableName() string { return "case_access" }

// differing are the rows of now that are not so in was.
func differing[T any, K comparable](was, now []T, key func(*T) K) []T {
	before := make(map[K]*T, len(was))
	for i := range was {
		before[key(&was[i])] = &was[i]
	}
	var out []T
	for i := range now {
		if old, ok := before[key(&now[i])]; !ok || !reflect.DeepEqual(*old, now[i]) {
			out = append(out, now[i])
		}
	}
	return out
}
