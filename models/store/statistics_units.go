package store

import (
	"context"

	"github.com/zhihui-renda/renda/models"
)

// unitsOf are the units in which the persons of the rows hold their first post,
// those of the organ before others; who has left is in none.
func (s *Store) unitsOf(ctx context.Context, q models.StatisticsQuery, persons []string) (map[string]string, error) {
	units := map[string]string{}
	persons = unique(persons)
	if len(persons) == 0 {
		return units, nil
	}
	var rows []struct{ PersonID, UnitID, Organ string }
	err := s.inForce(ctx, q.Now).Select("posts.person_id, posts.unit_id, unit_scopes.scope_id AS organ").
		Joins("JOIN unit_scopes ON unit_scopes.unit_id = posts.unit_id AND unit_scopes.organ = ?", true).
		Where("posts.person_id IN ?", persons).Order("posts.id").Scan(&rows).Error
	if err != nil {
		return nil, asFault(err)
	}
	for _, inOrgan := range []bool{true, false} {
		for _, r := range rows {
			if _, known := units[r.PersonID]; !known && (r.Organ == q.Organ) == inOrgan {
				units[r.PersonID] = r.UnitID
			}
		}
	}
	return units, nil
}
