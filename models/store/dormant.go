package store

import (
	"context"
	"strconv"
	"time"

	"github.com/zhihui-renda/renda/models"
)

// ShutIdle shuts the accounts in which nobody signed in, nor any program of
// theirs, since the instant, and says how many: posts and tasks stay, only the
// door is closed. Demonstration people are left alone, for a demonstration has
// to open its doors after a year as well, and so is the last one of each kind of
// administrator: nobody could give the accounts back. Run twice, or in two
// processes at once, it shuts each once.
func (s *Store) ShutIdle(ctx context.Context, since time.Time, by models.By) (int, error) {
	var idle []personRow
	err := s.DB(ctx).Where("left_at IS NULL AND dormant_at IS NULL AND demo = ?", false).
		Where("COALESCE(signed_in_at, created_at) < ?", utc(since)).
		Where("NOT EXISTS (SELECT 1 FROM sessions WHERE sessions.person_id = people.id AND sessions.seen_at >= ?)", utc(since)).
		Where("NOT EXISTS (SELECT 1 FROM tokens WHERE tokens.person_id = people.id AND tokens.used_at >= ?)", utc(since)).
		Order("id").Find(&idle).Error
	if err != nil {
		return 0, asFault(err)
	}
	n := 0
	for _, person := range idle {
		shut, err := s.shut(ctx, person, since, by)
		if err != nil {
			return n, asFault(err)
		}
		if shut {
			n++
		}
	}
	return n, nil
}

func (s *Store) shut(ctx context.Context, person personRow, since time.Time, by models.By) (bool, error) {
	shut := false
	err := s.Tx(ctx, func(tx *Store) error {
		if err := tx.lockOrg(ctx); err != nil {
			return err
		}
		posts, err := tx.PostsAt(ctx, person.ID, by.At)
		if err != nil {
			return err
		}
		for _, post := range posts {
			if last, err := tx.lastAdmin(ctx, post.Role, person.ID, by.At); last || err != nil {
				return err
			}
		}
		done := tx.DB(ctx).Model(&personRow{}).
			Where("id = ? AND dormant_at IS NULL AND COALESCE(signed_in_at, created_at) < ?", person.ID, utc(since)).
			Update("dormant_at", utc(by.At))
		if done.Error != nil || done.RowsAffected == 0 {
			return done.Error
		}
		shut = true
		entry := by.Entry(models.SecPersonDormant, "person", person.ID)
		entry.Detail = map[string]string{"days": strconv.Itoa(int(by.At.Sub(since) / (24 * time.Hour)))}
		return tx.Record(ctx, entry)
	})
	return shut, err
}

// lastAdmin says whether nobody else could sign in for an administrators' role.
func (s *Store) lastAdmin(ctx context.Context, role, personID string, at time.Time) (bool, error) {
	if !models.Administers(role) {
		return false, nil
	}
	var others int64
	err := s.DB(ctx).Table("posts").
		Joins("JOIN people ON people.id = posts.person_id AND people.left_at IS NULL AND people.dormant_at IS NULL").
		Where("posts.role = ? AND posts.person_id <> ? AND posts.approved_at IS NOT NULL", role, personID).
		Where("posts.from_at <= ? AND (posts.until_at IS NULL OR posts.until_at > ?)", utc(at), utc(at)).
		Count(&others).Error
	return others == 0, err
}
