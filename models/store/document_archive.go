package store

import (
	"cmp"
	"context"
	"errors"
	"strconv"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// archive gives the case its place in the archive: the item number that was
// asked for, or the next one among its like. A case archived again keeps its
// place unless another is asked for.
func (w *documentWriter) archive(ctx context.Context, event process.Event) error {
	form := w.change.State.Form
	year, err := strconv.Atoi(first(form["archive_year"]))
	asked, err2 := strconv.Atoi(cmp.Or(first(form["item_no"]), "0"))
	if err != nil || err2 != nil {
		return fault.New(fault.Invalid, "ARCHIVE_NUMBERS", wordsArchiveNumbers).At("form.archive_year")
	}
	return w.place(ctx, event, models.ArchiveItem{
		CaseID: w.change.CaseID, DocumentID: w.change.ID, OwnerUnit: w.change.State.OwnerUnit,
		Fonds: first(form["fonds"]), Year: year, Retention: first(form["retention"]),
		Category: first(form["archive_category"]), ItemNo: asked,
		Title: w.change.State.Title, Note: first(form["archive_note"]), ArchivedBy: event.By, ArchivedAt: utc(event.At),
	})
}

func (w *documentWriter) place(ctx context.Context, event process.Event, item models.ArchiveItem) error {
	if item.ItemNo == 0 {
		if err := w.nextPlace(ctx, &item); err != nil {
			return err
		}
	}
	if err := w.edit(ctx, event, func(row *documentRow) {
		row.ArchiveNo = item.ArchiveNo()
		item.Number = cmp.Or(row.DocNo, row.ReceiptNo)
	}); err != nil {
		return err
	}
	var others int64
	err := samePlace(w.tx.DB(ctx), item).Where("item_no = ? AND case_id <> ?", item.ItemNo, item.CaseID).Count(&others).Error
	if err != nil {
		return err
	}
	if others > 0 {
		return fault.New(fault.Conflict, "ARCHIVE_PLACE_TAKEN", wordsArchivePlace).At("form.item_no")
	}
	// Not an upsert: MySQL would take the row of whoever has the place.
	done := w.tx.DB(ctx).Where("case_id = ?", item.CaseID).Select("*").Omit("case_id").Updates(&item)
	if done.Error != nil || done.RowsAffected > 0 {
		return done.Error
	}
	return w.tx.DB(ctx).Create(&item).Error
}

// nextPlace counts on from the last item of the same kind. Two commits that
// count at once meet at the unique index; one of them is run again.
func (w *documentWriter) nextPlace(ctx context.Context, item *models.ArchiveItem) error {
	var had models.ArchiveItem
	err := samePlace(w.tx.DB(ctx), *item).Where("case_id = ?", item.CaseID).Take(&had).Error
	if err == nil {
		item.ItemNo = had.ItemNo
		return nil
	}
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	var last int
	err = samePlace(w.tx.DB(ctx), *item).Select("COALESCE(MAX(item_no), 0)").Scan(&last).Error
	item.ItemNo = last + 1
	return err
}

func samePlace(db *gorm.DB, item models.ArchiveItem) *gorm.DB {
	return db.Model(&models.ArchiveItem{}).Where(
		"owner_unit = ? AND fonds = ? AND year = ? AND retention = ? AND category = ?",
		item.OwnerUnit, item.Fonds, item.Year, item.Retention, item.Category,
	)
}

// ArchiveItem is the place of a case in the archive; NotFound, NOT_ARCHIVED.
func (s *Store) ArchiveItem(ctx context.Context, viewer models.Viewer, caseID string) (models.ArchiveItem, error) {
	var item models.ArchiveItem
	err := s.DB(ctx).Scopes(Visible(viewer, "archive_items.case_id")).Where("case_id = ?", caseID).Take(&item).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return item, fault.New(fault.NotFound, "NOT_ARCHIVED", wordsNotArchived)
	}
	item.ArchivedAt = local(item.ArchivedAt)
	return item, asFault(err)
}
