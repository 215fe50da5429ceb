package document

import (
	"context"

	"github.com/zhihui-renda/renda/api/act"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

type saveIn struct {
	ByID
	Body struct {
		Document  models.DocumentContent `json:"document"`
		Form      process.Form           `json:"form,omitempty" maxProperties:"64"`
		Task      string                 `json:"task,omitempty" maxLength:"64"`
		ExpectSeq int64                  `json:"expect_seq,omitempty" minimum:"0" doc:"页面所见的 seq；他人此后改过则拒绝。"`
	}
}

// save keeps a new version without ending the task (暂存).
func (d Deps) save(ctx context.Context, in *saveIn) (*Answer[contract.Answer], error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	record, err := d.Record.Case(ctx, viewer, in.ID)
	if err != nil {
		return nil, err
	}
	if record.State.NounKind != NounKind {
		return nil, faultNoDocument()
	}
	content := in.Body.Document
	hash, err := d.Texts.Put(ctx, record, content)
	if err != nil {
		return nil, err
	}
	urgency := content.CaseUrgency()
	answer, err := act.Do(ctx, d.Engine, act.Asked{
		CaseID: in.ID, Noun: &contract.Noun{Kind: NounKind, ID: record.State.NounID, Content: hash},
		Commands: []process.Command{{
			Verb: process.VerbSave, Task: in.Body.Task, ExpectSeq: in.Body.ExpectSeq, Form: in.Body.Form,
			Text: &process.Text{Hash: hash}, Title: content.Title, Urgency: &urgency,
		}},
	})
	return &Answer[contract.Answer]{answer}, err
}
