package store

import (
	"slices"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/process"
)

// checkSuccessors refuses to hand a signature over to somebody of whom the step
// would not have been asked: he must hold one of the posts that it asks for.
// What somebody was asked for by name beside the table (加签、征求意见) asks
// for no post.
func (r *resolver) checkSuccessors() error {
	if r.command.Verb != process.VerbHandOver {
		return nil
	}
	for _, e := range r.events {
		moved, ok := e.Body.(process.TaskMoved)
		if !ok || moved.To.Person == "" {
			continue
		}
		task := r.state.Task(moved.Task)
		if task == nil || task.Kind != process.TaskAct || task.Relation != "" {
			continue
		}
		step := r.def.Step(task.Step)
		if step == nil || !step.Signs {
			continue
		}
		asked := r.askedFor(step, task)
		holds := func(p process.Post) bool { return slices.Contains(asked, p) }
		if len(asked) > 0 && !slices.ContainsFunc(r.known[moved.To.Person].Posts, holds) {
			return fault.New(fault.Denied, "SUCCESSOR_WITHOUT_POST", wordsSuccessor, step.Title).
				With("person", moved.To.Person).With("step", step.Key)
		}
	}
	return nil
}

// askedFor are the posts of which one is needed to act on a task at its step:
// that of its pool, else those that the table asks for; none where it asks for
// persons without a role.
func (r *resolver) askedFor(step *process.Step, task *process.Task) []process.Post {
	if task.Pool != nil {
		return []process.Post{*task.Pool}
	}
	var out []process.Post
	for _, actor := range step.Actors {
		switch actor.Kind {
		case process.ActorPool:
			out = append(out, process.Post{Role: actor.Role, Unit: r.unitNamed(actor.Unit)})
		case process.ActorUnits:
			for _, unit := range r.state.Form[actor.Field] {
				out = append(out, process.Post{Role: actor.Role, Unit: unit})
			}
		case process.ActorField:
			if f := r.field(actor.Field); f != nil {
				for _, role := range f.Roles() {
					out = append(out, process.Post{Role: role, Unit: r.owner()})
				}
			}
		default: // a person, who is asked for himself
		}
	}
	return out
}

func (r *resolver) unitNamed(name string) string {
	switch name {
	case process.UnitOwner:
		return r.owner()
	case process.UnitInitiator:
		return r.state.Unit
	}
	return name
}
