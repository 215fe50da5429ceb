package document

import (
	"context"
	"errors"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// Facts tells what the rules must know about the organs around a document, and
// which papers that came in before may be the same one.
type Facts interface {
	RuleFacts(ctx context.Context, q store.RuleQuestion) (models.OrgFacts, error)
	Twins(ctx context.Context, viewer models.Viewer, owner string, c models.DocumentContent) ([]models.Twin, error)
}

type checkIn struct {
	Body struct {
		Document models.DocumentContent `json:"document"`
		Unit     string                 `json:"unit,omitempty" maxLength:"64" doc:"以哪个单位的身份。"`
		Stage    models.Stage           `json:"stage,omitempty" enum:"draft,review,incoming" default:"draft"`
	}
}

// Checked is what there is against a document.
type Checked struct {
	Blocked  bool                `json:"blocked" doc:"有必须改正的问题，不能提交。"`
	Fields   []models.FieldError `json:"fields" doc:"填写不合格式之处。"`
	Findings []models.Finding    `json:"findings" doc:"不合行文规则之处，重的在前。"`
	Twins    []models.Twin       `json:"twins" doc:"可能是同一件来文的已有收文。"`
}

// check holds a document against the rules (行文规则) before anybody submits it.
// Nothing of it is kept.
func (d Deps) check(ctx context.Context, in *checkIn) (*Answer[Checked], error) {
	content := in.Body.Document
	action := "open_outgoing"
	content.Flow = models.Outgoing
	if in.Body.Stage == models.StageIncoming {
		content.Flow, action = models.Incoming, "open_incoming"
	}
	if marked(content) {
		return nil, d.Texts.refuse(ctx)
	}
	place, err := d.workplace(ctx, in.Body.Unit, action)
	if err != nil {
		return nil, err
	}
	return d.checked(ctx, content, place.Organ, in.Body.Stage)
}

// checked looks at the form, the rules and what came in before.
func (d Deps) checked(ctx context.Context, content models.DocumentContent, organ string, stage models.Stage) (*Answer[Checked], error) {
	out := Checked{Fields: below("document", content.Validate()), Findings: []models.Finding{}, Twins: []models.Twin{}}
	if err := d.hold(ctx, &out, content, organ, stage); err != nil {
		return nil, err
	}
	out.Blocked = len(out.Fields) > 0 || models.Blocked(out.Findings)
	return &Answer[Checked]{out}, nil
}

// hold holds a document against the rules and against what came in before.
func (d Deps) hold(ctx context.Context, out *Checked, content models.DocumentContent, organ string, stage models.Stage) error {
	facts, err := d.Facts.RuleFacts(ctx, store.RuleQuestion{OwnerUnit: organ, Stage: stage, Content: content, Now: d.Now()})
	if errs, ok := errors.AsType[models.FieldErrors](err); ok {
		out.Fields = append(out.Fields, errs...)
		return nil
	}
	if err != nil {
		return err
	}
	out.Findings = append(out.Findings, models.CheckRules(content, facts)...)
	if content.Flow != models.Incoming {
		return nil
	}
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return err
	}
	twins, err := d.Facts.Twins(ctx, viewer, organ, content)
	out.Twins = append(out.Twins, twins...)
	return err
}

// listRules tells the rules themselves.
func (d Deps) listRules(context.Context, *struct{}) (*Answer[List[models.Rule]], error) {
	return &Answer[List[models.Rule]]{List[models.Rule]{models.Rules()}}, nil
}
