package cases

import (
	"context"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// Related is a case that has to do with this one.
type Related struct {
	Relation      models.CaseRelation `json:"relation"`
	RelationTitle string              `json:"relation_title"`
	Case          RelatedCase         `json:"case"`
}

// RelatedCase is as much of the other case as a line needs.
type RelatedCase struct {
	ID          string `json:"id"`
	Process     string `json:"process"`
	Title       string `json:"title"`
	Number      string `json:"number,omitempty"`
	Status      string `json:"status"`
	StatusTitle string `json:"status_title"`
	StepTitle   string `json:"step_title"`
}

// related lists what the record connects with a case.
func (d Deps) related(ctx context.Context, in *ByID) (*Answer[List[Related]], error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	found, err := d.Record.CaseRelated(ctx, viewer, in.ID)
	if err != nil {
		return nil, err
	}
	list := []Related{}
	for _, r := range found {
		list = append(list, Related{
			Relation: r.Relation, RelationTitle: relationTitles[r.Relation],
			Case: RelatedCase{
				ID: r.Case.ID, Process: r.Case.Process, Title: r.Case.Title, Number: r.Case.Number, Status: r.Case.Status,
				StatusTitle: process.Status(r.Case.Status).Title(), StepTitle: r.Case.StepTitle,
			},
		})
	}
	return &Answer[List[Related]]{List[Related]{list}}, nil
}
