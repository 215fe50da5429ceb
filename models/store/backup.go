package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

type backupRow struct {
	ID     string `gorm:"primaryKey"`
	At     time.Time
	MadeBy string
	Name   string
	Size   int64
	Files  int
	Broken int
}

func (backupRow) TableName() string { return "backups" }

// CopyTo writes the record as it is at this moment into a new file, while
// people work on. Invalid, NOT_SQLITE where the database has tools of its own.
func (s *Store) CopyTo(ctx context.Context, file string) error {
	if s.dialect != SQLite {
		return fault.New(fault.Invalid, "NOT_SQLITE", "MySQL 请用它自己的工具备份（如 mysqldump --single-transaction），成功后运行 renda backup --done 记下。")
	}
	return s.DB(ctx).Exec("VACUUM INTO ?", file).Error
}

// Blobs calls fn with the hash of every blob that a file of the record needs.
func (s *Store) Blobs(ctx context.Context, fn func(hash string) error) error {
	const page = 500
	for after := ""; ; {
		var hashes []string
		err := s.DB(ctx).Table("files").Distinct("sha256").Where("sha256 > ?", after).Order("sha256").Limit(page).Pluck("sha256", &hashes).Error
		if err != nil || len(hashes) == 0 {
			return asFault(err)
		}
		for _, hash := range hashes {
			if err := fn(hash); err != nil {
				return err
			}
		}
		after = hashes[len(hashes)-1]
	}
}

// KeepBackup notes a backup.
func (s *Store) KeepBackup(ctx context.Context, b models.Backup) error {
	row := backupRow{ID: newID(), At: utc(b.At), MadeBy: string(b.MadeBy), Name: b.Name, Size: b.Size, Files: b.Files, Broken: b.Broken}
	return asFault(s.DB(ctx).Create(&row).Error)
}

// LastBackup is the latest one that was noted, nil when there was none.
func (s *Store) LastBackup(ctx context.Context) (*models.Backup, error) {
	var row backupRow
	err := s.DB(ctx).Order("at DESC, id DESC").Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, asFault(err)
	}
	return &models.Backup{
		At: local(row.At), MadeBy: models.BackupMaker(row.MadeBy), Name: row.Name, Size: row.Size, Files: row.Files, Broken: row.Broken,
	}, nil
}
