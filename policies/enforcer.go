// Package policies says who may do what by role: Casbin over rules in the
// database, shipped as policy.csv. Which rows somebody sees is the store's to
// say, which act fits a case the kernel's.
package policies

import (
	"context"
	_ "embed"
	"encoding/csv"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

//go:embed model.conf
var modelText string

//go:embed policy.csv
var shippedText string

// Person is the role of everybody who is signed in.
const Person = "person"

// Poll is how often a process looks whether another one changed the policy.
const Poll = 2 * time.Second

// Source is where rules and posts are kept; the store is one.
type Source interface {
	Policy(ctx context.Context) (models.Policy, error)
	PolicyVersion(ctx context.Context) (int64, error)
	PostsAt(ctx context.Context, personID string, at time.Time) ([]process.Post, error)
}

// Enforcer answers who may do what. It is safe for many goroutines.
type Enforcer struct {
	source  Source
	now     func() time.Time
	casbin  *casbin.SyncedEnforcer
	reload  sync.Mutex
	version atomic.Int64
	// memo holds answers under the present rules; a reload begins a new one.
	memo atomic.Pointer[sync.Map]
}

// New loads the policy. It does not watch: see Watch.
func New(ctx context.Context, source Source, now func() time.Time) (*Enforcer, error) {
	m, err := model.NewModelFromString(modelText)
	if err != nil {
		return nil, fmt.Errorf("policies: model: %w", err)
	}
	engine, err := casbin.NewSyncedEnforcer(m)
	if err != nil {
		return nil, fmt.Errorf("policies: %w", err)
	}
	e := &Enforcer{source: source, now: now, casbin: engine}
	e.version.Store(-1)
	e.memo.Store(new(sync.Map))
	if err := e.Refresh(ctx); err != nil {
		return nil, err
	}
	return e, nil
}

// Watch looks for a new version of the policy until the context ends. While the
// database is away the last policy known stays in force.
func (e *Enforcer) Watch(ctx context.Context, log *slog.Logger) {
	tick := time.NewTicker(Poll)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := e.Refresh(ctx); err != nil && ctx.Err() == nil {
				log.WarnContext(ctx, "policy not refreshed", "error", err)
			}
		}
	}
}

// Refresh takes over the policy of the database if its version is another one.
func (e *Enforcer) Refresh(ctx context.Context) error {
	e.reload.Lock()
	defer e.reload.Unlock()
	version, err := e.source.PolicyVersion(ctx)
	if err != nil || version == e.version.Load() {
		return err
	}
	policy, err := e.source.Policy(ctx)
	if err != nil {
		return err
	}
	e.casbin.SetAdapter(adapter{policy})
	if err := e.casbin.LoadPolicy(); err != nil {
		return fmt.Errorf("policies: load: %w", err)
	}
	e.memo.Store(new(sync.Map))
	e.version.Store(policy.Version)
	return nil
}

// Version is that of the policy in force here.
func (e *Enforcer) Version() int64 { return e.version.Load() }

// Allow says whether the person may do the action on objects of the kind, in
// the unit; an empty unit asks whether in any. Somebody unknown or gone is
// Denied, PERSON_NOT_ACTIVE.
func (e *Enforcer) Allow(ctx context.Context, personID, unit, object, action string) (bool, error) {
	posts, err := e.source.PostsAt(ctx, personID, e.now())
	if err != nil {
		return false, err
	}
	return e.Permits(posts, unit, object, action)
}

// Permits is Allow for posts already known, expanded as in store.PostsAt.
func (e *Enforcer) Permits(posts []process.Post, unit, object, action string) (bool, error) {
	if allowed, err := e.role(Person, object, action); allowed || err != nil {
		return allowed, err
	}
	admin := administers(posts)
	for _, p := range posts {
		if unit != "" && p.Unit != "" && p.Unit != unit || admin && !models.Administers(p.Role) {
			continue
		}
		if allowed, err := e.role(p.Role, object, action); allowed || err != nil {
			return allowed, err
		}
	}
	return false, nil
}

// Powers are the verbs that the person may use on cases of the organ without a
// task in them. An administrator has none.
func (e *Enforcer) Powers(_ context.Context, person process.Person, ownerUnit string) ([]process.Verb, error) {
	if administers(person.Posts) {
		return nil, nil
	}
	var powers []process.Verb
	for _, a := range Actions {
		if a.Object != "case" || a.Action == "read" || a.Action == "act" {
			continue
		}
		allowed, err := e.Permits(person.Posts, ownerUnit, a.Object, a.Action)
		if err != nil {
			return nil, err
		}
		if allowed {
			powers = append(powers, process.Verb(a.Action))
		}
	}
	return powers, nil
}

// Permissions are all actions the posts allow somewhere, as "object:action":
// what a client shows.
func (e *Enforcer) Permissions(posts []process.Post) ([]string, error) {
	var all []string
	for _, a := range Actions {
		allowed, err := e.Permits(posts, "", a.Object, a.Action)
		if err != nil {
			return nil, err
		}
		if allowed {
			all = append(all, a.Object+":"+a.Action)
		}
	}
	return all, nil
}

// role asks Casbin once for each version of the policy.
func (e *Enforcer) role(role, object, action string) (bool, error) {
	memo, key := e.memo.Load(), [3]string{role, object, action}
	if known, ok := memo.Load(key); ok {
		return known.(bool), nil
	}
	known := Find(object, action)
	if known == nil || !known.Open(role) {
		return false, nil
	}
	allowed, err := e.casbin.Enforce(role, object, action)
	if err != nil {
		return false, fmt.Errorf("policies: %w", err)
	}
	memo.Store(key, allowed)
	return allowed, nil
}

func administers(posts []process.Post) bool {
	for _, p := range posts {
		if models.Administers(p.Role) {
			return true
		}
	}
	return false
}

// Shipped is the policy that the program brings.
func Shipped() (models.Policy, error) {
	r := csv.NewReader(strings.NewReader(shippedText))
	r.Comment, r.FieldsPerRecord, r.TrimLeadingSpace = '#', -1, true
	lines, err := r.ReadAll()
	if err != nil {
		return models.Policy{}, fmt.Errorf("policies: policy.csv: %w", err)
	}
	var policy models.Policy
	for _, line := range lines {
		switch {
		case line[0] == "g" && len(line) == 3:
			policy.Members = append(policy.Members, models.PolicyMember{Role: line[1], Group: line[2]})
		case line[0] == "p" && len(line) == 5:
			policy.Rules = append(policy.Rules, models.PolicyRule{
				Role: line[1], Object: line[2], Action: line[3], Basis: line[4], Shipped: true,
			})
		default:
			return models.Policy{}, fmt.Errorf("policies: policy.csv: not a rule: %q", line)
		}
	}
	return policy, nil
}
