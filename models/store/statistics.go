package store

import (
	"cmp"
	"context"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// mostSenders is how many senders are told by name.
const mostSenders = 20

// papers are the documents of an organ in one flow that the viewer may see and
// that have a number, with their day within the period.
func (s *Store) papers(ctx context.Context, viewer models.Viewer, q models.StatisticsQuery, flow models.Flow) *gorm.DB {
	day, number := "documents.received_on", "documents.receipt_no"
	if flow == models.Outgoing {
		day, number = "documents.doc_date", "documents.doc_no"
	}
	return s.DB(ctx).Table("documents").Scopes(Visible(viewer, "documents.case_id")).
		Where("documents.owner_unit = ? AND documents.flow = ?", q.Organ, string(flow)).
		Where(day+" >= ? AND "+day+" <= ? AND "+number+" <> ''", q.From, q.Until)
}

// PapersByMonth counts what came in (by the day it came) or went out (by the
// day it was signed), by month and kind.
func (s *Store) PapersByMonth(ctx context.Context, viewer models.Viewer, q models.StatisticsQuery, flow models.Flow) ([]models.DocumentCount, error) {
	month := "SUBSTR(documents.received_on, 1, 7)"
	if flow == models.Outgoing {
		month = "SUBSTR(documents.doc_date, 1, 7)"
	}
	var out []models.DocumentCount
	err := s.papers(ctx, viewer, q, flow).Select(month + " AS month, documents.kind AS kind, COUNT(*) AS n").
		Group(month + ", documents.kind").Order("month, kind").Scan(&out).Error
	return out, asFault(err)
}

// PapersBySender counts what came in by sender, the busiest first.
func (s *Store) PapersBySender(ctx context.Context, viewer models.Viewer, q models.StatisticsQuery) ([]models.NamedCount, error) {
	var out []models.NamedCount
	err := s.papers(ctx, viewer, q, models.Incoming).Select("documents.source_org AS name, COUNT(*) AS n").
		Group("documents.source_org").Order("n DESC, name").Limit(mostSenders).Scan(&out).Error
	return out, asFault(err)
}

// PapersByUnit counts what went out by the unit that drafted it.
func (s *Store) PapersByUnit(ctx context.Context, viewer models.Viewer, q models.StatisticsQuery) ([]models.NamedCount, error) {
	var out []models.NamedCount
	err := s.papers(ctx, viewer, q, models.Outgoing).Joins("JOIN cases ON cases.id = documents.case_id").
		Select("cases.unit AS name, COUNT(*) AS n").Group("cases.unit").Order("n DESC, name").Scan(&out).Error
	return out, asFault(err)
}

// tasksOf are the tasks to be done in cases of the organ that the viewer may
// see; readings, and signatures that were only carried over, are none.
func (s *Store) tasksOf(ctx context.Context, viewer models.Viewer, q models.StatisticsQuery) *gorm.DB {
	return s.DB(ctx).Table("tasks").Joins("JOIN cases ON cases.id = tasks.case_id").Scopes(Visible(viewer, "tasks.case_id")).
		Where("cases.owner_unit = ? AND tasks.kind = 'act' AND tasks.stands = ?", q.Organ, false)
}

// openTasksOf are those of tasksOf that wait to be done now. They are looked for
// in the open cases of the organ: it may be one of many, and the database keeps
// to this order whatever it guesses of the numbers of rows.
func (s *Store) openTasksOf(ctx context.Context, viewer models.Viewer, q models.StatisticsQuery) *gorm.DB {
	join := "CROSS JOIN tasks INDEXED BY tasks_case"
	if s.dialect == MySQL {
		join = "STRAIGHT_JOIN tasks"
	}
	return s.DB(ctx).Table("cases").Joins(join+" ON tasks.case_id = cases.id").Scopes(Visible(viewer, "tasks.case_id")).
		Where("cases.owner_unit = ? AND cases.status IN ?", q.Organ, []string{string(process.StatusOpen), string(process.StatusSuspended)}).
		Where("tasks.status = ? AND tasks.kind = 'act' AND tasks.stands = ?", string(process.TaskIsOpen), false)
}

// doneIn limits tasks to those done in the period.
func doneIn(q models.StatisticsQuery) (func(*gorm.DB) *gorm.DB, error) {
	from, err := calendar.ParseDate(q.From)
	if err != nil {
		return nil, fault.New(fault.Invalid, "BAD_DATE", wordsBadDay).At("from")
	}
	until, err := calendar.ParseDate(q.Until)
	if err != nil {
		return nil, fault.New(fault.Invalid, "BAD_DATE", wordsBadDay).At("until")
	}
	return func(db *gorm.DB) *gorm.DB {
		return db.Where("tasks.status = 'done' AND tasks.done_at >= ? AND tasks.done_at < ?", utc(from.At(0)), utc(until.At(24)))
	}, nil
}

// dayOf is the day in Shanghai of a column that holds an instant.
func (s *Store) dayOf(column string) string {
	if s.dialect == MySQL {
		return "DATE_FORMAT(DATE_ADD(" + column + ", INTERVAL 8 HOUR), '%Y-%m-%d')"
	}
	return "DATE(" + column + ", '+8 hours')"
}

// StepStays are the stays at each step that ended in the period: from the day
// its first task was opened to the day its last one was done, counted by those
// two days. A stay somebody has still to act in is not over.
func (s *Store) StepStays(ctx context.Context, viewer models.Viewer, q models.StatisticsQuery) ([]models.StepStay, error) {
	done, err := doneIn(q)
	if err != nil {
		return nil, err
	}
	stays := s.tasksOf(ctx, viewer, q).Scopes(done).
		Select("tasks.case_id, cases.process, tasks.step, tasks.round, MAX(tasks.step_title) AS title, " +
			"MIN(tasks.opened_at) AS opened_at, MAX(tasks.done_at) AS done_at").
		Group("tasks.case_id, cases.process, tasks.step, tasks.round")
	opened, closed := s.dayOf("stays.opened_at"), s.dayOf("stays.done_at")
	var out []models.StepStay
	err = s.DB(ctx).Table("(?) AS stays", stays).
		// What is still to be done is little beside what was: it is looked up once, not for every stay.
		Joins("LEFT JOIN (SELECT DISTINCT more.case_id, more.round FROM tasks AS more WHERE more.kind = 'act' AND more.status IN ('open', 'asleep')) " +
			"AS more ON more.case_id = stays.case_id AND more.round = stays.round").Where("more.case_id IS NULL").
		Select("stays.process, stays.step, MAX(stays.title) AS title, " + opened + " AS opened, " + closed + " AS done, COUNT(*) AS n").
		Group("stays.process, stays.step, " + opened + ", " + closed).
		Order("stays.process, stays.step, opened, done").Scan(&out).Error
	return out, asFault(err)
}

// asked is of whom a task was asked: a unit, or a person by name.
const asked = "tasks.pool_unit AS pool_unit, CASE WHEN tasks.pool_unit = '' THEN tasks.assignee ELSE '' END AS asked_of"

type punctualityRow struct {
	Month    string
	PoolUnit string
	AskedOf  string
	OnTime   int
	Late     int
	Owed     int
}

// Punctualities tell what was done before and after its deadline in the period,
// and what became late in it and is still to be done. A deadline is that of the
// clock of the stay, which stands still while the case is suspended and moves
// when it is extended; what has none is left out.
func (s *Store) Punctualities(ctx context.Context, viewer models.Viewer, q models.StatisticsQuery) ([]models.Punctuality, error) {
	done, err := doneIn(q)
	if err != nil {
		return nil, err
	}
	month := "SUBSTR(" + s.dayOf("tasks.done_at") + ", 1, 7)"
	var rows, owed []punctualityRow
	err = s.tasksOf(ctx, viewer, q).Scopes(done).Where("tasks.due IS NOT NULL").
		Select(month + " AS month, " + asked + ", SUM(CASE WHEN tasks.done_at < tasks.due THEN 1 ELSE 0 END) AS on_time, " +
			"SUM(CASE WHEN tasks.done_at < tasks.due THEN 0 ELSE 1 END) AS late").
		Group(month + ", tasks.pool_unit, asked_of").Scan(&rows).Error
	if err != nil {
		return nil, asFault(err)
	}
	err = s.openTasksOf(ctx, viewer, q).
		Where("tasks.due <= ? AND tasks.due_day >= ? AND tasks.due_day <= ?", utc(q.Now), q.From, q.Until).
		Select("SUBSTR(tasks.due_day, 1, 7) AS month, " + asked + ", COUNT(*) AS owed").
		Group("SUBSTR(tasks.due_day, 1, 7), tasks.pool_unit, asked_of").
		Scan(&owed).Error
	if err != nil {
		return nil, asFault(err)
	}
	rows = append(rows, owed...)
	persons := make([]string, len(rows))
	for i, r := range rows {
		persons[i] = r.AskedOf
	}
	units, err := s.unitsOf(ctx, q, persons)
	if err != nil {
		return nil, err
	}
	out := make([]models.Punctuality, len(rows))
	for i, r := range rows {
		out[i] = models.Punctuality{Month: r.Month, Unit: cmp.Or(r.PoolUnit, units[r.AskedOf]), OnTime: r.OnTime, Late: r.Late, Owed: r.Owed}
	}
	return out, nil
}

type loadRow struct {
	PoolUnit string
	Assignee string
	Waiting  int
	Late     int
}

// Loads tell for whom how much waits now.
func (s *Store) Loads(ctx context.Context, viewer models.Viewer, q models.StatisticsQuery) ([]models.Load, error) {
	var rows []loadRow
	err := s.openTasksOf(ctx, viewer, q).
		Select("tasks.pool_unit, tasks.assignee, COUNT(*) AS waiting, SUM(CASE WHEN tasks.due <= ? THEN 1 ELSE 0 END) AS late", utc(q.Now)).
		Group("tasks.pool_unit, tasks.assignee").Order("waiting DESC, tasks.pool_unit, tasks.assignee").Scan(&rows).Error
	if err != nil {
		return nil, asFault(err)
	}
	persons := make([]string, len(rows))
	for i, r := range rows {
		persons[i] = r.Assignee
	}
	units, err := s.unitsOf(ctx, q, persons)
	if err != nil {
		return nil, err
	}
	out := make([]models.Load, len(rows))
	for i, r := range rows {
		out[i] = models.Load{Unit: cmp.Or(r.PoolUnit, units[r.Assignee]), Person: r.Assignee, Waiting: r.Waiting, Late: r.Late}
	}
	return out, nil
}
