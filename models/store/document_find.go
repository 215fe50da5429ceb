package store

import (
	"cmp"
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/models"
)

// alike is the likeness from which a title is shown as a possible twin.
const alike = 0.75

// alikeOther is that for a paper of another sender: offices pass on each
// other's papers, but they also write alike about different things.
const alikeOther = 0.9

// twinsLooked is how many papers of the same sender, and how many of the latest
// of all, are compared by title.
const twinsLooked = 200

// Twins finds papers that came in before and may be the same one again: those
// of the same sender with the same number, or with a title much alike; of
// another sender, among the latest, those with nearly the same title. The
// surest come first.
func (s *Store) Twins(ctx context.Context, viewer models.Viewer, owner string, c models.DocumentContent) ([]models.Twin, error) {
	org, title := models.TextKey(c.SourceOrg), models.TextKey(c.Title)
	came := func() *gorm.DB {
		return s.DB(ctx).Scopes(Visible(viewer, "documents.case_id")).
			Where("owner_unit = ? AND flow = ?", owner, string(models.Incoming)).Limit(twinsLooked)
	}
	var rows, latest []documentRow
	err := came().Where("source_key LIKE ? ESCAPE '!' OR title_key = ?", escapeLike(org)+"|%", title).Order("id DESC").Find(&rows).Error
	if err == nil && title != "" {
		err = came().Order("received_on DESC, id DESC").Find(&latest).Error
	}
	if err != nil {
		return nil, asFault(err)
	}
	key := models.SourceKey(c.SourceOrg, c.SourceDocNo)
	var twins []models.Twin
	for _, row := range unseen(rows, latest) {
		twin := models.Twin{
			DocumentID: row.ID, CaseID: row.CaseID, Title: row.Title, SourceOrg: row.SourceOrg, SourceDocNo: row.SourceDocNo,
			ReceiptNo: row.ReceiptNo, ReceivedOn: row.ReceivedOn,
			SameNumber: models.TextKey(c.SourceDocNo) != "" && row.SourceKey == key,
			Likeness:   models.Likeness(row.Title, c.Title),
		}
		least := alike
		if models.TextKey(row.SourceOrg) != org {
			least = alikeOther
		}
		if twin.SameNumber || twin.Likeness >= least {
			twins = append(twins, twin)
		}
	}
	slices.SortStableFunc(twins, func(a, b models.Twin) int {
		if a.SameNumber != b.SameNumber {
			return cmp.Compare(truth(b.SameNumber), truth(a.SameNumber))
		}
		return cmp.Compare(b.Likeness, a.Likeness)
	})
	return twins, nil
}

// unseen adds to rows those of more that are not among them.
func unseen(rows, more []documentRow) []documentRow {
	known := make(map[string]bool, len(rows))
	for _, row := range rows {
		known[row.ID] = true
	}
	for _, row := range more {
		if !known[row.ID] {
			rows = append(rows, row)
		}
	}
	return rows
}

func truth(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// IssuedPaper is what the recipient of a delivery may see: the text as it was
// issued. Whoever may see neither the delivery nor the case gets NotFound.
func (s *Store) IssuedPaper(ctx context.Context, viewer models.Viewer, deliveryID string) (models.IssuedPaper, error) {
	delivery, err := s.Delivery(ctx, viewer, deliveryID)
	if err != nil {
		return models.IssuedPaper{}, err
	}
	content, err := s.documentContent(ctx, delivery.Text)
	if err != nil {
		return models.IssuedPaper{}, err
	}
	var row documentRow
	if err := s.DB(ctx).Where("id = ?", delivery.NounID).Take(&row).Error; err != nil {
		return models.IssuedPaper{}, asFault(err)
	}
	return models.IssuedPaper{
		Delivery: delivery, Content: content,
		Record: models.DocumentRecord{
			DocNo: row.DocNo, Signers: row.signers(), DocDate: row.DocDate, Seal: row.Seal,
			PrintedBy: row.PrintedBy, PrintedOn: row.PrintedOn, Ceased: row.ceasedForOthers(),
		},
	}, nil
}

// RegisteredDelivery is the case that registered a delivery as its incoming
// paper, "" while none did.
func (s *Store) RegisteredDelivery(ctx context.Context, deliveryID string) (string, error) {
	var rows []documentRow
	err := s.DB(ctx).Select("case_id").Where("delivery_id = ?", deliveryID).Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return "", asFault(err)
	}
	return rows[0].CaseID, nil
}
