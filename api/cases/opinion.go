package cases

import (
	"context"
	"time"

	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/process"
)

// Said is an opinion with the names and words a page shows. It is never edited.
type Said struct {
	ID          string          `json:"id"`
	Step        string          `json:"step"`
	StepTitle   string          `json:"step_title"`
	Round       int             `json:"round"`
	Box         string          `json:"box,omitempty" doc:"处理笺上的栏目。"`
	Kind        process.Verb    `json:"kind"`
	Result      process.Outcome `json:"result,omitempty"`
	ResultTitle string          `json:"result_title,omitempty"`
	Text        string          `json:"text,omitempty"`
	Ink         string          `json:"ink,omitempty"`
	Author      names.Ref       `json:"author"`
	For         *names.Ref      `json:"for,omitempty"`
	At          time.Time       `json:"at"`
	// Current: it was given on the text as it is now.
	Current bool `json:"current"`
}

// opinions are all opinions of a case in order.
func (d Deps) opinions(ctx context.Context, id string) ([]Said, error) {
	viewer, record, err := d.load(ctx, id)
	if err != nil {
		return nil, err
	}
	rows, err := d.Record.CaseOpinions(ctx, viewer, id)
	if err != nil {
		return nil, err
	}
	book := names.NewBook()
	for _, o := range rows {
		book.Want(o.Author, o.OnBehalfOf)
	}
	if err := book.Load(ctx, d.Names); err != nil {
		return nil, err
	}
	list := []Said{}
	for _, o := range rows {
		result := process.Outcome(o.Result)
		said := Said{
			ID: o.ID, Step: o.Step, StepTitle: stepTitle(record.Definition, o.Step), Round: o.Round, Box: o.Box,
			Kind: process.Verb(o.Kind), Result: result, Text: o.Text, Ink: o.Ink,
			Author: *book.PersonRef(o.Author), For: book.PersonRef(o.OnBehalfOf), At: o.At,
			Current: o.Signed == record.State.Text.Hash,
		}
		if result != "" {
			said.ResultTitle = outcomeTitle(record.Definition, o.Step, result)
		}
		list = append(list, said)
	}
	return list, nil
}

// tasks are all tasks of a case, done ones too, in the order of opening.
func (d Deps) tasks(ctx context.Context, id string) ([]Task, error) {
	viewer, record, err := d.load(ctx, id)
	if err != nil {
		return nil, err
	}
	book := names.NewBook()
	for _, t := range record.State.Tasks {
		wantTask(book, t)
	}
	if err := book.Load(ctx, d.Names); err != nil {
		return nil, err
	}
	list := []Task{}
	for _, t := range record.State.Tasks {
		list = append(list, taskOf(book, record.Definition, viewer, t))
	}
	return list, nil
}
