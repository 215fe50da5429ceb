package store

import (
	"context"
	"time"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// versionRecounted holds the fingerprint of the calendar that every open clock
// was last counted with.
const versionRecounted = "calendar_recounted"

// Recounted is the fingerprint of the calendar that every open clock was last
// counted with; 0 before the first time.
func (s *Store) Recounted(ctx context.Context) (int64, error) {
	return s.version(ctx, versionRecounted)
}

// SetRecounted keeps it.
func (s *Store) SetRecounted(ctx context.Context, fingerprint int64) error {
	return s.DB(ctx).Table("versions").Where("name = ?", versionRecounted).Update("value", fingerprint).Error
}

// Moved picks those of the open clocks for which the calendar, and the alarms as
// they are now, give another day, another flag or other alarms than they have. A clock
// that stands still is counted when it goes on. Failed holds the clocks
// whose ledger could not be counted, by id.
func (c *Clocks) Moved(ctx context.Context, s *Store, cal *calendar.Calendar, clocks []models.Clock, now time.Time) (
	moved []models.Clock, failed map[string]error, err error,
) {
	_, offsets, err := c.current(ctx, s)
	if err != nil {
		return nil, nil, err
	}
	owners, err := s.ownersOf(ctx, clocks)
	if err != nil {
		return nil, nil, err
	}
	ids := make([]string, len(clocks))
	for i, clock := range clocks {
		ids[i] = clock.ID
	}
	// The last entry that asked the calendar says what the present day came from.
	var entries []models.ClockEntry
	err = s.DB(ctx).Where("clock_id IN ? AND budget_unit <> ''", ids).Order("clock_id, seq").Find(&entries).Error
	if err != nil {
		return nil, nil, err
	}
	basis := map[string]models.ClockEntry{}
	for _, entry := range entries {
		basis[entry.ClockID] = entry
	}
	failed = map[string]error{}
	for _, clock := range clocks {
		if clock.Status != string(process.ClockIsRunning) {
			continue
		}
		stands, err := c.stands(cal, clock, basis[clock.ID], c.counting(now, offsets[owners[clock.CaseID]]))
		switch {
		case err != nil:
			failed[clock.ID] = err
		case !stands:
			moved = append(moved, clock)
		}
	}
	return moved, failed, nil
}

func (c *Clocks) stands(cal *calendar.Calendar, clock models.Clock, basis models.ClockEntry, counting calendar.Options) (bool, error) {
	rule, err := ruleOf(ClockQuestion{From: basis.FromDay, Amount: basis.Amount, Unit: basis.BudgetUnit, Day: basis.Day})
	if err != nil {
		return false, err
	}
	got, err := cal.Resolve(rule, counting)
	if err != nil {
		return false, err
	}
	alarms, err := alarmsOf(clock)
	if err != nil {
		return false, err
	}
	return got.DueDay.String() == clock.DueDay && got.Provisional == clock.Provisional &&
		sameAlarms(alarms, instantsOf(got).Alarms, counting.Now), nil
}
