package store

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// lapsed is what holds no more of the delegations and claims of a case, or nil.
func (s *Store) lapsed(ctx context.Context, state *process.State, at time.Time) (*process.Lapsed, error) {
	var people, principals []string
	for i := range state.Tasks {
		t := &state.Tasks[i]
		for _, x := range t.Proxies {
			people, principals = append(people, x.Agent, x.Principal), append(principals, x.Principal)
		}
		if pending(t) && t.Claimed {
			people = append(people, t.Assignee)
		}
	}
	if len(people) == 0 {
		return nil, nil
	}
	persons, err := s.PersonsFor(ctx, unique(people), at)
	if err != nil {
		return nil, err
	}
	held, err := readProxies(s.DB(ctx).Where("principal IN ? AND revoked_at IS NULL AND until_at > ?", unique(principals), utc(at)))
	if err != nil {
		return nil, err
	}
	l := &process.Lapsed{}
	for i := range state.Tasks {
		t := &state.Tasks[i]
		if !pending(t) {
			continue
		}
		for _, x := range t.Proxies {
			_, there := persons[x.Agent]
			lost := ofPool(t) && !slices.Contains(persons[x.Principal].Posts, *t.Pool)
			if !there || lost || !slices.ContainsFunc(held, func(p models.Proxy) bool {
				return p.Agent == x.Agent && p.Principal == x.Principal && p.Until.Equal(x.Until)
			}) {
				l.Proxies = append(l.Proxies, process.LapsedProxy{Task: t.ID, Proxy: x})
			}
		}
		if t.Claimed && t.Pool != nil && !slices.Contains(persons[t.Assignee].Posts, *t.Pool) {
			l.Claims = append(l.Claims, t.ID)
		}
	}
	if l.Gone, err = s.goneWith(ctx, state, l, persons); err != nil {
		return nil, err
	}
	if len(l.Proxies)+len(l.Claims)+len(l.Gone) == 0 {
		return nil, nil
	}
	return l, nil
}

func pending(t *process.Task) bool {
	return t.Status == process.TaskIsOpen || t.Status == process.TaskIsAsleep
}

// goneWith are the followers who came to the case by standing in for somebody
// and whom nothing else gives it to once that is over.
func (s *Store) goneWith(ctx context.Context, state *process.State, l *process.Lapsed, persons map[string]process.Person) ([]string, error) {
	agents := agentsOf(state)
	agents = slices.DeleteFunc(agents, func(id string) bool { return !slices.Contains(state.Followers, id) })
	if len(agents) == 0 {
		return nil, nil
	}
	after := state.Clone()
	after.Followers = nil
	for _, x := range l.Proxies {
		t := after.Task(x.Task)
		t.Proxies = slices.DeleteFunc(slices.Clone(t.Proxies), func(p process.Proxy) bool { return p == x.Proxy })
	}
	stay := accessOf(&after)
	acts, err := s.actsIn(ctx, state.CaseID)
	if err != nil {
		return nil, err
	}
	var rows []accessRow
	if err := s.DB(ctx).Where("case_id = ?", state.CaseID).Find(&rows).Error; err != nil {
		return nil, err
	}
	return slices.DeleteFunc(agents, func(id string) bool {
		own := models.PersonAddress(id)
		return slices.Contains(stay, own) ||
			slices.ContainsFunc(acts, func(d deed) bool { return doneBy(own)(d) && !slices.Contains(lookedOn, d.Type) }) ||
			slices.ContainsFunc(rows, func(r accessRow) bool {
				return r.Address != own && slices.Contains(Addresses(persons[id]), r.Address)
			})
	}), nil
}

// Ended is a delegation or a post that is over and that cases have not been
// told of for certain.
type Ended struct {
	ID      string
	At      time.Time
	Agent   string // of a delegation
	Person  string // its principal, or who held the post
	isProxy bool
}

// UnsettledEnds are delegations and posts that ended up to the instant, oldest
// first, until SettleEnd is called for them.
func (s *Store) UnsettledEnds(ctx context.Context, at time.Time) ([]Ended, error) {
	var out []Ended
	proxies, err := readProxies(s.DB(ctx).
		Where("settled_at IS NULL AND (until_at <= ? OR revoked_at <= ?)", utc(at), utc(at)).Order("until_at, id").Limit(batch))
	if err != nil {
		return nil, asFault(err)
	}
	for _, p := range proxies {
		out = append(out, Ended{ID: p.ID, At: p.End(), Agent: p.Agent, Person: p.Principal, isProxy: true})
	}
	var posts []postRow
	err = s.DB(ctx).Where("settled_at IS NULL AND until_at <= ?", utc(at)).Order("until_at, id").Limit(batch).Find(&posts).Error
	for _, p := range posts {
		out = append(out, Ended{ID: p.ID, At: local(*p.UntilAt), Person: p.PersonID})
	}
	return out, asFault(err)
}

// SettleEnd notes that all cases know of an end. Twice is once.
func (s *Store) SettleEnd(ctx context.Context, e Ended, at time.Time) error {
	table := "posts"
	if e.isProxy {
		table = "proxies"
	}
	return asFault(s.DB(ctx).Table(table).Where("id = ?", e.ID).Update("settled_at", utc(at)).Error)
}

// Touched is a case that an end concerns, at the seq it was looked at.
type Touched struct {
	CaseID string
	Seq    int64
}

// CasesOf are the cases in which something holds no more at the instant because
// of the end.
func (s *Store) CasesOf(ctx context.Context, e Ended, at time.Time) ([]Touched, error) {
	ids, err := s.casesNaming(ctx, e)
	if err != nil {
		return nil, asFault(err)
	}
	var out []Touched
	for chunk := range slices.Chunk(unique(ids), batch) {
		var cases []models.Case
		if err := s.DB(ctx).Select("id", "seq", "state").Where("id IN ?", chunk).Order("id").Find(&cases).Error; err != nil {
			return nil, asFault(err)
		}
		for _, c := range cases {
			var state process.State
			if err := json.Unmarshal([]byte(c.State), &state); err != nil {
				return nil, err
			}
			l, err := s.lapsed(ctx, &state, at)
			if err != nil {
				return nil, asFault(err)
			}
			if l != nil {
				out = append(out, Touched{CaseID: c.ID, Seq: c.Seq})
			}
		}
	}
	return out, nil
}

// casesNaming are cases that may be concerned: those the agent may see in
// person and in which the pair is named, and those in which the person has
// claimed something.
func (s *Store) casesNaming(ctx context.Context, e Ended) ([]string, error) {
	var ids []string
	agents := []string{e.Agent}
	if !e.isProxy {
		err := s.DB(ctx).Model(&models.Task{}).Where("assignee = ? AND status IN ? AND claimed = ?", e.Person,
			[]process.TaskStatus{process.TaskIsOpen, process.TaskIsAsleep}, true).Pluck("case_id", &ids).Error
		if err != nil {
			return nil, err
		}
		if err := s.DB(ctx).Model(&proxyRow{}).Distinct("agent").Where("principal = ?", e.Person).Pluck("agent", &agents).Error; err != nil {
			return nil, err
		}
	}
	for _, agent := range agents {
		var seen []string
		err := s.DB(ctx).Table("cases").Joins("JOIN case_access ON case_access.case_id = cases.id").
			Where("case_access.address = ? AND INSTR(cases.state, ?) > 0", models.PersonAddress(agent),
				`"principal":"`+e.Person+`","agent":"`+agent+`"`).Pluck("cases.id", &seen).Error
		if err != nil {
			return nil, err
		}
		ids = append(ids, seen...)
	}
	return ids, nil
}
