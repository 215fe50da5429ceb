package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// overseers are the roles that see every case of their organ.
var overseers = map[string]bool{
	models.RoleRegistrar: true, models.RoleOfficeHead: true, models.RoleChair: true, models.RoleViceChair: true,
	models.RoleArchivist: true, models.RoleDeputyOffice: true,
}

// Addresses are all addresses of a person: himself, each role in each unit of
// his expanded posts, and the oversight of an organ where his role has it.
// Administrators have none at all: what is put there is not for them.
func Addresses(p process.Person) []string {
	set := map[string]bool{models.PersonAddress(p.ID): true}
	for _, post := range p.Posts {
		if models.Administers(post.Role) {
			return nil
		}
		set[models.RoleAddress(post.Role, post.Unit)] = true
		if overseers[post.Role] {
			// Of the units of an expanded post only the organ owns cases.
			set[models.OverseerAddress(post.Unit)] = true
		}
	}
	return keys(set)
}

// Visible limits a query to the cases the viewer may see, by the column that
// holds the case's id. It is the one place where that is said: lists, search,
// files, exports, counts and streams all use it.
func Visible(viewer models.Viewer, column string) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		if len(viewer.Addresses) == 0 {
			return db.Where("1 = 0")
		}
		return db.Where("EXISTS (SELECT 1 FROM case_access WHERE case_access.case_id = "+column+
			" AND case_access.address IN ?)", viewer.Addresses)
	}
}

// MaySee says whether the viewer may see the case.
func (s *Store) MaySee(ctx context.Context, viewer models.Viewer, caseID string) (bool, error) {
	var ids []string
	err := s.DB(ctx).Table("cases").Scopes(Visible(viewer, "cases.id")).Where("id = ?", caseID).Pluck("id", &ids).Error
	return len(ids) == 1 && ids[0] == caseID, asFault(err) // not found by padding
}

// seen refuses what MaySee denies: the case is not there for the viewer.
func (s *Store) seen(ctx context.Context, viewer models.Viewer, caseID string) error {
	ok, err := s.MaySee(ctx, viewer, caseID)
	if err == nil && !ok {
		return fault.New(fault.NotFound, "CASE_NOT_FOUND", wordsNoCase)
	}
	return err
}
