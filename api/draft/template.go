package draft

import (
	"context"
	"slices"
	"strings"

	"github.com/zhihui-renda/renda/models"
)

type templatesIn struct {
	Kind models.DocKind `query:"kind" maxLength:"40" doc:"只列某一文种的。"`
}

// Template is what a template is made of.
type Template struct {
	Organ  string         `json:"organ,omitempty" maxLength:"64" doc:"哪个机关的；只在一个机关任职的可省略。"`
	Kind   models.DocKind `json:"kind" maxLength:"40"`
	Name   string         `json:"name" maxLength:"100"`
	Matter string         `json:"matter,omitempty" maxLength:"100" doc:"标题中“关于”与“的”之间的事由。"`
	Body   []models.Block `json:"body" maxItems:"500"`
}

type createIn struct{ Body Template }

type changeIn struct {
	ByID
	Body Template
}

type closeIn struct {
	ByID
	Organ string `query:"organ" maxLength:"64"`
}

// templates lists those of the person's organs, then the shipped ones.
func (d Deps) templates(ctx context.Context, in *templatesIn) (*Answer[List[models.DocumentTemplate]], error) {
	organs, err := d.organs(ctx, "template", "read")
	if err != nil {
		return nil, err
	}
	own, err := d.Record.Templates(ctx, organs)
	if err != nil {
		return nil, err
	}
	all := slices.Concat(own, d.Shipped)
	if in.Kind != "" {
		all = slices.DeleteFunc(all, func(t models.DocumentTemplate) bool { return t.Kind != in.Kind })
	}
	return listOf(all), nil
}

// managed is the organ whose templates the person manages: the one he names, or
// the only one.
func (d Deps) managed(ctx context.Context, organ string) (string, error) {
	organs, err := d.organs(ctx, "template", "manage")
	switch {
	case err != nil:
		return "", err
	case organ == "" && len(organs) == 1:
		return organs[0], nil
	case organ != "" && slices.Contains(organs, organ):
		return organ, nil
	case organ == "" && len(organs) > 1:
		return "", faultWhichOrgan()
	}
	return "", faultNoOrgan()
}

func (d Deps) create(ctx context.Context, in *createIn) (*Answer[models.DocumentTemplate], error) {
	return d.keep(ctx, "", in.Body)
}

func (d Deps) change(ctx context.Context, in *changeIn) (*Answer[models.DocumentTemplate], error) {
	return d.keep(ctx, in.ID, in.Body)
}

func (d Deps) keep(ctx context.Context, id string, t Template) (*Answer[models.DocumentTemplate], error) {
	organ, err := d.managed(ctx, t.Organ)
	if err != nil {
		return nil, err
	}
	kept := models.DocumentTemplate{
		ID: id, Organ: organ, Kind: t.Kind, Name: strings.TrimSpace(t.Name), Matter: strings.TrimSpace(t.Matter), Body: t.Body,
	}
	if err := d.Texts.Clean(ctx, models.DocumentContent{Title: kept.Matter, Note: kept.Name, Body: kept.Body}); err != nil {
		return nil, err
	}
	kept, err = d.Record.SaveTemplate(ctx, kept, d.By(ctx, d.Now()))
	return &Answer[models.DocumentTemplate]{kept}, err
}

func (d Deps) close(ctx context.Context, in *closeIn) (*struct{}, error) {
	organ, err := d.managed(ctx, in.Organ)
	if err != nil {
		return nil, err
	}
	return nil, d.Record.CloseTemplate(ctx, organ, in.ID, d.By(ctx, d.Now()))
}

type outsideIn struct {
	Text string `query:"q" maxLength:"100" doc:"名称的一部分。"`
}

// maxOutside is how many names a picker can show.
const maxOutside = 20

func (d Deps) outside(ctx context.Context, in *outsideIn) (*Answer[List[models.OutsideOrgan]], error) {
	organs, err := d.organs(ctx, "document", "draft")
	if err != nil {
		return nil, err
	}
	rows, err := d.Record.OutsideOrgans(ctx, organs, strings.TrimSpace(in.Text), maxOutside)
	return listOf(rows), err
}
