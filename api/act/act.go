// Package act turns what a person asked for over HTTP into one act on one case
// and hands it to the engine.
package act

import (
	"context"
	"strconv"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// Engine does an act once, however often it is sent; see engine.Engine.
type Engine interface {
	Act(ctx context.Context, act contract.Act) (contract.Answer, error)
}

// Asked is what the person asks for.
type Asked struct {
	CaseID string
	// Definition is the key of the process when the first command opens a case.
	Definition string
	Noun       *contract.Noun
	// Commands in order; who, how and under which key is filled in by Do. The
	// time is that of the commit.
	Commands []process.Command
}

// Do sends the act under the key of the request: the same request gets the
// same answer for ever.
func Do(ctx context.Context, engine Engine, asked Asked) (contract.Answer, error) {
	request := door.RequestOf(ctx)
	act := contract.Act{
		ID:     request.Identity.Person + ":" + request.Key,
		Digest: door.Digest(ctx), CaseID: asked.CaseID, Definition: asked.Definition, Noun: asked.Noun,
		Commands: asked.Commands, RequestID: request.ID,
	}
	for i := range act.Commands {
		command := &act.Commands[i]
		command.ID = act.ID
		if i > 0 {
			command.ID += "#" + strconv.Itoa(i)
		}
		command.By = process.Person{ID: request.Identity.Person}
		command.Port = request.Identity.Port
	}
	return engine.Act(ctx, act)
}
