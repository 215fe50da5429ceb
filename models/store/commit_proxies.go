package store

import (
	"context"
	"slices"

	"github.com/zhihui-renda/renda/process"
)

// asHeld is a state without the delegations to the agent that were taken back
// after his tasks were opened: what he may do is decided on what holds now. It
// asks the database only where he stands in for somebody.
func (s *Store) asHeld(ctx context.Context, state process.State, agent string) (process.State, error) {
	var principals []string
	for i := range state.Tasks {
		for _, x := range state.Tasks[i].Proxies {
			if x.Agent == agent {
				principals = append(principals, x.Principal)
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
	over := func(x process.Proxy) bool {
		if x.Agent != agent {
			return false
		}
		for _, p := range held {
			if p.Principal == x.Principal && p.Until.Equal(x.Until) {
				return false
			}
		}
		return true
	}
	state.Tasks = slices.Clone(state.Tasks)
	for i := range state.Tasks {
		state.Tasks[i].Proxies = slices.DeleteFunc(slices.Clone(state.Tasks[i].Proxies), over)
	}
	return state, nil
}
