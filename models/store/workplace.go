package store

import (
	"context"
	"slices"
	"time"
)

// Workplace is a unit where a person works, with its organ.
type Workplace struct {
	Unit  string
	Organ string
}

// Workplaces are the units in which the person holds a post at the instant, the
// oldest post first, each once. A unit that belongs to no organ is left out.
func (s *Store) Workplaces(ctx context.Context, person string, at time.Time) ([]Workplace, error) {
	var rows []Workplace
	err := s.inForce(ctx, at).Select("posts.unit_id AS unit, unit_scopes.scope_id AS organ").
		Joins("JOIN unit_scopes ON unit_scopes.unit_id = posts.unit_id AND unit_scopes.organ = ?", true).
		Where("posts.person_id = ?", person).Group("posts.unit_id, unit_scopes.scope_id").Order("MIN(posts.id)").Scan(&rows).Error
	return rows, err
}

// OrgansOf are the organs in which the person holds or held a post. Those he
// left count: what he left behind there is still theirs to hand over.
func (s *Store) OrgansOf(ctx context.Context, person string) ([]string, error) {
	var organs []string
	err := s.DB(ctx).Table("posts").
		Joins("JOIN unit_scopes ON unit_scopes.unit_id = posts.unit_id AND unit_scopes.organ = ?", true).
		Where("posts.person_id = ? AND posts.approved_at IS NOT NULL", person).
		Distinct().Order("unit_scopes.scope_id").Pluck("unit_scopes.scope_id", &organs).Error
	return organs, err
}

// UnitsWith are the units in which somebody holds the role at the instant, the
// first by standing; any unit that somebody works in for "".
func (s *Store) UnitsWith(ctx context.Context, role string, at time.Time) ([]string, error) {
	query := s.inForce(ctx, at).Joins("JOIN units ON units.id = posts.unit_id AND units.closed_at IS NULL")
	if role != "" {
		query = query.Where("posts.role = ?", role)
	}
	var units []string
	err := query.Group("units.id, units.sort, units.code").Order("units.sort, units.code").Limit(20).Pluck("units.id", &units).Error
	return units, err
}

// OrgansOf are the organs of the places, each once, in their order.
func OrgansOf(places []Workplace) []string {
	organs := []string{}
	for _, place := range places {
		if !slices.Contains(organs, place.Organ) {
			organs = append(organs, place.Organ)
		}
	}
	return organs
}
