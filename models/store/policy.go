package store

import (
	"context"

	"gorm.io/gorm/clause"

	"github.com/zhihui-renda/renda/models"
)

type policyRow struct {
	Kind    string `gorm:"primaryKey"` // p: a rule; g: a role in a group
	Role    string `gorm:"primaryKey"`
	Object  string `gorm:"primaryKey"`
	Action  string `gorm:"primaryKey"`
	Basis   string
	Shipped bool
	Active  bool
}

func (policyRow) TableName() string { return "policy_rules" }

// SeedPolicy brings the shipped policy in: what is new in it is added, what was
// taken from it since is taken away, what administrators changed stays. Twice
// is once; the version grows only when something changed.
func (s *Store) SeedPolicy(ctx context.Context, shipped models.Policy) error {
	return s.Tx(ctx, func(tx *Store) error {
		var rows []policyRow
		if err := tx.DB(ctx).Clauses(clause.Locking{Strength: "UPDATE"}).Find(&rows).Error; err != nil {
			return err
		}
		known := map[[4]string]policyRow{}
		for _, r := range rows {
			known[r.key()] = r
		}
		changed := false
		for _, r := range policyRows(shipped) {
			old, ok := known[r.key()]
			delete(known, r.key())
			if ok && old.Shipped && old.Basis == r.Basis {
				continue
			}
			if ok {
				r.Active = old.Active
			}
			changed = true
			if err := tx.DB(ctx).Clauses(clause.OnConflict{UpdateAll: true}).Create(&r).Error; err != nil {
				return err
			}
		}
		for _, r := range known {
			if !r.Shipped {
				continue
			}
			changed = true
			if err := tx.DB(ctx).Delete(&r).Error; err != nil {
				return err
			}
		}
		if !changed {
			return nil
		}
		return tx.bump(ctx, versionPolicy)
	})
}

// PolicyVersion is the number that grows with every change of the policy.
func (s *Store) PolicyVersion(ctx context.Context) (int64, error) {
	return s.version(ctx, versionPolicy)
}

// Policy is the policy in force, with its version read first: who sees a
// version sees at least its changes.
func (s *Store) Policy(ctx context.Context) (models.Policy, error) {
	version, err := s.PolicyVersion(ctx)
	if err != nil {
		return models.Policy{}, err
	}
	policy := models.Policy{Version: version}
	var rows []policyRow
	if err := s.DB(ctx).Where("active = ?", true).Order("kind, role, object, action").Find(&rows).Error; err != nil {
		return policy, err
	}
	for _, r := range rows {
		if r.Kind == "g" {
			policy.Members = append(policy.Members, models.PolicyMember{Role: r.Role, Group: r.Object})
		} else {
			policy.Rules = append(policy.Rules, r.rule())
		}
	}
	return policy, nil
}

// setRule adds a rule to the policy or takes it away.
func (s *Store) setRule(ctx context.Context, rule models.PolicyRule, active bool) error {
	row := policyRow{Kind: "p", Role: rule.Role, Object: rule.Object, Action: rule.Action, Basis: rule.Basis, Active: active}
	err := s.DB(ctx).Clauses(clause.OnConflict{DoUpdates: clause.AssignmentColumns([]string{"active"})}).Create(&row).Error
	if err != nil {
		return err
	}
	return s.bump(ctx, versionPolicy)
}

func policyRows(p models.Policy) []policyRow {
	var rows []policyRow
	for _, m := range p.Members {
		rows = append(rows, policyRow{Kind: "g", Role: m.Role, Object: m.Group, Shipped: true, Active: true})
	}
	for _, r := range p.Rules {
		rows = append(rows, policyRow{
			Kind: "p", Role: r.Role, Object: r.Object, Action: r.Action, Basis: r.Basis, Shipped: true, Active: true,
		})
	}
	return rows
}

func (r policyRow) key() [4]string { return [4]string{r.Kind, r.Role, r.Object, r.Action} }

func (r policyRow) rule() models.PolicyRule {
	return models.PolicyRule{Role: r.Role, Object: r.Object, Action: r.Action, Basis: r.Basis, Shipped: r.Shipped}
}
