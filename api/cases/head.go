package cases

import (
	"context"
	"slices"
	"time"

	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

// Head is a case as its page begins.
type Head struct {
	ID           string            `json:"id"`
	Process      string            `json:"process"`
	ProcessTitle string            `json:"process_title"`
	Seq          int64             `json:"seq" doc:"提交办理时作为 expect_seq 带回。"`
	Status       process.Status    `json:"status"`
	StatusTitle  string            `json:"status_title"`
	Step         string            `json:"step"`
	StepTitle    string            `json:"step_title"`
	StepBasis    string            `json:"step_basis,omitempty"`
	Title        string            `json:"title"`
	Numbers      map[string]string `json:"numbers,omitempty"`
	Urgency      string            `json:"urgency,omitempty"`
	Due          *time.Time        `json:"due,omitempty"`
	DueDay       string            `json:"due_day,omitempty"`
	Owner        names.Ref         `json:"owner"`
	Unit         names.Ref         `json:"unit"`
	Initiator    names.Ref         `json:"initiator"`
	Sender       string            `json:"sender,omitempty"`
	NounKind     string            `json:"noun_kind,omitempty"`
	NounID       string            `json:"noun_id,omitempty"`
	TextVersion  int               `json:"text_version,omitempty"`
	OpenedAt     time.Time         `json:"opened_at"`
	ChangedAt    time.Time         `json:"changed_at"`
	ClosedAt     *time.Time        `json:"closed_at,omitempty"`
	Following    bool              `json:"following"`
	Form         []Value           `json:"form"`
	Tasks        []Task            `json:"tasks" doc:"未完成的任务。"`
	Clocks       []Clock           `json:"clocks"`
	Deliveries   []Delivery        `json:"deliveries,omitempty"`
	Steps        []StepAt          `json:"steps" doc:"全部环节及其办理情况。"`
	Visits       []Visit           `json:"visits" doc:"依次进入过的环节，退回、跳过也在其中。"`
}

// Value is one thing that was filled in, with its label.
type Value struct {
	Key    string            `json:"key"`
	Label  string            `json:"label"`
	Type   process.FieldType `json:"type,omitempty"`
	Values []string          `json:"values"`
	Texts  []string          `json:"texts" doc:"与 values 一一对应的文字。"`
}

// StepAt is a step of the process and what became of it.
type StepAt struct {
	Key     string          `json:"key"`
	Title   string          `json:"title"`
	Rounds  int             `json:"rounds" doc:"进入过几次。"`
	Current bool            `json:"current,omitempty"`
	Skipped bool            `json:"skipped,omitempty" doc:"条件不符，未经过。"`
	Outcome process.Outcome `json:"outcome,omitempty"`
}

// Visit is one stay of the case at a step.
type Visit struct {
	Step         string          `json:"step"`
	Round        int             `json:"round"`
	How          process.HowCame `json:"how"`
	Outcome      process.Outcome `json:"outcome,omitempty"`
	OutcomeTitle string          `json:"outcome_title,omitempty"`
}

// Delivery is one recipient of what was dispatched.
type Delivery struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Inside     bool   `json:"inside"`
	Method     string `json:"method,omitempty"`
	ReceivedBy string `json:"received_by,omitempty"`
	ReceivedOn string `json:"received_on,omitempty"`
	Waived     string `json:"waived,omitempty"`
}

// head makes the answer of a case.
func (d Deps) head(ctx context.Context, viewer models.Viewer, r store.CaseRecord) (Head, error) {
	book := names.NewBook()
	s := &r.State
	book.Want(s.OwnerUnit, s.Unit)
	book.Want(s.Initiator)
	wantForm(book, r.Definition, s.Form)
	open := openTasks(s)
	for _, t := range open {
		wantTask(book, t)
	}
	for _, delivery := range s.Deliveries {
		book.Want(delivery.Unit)
	}
	if err := book.Load(ctx, d.Names); err != nil {
		return Head{}, err
	}
	if err := d.titleForms(ctx, viewer, book, r.Definition, s.Form); err != nil {
		return Head{}, err
	}
	h := Head{
		ID: r.ID, Process: r.Process, ProcessTitle: r.Definition.Title, Seq: r.Seq,
		Status: s.Status, StatusTitle: s.Status.Title(), Step: s.Step, Title: s.Title, Numbers: s.Numbers,
		Urgency: s.Urgency, Due: r.Due, DueDay: r.DueDay, Sender: r.Sender,
		Owner: *book.UnitRef(s.OwnerUnit), Unit: *book.UnitRef(s.Unit), Initiator: *book.PersonRef(s.Initiator),
		NounKind: s.NounKind, NounID: s.NounID, TextVersion: s.Text.Version,
		OpenedAt: r.OpenedAt, ChangedAt: r.ChangedAt, ClosedAt: r.ClosedAt,
		Following: slices.Contains(s.Followers, viewer.PersonID),
		Form:      values(book, r.Definition, s.Form), Tasks: []Task{}, Clocks: []Clock{},
		Steps: stepsOf(r.Definition, s), Visits: visitsOf(r.Definition, s),
	}
	if step := r.Definition.Step(s.Step); step != nil {
		h.StepTitle, h.StepBasis = step.Title, step.Basis
	}
	for _, t := range open {
		h.Tasks = append(h.Tasks, taskOf(book, r.Definition, viewer, t))
	}
	for _, c := range s.Clocks {
		h.Clocks = append(h.Clocks, clockOf(r.Definition, c))
	}
	for _, delivery := range s.Deliveries {
		h.Deliveries = append(h.Deliveries, deliveryOf(book, delivery))
	}
	return h, nil
}

func openTasks(s *process.State) []process.Task {
	return slices.DeleteFunc(slices.Clone(s.Tasks), func(t process.Task) bool {
		return t.Status != process.TaskIsOpen && t.Status != process.TaskIsAsleep
	})
}

func deliveryOf(book *names.Book, d process.Delivery) Delivery {
	out := Delivery{
		ID: d.ID, Name: d.Name, Inside: d.Unit != "", Method: d.Method,
		ReceivedBy: d.ReceivedBy, ReceivedOn: d.ReceivedOn, Waived: d.Waived,
	}
	if d.Unit != "" {
		out.Name = book.Unit(d.Unit)
	}
	return out
}

func stepsOf(def process.Definition, s *process.State) []StepAt {
	steps := make([]StepAt, len(def.Steps))
	for i, step := range def.Steps {
		steps[i] = StepAt{Key: step.Key, Title: step.Title, Current: step.Key == s.Step && !s.Status.Closed()}
		for _, visit := range s.Visits {
			switch {
			case visit.Step != step.Key:
			case visit.How == process.CameSkipped:
				steps[i].Skipped = steps[i].Rounds == 0
			default:
				steps[i].Rounds++
				steps[i].Outcome, steps[i].Skipped = visit.Outcome, false
			}
		}
	}
	return steps
}

func visitsOf(def process.Definition, s *process.State) []Visit {
	visits := make([]Visit, len(s.Visits))
	for i, v := range s.Visits {
		visits[i] = Visit{Step: v.Step, Round: v.Round, How: v.How, Outcome: v.Outcome}
		if v.Outcome != "" {
			visits[i].OutcomeTitle = outcomeTitle(def, v.Step, v.Outcome)
		}
	}
	return visits
}
