package store

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// heldRow is one post in force, in one of the units it counts in; the fields
// of the post are empty for a person without any.
type heldRow struct {
	PersonID string
	LeftAt   *time.Time
	Role     *string
	ScopeID  *string
}

// held asks for persons with the posts they hold at the instant, each expanded
// to its unit and every unit above it up to its organ. One statement.
func (s *Store) held(ctx context.Context, ids []string, at time.Time) ([]heldRow, error) {
	var rows []heldRow
	err := s.DB(ctx).Raw(`SELECT people.id AS person_id, people.left_at, posts.role, unit_scopes.scope_id
		FROM people
		LEFT JOIN posts ON posts.person_id = people.id AND posts.approved_at IS NOT NULL
			AND posts.from_at <= ? AND (posts.until_at IS NULL OR posts.until_at > ?)
		LEFT JOIN unit_scopes ON unit_scopes.unit_id = posts.unit_id
		WHERE people.id IN ?
		ORDER BY people.id, posts.id, unit_scopes.scope_id`, utc(at), utc(at), ids).Find(&rows).Error
	return rows, err
}

// PersonFor is a person as he may act in cases at the instant: his posts, each
// expanded to its unit and every unit above it up to and including its organ.
// One statement. Denied: PERSON_NOT_ACTIVE for somebody unknown or gone,
// ADMIN_NO_CASE for an administrator, who takes no part in any case.
func (s *Store) PersonFor(ctx context.Context, id string, at time.Time) (process.Person, error) {
	posts, err := s.PostsAt(ctx, id, at)
	if err != nil {
		return process.Person{}, err
	}
	if administers(posts) {
		return process.Person{}, fault.New(fault.Denied, "ADMIN_NO_CASE", "管理员不参与业务办理。")
	}
	return process.Person{ID: id, Posts: posts}, nil
}

// PostsAt are the posts a person holds at the instant, expanded as in
// PersonFor; an administrator's has no unit. Denied, PERSON_NOT_ACTIVE.
func (s *Store) PostsAt(ctx context.Context, id string, at time.Time) ([]process.Post, error) {
	memo, _ := ctx.Value(postsMemoKey{}).(*postsMemo)
	if posts, ok := memo.recall(id, at); ok {
		return posts, nil
	}
	rows, err := s.held(ctx, []string{id}, at)
	if err != nil {
		return nil, err
	}
	people := gather(rows)
	p, ok := people[id]
	if !ok {
		return nil, fault.New(fault.Denied, "PERSON_NOT_ACTIVE", "该人员不在岗。")
	}
	memo.note(id, at, p.Posts)
	return p.Posts, nil
}

// postsMemo keeps one person's posts while one request asks for them again.
type postsMemo struct {
	mu    sync.Mutex
	id    string
	at    time.Time
	posts []process.Post
}

type postsMemoKey struct{}

// postsMemoFor is how long posts may be remembered: a request is over in that
// time, and a stream that stays open asks anew.
const postsMemoFor = time.Second

// RememberPosts returns a context under which PostsAt asks the database once
// for the person of a request.
func RememberPosts(ctx context.Context) context.Context {
	return context.WithValue(ctx, postsMemoKey{}, &postsMemo{})
}

func (m *postsMemo) recall(id string, at time.Time) ([]process.Post, bool) {
	if m == nil {
		return nil, false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.posts, m.id == id && id != "" && at.Sub(m.at).Abs() < postsMemoFor
}

func (m *postsMemo) note(id string, at time.Time, posts []process.Post) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.id, m.at, m.posts = id, at, posts
}

// PersonsFor is PersonFor for several, in one statement; who is unknown, gone
// or an administrator is left out.
func (s *Store) PersonsFor(ctx context.Context, ids []string, at time.Time) (map[string]process.Person, error) {
	if len(ids) == 0 {
		return map[string]process.Person{}, nil
	}
	rows, err := s.held(ctx, ids, at)
	if err != nil {
		return nil, err
	}
	people := gather(rows)
	maps.DeleteFunc(people, func(_ string, p process.Person) bool { return administers(p.Posts) })
	return people, nil
}

// Holders are the persons that hold each of the posts in its unit or in a unit
// below it within the organ; a post nobody holds is left out. One statement.
func (s *Store) Holders(ctx context.Context, posts []process.Post, at time.Time) (map[process.Post][]string, error) {
	holders := make(map[process.Post][]string, len(posts))
	roles, units := map[string]bool{}, map[string]bool{}
	for _, p := range posts {
		if !models.Administers(p.Role) {
			roles[p.Role], units[p.Unit] = true, true
		}
	}
	if len(roles) == 0 {
		return holders, nil
	}
	var rows []struct{ PersonID, Role, ScopeID string }
	err := s.inForce(ctx, at).
		Select("DISTINCT posts.person_id, posts.role, unit_scopes.scope_id").
		Joins("JOIN unit_scopes ON unit_scopes.unit_id = posts.unit_id").
		Where("posts.role IN ? AND unit_scopes.scope_id IN ?", keys(roles), keys(units)).
		Order("posts.person_id").Find(&rows).Error
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		post := process.Post{Role: r.Role, Unit: r.ScopeID}
		if slices.Contains(posts, post) {
			holders[post] = append(holders[post], r.PersonID)
		}
	}
	return holders, nil
}

// PostNames are posts in words: "蕲春县水利局承办单位经办人". One statement.
func (s *Store) PostNames(ctx context.Context, posts []process.Post) (map[process.Post]string, error) {
	ids := make([]string, 0, len(posts))
	for _, p := range posts {
		ids = append(ids, p.Unit)
	}
	names, err := s.NamesOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	words := make(map[process.Post]string, len(posts))
	for _, p := range posts {
		words[p] = names[p.Unit] + models.RoleTitles[p.Role]
	}
	return words, nil
}

// inForce is a query on the posts in force at the instant of persons who are
// there, administrators' left out.
func (s *Store) inForce(ctx context.Context, at time.Time) *gorm.DB {
	return s.DB(ctx).Table("posts").
		Joins("JOIN people ON people.id = posts.person_id AND people.left_at IS NULL").
		Where("posts.approved_at IS NOT NULL AND posts.from_at <= ?", utc(at)).
		Where("posts.until_at IS NULL OR posts.until_at > ?", utc(at)).
		Where("posts.unit_id <> ''")
}

// gather makes persons of rows; somebody gone is left out.
func gather(rows []heldRow) map[string]process.Person {
	people := map[string]process.Person{}
	for _, r := range rows {
		if r.LeftAt != nil {
			continue
		}
		p, ok := people[r.PersonID]
		if !ok {
			p = process.Person{ID: r.PersonID}
		}
		if r.Role != nil {
			post := process.Post{Role: *r.Role}
			if r.ScopeID != nil {
				post.Unit = *r.ScopeID
			}
			if !slices.Contains(p.Posts, post) {
				p.Posts = append(p.Posts, post)
			}
		}
		people[r.PersonID] = p
	}
	return people
}

// administers says whether one of the posts is an administrator's.
func administers(posts []process.Post) bool {
	return slices.ContainsFunc(posts, func(p process.Post) bool { return models.Administers(p.Role) })
}

func keys(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }

func holds(posts []process.Post, role string) bool {
	return slices.ContainsFunc(posts, func(p process.Post) bool { return p.Role == role })
}
