package store

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/models"
)

// unsettled is for how many seconds a missing id may still be one of a
// transaction that is about to commit.
const unsettled = 3

// Notifications are those after the id in the order of id, at most limit. What
// was returned once is complete: on MySQL, where ids are given before the
// commit, reading stops before an id that is missing until that is so for 3 s.
func (s *Store) Notifications(ctx context.Context, after int64, limit int) ([]models.Notification, error) {
	young := "0"
	if s.dialect == MySQL {
		young = fmt.Sprintf("written > NOW(6) - INTERVAL %d SECOND", unsettled)
	}
	var rows []struct {
		models.Notification
		Young bool
	}
	err := s.DB(ctx).Table("notifications").Select("notifications.*, "+young+" AS young").
		Where("id > ?", after).Order("id").Limit(limit).Find(&rows).Error
	if err != nil {
		return nil, asFault(err)
	}
	out := make([]models.Notification, 0, len(rows))
	for next := after + 1; len(out) < len(rows); next++ {
		r := rows[len(out)]
		if r.ID != next && r.Young {
			break
		}
		next = r.ID
		localize(&r.Notification)
		out = append(out, r.Notification)
	}
	return out, nil
}

// LastNotification is the greatest id there is, to begin listening at; 0 when
// there is none.
func (s *Store) LastNotification(ctx context.Context) (int64, error) {
	var last models.Notification
	err := s.DB(ctx).Select("id").Order("id DESC").Take(&last).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = nil
	}
	return last.ID, asFault(err)
}
