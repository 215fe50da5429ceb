package store

import (
	"context"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// writeFiles makes what was given with an act belong to the case: files named
// in forms and handwriting. Attachments of a document are its noun's matter.
func (t *turn) writeFiles(ctx context.Context, _ *projection) error {
	for _, e := range t.events {
		var ids []string
		switch body := e.Body.(type) {
		case process.FormFilled:
			ids = fileIDs(t.def, body.Form)
		case process.OpinionGiven:
			if body.Ink != "" {
				ids = []string{body.Ink}
			}
		}
		if len(ids) == 0 {
			continue
		}
		if err := t.tx.LinkFiles(ctx, t.act.CaseID, ids, models.By{PersonID: e.By, Port: e.Port, At: e.At}); err != nil {
			return err
		}
	}
	return nil
}

// fileIDs are the values of the form's fields that name files.
func fileIDs(def *process.Definition, form process.Form) (ids []string) {
	for _, step := range def.Steps {
		for _, field := range step.Form {
			if field.Type == process.FieldFiles {
				ids = append(ids, form[field.Key]...)
			}
		}
	}
	return ids
}
