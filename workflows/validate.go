package workflows

import (
	"encoding/json"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// wellFormed refuses acts that no API of ours sends. It looks at the act alone,
// so that a refusal leaves nothing in the history. It runs once, as a
// validator, and never on replay: the checker may look away from the encoder.
//
//workflowcheck:ignore
func wellFormed(caseID string, act contract.Act) error {
	malformed := func(field string) error {
		return fault.New(fault.Invalid, "ACT_MALFORMED", "请求的格式不正确。").At(field)
	}
	switch {
	case act.CaseID != caseID:
		return malformed("case_id")
	case act.ID == "" || len(act.ID) > contract.MaxActID:
		return malformed("id")
	case act.Digest == "":
		return malformed("digest")
	case len(act.Commands) == 0 || len(act.Commands) > contract.MaxCommands:
		return malformed("commands")
	}
	for _, command := range act.Commands {
		if command.Verb == "" {
			return malformed("commands.verb")
		}
		if !mayCome(command) {
			return malformed("commands.by")
		}
	}
	body, err := json.Marshal(act)
	if err != nil {
		return malformed("commands")
	}
	if len(body) > contract.MaxActBytes {
		return fault.New(fault.TooLarge, "ACT_TOO_LARGE", "一次办理提交的内容过大。").
			With("limit", "256 KiB")
	}
	return nil
}

// mayCome says whether a command may come from outside the run: from a person,
// or from the system when the calendar or who may act changed. The other acts of
// the system are the run's own.
func mayCome(c process.Command) bool {
	if c.By.ID == process.System {
		return c.Verb == process.VerbRecompute || c.Verb == process.VerbLapse
	}
	return c.By.ID != ""
}
