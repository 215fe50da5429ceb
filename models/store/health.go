package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// failuresOf is how far back failed effects are counted.
const failuresOf = 7 * 24 * time.Hour

// Workload counts what there is to do at the instant; late is how long an alarm
// may be behind before it counts.
func (s *Store) Workload(ctx context.Context, at time.Time, late time.Duration) (models.Workload, error) {
	var w models.Workload
	open := []string{string(process.StatusOpen), string(process.StatusSuspended)}
	running := s.DB(ctx).Table("clocks").Where("status = ? AND due < ?", string(process.ClockIsRunning), utc(at)).
		Session(&gorm.Session{})
	for _, count := range []struct {
		into  *int
		query *gorm.DB
	}{
		{&w.OpenCases, s.DB(ctx).Table("cases").Where("status IN ?", open)},
		{&w.OpenTasks, s.DB(ctx).Table("tasks").Where("status = ?", string(process.TaskIsOpen))},
		{&w.OverdueClocks, running},
		{&w.Unrung, s.DB(ctx).Table("cases").Where("next_alarm < ?", utc(at.Add(-late)))},
		{&w.Effects, s.DB(ctx).Table("cases").Where("pending > 0")},
		{&w.FailedEffects, s.DB(ctx).Table("events").Where("type = ? AND at >= ? AND payload LIKE ?",
			process.EffectEnded{}.EventType(), utc(at.Add(-failuresOf)), `%"failed":"%`)},
		{&w.Sessions, s.DB(ctx).Table("sessions").Where("ended_at IS NULL AND expires_at > ?", utc(at))},
		{&w.Consents, s.DB(ctx).Table("consents").Where("decision = ?", string(models.Pending))},
	} {
		var n int64
		if err := count.query.Count(&n).Error; err != nil {
			return w, asFault(err)
		}
		*count.into = int(n)
	}
	if w.OverdueClocks == 0 {
		return w, nil
	}
	var first struct{ Due time.Time }
	err := running.Select("due").Order("due").Limit(1).Take(&first).Error
	w.EarliestDue = localPtr(&first.Due)
	return w, asFault(err)
}

// Database is the kind of database and its version.
func (s *Store) Database(ctx context.Context) (driver, version string, err error) {
	ask := "SELECT VERSION()"
	if s.dialect == SQLite {
		ask = "SELECT sqlite_version()"
	}
	err = s.DB(ctx).Raw(ask).Scan(&version).Error
	return s.dialect, version, asFault(err)
}
