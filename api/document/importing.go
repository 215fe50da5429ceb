package document

import (
	"context"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// importOne takes in one row of a file of many, as if a person had registered
// it: the same checks, the same act, the same case.
func (d Deps) importOne(ctx context.Context, in *incomingIn) (*Answer[contract.Answer], error) {
	answer, err := d.Receive(ctx, in.Body)
	return &Answer[contract.Answer]{answer}, err
}

// tryImport says what importOne would have against a row. Nothing is kept.
func (d Deps) tryImport(ctx context.Context, in *incomingIn) (*Answer[Checked], error) {
	d.understood(&in.Body)
	if marked(in.Body.Document) {
		return nil, d.Texts.refuse(ctx)
	}
	place, err := d.workplace(ctx, in.Body.Unit, "open_incoming")
	if err != nil {
		return nil, err
	}
	return d.checked(ctx, in.Body.Document, place.Organ, models.StageIncoming)
}

// noteRefusal leaves the neutral line of a paper that was refused before it was
// sent: who and when.
func (d Deps) noteRefusal(ctx context.Context, _ *noteRefusalIn) (*struct{}, error) {
	return nil, d.Texts.note(ctx)
}

type noteRefusalIn struct {
	Body struct{}
}
