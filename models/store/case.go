package store

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"time"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// CaseRecord is a case with its state and its table.
type CaseRecord struct {
	models.Case
	State      process.State      `json:"-"`
	Definition process.Definition `json:"-"`
}

// Case is the case with the id; one that is not there or not to be seen is
// NotFound, CASE_NOT_FOUND.
func (s *Store) Case(ctx context.Context, viewer models.Viewer, id string) (CaseRecord, error) {
	var row models.Case
	err := s.DB(ctx).Scopes(Visible(viewer, "cases.id")).Where("id = ?", id).Take(&row).Error
	if err == nil && row.ID != id { // found by padding
		err = gorm.ErrRecordNotFound
	}
	record, err := s.caseRecord(ctx, row, err)
	if err == nil {
		record.State, err = s.asHeld(ctx, record.State, viewer.PersonID, time.Now())
	}
	return record, asFault(err)
}

// CaseForSystem is Case for work of the system itself (effects, exports of the
// record): nobody looks.
func (s *Store) CaseForSystem(ctx context.Context, id string) (CaseRecord, error) {
	var row models.Case
	err := s.DB(ctx).Where("id = ?", id).Take(&row).Error
	return s.caseRecord(ctx, row, err)
}

func (s *Store) caseRecord(ctx context.Context, row models.Case, err error) (CaseRecord, error) {
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return CaseRecord{}, fault.New(fault.NotFound, "CASE_NOT_FOUND", wordsNoCase)
	}
	if err != nil {
		return CaseRecord{}, asFault(err)
	}
	r := CaseRecord{Case: row}
	if err := json.Unmarshal([]byte(row.State), &r.State); err != nil {
		return CaseRecord{}, err
	}
	d, err := s.table(ctx, row.Definition)
	if err != nil {
		return CaseRecord{}, asFault(err)
	}
	r.Definition = *d
	localize(&r.Case)
	return r, nil
}

// CaseEvents are the events after the seq, oldest first, at most limit.
func (s *Store) CaseEvents(ctx context.Context, viewer models.Viewer, id string, after int64, limit int) ([]models.Event, error) {
	if err := s.seen(ctx, viewer, id); err != nil {
		return nil, err
	}
	var rows []models.Event
	err := s.DB(ctx).Where("case_id = ? AND seq > ?", id, after).Order("seq").Limit(limit).Find(&rows).Error
	return localized(rows), asFault(err)
}

// CaseTasks are all tasks of a case in the order of opening.
func (s *Store) CaseTasks(ctx context.Context, viewer models.Viewer, id string) ([]models.Task, error) {
	return ofCase[models.Task](ctx, s, viewer, id, "opened_at, LENGTH(id), id")
}

// CaseOpinions are all opinions of a case in order.
func (s *Store) CaseOpinions(ctx context.Context, viewer models.Viewer, id string) ([]models.Opinion, error) {
	return ofCase[models.Opinion](ctx, s, viewer, id, "seq")
}

// CaseClocks are the clocks of a case with the entries of their ledgers.
func (s *Store) CaseClocks(ctx context.Context, viewer models.Viewer, id string) ([]models.Clock, []models.ClockEntry, error) {
	clocks, err := ofCase[models.Clock](ctx, s, viewer, id, "LENGTH(id), id")
	if err != nil {
		return nil, nil, err
	}
	var entries []models.ClockEntry
	err = s.DB(ctx).Where("case_id = ?", id).Order("seq").Find(&entries).Error
	return clocks, localized(entries), asFault(err)
}

// CaseDeliveries are the recipients of what a case dispatched.
func (s *Store) CaseDeliveries(ctx context.Context, viewer models.Viewer, id string) ([]models.Delivery, error) {
	return ofCase[models.Delivery](ctx, s, viewer, id, "seq, LENGTH(id), id")
}

func ofCase[T any](ctx context.Context, s *Store, viewer models.Viewer, id, order string) ([]T, error) {
	if err := s.seen(ctx, viewer, id); err != nil {
		return nil, err
	}
	var rows []T
	err := s.DB(ctx).Where("case_id = ?", id).Order(order).Find(&rows).Error
	return localized(rows), asFault(err)
}

// Delivery is one delivery as its recipient, or who sees the case, may see it;
// otherwise NotFound, DELIVERY_NOT_FOUND.
func (s *Store) Delivery(ctx context.Context, viewer models.Viewer, id string) (models.Delivery, error) {
	var row models.Delivery
	err := s.DB(ctx).Where("id = ?", id).Take(&row).Error
	if err == nil {
		var mine bool
		if mine, err = s.mayReceive(ctx, viewer, row); err == nil && mine {
			localize(&row)
			return row, nil
		}
	}
	if err == nil || errors.Is(err, gorm.ErrRecordNotFound) {
		err = fault.New(fault.NotFound, "DELIVERY_NOT_FOUND", wordsNoDelivery)
	}
	return models.Delivery{}, asFault(err)
}

func (s *Store) mayReceive(ctx context.Context, viewer models.Viewer, d models.Delivery) (bool, error) {
	for _, role := range receivers {
		for _, address := range viewer.Addresses {
			if d.Unit != "" && address == models.RoleAddress(role, d.Unit) {
				return true, nil
			}
		}
	}
	return s.MaySee(ctx, viewer, d.CaseID)
}

// localize turns the times of a row, which the record keeps in UTC, into those
// that people read.
func localize(row any) {
	for _, field := range reflect.ValueOf(row).Elem().Fields() {
		switch at := field.Addr().Interface().(type) {
		case *time.Time:
			*at = local(*at)
		case **time.Time:
			*at = localPtr(*at)
		}
	}
}

func localized[T any](rows []T) []T {
	for i := range rows {
		localize(&rows[i])
	}
	return rows
}
