package document

import (
	"context"

	"github.com/zhihui-renda/renda/models"
)

type sendersIn struct {
	Text string `query:"q" maxLength:"100" doc:"名称中的字，空为最常来文的。"`
	Unit string `query:"unit" maxLength:"64"`
}

// senders are those from whom papers came before, with the shape of their
// numbers, for who registers the next one.
func (d Deps) senders(ctx context.Context, in *sendersIn) (*Answer[List[models.SenderMemory]], error) {
	place, err := d.workplace(ctx, in.Unit, "open_incoming")
	if err != nil {
		return nil, err
	}
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	list, err := d.Senders.Senders(ctx, viewer, place.Organ, in.Text)
	return &Answer[List[models.SenderMemory]]{List[models.SenderMemory]{list}}, err
}
