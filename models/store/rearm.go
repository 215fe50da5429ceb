package store

import (
	"context"
	"time"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// OpenCasesWithClocks are the ids after the given one of cases whose run has
// something to wait for or to do: an alarm not rung, or an effect not done.
func (s *Store) OpenCasesWithClocks(ctx context.Context, after string, limit int) ([]string, error) {
	var ids []string
	err := s.DB(ctx).Table("cases").Where("id > ? AND (next_alarm IS NOT NULL OR pending > 0)", after).
		Order("id").Limit(limit).Pluck("id", &ids).Error
	return ids, asFault(err)
}

// RearmCandidates are OpenCasesWithClocks whose next alarm is before the
// instant, or that have an effect to do: what a watch over the runs looks at.
func (s *Store) RearmCandidates(ctx context.Context, before time.Time, after string, limit int) ([]string, error) {
	var ids []string
	err := s.DB(ctx).Table("cases").Where("id > ? AND (next_alarm < ? OR pending > 0)", after, utc(before)).
		Order("id").Limit(limit).Pluck("id", &ids).Error
	return ids, asFault(err)
}

// OpenClocks are running and held clocks after the clock id, for the calendar
// to look at when it changed.
func (s *Store) OpenClocks(ctx context.Context, after string, limit int) ([]models.Clock, error) {
	var clocks []models.Clock
	err := s.DB(ctx).Where("id > ? AND status IN ?", after, []process.ClockStatus{process.ClockIsRunning, process.ClockIsHeld}).
		Order("id").Limit(limit).Find(&clocks).Error
	return localized(clocks), asFault(err)
}
