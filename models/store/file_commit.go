package store

import (
	"context"

	"github.com/zhihui-renda/renda/internal/fault"
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
				if err := t.ownHand(ctx, body.Ink, e.By); err != nil {
					return err
				}
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

// ownHand refuses as somebody's handwriting what another one brought (who sees a
// leader's strokes must not be able to write with them), and what is none.
func (t *turn) ownHand(ctx context.Context, file, person string) error {
	var own []fileRow
	err := t.tx.DB(ctx).Where("id = ? AND uploaded_by = ?", file, person).Limit(1).Find(&own).Error
	switch {
	case err != nil:
		return err
	case len(own) == 0:
		return fault.New(fault.Invalid, "FILE_NOT_FOUND", "手写签批须由本人上传，请重新书写。").At("opinion.ink")
	case own[0].Kind != models.FileInk:
		return fault.New(fault.Invalid, "INK_INVALID", "所附文件不是手写笔迹，请重新书写。").At("opinion.ink")
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
