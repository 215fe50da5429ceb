package cases

import (
	"context"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

// Preview is what an act would lead to if it were done now. It promises
// nothing: somebody else may act first.
type Preview struct {
	Step        string         `json:"step"`
	StepTitle   string         `json:"step_title"`
	Status      process.Status `json:"status"`
	StatusTitle string         `json:"status_title"`
	Opens       []Task         `json:"opens" doc:"将产生的任务。"`
	Lines       []Line         `json:"lines" doc:"将记入历程的内容。"`
}

// preview asks the kernel what it would decide. A refusal comes back as the
// act itself would get it.
func (d Deps) preview(ctx context.Context, id string, a Act) (*Preview, error) {
	viewer, record, err := d.load(ctx, id)
	if err != nil {
		return nil, err
	}
	command, err := a.command()
	if err != nil {
		return nil, err
	}
	if command.By, err = d.Standing.Standing(ctx, door.Person(ctx), record.State.OwnerUnit, d.Now()); err != nil {
		return nil, err
	}
	command.At, command.ID = d.Now(), "preview"
	if a.Document != nil {
		urgency := a.Document.CaseUrgency()
		command.Text, command.Title, command.Urgency = &process.Text{Hash: "preview"}, a.Document.Title, &urgency
	}
	events, err := process.Decide(record.Definition, record.State, command)
	if err != nil {
		return nil, err
	}
	after, err := applied(record, events)
	if err != nil {
		return nil, err
	}
	out := &Preview{
		Step: after.State.Step, StepTitle: stepTitle(after.Definition, after.State.Step),
		Status: after.State.Status, StatusTitle: after.State.Status.Title(), Opens: []Task{},
	}
	if out.Lines, err = d.lines(ctx, viewer, after, events); err != nil {
		return nil, err
	}
	book := names.NewBook()
	var opened []process.Task
	for _, e := range events {
		if b, ok := e.Body.(process.TaskOpened); ok {
			opened = append(opened, b.Task)
			wantTask(book, b.Task)
		}
	}
	if err := book.Load(ctx, d.Names); err != nil {
		return nil, err
	}
	for _, t := range opened {
		out.Opens = append(out.Opens, taskOf(book, after.Definition, viewer, t))
	}
	return out, nil
}

// applied is the case after the events; the record given stays as it is.
func applied(r store.CaseRecord, events []process.Event) (store.CaseRecord, error) {
	r.State = r.State.Clone()
	for _, e := range events {
		if err := r.State.Apply(e); err != nil {
			return r, err
		}
	}
	return r, nil
}
