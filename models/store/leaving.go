package store

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// Leaving is what stands between a person and his going.
type Leaving struct {
	// Tasks are his own open tasks: each is handed over by an act on its case.
	// What he took out of a pool goes back there by itself.
	Tasks []models.Task
	// Stranded are posts whose pool has open tasks, or gets them back, and nobody
	// else to do them.
	Stranded []process.Post
	// Posts and Proxies end by themselves when he goes.
	Posts   []models.Post
	Proxies []models.Proxy
}

// Clear says whether he may go.
func (l Leaving) Clear() bool { return len(l.Tasks) == 0 && len(l.Stranded) == 0 }

// mostHandedOver bounds one list of open tasks; nobody has so many.
const mostHandedOver = 2000

// OpenTasksOf are the open and sleeping tasks assigned to the person, oldest
// first; what a pool holds is not his.
func (s *Store) OpenTasksOf(ctx context.Context, personID string) ([]models.Task, error) {
	return s.openTasks(ctx, personID, func(db *gorm.DB) *gorm.DB { return db })
}

// OpenTasksSeen are those of them whose cases the viewer may see.
func (s *Store) OpenTasksSeen(ctx context.Context, viewer models.Viewer, personID string) ([]models.Task, error) {
	return s.openTasks(ctx, personID, Visible(viewer, "tasks.case_id"))
}

func (s *Store) openTasks(ctx context.Context, personID string, scope func(*gorm.DB) *gorm.DB) ([]models.Task, error) {
	var tasks []models.Task
	err := s.DB(ctx).Scopes(scope).Where("assignee = ? AND status IN ?", personID,
		[]string{string(process.TaskIsOpen), string(process.TaskIsAsleep)}).
		Order("opened_at, id").Limit(mostHandedOver).Find(&tasks).Error
	return tasks, err
}

// LeavingOf lists what a person leaves behind if he goes at the instant.
func (s *Store) LeavingOf(ctx context.Context, personID string, at time.Time) (Leaving, error) {
	var l Leaving
	var err error
	if l.Tasks, err = s.OpenTasksOf(ctx, personID); err != nil {
		return l, err
	}
	l.Tasks = slices.DeleteFunc(l.Tasks, func(t models.Task) bool { return t.Claimed })
	if l.Stranded, err = s.stranded(ctx, personID, at); err != nil {
		return l, err
	}
	posts, err := s.PostsOf(ctx, personID)
	if err != nil {
		return l, err
	}
	for _, p := range posts {
		if p.Until == nil || at.Before(*p.Until) {
			l.Posts = append(l.Posts, p)
		}
	}
	proxies, err := s.ProxiesOf(ctx, personID)
	if err != nil {
		return l, err
	}
	for _, p := range proxies {
		if at.Before(p.End()) {
			l.Proxies = append(l.Proxies, p)
		}
	}
	return l, nil
}

// stranded are the pools with open tasks that nobody but the person can do.
func (s *Store) stranded(ctx context.Context, personID string, at time.Time) ([]process.Post, error) {
	people, err := s.PersonsFor(ctx, []string{personID}, at)
	if err != nil || len(people[personID].Posts) == 0 {
		return nil, err
	}
	roles, units := map[string]bool{}, map[string]bool{}
	for _, p := range people[personID].Posts {
		roles[p.Role], units[p.Unit] = true, true
	}
	var pools []process.Post
	err = s.DB(ctx).Model(&models.Task{}).Select("DISTINCT pool_role AS role, pool_unit AS unit").
		Where("(assignee = '' OR assignee = ? AND claimed = ?) AND status = ?", personID, true, string(process.TaskIsOpen)).
		Where("pool_role IN ? AND pool_unit IN ?", keys(roles), keys(units)).
		Order("role, unit").Find(&pools).Error
	if err != nil || len(pools) == 0 {
		return nil, err
	}
	holders, err := s.Holders(ctx, pools, at)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(pools, func(p process.Post) bool {
		return !slices.Equal(holders[p], []string{personID})
	}), nil
}

// Deactivate lets a person go: his posts and delegations end, his sessions and
// tokens with them. What he signed keeps his name. Faults: OWN_RIGHTS,
// PERSON_LEFT, HAND_OVER_FIRST, POST_STRANDED, LAST_ADMIN.
func (s *Store) Deactivate(ctx context.Context, personID string, by models.By) error {
	if personID == by.PersonID {
		return fault.New(fault.Denied, "OWN_RIGHTS", "不能停用自己的账户。")
	}
	return s.Tx(ctx, func(tx *Store) error {
		if err := tx.lockOrg(ctx); err != nil {
			return err
		}
		person, err := tx.personRow(ctx, "id = ?", personID)
		if err != nil {
			return err
		}
		if person.LeftAt != nil {
			return fault.New(fault.Conflict, "PERSON_LEFT", "该人员已离岗。")
		}
		left, err := tx.LeavingOf(ctx, personID, by.At)
		if err != nil {
			return err
		}
		if len(left.Tasks) > 0 {
			return fault.New(fault.Conflict, "HAND_OVER_FIRST", "该人员还有 %d 件待办，请先移交。", len(left.Tasks))
		}
		if len(left.Stranded) > 0 {
			return fault.New(fault.Conflict, "POST_STRANDED", "该人员是 %d 个岗位唯一的承担者，且岗位上还有待办，请先任命接替的人。", len(left.Stranded))
		}
		return tx.letGo(ctx, personID, left, by)
	})
}

func (s *Store) letGo(ctx context.Context, personID string, left Leaving, by models.By) error {
	for _, p := range left.Posts {
		if err := s.endPost(ctx, p, by); err != nil {
			return err
		}
	}
	for _, p := range left.Proxies {
		if err := s.revokeProxy(ctx, p, by); err != nil {
			return err
		}
	}
	if err := s.DB(ctx).Model(&personRow{}).Where("id = ?", personID).Update("left_at", utc(by.At)).Error; err != nil {
		return err
	}
	for _, p := range left.Posts {
		if err := s.keepAdmins(ctx, p.Role, by.At); err != nil {
			return err
		}
	}
	if err := s.endSessions(ctx, personID, "", by); err != nil {
		return err
	}
	err := s.DB(ctx).Model(&tokenRow{}).Where("person_id = ? AND revoked_at IS NULL", personID).
		Update("revoked_at", utc(by.At)).Error
	if err != nil {
		return err
	}
	err = s.DB(ctx).Model(&consentRow{}).Where("person_id = ? AND decision = ?", personID, string(models.Pending)).
		Updates(map[string]any{
			"decision": string(models.Refused), "decided_by": by.PersonID, "decided_at": utc(by.At), "password_hash": "",
		}).Error
	if err != nil {
		return err
	}
	return s.Record(ctx, by.Entry(models.SecPersonLeft, "person", personID))
}

// Reactivate takes a person back, without posts and without a password: both
// have to be given anew, with the consent of two. An account that was shut
// because nobody used it is given back as it was.
func (s *Store) Reactivate(ctx context.Context, personID string, by models.By) error {
	return s.Tx(ctx, func(tx *Store) error {
		done := tx.DB(ctx).Model(&personRow{}).Where("id = ? AND left_at IS NOT NULL", personID).
			Updates(map[string]any{"left_at": nil, "password_hash": "", "must_change": true, "dormant_at": nil, "signed_in_at": utc(by.At)})
		if done.Error == nil && done.RowsAffected == 0 {
			done = tx.DB(ctx).Model(&personRow{}).Where("id = ? AND dormant_at IS NOT NULL", personID).
				Updates(map[string]any{"dormant_at": nil, "signed_in_at": utc(by.At)})
		}
		if done.Error != nil {
			return done.Error
		}
		if done.RowsAffected == 0 {
			return fault.New(fault.Conflict, "PERSON_PRESENT", "该人员不存在或在岗。")
		}
		return tx.Record(ctx, by.Entry(models.SecPersonBack, "person", personID))
	})
}
