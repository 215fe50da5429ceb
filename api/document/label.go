package document

import (
	"bytes"
	"cmp"
	"context"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/internal/slip"
	"github.com/zhihui-renda/renda/models"
)

type labelIn struct {
	ByID
	Paper string `query:"paper" enum:"label,a4" default:"label" doc:"label 为 70×40 毫米标签，a4 为整页。"`
}

// receiptLabel prints what is stuck on a registered paper: its numbers, and a
// QR code that leads from the paper to its case.
func (d Deps) receiptLabel(ctx context.Context, in *labelIn) (*Page, error) {
	source, err := d.source(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	doc := source.Document
	if doc.Flow != models.Incoming || doc.ReceiptNo == "" {
		return nil, faultNoSlip()
	}
	base := cmp.Or(d.PublicURL, door.RequestOf(ctx).Origin)
	label := slip.Label{
		Organ: source.Unit(doc.OwnerUnit), ReceiptNo: doc.ReceiptNo, SourceOrg: doc.SourceOrg, SourceDocNo: doc.SourceDocNo,
		Title: doc.Title, ReceivedOn: doc.ReceivedOn, Urgency: doc.Urgency, Link: slip.CaseLink(base, doc.CaseID), WholePage: in.Paper == "a4",
	}
	return page(func(w *bytes.Buffer) error { return slip.WriteLabel(w, label) })
}
