package document

import (
	"bytes"
	"context"
	"strings"

	"github.com/zhihui-renda/renda/internal/slip"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// handlingSlip prints the 文件处理笺 of an incoming paper.
func (d Deps) handlingSlip(ctx context.Context, in *ByID) (*Page, error) {
	p, err := d.paper(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if p.document.Flow != models.Incoming {
		return nil, faultNoSlip()
	}
	c := p.document
	return page(func(w *bytes.Buffer) error {
		return slip.WriteHandling(w, slip.Handling{
			Organ: p.owner(), ReceiptNo: c.ReceiptNo, SourceOrg: c.SourceOrg, SourceDocNo: c.SourceDocNo,
			Title: c.Title, Kind: c.Kind.Name(), Copies: c.Copies, Attachments: c.AttachmentCount, ReceivedOn: c.ReceivedOn,
			Urgency: c.Urgency, Deadline: p.due(), LeadUnit: strings.Join(p.units("lead_unit"), "、"),
			AssistUnits: p.units("assist_units"), Boxes: p.boxes(), Readers: p.readers(), Archive: c.ArchiveNo,
		})
	})
}

// draftSlip prints the 发文稿纸 of an outgoing paper.
func (d Deps) draftSlip(ctx context.Context, in *ByID) (*Page, error) {
	p, err := d.paper(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if p.document.Flow != models.Outgoing {
		return nil, faultNoSlip()
	}
	c, s := p.document, p.record.State
	out := slip.Draft{
		Organ: p.owner(), DocNo: c.DocNo, Urgency: c.Urgency, Kind: c.Kind.Name(), Title: c.Title,
		Disclosure: c.Disclosure.Name(), DraftUnit: p.book.Unit(s.Unit), Drafter: p.book.Person(s.Initiator),
		Phone: p.value("drafter_phone"), Copies: p.value("copies"), ProofReader: p.value("proof_reader"),
		PrintedOn: c.PrintedOn, Seal: c.Seal, DocDate: c.DocDate, Boxes: p.boxes(),
	}
	for _, file := range c.Attachments {
		out.Attachments = append(out.Attachments, file.Name)
	}
	for _, organ := range c.MainTo {
		out.MainTo = append(out.MainTo, organ.Name)
	}
	for _, organ := range c.CC {
		out.CC = append(out.CC, organ.Name)
	}
	return page(func(w *bytes.Buffer) error { return slip.WriteDraft(w, out) })
}

// returnLetter prints the 退文函 of a paper that went back to its sender.
func (d Deps) returnLetter(ctx context.Context, in *ByID) (*Page, error) {
	p, err := d.paper(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	s := p.record.State
	if s.Status != process.StatusReturned || p.record.ClosedAt == nil {
		return nil, faultNoSlip()
	}
	c := p.document
	out := slip.Return{
		Organ: p.owner(), To: c.SourceOrg, Title: c.Title, SourceDocNo: c.SourceDocNo, ReceivedOn: c.ReceivedOn,
		ReceiptNo: c.ReceiptNo, Words: p.value("return_reason"), On: *p.record.ClosedAt,
	}
	for _, code := range s.Form["return_codes"] {
		out.Reasons = append(out.Reasons, models.ReturnLabel(code))
	}
	return page(func(w *bytes.Buffer) error { return slip.WriteReturn(w, out) })
}
