package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

type letterheadRow struct {
	ID       string `gorm:"primaryKey"`
	UnitID   string
	Mark     string
	Issuer   string
	Prefix   string
	ClosedAt *time.Time
	Demo     bool
}

func (letterheadRow) TableName() string { return "letterheads" }

// CreateLetterhead gives an organ one more name to issue under. Faults:
// LETTERHEAD_* of Validate, NOT_AN_ORGAN, LETTERHEAD_PREFIX_TAKEN.
func (s *Store) CreateLetterhead(ctx context.Context, l models.Letterhead, by models.By) (models.Letterhead, error) {
	if l.ID == "" {
		l.ID = newID()
	}
	if err := l.Validate(); err != nil {
		return models.Letterhead{}, wrongInput(err)
	}
	err := s.Tx(ctx, func(tx *Store) error {
		unit, err := tx.openUnit(ctx, l.UnitID, "unit_id")
		if err != nil {
			return err
		}
		if !unit.Organ {
			return fault.New(fault.Invalid, "NOT_AN_ORGAN", "只有机关才能以自己的名义发文。").At("unit_id")
		}
		row := letterheadRow{ID: l.ID, UnitID: l.UnitID, Mark: l.Mark, Issuer: l.Issuer, Prefix: l.Prefix, Demo: l.Demo}
		if err := tx.DB(ctx).Create(&row).Error; errors.Is(err, gorm.ErrDuplicatedKey) {
			return fault.New(fault.Conflict, "LETTERHEAD_PREFIX_TAKEN", "机关代字已被使用。").At("prefix")
		} else if err != nil {
			return err
		}
		return tx.Record(ctx, by.Entry(models.SecSettings, "letterhead", l.ID))
	})
	return l, err
}

// Letterheads returns the names an organ issues under, all organs' when unitID
// is empty; closed ones last.
func (s *Store) Letterheads(ctx context.Context, unitID string) ([]models.Letterhead, error) {
	query := s.DB(ctx).Order("CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END, prefix")
	if unitID != "" {
		query = query.Where("unit_id = ?", unitID)
	}
	var rows []letterheadRow
	if err := query.Find(&rows).Error; err != nil {
		return nil, err
	}
	heads := make([]models.Letterhead, len(rows))
	for i, r := range rows {
		heads[i] = models.Letterhead{
			ID: r.ID, UnitID: r.UnitID, Mark: r.Mark, Issuer: r.Issuer, Prefix: r.Prefix,
			Closed: localPtr(r.ClosedAt), Demo: r.Demo,
		}
	}
	return heads, nil
}

// CloseLetterhead ends a name; what was issued under it keeps it.
func (s *Store) CloseLetterhead(ctx context.Context, id string, by models.By) error {
	return s.Tx(ctx, func(tx *Store) error {
		done := tx.DB(ctx).Model(&letterheadRow{}).Where("id = ? AND closed_at IS NULL", id).Update("closed_at", utc(by.At))
		if done.Error != nil {
			return done.Error
		}
		if done.RowsAffected == 0 {
			return fault.New(fault.NotFound, "LETTERHEAD_UNKNOWN", "没有这个在用的发文机关标志。")
		}
		return tx.Record(ctx, by.Entry(models.SecSettings, "letterhead", id))
	})
}
