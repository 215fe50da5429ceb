package store

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

type personRow struct {
	ID           string `gorm:"primaryKey"`
	Username     string
	Name         string
	Sort         int
	PasswordHash string
	PasswordAt   time.Time
	MustChange   bool
	CreatedAt    time.Time
	LeftAt       *time.Time
	SignedInAt   *time.Time // last
	DormantAt    *time.Time // shut because nobody signed in for long
	Demo         bool
}

func (personRow) TableName() string { return "people" }

// NewPerson is a person as an administrator enters him. Password may be empty:
// then nobody can sign in until one is set with the consent of two.
type NewPerson struct {
	models.Person
	Password string
	// KeepPassword leaves out the change at first sign-in: for demonstration
	// data only.
	KeepPassword bool
}

// CreatePerson adds a person without a post. Faults: USERNAME, PERSON_NAME,
// PASSWORD_*, USERNAME_TAKEN.
func (s *Store) CreatePerson(ctx context.Context, n NewPerson, by models.By) (models.Person, error) {
	p := n.Person
	if p.ID == "" {
		p.ID = newID()
	}
	p.Username = strings.ToLower(p.Username)
	p.CreatedAt, p.LeftAt = by.At, nil
	if err := p.Validate(); err != nil {
		return models.Person{}, wrongInput(err)
	}
	var hash string
	if n.Password != "" {
		if err := models.DefaultPasswordRules.Check(p.Username, n.Password); err != nil {
			return models.Person{}, wrongInput(err)
		}
		var err error
		if hash, err = hashPassword(ctx, n.Password); err != nil {
			return models.Person{}, err
		}
	}
	err := s.Tx(ctx, func(tx *Store) error {
		row := personRow{
			ID: p.ID, Username: p.Username, Name: p.Name, Sort: p.Sort, PasswordHash: hash, PasswordAt: utc(by.At),
			MustChange: !n.KeepPassword, CreatedAt: utc(by.At), Demo: p.Demo,
		}
		if err := tx.DB(ctx).Create(&row).Error; errors.Is(err, gorm.ErrDuplicatedKey) {
			return fault.New(fault.Conflict, "USERNAME_TAKEN", "用户名已被使用。").At("username")
		} else if err != nil {
			return err
		}
		return tx.Record(ctx, by.Entry(models.SecPersonCreated, "person", p.ID))
	})
	return p, err
}

// Person returns one person, present or left; PERSON_UNKNOWN.
func (s *Store) Person(ctx context.Context, id string) (models.Person, error) {
	row, err := s.personRow(ctx, "id = ?", id)
	return row.person(), err
}

// PersonByUsername returns the person with the user name; PERSON_UNKNOWN.
func (s *Store) PersonByUsername(ctx context.Context, username string) (models.Person, error) {
	row, err := s.personRow(ctx, "username = ?", strings.ToLower(username))
	return row.person(), err
}

// PeopleQuery selects persons. Zero fields select everybody present.
type PeopleQuery struct {
	Unit string // posts in the unit or below it within its organ
	Role string
	Name string // part of the name or of the user name
	Left bool   // those who left instead
	// StandInFor selects those who may stand in for the person: somebody else
	// with a post in one of his organs. CreateProxy says the same.
	StandInFor string
	Cursor     string
	Limit      int // 0: 50, at most 200
	At         time.Time
}

// PeoplePage is some persons, and the cursor of the next page.
type PeoplePage struct {
	People []models.Person
	Next   string
}

// People lists persons in order of standing. Faults: BAD_CURSOR, BAD_LIMIT.
func (s *Store) People(ctx context.Context, q PeopleQuery) (PeoplePage, error) {
	var page PeoplePage
	limit, err := pageLimit(q.Limit, 50, 200)
	if err != nil {
		return page, err
	}
	after, err := readCursor(q.scope(), q.Cursor, 2)
	if err != nil {
		return page, err
	}
	query, err := s.peopleQuery(ctx, q)
	if err != nil {
		return page, err
	}
	query = query.Order("sort, id").Limit(limit + 1)
	if q.Cursor != "" {
		query = query.Where("sort > ? OR (sort = ? AND id > ?)", after[0], after[0], after[1])
	}
	var rows []personRow
	if err := query.Find(&rows).Error; err != nil {
		return page, err
	}
	if len(rows) > limit {
		rows = rows[:limit]
		last := rows[limit-1]
		page.Next = makeCursor(q.scope(), strconv.Itoa(last.Sort), last.ID)
	}
	for _, r := range rows {
		page.People = append(page.People, r.person())
	}
	return page, nil
}

// scope is the list that a cursor belongs to.
func (q PeopleQuery) scope() string {
	return strings.Join([]string{"people", q.Unit, q.Role, q.Name, strconv.FormatBool(q.Left), q.StandInFor}, cursorSeparator)
}

func (s *Store) peopleQuery(ctx context.Context, q PeopleQuery) (*gorm.DB, error) {
	query := s.DB(ctx).Model(&personRow{})
	if q.Left {
		query = query.Where("left_at IS NOT NULL")
	} else {
		query = query.Where("left_at IS NULL")
	}
	if q.Name != "" {
		like := "%" + escapeLike(q.Name) + "%"
		query = query.Where("name LIKE ? ESCAPE '!' OR username LIKE ? ESCAPE '!'", like, like)
	}
	if q.StandInFor != "" {
		units, err := s.postUnits(ctx, q.StandInFor, q.At)
		if err != nil {
			return nil, err
		}
		query = query.Where("id <> ? AND id IN (?)", q.StandInFor, inUnits(s.postHolders(ctx, q.At), units))
	}
	if q.Unit != "" || q.Role != "" {
		holders := s.postHolders(ctx, q.At)
		if q.Unit != "" {
			holders = inUnits(holders, []string{q.Unit})
		}
		if q.Role != "" {
			holders = holders.Where("posts.role = ?", q.Role)
		}
		query = query.Where("id IN (?)", holders)
	}
	return query, nil
}

// postHolders are the persons with a post in force.
func (s *Store) postHolders(ctx context.Context, at time.Time) *gorm.DB {
	return s.DB(ctx).Table("posts").Select("posts.person_id").
		Where("posts.approved_at IS NOT NULL AND posts.from_at <= ?", utc(at)).
		Where("posts.until_at IS NULL OR posts.until_at > ?", utc(at))
}

// inUnits keeps the holders of posts in one of the units or below it within its
// organ.
func inUnits(holders *gorm.DB, units []string) *gorm.DB {
	return holders.Joins("JOIN unit_scopes ON unit_scopes.unit_id = posts.unit_id").Where("unit_scopes.scope_id IN ?", units)
}

// postUnits are the units in which the person's posts count.
func (s *Store) postUnits(ctx context.Context, person string, at time.Time) ([]string, error) {
	people, err := s.PersonsFor(ctx, []string{person}, at)
	if err != nil {
		return nil, err
	}
	var units []string
	for _, post := range people[person].Posts {
		units = append(units, post.Unit)
	}
	return units, nil
}

// UpdatePerson changes the name and the place in lists.
func (s *Store) UpdatePerson(ctx context.Context, id, name string, sort int, by models.By) error {
	return s.Tx(ctx, func(tx *Store) error {
		p, err := tx.Person(ctx, id)
		if err != nil {
			return err
		}
		p.Name, p.Sort = name, sort
		if err := p.Validate(); err != nil {
			return wrongInput(err)
		}
		err = tx.DB(ctx).Model(&personRow{}).Where("id = ?", id).Updates(map[string]any{"name": name, "sort": sort}).Error
		if err != nil {
			return err
		}
		return tx.Record(ctx, by.Entry(models.SecPersonChanged, "person", id))
	})
}

// NamesOf returns the names of persons and units by id; an id that is not there
// is left out. One statement for each table.
func (s *Store) NamesOf(ctx context.Context, ids []string) (map[string]string, error) {
	names := make(map[string]string, len(ids))
	if len(ids) == 0 {
		return names, nil
	}
	var rows []struct{ ID, Name string }
	err := s.DB(ctx).Raw("SELECT id, name FROM people WHERE id IN ? UNION ALL SELECT id, name FROM units WHERE id IN ?",
		ids, ids).Find(&rows).Error
	for _, r := range rows {
		names[r.ID] = r.Name
	}
	return names, err
}

func (s *Store) personRow(ctx context.Context, where string, arg any) (personRow, error) {
	var row personRow
	err := s.DB(ctx).Where(where, arg).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return row, fault.New(fault.NotFound, "PERSON_UNKNOWN", "没有这个人员。")
	}
	return row, err
}

func (r personRow) person() models.Person {
	return models.Person{
		ID: r.ID, Username: r.Username, Name: r.Name, Sort: r.Sort, CreatedAt: local(r.CreatedAt),
		LeftAt: localPtr(r.LeftAt), DormantAt: localPtr(r.DormantAt), Demo: r.Demo,
	}
}
