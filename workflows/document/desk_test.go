package document_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/process"
)

// organ is the Standing Committee of the stories.
const organ = "committee"

// posts are the people of the stories: roles in units, each expanded to the
// organ where it is inside one.
var posts = map[string][]process.Post{
	"clerk":        {{Role: "clerk_in", Unit: organ}},
	"registrar":    {{Role: "registrar", Unit: organ}},
	"office_head":  {{Role: "office_head", Unit: organ}},
	"chair":        {{Role: "chair", Unit: organ}},
	"vice_chair":   {{Role: "vice_chair", Unit: organ}},
	"drafter":      {{Role: "drafter", Unit: "works"}, {Role: "drafter", Unit: organ}},
	"unit_head":    {{Role: "unit_head", Unit: "works"}, {Role: "unit_head", Unit: organ}},
	"finance_head": {{Role: "unit_head", Unit: "finance"}},
	"law_head":     {{Role: "unit_head", Unit: "law"}},
	"gov_leader":   {{Role: "unit_leader", Unit: "government"}},
	"seal_keeper":  {{Role: "seal_keeper", Unit: organ}},
	"archivist":    {{Role: "archivist", Unit: organ}},
	"water":        {{Role: "unit_handler", Unit: "water_bureau"}},
	"budget":       {{Role: "unit_handler", Unit: "budget_bureau"}},
	"town":         {{Role: "unit_handler", Unit: "town"}},
	"reader":       {{Role: "drafter", Unit: organ}},
	"voter":        {{Role: "voter", Unit: organ}},
}

// desk plays one case through the kernel alone, resolving what the commit would.
type desk struct {
	t       *testing.T
	def     process.Definition
	state   process.State
	at      time.Time
	events  []process.Event
	numbers int
}

func open(t *testing.T, def process.Definition, by, unit string, form process.Form) *desk {
	t.Helper()
	d := &desk{t: t, def: def, at: time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)}
	require.NoError(t, d.try(by, process.Command{
		Verb: process.VerbOpen, Form: form, Text: &process.Text{Hash: "text-1"},
		Opening: &process.Opening{CaseID: "case", Title: "关于开展工作的通知", OwnerUnit: organ, Unit: unit},
	}))
	return d
}

func (d *desk) try(by string, c process.Command) error {
	d.t.Helper()
	d.at = d.at.Add(time.Minute)
	c.At, c.By.ID, c.By.Posts = d.at, by, posts[by]
	if by == "registrar" {
		c.By.Powers = []process.Verb{process.VerbUrge, process.VerbCirculate, process.VerbReceipt, process.VerbRecall}
	}
	events, err := process.Decide(d.def, d.state, c)
	if err != nil {
		return err
	}
	for _, event := range events {
		if need, ok := event.Body.(process.NumberNeeded); ok {
			d.numbers++
			event.Body = process.NumberTaken{Slot: need.Slot, Series: need.Series, Number: fmt.Sprintf("%s-%d", need.Series, d.numbers)}
		}
		require.NoError(d.t, d.state.Apply(event))
		d.events = append(d.events, event)
	}
	return nil
}

// does sends a command that must be accepted and says where the case is then.
func (d *desk) does(by string, c process.Command) string {
	d.t.Helper()
	require.NoError(d.t, d.try(by, c), "%s at %s", by, d.state.Step)
	return d.state.Step
}

// approves answers the person's task at the present step.
func (d *desk) approves(by string, form process.Form) string {
	d.t.Helper()
	return d.answers(by, "", form)
}

func (d *desk) answers(by string, outcome process.Outcome, form process.Form) string {
	d.t.Helper()
	return d.does(by, process.Command{
		Verb: process.VerbApprove, Outcome: outcome, Form: form, Opinion: &process.Opinion{Text: by + "的意见"},
	})
}

// refused sends a command that must be refused with the code.
func (d *desk) refused(by string, code process.Code, c process.Command) *process.Refusal {
	d.t.Helper()
	var refusal *process.Refusal
	err := d.try(by, c)
	require.ErrorAs(d.t, err, &refusal, "%s at %s", by, d.state.Step)
	require.Equal(d.t, code, refusal.Code, refusal.Detail)
	return refusal
}

// waiting are the persons and pools that have an open act task.
func (d *desk) waiting() []string {
	var out []string
	for _, task := range d.state.Tasks {
		if task.Status != process.TaskIsOpen || task.Kind != process.TaskAct {
			continue
		}
		who := task.Assignee
		if who == "" {
			who = task.Pool.Role + "@" + task.Pool.Unit
		}
		out = append(out, who)
	}
	slices.Sort(out)
	return out
}

func (d *desk) reading() []string {
	var out []string
	for _, task := range d.state.Tasks {
		if task.Kind == process.TaskRead && task.Status == process.TaskIsOpen {
			out = append(out, task.Assignee)
		}
	}
	return out
}
