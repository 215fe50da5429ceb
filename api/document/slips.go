package document

import (
	"bytes"
	"context"

	"github.com/zhihui-renda/renda/internal/slip"
	"github.com/zhihui-renda/renda/models"
)

// handlingSlip prints the 文件处理笺 of an incoming paper.
func (d Deps) handlingSlip(ctx context.Context, in *ByID) (*Page, error) {
	source, err := d.source(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if source.Document.Flow != models.Incoming {
		return nil, faultNoSlip()
	}
	return page(func(w *bytes.Buffer) error { return slip.WriteHandling(w, slip.HandlingOf(source)) })
}

// draftSlip prints the 发文稿纸 of an outgoing paper.
func (d Deps) draftSlip(ctx context.Context, in *ByID) (*Page, error) {
	source, err := d.source(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if source.Document.Flow != models.Outgoing {
		return nil, faultNoSlip()
	}
	return page(func(w *bytes.Buffer) error { return slip.WriteDraft(w, slip.DraftOf(source)) })
}

// deliveryList prints the 分送签收单 of a paper that went out.
func (d Deps) deliveryList(ctx context.Context, in *ByID) (*Page, error) {
	source, err := d.source(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	list, ok := slip.DeliveriesOf(source)
	if !ok {
		return nil, faultNoSlip()
	}
	return page(func(w *bytes.Buffer) error { return slip.WriteDeliveries(w, list) })
}

// returnLetter prints the 退文函 of a paper that went back to its sender.
func (d Deps) returnLetter(ctx context.Context, in *ByID) (*Page, error) {
	source, err := d.source(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	letter, ok := slip.ReturnOf(source)
	if !ok {
		return nil, faultNoSlip()
	}
	return page(func(w *bytes.Buffer) error { return slip.WriteReturn(w, letter) })
}
