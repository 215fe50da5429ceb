package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

type postRow struct {
	ID         string `gorm:"primaryKey"`
	PersonID   string
	UnitID     string
	Role       string
	FromAt     time.Time
	UntilAt    *time.Time
	ApprovedAt *time.Time
	CreatedBy  string
}

func (postRow) TableName() string { return "posts" }

// ProposePost gives a person a post that holds once a security administrator
// consents. Nobody gives himself a post. Faults: those of Post.Validate and
// CheckPosts, OWN_RIGHTS, PERSON_LEFT, UNIT_UNKNOWN, UNIT_CLOSED.
func (s *Store) ProposePost(ctx context.Context, p models.Post, reason string, by models.By) (models.Post, models.Consent, error) {
	var consent models.Consent
	if err := models.CheckReason(reason); err != nil {
		return p, consent, wrongInput(err)
	}
	if p.PersonID == by.PersonID {
		return p, consent, fault.New(fault.Denied, "OWN_RIGHTS", "不能给自己授权。")
	}
	err := s.Tx(ctx, func(tx *Store) error {
		var err error
		if p, err = tx.addPost(ctx, p, by); err != nil {
			return err
		}
		consent, err = tx.propose(ctx, models.Consent{
			Kind: models.ConsentPost, PersonID: p.PersonID, Subject: p.ID, Reason: reason,
			Post: &models.ConsentPostOf{Role: p.Role, UnitID: p.UnitID, From: p.From, Until: p.Until},
		}, "", by)
		return err
	})
	return p, consent, err
}

// GrantPost gives a person a post at once, without a second administrator: for
// the first administrators, imports by the operator and demonstration data;
// never reachable over the network.
func (s *Store) GrantPost(ctx context.Context, p models.Post, by models.By) (models.Post, error) {
	p.ApprovedAt = &by.At
	err := s.Tx(ctx, func(tx *Store) (err error) {
		p, err = tx.addPost(ctx, p, by)
		return err
	})
	return p, err
}

func (s *Store) addPost(ctx context.Context, p models.Post, by models.By) (models.Post, error) {
	p.ID, p.CreatedBy = newID(), by.PersonID
	if p.From.IsZero() {
		p.From = by.At
	}
	if err := p.Validate(); err != nil {
		return p, wrongInput(err)
	}
	if err := s.lockOrg(ctx); err != nil {
		return p, err
	}
	person, err := s.personRow(ctx, "id = ?", p.PersonID)
	if err != nil {
		return p, err
	}
	if person.LeftAt != nil {
		return p, fault.New(fault.Conflict, "PERSON_LEFT", "该人员已离岗。").At("person_id")
	}
	if p.UnitID != "" {
		if _, err := s.openUnit(ctx, p.UnitID, "unit_id"); err != nil {
			return p, err
		}
	}
	posts, err := s.PostsOf(ctx, p.PersonID)
	if err != nil {
		return p, err
	}
	if err := models.CheckPosts(append(posts, p)); err != nil {
		return p, wrongInput(err)
	}
	row := postRow{
		ID: p.ID, PersonID: p.PersonID, UnitID: p.UnitID, Role: p.Role, FromAt: utc(p.From), UntilAt: utcPtr(p.Until),
		ApprovedAt: utcPtr(p.ApprovedAt), CreatedBy: p.CreatedBy,
	}
	if err := s.DB(ctx).Create(&row).Error; err != nil {
		return p, err
	}
	entry := by.Entry(models.SecPostGiven, "person", p.PersonID)
	entry.Detail = map[string]string{"role": p.Role, "unit": p.UnitID, "post": p.ID}
	return p, s.Record(ctx, entry)
}

// PostsOf are all posts of a person: past, present, to come and waiting for
// approval.
func (s *Store) PostsOf(ctx context.Context, personID string) ([]models.Post, error) {
	var rows []postRow
	if err := s.DB(ctx).Where("person_id = ?", personID).Order("from_at, id").Find(&rows).Error; err != nil {
		return nil, err
	}
	posts := make([]models.Post, len(rows))
	for i, r := range rows {
		posts[i] = r.post()
	}
	return posts, nil
}

// PostsHeld are the posts of these persons that are in force at the instant, or
// wait for approval, by person.
func (s *Store) PostsHeld(ctx context.Context, ids []string, at time.Time) (map[string][]models.Post, error) {
	held := map[string][]models.Post{}
	if len(ids) == 0 {
		return held, nil
	}
	var rows []postRow
	err := s.DB(ctx).Where("person_id IN ? AND (until_at IS NULL OR until_at > ?)", ids, utc(at)).Order("from_at, id").Find(&rows).Error
	for _, r := range rows {
		held[r.PersonID] = append(held[r.PersonID], r.post())
	}
	return held, err
}

// EndPost ends a post at the instant; one that never held is taken away. Taking
// a right away needs no second person. Faults: POST_UNKNOWN, POST_ENDED,
// OWN_RIGHTS, LAST_ADMIN.
func (s *Store) EndPost(ctx context.Context, postID string, by models.By) error {
	return s.Tx(ctx, func(tx *Store) error {
		if err := tx.lockOrg(ctx); err != nil {
			return err
		}
		var row postRow
		err := tx.DB(ctx).Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", postID).Take(&row).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return fault.New(fault.NotFound, "POST_UNKNOWN", "没有这个任职。")
		}
		if err != nil {
			return err
		}
		post := row.post()
		if post.PersonID == by.PersonID {
			return fault.New(fault.Denied, "OWN_RIGHTS", "不能变更自己的任职。")
		}
		if post.Until != nil && !by.At.Before(*post.Until) {
			return fault.New(fault.Conflict, "POST_ENDED", "该任职已经结束。")
		}
		if err := tx.endPost(ctx, post, by); err != nil {
			return err
		}
		return tx.keepAdmins(ctx, post.Role, by.At)
	})
}

func (s *Store) endPost(ctx context.Context, post models.Post, by models.By) error {
	var err error
	if post.ApprovedAt == nil || !post.From.Before(by.At) {
		err = s.DB(ctx).Where("id = ?", post.ID).Delete(&postRow{}).Error
	} else {
		err = s.DB(ctx).Model(&postRow{}).Where("id = ?", post.ID).Update("until_at", utc(by.At)).Error
	}
	if err != nil {
		return err
	}
	if err := s.dropConsents(ctx, post.ID, by); err != nil {
		return err
	}
	entry := by.Entry(models.SecPostEnded, "person", post.PersonID)
	entry.Detail = map[string]string{"role": post.Role, "unit": post.UnitID, "post": post.ID}
	return s.Record(ctx, entry)
}

// keepAdmins refuses a change that leaves one of the administrators' roles
// without a holder: nobody could give it again.
func (s *Store) keepAdmins(ctx context.Context, role models.Role, at time.Time) error {
	if !models.Administers(role) {
		return nil
	}
	var left int64
	err := s.DB(ctx).Table("posts").Joins("JOIN people ON people.id = posts.person_id AND people.left_at IS NULL").
		Where("posts.role = ? AND posts.approved_at IS NOT NULL", role).
		Where("posts.from_at <= ? AND (posts.until_at IS NULL OR posts.until_at > ?)", utc(at), utc(at)).
		Count(&left).Error
	if err == nil && left == 0 {
		return fault.New(fault.Conflict, "LAST_ADMIN", "这是最后一名%s，请先任命接替的人。", models.RoleTitles[role])
	}
	return err
}

func (r postRow) post() models.Post {
	return models.Post{
		ID: r.ID, PersonID: r.PersonID, UnitID: r.UnitID, Role: r.Role, From: local(r.FromAt), Until: localPtr(r.UntilAt),
		ApprovedAt: localPtr(r.ApprovedAt), CreatedBy: r.CreatedBy,
	}
}
