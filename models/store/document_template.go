package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

type templateRow struct {
	ID        string
	Organ     string
	Kind      string
	Name      string
	Outline   string
	ChangedBy string
	ChangedAt time.Time
	ClosedAt  *time.Time
}

func (templateRow) TableName() string { return "document_templates" }

type outlineBody struct {
	Matter string         `json:"matter,omitempty"`
	Body   []models.Block `json:"body"`
}

// SaveTemplate makes a template of the organ, or gives it other words when it
// has an id. Faults: what Validate says; NotFound, TEMPLATE_NOT_FOUND.
func (s *Store) SaveTemplate(ctx context.Context, t models.DocumentTemplate, by models.By) (models.DocumentTemplate, error) {
	if err := t.Validate().Err(); err != nil {
		return t, wrongInput(err)
	}
	outline, err := json.Marshal(outlineBody{Matter: t.Matter, Body: t.Body})
	if err != nil {
		return t, err
	}
	fresh := t.ID == ""
	if fresh {
		t.ID = newID()
	}
	row := templateRow{
		ID: t.ID, Organ: t.Organ, Kind: string(t.Kind), Name: t.Name, Outline: string(outline),
		ChangedBy: by.PersonID, ChangedAt: utc(by.At),
	}
	err = s.Tx(ctx, func(tx *Store) error {
		if fresh {
			if err := tx.DB(ctx).Create(&row).Error; err != nil {
				return err
			}
		} else if err := tx.changeTemplate(ctx, row); err != nil {
			return err
		}
		return tx.Record(ctx, by.Entry(models.SecSettings, "template", t.ID))
	})
	at := local(row.ChangedAt)
	t.ChangedBy, t.ChangedAt = row.ChangedBy, &at
	return t, asFault(err)
}

func (s *Store) changeTemplate(ctx context.Context, row templateRow) error {
	done := s.DB(ctx).Model(&templateRow{}).Where("id = ? AND organ = ? AND closed_at IS NULL", row.ID, row.Organ).
		Select("kind", "name", "outline", "changed_by", "changed_at").Updates(row)
	if done.Error == nil && done.RowsAffected == 0 {
		return noTemplate()
	}
	return done.Error
}

// Templates are those in use in the organs, by name.
func (s *Store) Templates(ctx context.Context, organs []string) ([]models.DocumentTemplate, error) {
	var rows []templateRow
	err := s.DB(ctx).Where("organ IN ? AND closed_at IS NULL", organs).Order("kind, name, id").Find(&rows).Error
	if err != nil {
		return nil, asFault(err)
	}
	list := make([]models.DocumentTemplate, len(rows))
	for i, row := range rows {
		var outline outlineBody
		if err := json.Unmarshal([]byte(row.Outline), &outline); err != nil {
			return nil, err
		}
		at := local(row.ChangedAt)
		list[i] = models.DocumentTemplate{
			ID: row.ID, Organ: row.Organ, Kind: models.DocKind(row.Kind), Name: row.Name, Matter: outline.Matter,
			Body: outline.Body, ChangedBy: row.ChangedBy, ChangedAt: &at,
		}
	}
	return list, nil
}

// CloseTemplate takes a template of the organ out of use.
func (s *Store) CloseTemplate(ctx context.Context, organ, id string, by models.By) error {
	return asFault(s.Tx(ctx, func(tx *Store) error {
		done := tx.DB(ctx).Model(&templateRow{}).Where("id = ? AND organ = ? AND closed_at IS NULL", id, organ).
			Update("closed_at", utc(by.At))
		if done.Error != nil {
			return done.Error
		}
		if done.RowsAffected == 0 {
			return noTemplate()
		}
		return tx.Record(ctx, by.Entry(models.SecSettings, "template", id))
	}))
}

func noTemplate() error {
	return fault.New(fault.NotFound, "TEMPLATE_NOT_FOUND", "没有这个模板，或已停用。")
}
