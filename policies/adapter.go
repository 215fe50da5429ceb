package policies

import (
	"errors"

	"github.com/casbin/casbin/v2/model"
	"github.com/casbin/casbin/v2/persist"

	"github.com/zhihui-renda/renda/models"
)

// adapter hands a policy to Casbin. Casbin never writes: changes go through the
// store, with the consent of two.
type adapter struct{ policy models.Policy }

var errReadOnly = errors.New("policies: the policy is changed in the store only")

// LoadPolicy gives Casbin every line.
func (a adapter) LoadPolicy(m model.Model) error {
	for _, g := range a.policy.Members {
		if err := persist.LoadPolicyArray([]string{"g", g.Role, g.Group}, m); err != nil {
			return err
		}
	}
	for _, p := range a.policy.Rules {
		if err := persist.LoadPolicyArray([]string{"p", p.Role, p.Object, p.Action}, m); err != nil {
			return err
		}
	}
	return nil
}

// SavePolicy is refused.
func (adapter) SavePolicy(model.Model) error { return errReadOnly }

// AddPolicy is refused.
func (adapter) AddPolicy(string, string, []string) error { return errReadOnly }

// RemovePolicy is refused.
func (adapter) RemovePolicy(string, string, []string) error { return errReadOnly }

// RemoveFilteredPolicy is refused.
func (adapter) RemoveFilteredPolicy(string, string, int, ...string) error { return errReadOnly }
