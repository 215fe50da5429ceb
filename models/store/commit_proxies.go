package store

import (
	"context"
	"slices"
	"time"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// asHeld is a state without the delegations to the agent that are over though
// his tasks were opened under them: those taken back, and on a task of a pool
// those of a principal who holds its post no more. What the agent may do is
// decided on what holds at the instant. It asks the database only where he
// stands in for somebody.
func (s *Store) asHeld(ctx context.Context, state process.State, agent string, at time.Time) (process.State, error) {
	var principals, pooled []string
	for i := range state.Tasks {
		for _, x := range state.Tasks[i].Proxies {
			if x.Agent != agent {
				continue
			}
			principals = append(principals, x.Principal)
			if ofPool(&state.Tasks[i]) {
				pooled = append(pooled, x.Principal)
			}
		}
	}
	if len(principals) == 0 {
		return state, nil
	}
	held, err := readProxies(s.DB(ctx).Where("principal IN ? AND agent = ? AND revoked_at IS NULL", unique(principals), agent))
	if err != nil {
		return state, err
	}
	persons, err := s.PersonsFor(ctx, unique(pooled), at)
	if err != nil {
		return state, err
	}
	state.Tasks = slices.Clone(state.Tasks)
	for i := range state.Tasks {
		t := &state.Tasks[i]
		t.Proxies = slices.DeleteFunc(slices.Clone(t.Proxies), func(x process.Proxy) bool {
			return x.Agent == agent && (!stands(x, held) || ofPool(t) && !slices.Contains(persons[x.Principal].Posts, *t.Pool))
		})
	}
	return state, nil
}

// stands says whether a delegation is still among those held.
func stands(x process.Proxy, held []models.Proxy) bool {
	return slices.ContainsFunc(held, func(p models.Proxy) bool {
		return p.Principal == x.Principal && p.Until.Equal(x.Until)
	})
}

// ofPool says whether a task is his who holds a post: waiting in its pool, or
// taken out of there.
func ofPool(t *process.Task) bool { return t.Pool != nil && (t.Assignee == "" || t.Claimed) }
