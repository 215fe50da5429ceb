package store

import (
	"context"
	"errors"
	"strconv"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/ledger"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// Annotations are what people drew on the papers of a case, in order: of each
// person's ink on each page the last version, or every one.
func (s *Store) Annotations(ctx context.Context, viewer models.Viewer, caseID string, every bool) ([]models.Annotation, error) {
	if err := s.seen(ctx, viewer, caseID); err != nil {
		return nil, err
	}
	query := s.DB(ctx).Where("case_id = ?", caseID)
	if !every {
		query = query.Where("NOT EXISTS (SELECT 1 FROM annotations AS later WHERE later.case_id = annotations.case_id " +
			"AND later.hash = annotations.hash AND later.page = annotations.page AND later.author = annotations.author " +
			"AND later.version > annotations.version)")
	}
	var rows []models.Annotation
	err := query.Order("seq").Find(&rows).Error
	return localized(rows), asFault(err)
}

// Annotate keeps a version of a person's ink on a page of a paper of the case,
// if it was drawn on the last one. The same person's same key gives what it
// gave before. Faults: what is wrong with it (see NewAnnotation.Validate),
// CASE_NOT_FOUND, CASE_CLOSED, PAPER_NOT_FOUND, ANNOTATION_MOVED,
// IDEMPOTENCY_KEY_REUSED.
func (s *Store) Annotate(ctx context.Context, viewer models.Viewer, a models.NewAnnotation) (models.Annotation, error) {
	if err := a.Validate().Err(); err != nil {
		return models.Annotation{}, wrongInput(err)
	}
	row := models.Annotation{
		CaseID: a.CaseID, Hash: a.Hash, Page: a.Page, Author: a.By.PersonID, Version: a.Seen + 1, Ink: a.Ink,
		Port: a.By.Port, At: utc(a.By.At), Key: a.Key,
	}
	err := s.Tx(ctx, func(tx *Store) error {
		status, err := tx.lockCase(ctx, viewer, a.CaseID)
		if err != nil {
			return err
		}
		if kept, err := tx.annotationByKey(ctx, row); kept != nil || err != nil {
			if err == nil {
				row = *kept
			}
			return err
		}
		if status.Closed() {
			return fault.New(fault.Conflict, "CASE_CLOSED", wordsAnnotateClosed)
		}
		return tx.addAnnotation(ctx, &row)
	})
	localize(&row)
	return row, asFault(err)
}

// lockCase keeps others from writing to a case that the viewer may see until
// the transaction ends, and says how the case stands.
func (s *Store) lockCase(ctx context.Context, viewer models.Viewer, id string) (process.Status, error) {
	if err := s.seen(ctx, viewer, id); err != nil {
		return "", err
	}
	query := s.DB(ctx).Table("cases").Where("id = ?", id)
	if s.dialect == MySQL {
		query = query.Clauses(forUpdate)
	}
	var row struct{ Status process.Status }
	err := query.Select("status").Take(&row).Error
	return row.Status, err
}

// annotationByKey is what the key of the row made before, nil for nothing.
func (s *Store) annotationByKey(ctx context.Context, row models.Annotation) (*models.Annotation, error) {
	var first models.Annotation
	err := s.DB(ctx).Where("author = ? AND request_key = ?", row.Author, row.Key).Take(&first).Error
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return nil, nil
	case err != nil:
		return nil, err
	case first.CaseID != row.CaseID || first.Hash != row.Hash || first.Page != row.Page || first.Version != row.Version || first.Ink != row.Ink:
		return nil, fault.New(fault.Conflict, "IDEMPOTENCY_KEY_REUSED", wordsKeyReused)
	}
	return &first, nil
}

// addAnnotation chains the row to the last of its case.
func (s *Store) addAnnotation(ctx context.Context, row *models.Annotation) error {
	if err := s.paperOf(ctx, row.CaseID, row.Hash); err != nil {
		return err
	}
	var drawn int
	err := s.DB(ctx).Model(&models.Annotation{}).Select("COALESCE(MAX(version), 0)").
		Where("case_id = ? AND hash = ? AND page = ? AND author = ?", row.CaseID, row.Hash, row.Page, row.Author).Scan(&drawn).Error
	if err != nil {
		return err
	}
	if drawn != row.Version-1 {
		return fault.New(fault.Conflict, "ANNOTATION_MOVED", wordsAnnotationMoved).With("version", strconv.Itoa(drawn))
	}
	last := models.Annotation{Link: ledger.Genesis}
	if err := s.DB(ctx).Where("case_id = ?", row.CaseID).Order("seq DESC").Limit(1).Find(&last).Error; err != nil {
		return err
	}
	row.ID, row.Seq, row.PrevHash = newID(), last.Seq+1, last.Link
	row.Link = annotationLink(row)
	return s.DB(ctx).Create(row).Error
}

// annotationLink is the hash of the row behind the one before it.
func annotationLink(a *models.Annotation) string {
	return ledger.Link(a.PrevHash, ledger.Entry{
		CaseID: a.CaseID, Seq: a.Seq, CommandID: a.Key, N: a.Version, Type: a.Hash + " " + strconv.Itoa(a.Page),
		Actor: a.Author, Port: a.Port, At: a.At, Payload: a.Ink,
	})
}

// paperOf refuses a hash that is neither of a file nor of a text of the case.
func (s *Store) paperOf(ctx context.Context, caseID, hash string) error {
	var papers int64
	err := s.DB(ctx).Table("file_links").Joins("JOIN files ON files.id = file_links.file_id").
		Where("file_links.case_id = ? AND files.sha256 = ?", caseID, hash).Count(&papers).Error
	if err == nil && papers == 0 {
		err = s.DB(ctx).Model(&models.DocumentVersion{}).Where("case_id = ? AND hash = ?", caseID, hash).Count(&papers).Error
	}
	if err == nil && papers == 0 {
		return fault.New(fault.Invalid, "PAPER_NOT_FOUND", wordsNoPaper).At("hash")
	}
	return err
}

// verifyAnnotations proves that what was drawn is as it was drawn, each behind
// the one before. Only the last of a case can be gone without a trace here.
func (s *Store) verifyAnnotations(ctx context.Context, report *Report) error {
	last := models.Annotation{}
	for {
		var rows []models.Annotation
		err := s.DB(ctx).Where("case_id > ? OR case_id = ? AND seq > ?", last.CaseID, last.CaseID, last.Seq).
			Order("case_id, seq").Limit(verifyBatch).Find(&rows).Error
		if err != nil || len(rows) == 0 {
			return err
		}
		for i := range rows {
			row := &rows[i]
			want := last
			if row.CaseID != last.CaseID {
				want = models.Annotation{Link: ledger.Genesis}
			}
			at := Finding{Check: CheckAnnotations, Table: "annotations", CaseID: row.CaseID, Seq: row.Seq}
			switch {
			case row.Seq != want.Seq+1:
				at.Seq, at.Column, at.Detail = want.Seq+1, "seq", wordsRowMissing
				report.find(at)
			case row.PrevHash != want.Link:
				at.Column, at.Detail = "prev_hash", wordsChainBroken
				report.find(at)
			case row.Link != annotationLink(row):
				at.Column, at.Detail = "ink", wordsContentChanged
				report.find(at)
			}
			last = *row
		}
	}
}
