package store

import (
	"context"
	"slices"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// writeAccess adds those who may see the case from now on. Who once had it
// keeps it, but for a reading called back before it was seen, and for who stood
// in for somebody, when there is nothing left to stand in for.
func (t *turn) writeAccess(ctx context.Context, now *projection) error {
	var rows []accessRow
	for _, address := range now.access {
		if !slices.Contains(t.was.access, address) {
			rows = append(rows, accessRow{CaseID: t.act.CaseID, Address: address})
		}
	}
	if err := put(ctx, t.tx, rows, leave, "case_id"); err != nil {
		return err
	}
	recalled, relieved := t.recalled(now), t.relieved(now)
	if len(recalled)+len(relieved) == 0 {
		return nil
	}
	// Who once did something in the case has a right to see it of his own.
	acts, err := t.tx.actsIn(ctx, t.act.CaseID)
	if err != nil {
		return err
	}
	gone := slices.DeleteFunc(recalled, func(a string) bool { return slices.ContainsFunc(acts, doneBy(a)) })
	for _, a := range relieved {
		weighty := func(d deed) bool { return doneBy(a)(d) && !slices.Contains(lookedOn, d.Type) }
		if !slices.Contains(gone, a) && !slices.ContainsFunc(acts, weighty) {
			gone = append(gone, a)
		}
	}
	if len(gone) == 0 {
		return nil
	}
	return t.tx.DB(ctx).Where("case_id = ? AND address IN ?", t.act.CaseID, gone).Delete(&accessRow{}).Error
}

// deed is that somebody did a kind of thing in a case.
type deed struct{ Actor, OnBehalfOf, Type string }

// lookedOn are the events that somebody leaves in a case without doing anything
// in it that has weight.
var lookedOn = []string{
	process.TaskSeen{}.EventType(), process.Followed{}.EventType(), process.Unfollowed{}.EventType(),
	process.TaskClaimed{}.EventType(), process.TaskReleased{}.EventType(),
}

// doneBy finds what the holder of an address did, or had done by another.
func doneBy(address string) func(deed) bool {
	return func(d deed) bool {
		return address == models.PersonAddress(d.Actor) || address == models.PersonAddress(d.OnBehalfOf)
	}
}

func (s *Store) actsIn(ctx context.Context, caseID string) ([]deed, error) {
	var acts []deed
	err := s.DB(ctx).Table("events").Distinct("actor", "on_behalf_of", "type").Where("case_id = ?", caseID).Find(&acts).Error
	return acts, err
}

// recalled are the addresses of readers called back unseen that nothing else
// gives the case to.
func (t *turn) recalled(now *projection) []string {
	var gone []string
	for _, e := range t.events {
		cancelled, ok := e.Body.(process.TaskCancelled)
		if !ok {
			continue
		}
		task := t.state.Task(cancelled.Task)
		if task == nil || task.Kind != process.TaskRead || task.SeenAt != nil {
			continue
		}
		if a := holderAddress(task); !slices.Contains(now.access, a) {
			gone = append(gone, a)
		}
	}
	return gone
}

// relieved are the addresses of those who stood in for somebody whom nothing
// gives the case to any more.
func (t *turn) relieved(now *projection) []string {
	var gone []string
	for _, person := range t.was.agents {
		a := models.PersonAddress(person)
		if slices.Contains(t.was.access, a) && !slices.Contains(now.access, a) {
			gone = append(gone, a)
		}
	}
	return gone
}
