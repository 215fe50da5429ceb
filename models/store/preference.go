package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"github.com/zhihui-renda/renda/internal/fault"
)

// MostPreferences is how many values are kept for one person.
const MostPreferences = 40

type preferenceRow struct {
	PersonID string `gorm:"primaryKey"`
	Name     string `gorm:"primaryKey"`
	Value    string
	At       time.Time
}

func (preferenceRow) TableName() string { return "preferences" }

// Preferences returns what is kept of how a person wants his pages: JSON by
// name.
func (s *Store) Preferences(ctx context.Context, person string) (map[string]string, error) {
	var rows []preferenceRow
	if err := s.DB(ctx).Where("person_id = ?", person).Find(&rows).Error; err != nil {
		return nil, err
	}
	kept := map[string]string{}
	for _, row := range rows {
		kept[row.Name] = row.Value
	}
	return kept, nil
}

// KeepPreference keeps a value, JSON, under a name; kept twice it is there
// once. Faults: TOO_MANY_PREFERENCES.
func (s *Store) KeepPreference(ctx context.Context, person, name, value string, at time.Time) error {
	return s.Tx(ctx, func(tx *Store) error {
		var others int64
		err := tx.DB(ctx).Model(&preferenceRow{}).Where("person_id = ? AND name <> ?", person, name).Count(&others).Error
		if err != nil {
			return err
		}
		if others >= MostPreferences {
			return fault.New(fault.Conflict, "TOO_MANY_PREFERENCES", "个人设置过多，请先删除一些。").At("key")
		}
		row := preferenceRow{PersonID: person, Name: name, Value: value, At: at}
		return tx.DB(ctx).Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error
	})
}
