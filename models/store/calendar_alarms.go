package store

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"time"

	"gorm.io/gorm/clause"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// AllAlarmOffsets are those that organs have set for themselves.
func (s *Store) AllAlarmOffsets(ctx context.Context) ([]models.AlarmOffsets, error) {
	var rows []models.AlarmOffsets
	err := s.DB(ctx).Order("organ").Find(&rows).Error
	for i := range rows {
		rows[i].ChangedAt = local(rows[i].ChangedAt)
	}
	return rows, asFault(err)
}

// SetAlarmOffsets sets when the alarms of an organ's deadlines come. Open clocks
// follow when they are counted again; see Clocks.Fingerprint. Setting what is
// set already does nothing. Faults: those of Validate, UNIT_NOT_ORGAN.
func (s *Store) SetAlarmOffsets(ctx context.Context, a models.AlarmOffsets, by models.By) error {
	if err := a.Validate(); err != nil {
		return wrongInput(err)
	}
	return s.Tx(ctx, func(tx *Store) error {
		// Waits for commits that count with what was set before.
		if err := tx.bump(ctx, versionCalendar); err != nil {
			return err
		}
		unit, err := tx.Unit(ctx, a.Organ)
		if err != nil {
			return err
		}
		if !unit.Organ {
			return fault.New(fault.Invalid, "UNIT_NOT_ORGAN", "只能为机关设置，不能为内设机构设置。").At("organ")
		}
		was := models.AlarmOffsets{}
		if err := tx.DB(ctx).Where("organ = ?", a.Organ).Limit(1).Find(&was).Error; err != nil {
			return err
		}
		if was.DaysBefore == a.DaysBefore && was.DaysEscalate == a.DaysEscalate && was.Hour == a.Hour {
			return nil
		}
		a.ChangedBy, a.ChangedAt = by.PersonID, utc(by.At)
		if err := tx.DB(ctx).Clauses(clause.OnConflict{UpdateAll: true}).Create(&a).Error; err != nil {
			return err
		}
		entry := by.Entry(models.SecSettings, "alarm", a.Organ)
		entry.Detail = map[string]string{
			"before": strconv.Itoa(a.DaysBefore), "escalate": strconv.Itoa(a.DaysEscalate), "hour": strconv.Itoa(a.Hour),
			"was": fmt.Sprintf("%d %d %d", was.DaysBefore, was.DaysEscalate, was.Hour),
		}
		return tx.Record(ctx, entry)
	})
}

// offsetsOf makes the offsets of all organs out of the rows.
func offsetsOf(rows []models.AlarmOffsets) map[string]calendar.Offsets {
	out := make(map[string]calendar.Offsets, len(rows))
	for _, r := range rows {
		out[r.Organ] = calendar.Offsets{Before: r.DaysBefore, Escalate: r.DaysEscalate, Hour: r.Hour}
	}
	return out
}

// Fingerprint tells apart states of calendar and alarms that count differently;
// version grows with every change, also with one that goes back.
func (c *Clocks) Fingerprint(ctx context.Context, s *Store) (fingerprint, version int64, err error) {
	if version, err = s.calendarVersion(ctx); err != nil {
		return 0, 0, err
	}
	cal, offsets, err := c.current(ctx, s)
	if err != nil {
		return 0, 0, err
	}
	if len(offsets) == 0 {
		return cal.Fingerprint(), version, nil
	}
	sum := fnv.New64a()
	_, _ = fmt.Fprintf(sum, "%d", cal.Fingerprint()) // never fails
	for _, organ := range sortedKeys(offsets) {
		_, _ = fmt.Fprintf(sum, " %s %v", organ, offsets[organ])
	}
	return int64(sum.Sum64() >> 1), version, nil
}

// sameAlarms says whether two counts ring at the same moments from now on: what
// has rung, or is about to, is left alone.
func sameAlarms(was, now []process.Alarm, at time.Time) bool {
	coming := func(alarms []process.Alarm) []string {
		var out []string
		for _, a := range alarms {
			if !a.Fired && a.At.After(at) {
				out = append(out, string(a.Kind)+a.At.UTC().Format(time.RFC3339))
			}
		}
		slices.Sort(out)
		return out
	}
	return slices.Equal(coming(was), coming(now))
}

// alarmsOf reads the alarms of a row.
func alarmsOf(clock models.Clock) ([]process.Alarm, error) {
	var alarms []process.Alarm
	err := json.Unmarshal([]byte(clock.Alarms), &alarms)
	return alarms, err
}

// ownersOf are the organs of the cases of clocks, by case.
func (s *Store) ownersOf(ctx context.Context, clocks []models.Clock) (map[string]string, error) {
	ids := make([]string, len(clocks))
	for i, c := range clocks {
		ids[i] = c.CaseID
	}
	var rows []models.Case
	err := s.DB(ctx).Select("id", "owner_unit").Where("id IN ?", unique(ids)).Find(&rows).Error
	out := make(map[string]string, len(rows))
	for _, r := range rows {
		out[r.ID] = r.OwnerUnit
	}
	return out, err
}
