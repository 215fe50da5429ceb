package store

import (
	"context"
	"slices"
	"time"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

// FirstAdmin is an administrator as the operator enters him at the machine.
type FirstAdmin struct {
	Role     models.Role // sysadmin, secadmin or auditor
	Username string
	Name     string
	Password string // empty: one is made and returned
}

// operator is who acts at the machine itself, before there is anybody else.
const operator = "operator"

// CreateFirstAdmin makes the first holder of one of the three administrators'
// roles, and returns the password when it made one; it has to be changed at the
// first sign-in. Every later administrator needs the consent of two. Faults:
// NOT_AN_ADMIN, ADMIN_EXISTS, those of CreatePerson.
func (s *Store) CreateFirstAdmin(ctx context.Context, a FirstAdmin, by models.By) (models.Person, string, error) {
	if !models.Administers(a.Role) {
		return models.Person{}, "", fault.New(fault.Invalid, "NOT_AN_ADMIN", "角色须为 sysadmin、secadmin 或 auditor。").At("role")
	}
	made := ""
	if a.Password == "" {
		var err error
		if made, err = GeneratePassword(); err != nil {
			return models.Person{}, "", err
		}
		a.Password = made
	}
	if by.PersonID == "" {
		by.PersonID = operator
	}
	var person models.Person
	err := s.Tx(ctx, func(tx *Store) error {
		if err := tx.lockOrg(ctx); err != nil {
			return err
		}
		missing, err := tx.MissingAdmins(ctx, by.At)
		if err != nil {
			return err
		}
		if !slices.Contains(missing, a.Role) {
			return fault.New(fault.Conflict, "ADMIN_EXISTS", "已有%s，其他管理员须由两名管理员共同任命。", models.RoleTitles[a.Role])
		}
		person, err = tx.CreatePerson(ctx, NewPerson{
			Person: models.Person{Username: a.Username, Name: a.Name}, Password: a.Password,
		}, by)
		if err != nil {
			return err
		}
		_, err = tx.GrantPost(ctx, models.Post{PersonID: person.ID, Role: a.Role}, by)
		return err
	})
	return person, made, err
}

// MissingAdmins are the administrators' roles that nobody holds: all three in
// an empty system.
func (s *Store) MissingAdmins(ctx context.Context, at time.Time) ([]models.Role, error) {
	var missing []models.Role
	for _, role := range administrators {
		err := s.keepAdmins(ctx, role, at)
		switch {
		case fault.Is(err, fault.Conflict):
			missing = append(missing, role)
		case err != nil:
			return nil, err
		}
	}
	return missing, nil
}

var administrators = []models.Role{models.RoleSysadmin, models.RoleSecadmin, models.RoleAuditor}
