package store

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// org is who is there, what everybody holds and who stands in for whom, as it
// stood at one version. The database counts the version up at every change, by
// whatever way it comes, so what is kept in memory is right while the number
// stands, and asking for the number is one row.
type org struct {
	version int64
	there   map[string]bool       // persons who have not left
	posts   map[string][]heldPost // by person
	byRole  map[string][]heldPost
	scopes  map[string][]string // units a post in the unit counts in
	open    map[string]bool     // units not closed
	proxies map[string][]proxyRow
}

// heldPost is a post that was approved.
type heldPost struct {
	PersonID string
	Role     string
	UnitID   string
	FromAt   time.Time
	UntilAt  *time.Time
}

func (p *heldPost) at(at time.Time) bool {
	return !p.FromAt.After(at) && (p.UntilAt == nil || p.UntilAt.After(at))
}

// orgCache holds the newest organisation that a process has seen.
type orgCache struct {
	mu  sync.RWMutex
	now *org
}

// readOrg is the organisation of the moment: one statement while it stands. A
// transaction that may itself have changed it keeps nothing: it may be undone,
// and its number used by another.
func (s *Store) readOrg(ctx context.Context, keep bool) (*org, error) {
	version, err := s.version(ctx, versionOrg)
	if err != nil {
		return nil, err
	}
	s.orgs.mu.RLock()
	now := s.orgs.now
	s.orgs.mu.RUnlock()
	if now != nil && now.version == version {
		return now, nil
	}
	// Read after its number: what changes meanwhile has a later one.
	if now, err = s.loadOrg(ctx, version); err != nil || !keep {
		return now, err
	}
	s.orgs.mu.Lock()
	defer s.orgs.mu.Unlock()
	if s.orgs.now == nil || s.orgs.now.version != version {
		s.orgs.now = now
	}
	return now, nil
}

func (s *Store) loadOrg(ctx context.Context, version int64) (*org, error) {
	o := &org{
		version: version, there: map[string]bool{}, posts: map[string][]heldPost{}, byRole: map[string][]heldPost{},
		scopes: map[string][]string{}, open: map[string]bool{}, proxies: map[string][]proxyRow{},
	}
	var people, units []string
	var posts []heldPost
	var scopes []scopeRow
	var proxies []proxyRow
	for _, read := range []error{
		s.DB(ctx).Table("people").Where("left_at IS NULL").Pluck("id", &people).Error,
		s.DB(ctx).Table("posts").Where("approved_at IS NOT NULL").Order("id").Find(&posts).Error,
		s.DB(ctx).Order("unit_id, scope_id").Find(&scopes).Error,
		s.DB(ctx).Table("units").Where("closed_at IS NULL").Pluck("id", &units).Error,
		s.DB(ctx).Where("revoked_at IS NULL").Order("principal, id").Find(&proxies).Error,
	} {
		if read != nil {
			return nil, read
		}
	}
	for _, id := range people {
		o.there[id] = true
	}
	for _, p := range posts {
		o.posts[p.PersonID] = append(o.posts[p.PersonID], p)
		o.byRole[p.Role] = append(o.byRole[p.Role], p)
	}
	for _, r := range scopes {
		o.scopes[r.UnitID] = append(o.scopes[r.UnitID], r.ScopeID)
	}
	for _, id := range units {
		o.open[id] = true
	}
	for _, p := range proxies {
		o.proxies[p.Principal] = append(o.proxies[p.Principal], p)
	}
	return o, nil
}

// postsAt are the posts of a person in force, each expanded to its unit and
// every unit above it up to its organ; an administrator's has no unit. False
// for somebody unknown or gone.
func (o *org) postsAt(id string, at time.Time) ([]process.Post, bool) {
	if !o.there[id] {
		return nil, false
	}
	var posts []process.Post
	add := func(p process.Post) {
		if !slices.Contains(posts, p) {
			posts = append(posts, p)
		}
	}
	at = utc(at)
	for i := range o.posts[id] {
		held := &o.posts[id][i]
		if !held.at(at) {
			continue
		}
		for _, unit := range o.scopes[held.UnitID] {
			add(process.Post{Role: held.Role, Unit: unit})
		}
		if len(o.scopes[held.UnitID]) == 0 {
			add(process.Post{Role: held.Role})
		}
	}
	return posts, true
}

func (o *org) personFor(id string, at time.Time) (process.Person, error) {
	posts, ok := o.postsAt(id, at)
	switch {
	case !ok:
		return process.Person{}, notActive()
	case administers(posts):
		return process.Person{}, fault.New(fault.Denied, "ADMIN_NO_CASE", "管理员不参与业务办理。")
	}
	return process.Person{ID: id, Posts: posts}, nil
}

func (o *org) personsFor(ids []string, at time.Time) map[string]process.Person {
	people := make(map[string]process.Person, len(ids))
	for _, id := range ids {
		if p, err := o.personFor(id, at); err == nil {
			people[id] = p
		}
	}
	return people
}

func (o *org) holders(posts []process.Post, at time.Time) map[process.Post][]string {
	holders := make(map[process.Post][]string, len(posts))
	at = utc(at)
	for _, post := range posts {
		if models.Administers(post.Role) {
			continue
		}
		var ids []string
		for i := range o.byRole[post.Role] {
			held := &o.byRole[post.Role][i]
			if held.at(at) && o.there[held.PersonID] && slices.Contains(o.scopes[held.UnitID], post.Unit) {
				ids = append(ids, held.PersonID)
			}
		}
		if len(ids) > 0 {
			slices.Sort(ids)
			holders[post] = slices.Compact(ids)
		}
	}
	return holders
}

func (o *org) proxiesFor(principals []string, processKey string, at time.Time) []process.Proxy {
	var standing []process.Proxy
	at = utc(at)
	for _, principal := range slices.Compact(slices.Sorted(slices.Values(principals))) {
		for _, p := range o.proxies[principal] {
			holds := !p.FromAt.After(at) && p.UntilAt.After(at) && (p.Process == "" || p.Process == processKey)
			if posts, there := o.postsAt(p.Agent, at); holds && there && !administers(posts) {
				standing = append(standing, process.Proxy{Principal: p.Principal, Agent: p.Agent, Until: local(p.UntilAt)})
			}
		}
	}
	return standing
}

func (o *org) openUnits(ids []string) map[string]bool {
	open := make(map[string]bool, len(ids))
	for _, id := range ids {
		if o.open[id] {
			open[id] = true
		}
	}
	return open
}

func notActive() error { return fault.New(fault.Denied, "PERSON_NOT_ACTIVE", "该人员不在岗。") }

// Staff answers for persons, posts and proxies of one transaction that changes
// none of them: they are looked at once, when first asked for.
type Staff struct {
	*Store
	now *org
}

// NewStaff makes the Staff of a transaction.
func NewStaff(tx *Store) People { return &Staff{Store: tx} }

func (s *Staff) org(ctx context.Context) (*org, error) {
	if s.now != nil {
		return s.now, nil
	}
	var err error
	s.now, err = s.readOrg(ctx, true)
	return s.now, err
}

// PersonFor is Store.PersonFor.
func (s *Staff) PersonFor(ctx context.Context, id string, at time.Time) (process.Person, error) {
	o, err := s.org(ctx)
	if err != nil {
		return process.Person{}, err
	}
	return o.personFor(id, at)
}

// PersonsFor is Store.PersonsFor.
func (s *Staff) PersonsFor(ctx context.Context, ids []string, at time.Time) (map[string]process.Person, error) {
	o, err := s.org(ctx)
	if err != nil {
		return nil, err
	}
	return o.personsFor(ids, at), nil
}

// ProxiesFor is Store.ProxiesFor.
func (s *Staff) ProxiesFor(ctx context.Context, principals []string, processKey string, at time.Time) ([]process.Proxy, error) {
	o, err := s.org(ctx)
	if err != nil {
		return nil, err
	}
	return o.proxiesFor(principals, processKey, at), nil
}

// Holders is Store.Holders.
func (s *Staff) Holders(ctx context.Context, posts []process.Post, at time.Time) (map[process.Post][]string, error) {
	o, err := s.org(ctx)
	if err != nil {
		return nil, err
	}
	return o.holders(posts, at), nil
}

// OpenUnits is Store.OpenUnits.
func (s *Staff) OpenUnits(ctx context.Context, ids []string) (map[string]bool, error) {
	o, err := s.org(ctx)
	if err != nil {
		return nil, err
	}
	return o.openUnits(ids), nil
}
