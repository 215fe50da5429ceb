package draft

import (
	"context"
	"time"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// ByID names a copy or a template.
type ByID struct {
	ID string `path:"id" minLength:"8" maxLength:"64" pattern:"^[0-9A-Za-z-]+$" patternDescription:"字母、数字和短横"`
}

type putIn struct {
	ByID
	Body struct {
		Rev      int64                  `json:"rev" minimum:"0" doc:"本窗口上次所见的修订号；第一次为 0。"`
		Case     string                 `json:"case,omitempty" maxLength:"64" doc:"已立件的，其编号；与 id 相同。"`
		Seq      int64                  `json:"seq,omitempty" minimum:"0" doc:"动笔时所见的 seq。"`
		Document models.DocumentContent `json:"document"`
		Form     process.Form           `json:"form,omitempty" maxProperties:"64"`
	}
}

// Saved says what is kept now.
type Saved struct {
	Rev     int64     `json:"rev"`
	SavedAt time.Time `json:"saved_at"`
}

// put overwrites the copy. Nothing of it is looked at but marks of secrecy: a
// text half written is against every rule.
func (d Deps) put(ctx context.Context, in *putIn) (*Answer[Saved], error) {
	if err := d.Texts.Clean(ctx, in.Body.Document); err != nil {
		return nil, err
	}
	if in.Body.Case != "" && in.Body.Case != in.ID {
		return nil, faultOtherCase()
	}
	if err := d.visible(ctx, in.Body.Case); err != nil {
		return nil, err
	}
	kept, err := d.Record.PutDraftCopy(ctx, models.DraftCopy{
		ID: in.ID, Person: door.Person(ctx), CaseID: in.Body.Case, Rev: in.Body.Rev, SavedAt: d.Now(),
		Document: in.Body.Document, Form: in.Body.Form, Seq: in.Body.Seq,
	})
	return &Answer[Saved]{Saved{Rev: kept.Rev, SavedAt: kept.SavedAt}}, err
}

// visible refuses the copy of a case that the person sees no longer.
func (d Deps) visible(ctx context.Context, caseID string) error {
	if caseID == "" {
		return nil
	}
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return err
	}
	seen, err := d.Record.MaySee(ctx, viewer, caseID)
	if err == nil && !seen {
		err = faultNoDraft()
	}
	return err
}

func (d Deps) copy(ctx context.Context, in *ByID) (*Answer[models.DraftCopy], error) {
	kept, err := d.Record.DraftCopy(ctx, door.Person(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return &Answer[models.DraftCopy]{kept}, d.visible(ctx, kept.CaseID)
}

// Unfinished is a text without a case.
type Unfinished struct {
	ID      string    `json:"id"`
	Title   string    `json:"title"`
	Kind    string    `json:"kind" doc:"文种的名称。"`
	SavedAt time.Time `json:"saved_at"`
}

func (d Deps) copies(ctx context.Context, _ *struct{}) (*Answer[List[Unfinished]], error) {
	rows, err := d.Record.DraftCopies(ctx, door.Person(ctx))
	list := make([]Unfinished, len(rows))
	for i, row := range rows {
		list[i] = Unfinished{ID: row.ID, Title: row.Title, Kind: row.Document.Kind.Name(), SavedAt: row.SavedAt}
	}
	return listOf(list), err
}

func (d Deps) drop(ctx context.Context, in *ByID) (*struct{}, error) {
	return nil, d.Record.DropDraftCopy(ctx, door.Person(ctx), in.ID)
}

type compareIn struct {
	Body struct {
		Was models.DocumentContent `json:"was"`
		Is  models.DocumentContent `json:"is"`
	}
}

// compare tells what differs between two texts of one writer: that of another
// window and that of this one. Nothing of them is kept.
func (d Deps) compare(ctx context.Context, in *compareIn) (*Answer[models.Difference], error) {
	for _, text := range []models.DocumentContent{in.Body.Was, in.Body.Is} {
		if err := d.Texts.Clean(ctx, text); err != nil {
			return nil, err
		}
	}
	return &Answer[models.Difference]{models.Differ(in.Body.Was, in.Body.Is)}, nil
}
