package store

import (
	"context"
	"errors"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

// fileRow is a file with the key it was sent under.
type fileRow struct {
	models.File
	UploadKey string
}

func (fileRow) TableName() string { return "files" }

type fileText struct {
	SHA256 string `gorm:"column:sha256;primaryKey"`
	Text   string
}

func (fileText) TableName() string { return "file_texts" }

type fileBlob struct {
	SHA256    string `gorm:"column:sha256;primaryKey"`
	TouchedAt time.Time
}

func (fileBlob) TableName() string { return "file_blobs" }

// noFile is what a file that is not there has in common with one that is not
// to be seen.
func noFile() error {
	return fault.New(fault.NotFound, "FILE_NOT_FOUND", "没有这个文件，或者您无权查看。")
}

// ClaimBlob notes that the bytes with the hash are being brought, so that they
// are not cleared away meanwhile. Twice is once.
func (s *Store) ClaimBlob(ctx context.Context, sha256 string, at time.Time) error {
	row := fileBlob{SHA256: sha256, TouchedAt: utc(at)}
	return asFault(s.DB(ctx).Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "sha256"}}, DoUpdates: clause.AssignmentColumns([]string{"touched_at"}),
	}).Create(&row).Error)
}

// FileByKey is the file that the person sent under the key, if he did; with
// other bytes or another name it is Conflict, IDEMPOTENCY_KEY_REUSED.
func (s *Store) FileByKey(ctx context.Context, person, key, sha256, name string) (models.File, bool, error) {
	var row fileRow
	err := s.DB(ctx).Where("uploaded_by = ? AND upload_key = ?", person, key).Take(&row).Error
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return models.File{}, false, nil
	case err != nil:
		return models.File{}, false, asFault(err)
	case row.SHA256 != sha256 || row.Name != name:
		return models.File{}, false, fault.New(fault.Conflict, "IDEMPOTENCY_KEY_REUSED", "同一 Idempotency-Key 已用于另一请求。")
	}
	return shownFile(row.File), true, nil
}

// AddFile keeps the row of a file whose bytes are in the blob store, with the
// text found in it. The same person's same key gives the file that it gave
// before.
func (s *Store) AddFile(ctx context.Context, file models.File, key, text string) (models.File, error) {
	err := s.Tx(ctx, func(tx *Store) error {
		if text != "" {
			err := tx.DB(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&fileText{SHA256: file.SHA256, Text: text}).Error
			if err != nil {
				return err
			}
		}
		file.ID, file.CreatedAt = newID(), utc(file.CreatedAt)
		return tx.DB(ctx).Create(&fileRow{File: file, UploadKey: key}).Error
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		first, found, err := s.FileByKey(ctx, file.UploadedBy, key, file.SHA256, file.Name)
		if err == nil && !found {
			err = noFile()
		}
		return first, err
	}
	return shownFile(file), asFault(err)
}

func shownFile(f models.File) models.File {
	f.CreatedAt = local(f.CreatedAt)
	return f
}

// File is a file that the viewer may see; otherwise NotFound, FILE_NOT_FOUND.
func (s *Store) File(ctx context.Context, viewer models.Viewer, id string) (models.File, error) {
	var file models.File
	err := s.DB(ctx).Where("files.id = ?", id).Scopes(s.visibleFiles(ctx, viewer)).Take(&file).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return file, noFile()
	}
	return shownFile(file), asFault(err)
}

// FileText is the text of a file that the viewer may see, empty when none is
// known.
func (s *Store) FileText(ctx context.Context, viewer models.Viewer, id string) (models.File, string, error) {
	file, err := s.File(ctx, viewer, id)
	if err != nil {
		return file, "", err
	}
	var row fileText
	err = s.DB(ctx).Where("sha256 = ?", file.SHA256).Limit(1).Find(&row).Error
	return file, row.Text, asFault(err)
}

// CaseFiles are the files of a case that the viewer may see, in the order they
// were brought.
func (s *Store) CaseFiles(ctx context.Context, viewer models.Viewer, caseID string) ([]models.File, error) {
	var files []models.File
	err := s.DB(ctx).Joins("JOIN file_links ON file_links.file_id = files.id").Where("file_links.case_id = ?", caseID).
		Scopes(Visible(viewer, "file_links.case_id")).Order("files.id").Find(&files).Error
	for i := range files {
		files[i] = shownFile(files[i])
	}
	return files, asFault(err)
}

// visibleFiles limits a query on files to those the viewer may see: those of
// the cases he may see, those that were sent to his unit with a paper, and his
// own that belong to no case yet.
func (s *Store) visibleFiles(ctx context.Context, viewer models.Viewer) func(*gorm.DB) *gorm.DB {
	if len(viewer.Addresses) == 0 {
		return func(db *gorm.DB) *gorm.DB { return db.Where("1 = 0") }
	}
	links := s.DB(ctx).Table("file_links").Select("1").Where("file_links.file_id = files.id")
	return func(db *gorm.DB) *gorm.DB {
		return db.Where("EXISTS (?) OR EXISTS (?) OR (files.uploaded_by = ? AND NOT EXISTS (?))",
			links.Session(&gorm.Session{}).Scopes(Visible(viewer, "file_links.case_id")),
			s.deliveredFiles(ctx, viewer), viewer.PersonID, links.Session(&gorm.Session{}))
	}
}

// deliveredFiles asks whether a text that was dispatched to the viewer names
// the file: nothing else of the sender's case is his to see.
func (s *Store) deliveredFiles(ctx context.Context, viewer models.Viewer) *gorm.DB {
	return s.DB(ctx).Table("file_links").Select("1").
		Joins("JOIN deliveries ON deliveries.case_id = file_links.case_id").
		Joins("JOIN contents ON contents.hash = deliveries.text_hash").
		Where("file_links.file_id = files.id AND INSTR(contents.bytes, files.id) > 0").
		Scopes(deliveredTo(viewer, "deliveries.unit"))
}

// deliveredTo limits a query on deliveries to those that the viewer may receive
// for a unit; see mayReceive.
func deliveredTo(viewer models.Viewer, column string) func(*gorm.DB) *gorm.DB {
	units := []string{}
	for _, role := range receivers {
		for _, address := range viewer.Addresses {
			if unit, ok := strings.CutPrefix(address, models.RoleAddress(role, "")); ok {
				units = append(units, unit)
			}
		}
	}
	return func(db *gorm.DB) *gorm.DB { return db.Where(column+" IN ?", units) }
}

// RefusedClassified notes that a paper with a mark of secrecy was refused: who
// brought it and when, nothing of the paper.
func (s *Store) RefusedClassified(ctx context.Context, by models.By) error {
	at := by.At
	if at.IsZero() {
		at = s.db.NowFunc()
	}
	return asFault(s.DB(ctx).Table("refusals").Create(map[string]any{"at": utc(at), "person_id": by.PersonID, "port": by.Port}).Error)
}
