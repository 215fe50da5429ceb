package store

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm/clause"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

type fileLink struct {
	FileID   string `gorm:"primaryKey"`
	CaseID   string `gorm:"primaryKey"`
	LinkedBy string
	LinkedAt time.Time
}

func (fileLink) TableName() string { return "file_links" }

// LinkFiles makes files belong to a case, in the transaction of the commit that
// names them: whoever sees the case sees them from then on, and they are found
// by their text. A person can give only what he may see himself; anything else
// is Invalid, FILE_NOT_FOUND. Files that belong to the case already stay as
// they are, whoever names them.
func (s *Store) LinkFiles(ctx context.Context, caseID string, ids []string, by models.By) error {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	if len(ids) == 0 {
		return nil
	}
	var linked []string
	err := s.DB(ctx).Model(&fileLink{}).Where("case_id = ? AND file_id IN ?", caseID, ids).Pluck("file_id", &linked).Error
	if err != nil {
		return err
	}
	ids = slices.DeleteFunc(ids, func(id string) bool { return slices.Contains(linked, id) })
	if len(ids) == 0 {
		return nil
	}
	files, err := s.givable(ctx, ids, by)
	if err != nil {
		return err
	}
	links := make([]fileLink, len(files))
	for i, f := range files {
		links[i] = fileLink{FileID: f.ID, CaseID: caseID, LinkedBy: by.PersonID, LinkedAt: utc(by.At)}
	}
	if err := s.DB(ctx).Create(&links).Error; err != nil {
		return err
	}
	return s.searchFiles(ctx, caseID, files)
}

// givable are the files with these ids, locked so that they are not cleared
// away meanwhile, if the person may see all of them.
func (s *Store) givable(ctx context.Context, ids []string, by models.By) ([]models.File, error) {
	person, err := s.PersonFor(ctx, by.PersonID, by.At)
	if err != nil {
		return nil, err
	}
	viewer := models.Viewer{PersonID: by.PersonID, Addresses: Addresses(person)}
	query := s.DB(ctx).Where("files.id IN ?", ids).Scopes(s.visibleFiles(ctx, viewer))
	if s.dialect == MySQL {
		query = query.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate})
	}
	var files []models.File
	if err := query.Order("files.id").Find(&files).Error; err != nil {
		return nil, err
	}
	if len(files) < len(ids) {
		return nil, fault.New(fault.Invalid, "FILE_NOT_FOUND", "附件不存在或已失效，请重新上传。")
	}
	return files, nil
}

// searchFiles makes the names and texts of files searchable in their case.
func (s *Store) searchFiles(ctx context.Context, caseID string, files []models.File) error {
	hashes := make([]string, len(files))
	for i, f := range files {
		hashes[i] = f.SHA256
	}
	var texts []fileText
	if err := s.DB(ctx).Where("sha256 IN ?", hashes).Find(&texts).Error; err != nil {
		return err
	}
	byHash := map[string]string{}
	for _, t := range texts {
		byHash[t.SHA256] = t.Text
	}
	var rows []SearchRow
	for _, f := range files {
		if f.Kind != models.FileInk { // nothing to find: the client names every drawing alike
			rows = append(rows, SearchRow{CaseID: caseID, Kind: SearchAttachment, Ref: f.ID, Text: f.Name + "\n" + byHash[f.SHA256]})
		}
	}
	return s.PutSearch(ctx, rows...)
}

// DropOrphans takes away files that were brought before the instant and belong
// to no case, and says how many.
func (s *Store) DropOrphans(ctx context.Context, before time.Time) (int64, error) {
	done := s.DB(ctx).Where("created_at < ? AND NOT EXISTS (SELECT 1 FROM file_links WHERE file_links.file_id = files.id)", utc(before)).
		Delete(&fileRow{})
	return done.RowsAffected, asFault(done.Error)
}

// UnusedBlobs are hashes after the one given, in order, of bytes that no file
// has and nobody brought since the instant.
func (s *Store) UnusedBlobs(ctx context.Context, before time.Time, after string, limit int) ([]string, error) {
	var hashes []string
	err := s.DB(ctx).Model(&fileBlob{}).
		Where("sha256 > ? AND touched_at < ? AND NOT EXISTS (SELECT 1 FROM files WHERE files.sha256 = file_blobs.sha256)", after, utc(before)).
		Order("sha256").Limit(limit).Pluck("sha256", &hashes).Error
	return hashes, asFault(err)
}

// DropBlob calls remove while nobody can claim the bytes, if they are still
// unused, and forgets them and their text. A failure of remove changes nothing.
func (s *Store) DropBlob(ctx context.Context, sha256 string, before time.Time, remove func() error) error {
	return s.Tx(ctx, func(tx *Store) error {
		done := tx.DB(ctx).
			Where("sha256 = ? AND touched_at < ? AND NOT EXISTS (SELECT 1 FROM files WHERE files.sha256 = file_blobs.sha256)", sha256, utc(before)).
			Delete(&fileBlob{})
		if done.Error != nil || done.RowsAffected == 0 {
			return asFault(done.Error)
		}
		if err := tx.DB(ctx).Where("sha256 = ?", sha256).Delete(&fileText{}).Error; err != nil {
			return asFault(err)
		}
		return remove()
	})
}
