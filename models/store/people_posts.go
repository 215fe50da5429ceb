package store

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// PersonFor is a person as he may act in cases at the instant: his posts, each
// expanded to its unit and every unit above it up to and including its organ.
// Denied: PERSON_NOT_ACTIVE for somebody unknown or gone, ADMIN_NO_CASE for an
// administrator, who takes no part in any case.
func (s *Store) PersonFor(ctx context.Context, id string, at time.Time) (process.Person, error) {
	o, err := s.readOrg(ctx, !s.inTx)
	if err != nil {
		return process.Person{}, err
	}
	return o.personFor(id, at)
}

// PostsAt are the posts a person holds at the instant, expanded as in
// PersonFor; an administrator's has no unit. Denied, PERSON_NOT_ACTIVE.
func (s *Store) PostsAt(ctx context.Context, id string, at time.Time) ([]process.Post, error) {
	memo, _ := ctx.Value(postsMemoKey{}).(*postsMemo)
	if posts, ok := memo.recall(id, at); ok {
		return posts, nil
	}
	o, err := s.readOrg(ctx, !s.inTx)
	if err != nil {
		return nil, err
	}
	posts, ok := o.postsAt(id, at)
	if !ok {
		return nil, notActive()
	}
	memo.note(id, at, posts)
	return posts, nil
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

// PersonsFor is PersonFor for several; who is unknown, gone
// or an administrator is left out.
func (s *Store) PersonsFor(ctx context.Context, ids []string, at time.Time) (map[string]process.Person, error) {
	if len(ids) == 0 {
		return map[string]process.Person{}, nil
	}
	o, err := s.readOrg(ctx, !s.inTx)
	if err != nil {
		return nil, err
	}
	return o.personsFor(ids, at), nil
}

// Holders are the persons that hold each of the posts in its unit or in a unit
// below it within the organ; a post nobody holds is left out.
func (s *Store) Holders(ctx context.Context, posts []process.Post, at time.Time) (map[process.Post][]string, error) {
	o, err := s.readOrg(ctx, !s.inTx)
	if err != nil {
		return nil, err
	}
	return o.holders(posts, at), nil
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

// administers says whether one of the posts is an administrator's.
func administers(posts []process.Post) bool {
	return slices.ContainsFunc(posts, func(p process.Post) bool { return models.Administers(p.Role) })
}

func keys(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }

func holds(posts []process.Post, role string) bool {
	return slices.ContainsFunc(posts, func(p process.Post) bool { return p.Role == role })
}
