package store

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// decided finds the document by which another one is annulled or repealed, and
// refuses one that decides nothing: it belongs to the same organ, is registered
// or sealed, and holds itself.
func (r *resolver) decided(ctx context.Context, body process.PaperCeased) (process.PaperCeased, error) {
	field := "form." + process.FieldDecision
	ok, err := r.tx.mayName(ctx, r.command.By, body.Decision)
	if err != nil {
		return body, err
	}
	var row documentRow
	if ok {
		err = r.tx.DB(ctx).Where("case_id = ? AND owner_unit = ?", body.Decision, r.owner()).Take(&row).Error
	}
	switch {
	case !ok, errors.Is(err, gorm.ErrRecordNotFound):
		return body, unknownCase(field)
	case err != nil:
		return body, err
	}
	body.Number = row.SourceDocNo
	registered := row.ReceiptNo != ""
	if row.Flow == string(models.Outgoing) {
		body.Number, registered = row.DocNo, row.DocNo != "" && row.Seal != ""
	}
	if !registered || row.CeasedHow != "" {
		return body, fault.New(fault.Invalid, "DECISION_NOT_ISSUED", wordsDecisionNotIssued).At(field)
	}
	return body, nil
}

// cease notes on the document that it holds no more.
func (w *documentWriter) cease(ctx context.Context, event process.Event, c process.PaperCeased) error {
	early := false
	err := w.edit(ctx, event, func(row *documentRow) {
		early = c.On < row.DocDate
		row.CeasedHow, row.CeasedOn, row.CeasedBy, row.CeasedNo = c.How, c.On, c.Decision, c.Number
		row.CeasedReason, row.CeasedPerson, row.CeasedAt = c.Reason, event.By, utcPtr(&event.At)
	})
	if err == nil && early {
		return fault.New(fault.Invalid, "CEASED_TOO_EARLY", wordsCeasedEarly, w.row.DocDate).At("form." + process.FieldCeasedOn)
	}
	return err
}

// ceased is what the row says of the end of the document, or nil.
func (r *documentRow) ceased() *models.Ceased {
	if r.CeasedHow == "" {
		return nil
	}
	return &models.Ceased{
		How: r.CeasedHow, On: r.CeasedOn, Decision: r.CeasedBy, Number: r.CeasedNo, Reason: r.CeasedReason,
		By: r.CeasedPerson, At: local(*r.CeasedAt),
	}
}

// ceasedForOthers is the same as those see it whom the paper was sent to: who
// recorded it and its case are the sender's own.
func (r *documentRow) ceasedForOthers() *models.Ceased {
	c := r.ceased()
	if c != nil {
		c.Decision, c.By = "", ""
	}
	return c
}

// ceasedAtSource is what became of a paper at the unit that sent it in.
func (s *Store) ceasedAtSource(ctx context.Context, delivery string) (*models.Ceased, error) {
	var sent []documentRow
	err := s.DB(ctx).Joins("JOIN deliveries ON deliveries.noun_id = documents.id").
		Where("deliveries.id = ? AND documents.ceased_how <> ''", delivery).Limit(1).Find(&sent).Error
	if err != nil || len(sent) == 0 {
		return nil, err
	}
	return sent[0].ceasedForOthers(), nil
}

// tellOfCease marks the deliveries of a paper that holds no more.
func (t *turn) tellOfCease(ctx context.Context, c process.PaperCeased) error {
	return t.tx.DB(ctx).Model(&models.Delivery{}).Where("case_id = ?", t.act.CaseID).
		Updates(map[string]any{"ceased": c.How, "ceased_on": c.On}).Error
}

// outside counts the recipients who are not told by the platform.
func outside(s *process.State) int {
	n := 0
	for _, d := range s.Deliveries {
		if d.Unit == "" {
			n++
		}
	}
	return n
}
