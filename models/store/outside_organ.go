package store

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm/clause"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

type outsideOrganRow struct {
	OwnerUnit string
	Name      string
	CaseID    string
	UsedAt    time.Time
}

func (outsideOrganRow) TableName() string { return "outside_organs" }

// remember keeps the organs outside our tree that a submitted draft names. A
// draft submitted again names them once.
func (w *documentWriter) remember(ctx context.Context, event process.Event) error {
	content, err := w.text(ctx)
	if err != nil {
		return err
	}
	var rows []outsideOrganRow
	for _, organ := range slices.Concat(content.MainTo, content.CC, content.JointOrgs) {
		if organ.Unit == "" {
			rows = append(rows, outsideOrganRow{
				OwnerUnit: w.change.State.OwnerUnit, Name: organ.Name, CaseID: w.change.CaseID, UsedAt: utc(event.At),
			})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return w.tx.DB(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&rows).Error
}

// OutsideOrgans are the names, part of which is like the text, that the organs
// wrote to or that wrote to them: those used most often and last come first.
func (s *Store) OutsideOrgans(ctx context.Context, organs []string, text string, limit int) ([]models.OutsideOrgan, error) {
	like := "%" + escapeLike(text) + "%"
	var rows []models.OutsideOrgan
	err := s.DB(ctx).Raw(`SELECT name, COUNT(*) AS uses, MAX(day) AS last_used FROM (
			SELECT name, SUBSTR(used_at, 1, 10) AS day FROM outside_organs WHERE owner_unit IN ? AND name LIKE ? ESCAPE '!'
			UNION ALL
			SELECT source_org, received_on FROM documents
			WHERE owner_unit IN ? AND source_org <> '' AND source_org LIKE ? ESCAPE '!'
		) AS known WHERE name NOT IN (SELECT name FROM units WHERE closed_at IS NULL)
		GROUP BY name ORDER BY uses DESC, last_used DESC, name LIMIT ?`,
		organs, like, organs, like, limit).Scan(&rows).Error
	return rows, asFault(err)
}
