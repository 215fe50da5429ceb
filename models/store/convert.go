package store

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"
	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

// The counters that processes watch.
const (
	versionOrg    = "org"
	versionPolicy = "policy"
)

// newID makes an id that sorts by the time it was made.
func newID() string { return ulid.Make().String() }

// utc is a time as the record keeps it: to the microsecond, which is what both
// databases hold.
func utc(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

func utcPtr(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	kept := utc(*t)
	return &kept
}

// local is a time as people read it.
func local(t time.Time) time.Time { return t.In(calendar.Shanghai) }

func localPtr(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	shown := local(*t)
	return &shown
}

// wrongInput makes what Validate found a fault; it keeps the whole list as the
// cause, so that a border may show more than the first.
func wrongInput(err error) error {
	found, ok := errors.AsType[models.FieldErrors](err)
	if !ok || len(found) == 0 {
		return err
	}
	return fault.New(fault.Invalid, found[0].Code, "%s", found[0].Detail).At(found[0].Field).Because(err)
}

// escapeLike makes text match itself in LIKE ... ESCAPE '!'.
func escapeLike(text string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(text)
}

// bump counts a watched version up; within a transaction it also makes writers
// of the same thing wait for each other.
func (s *Store) bump(ctx context.Context, name string) error {
	return s.DB(ctx).Table("versions").Where("name = ?", name).Update("value", gorm.Expr("value + 1")).Error
}

func (s *Store) version(ctx context.Context, name string) (int64, error) {
	var value int64
	err := s.DB(ctx).Table("versions").Select("value").Where("name = ?", name).Take(&value).Error
	return value, err
}
