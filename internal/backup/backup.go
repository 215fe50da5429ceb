// Package backup makes copies of the record and its files while people work,
// and proves each copy before it counts.
package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/zhihui-renda/renda/internal/blob"
	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// The names in a folder of backups: one file for each state of the record, and
// the files of all of them, each once.
const (
	recordName = "renda-20060102-150405.db"
	recordGlob = "renda-????????-??????.db"
	filesName  = "files"
	// partName is a copy that is being made. What a killed backup left of it goes
	// when the next one begins.
	partName = "renda.part"
	// brokenEnd keeps a broken copy from being counted, or taken, for a whole one.
	brokenEnd = ".broken"
)

// Plan says what to copy and where to.
type Plan struct {
	Store *store.Store
	Blobs *blob.Store
	// Dir is the folder of backups; it is made when it is not there. It should
	// be on another machine's disk.
	Dir string
	// Keep is how many copies of the record stay, the newest; 0 keeps all. Files
	// are never taken away.
	Keep int
	Now  func() time.Time
}

// Run copies the record, then the files it names, proves the copy, and notes
// the backup in the record. A copy in which something is wrong stays under the
// ending .broken, is noted as broken, and takes no older one's place.
func Run(ctx context.Context, p Plan) (models.Backup, store.Report, error) {
	at := p.Now()
	made := models.Backup{At: at, MadeBy: models.BackupByRenda, Name: at.In(calendar.Shanghai).Format(recordName)}
	if err := os.MkdirAll(p.Dir, 0o700); err != nil {
		return made, store.Report{}, err
	}
	report, err := p.copy(ctx, &made)
	if err != nil {
		return made, report, err
	}
	if err := p.Store.KeepBackup(ctx, made); err != nil {
		return made, report, err
	}
	if made.Broken > 0 {
		return made, report, nil
	}
	return made, report, p.prune()
}

// copy makes the copy under another name until it is whole.
func (p Plan) copy(ctx context.Context, made *models.Backup) (report store.Report, err error) {
	part := filepath.Join(p.Dir, partName)
	if err := removeIfThere(part); err != nil {
		return report, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, removeIfThere(part))
		}
	}()
	if err := p.Store.CopyTo(ctx, part); err != nil {
		return report, err
	}
	if report, err = p.prove(ctx, part, made); err != nil {
		return report, err
	}
	if err := syncFile(part); err != nil {
		return report, err
	}
	if made.Broken > 0 {
		made.Name += brokenEnd
	}
	name := filepath.Join(p.Dir, made.Name)
	if err := os.Rename(part, name); err != nil {
		return report, err
	}
	info, err := os.Stat(name)
	if err == nil {
		made.Size = info.Size()
	}
	return report, err
}

// prove opens the copy as what it is to be one day: the record.
func (p Plan) prove(ctx context.Context, file string, made *models.Backup) (report store.Report, err error) {
	copied, err := store.Open(ctx, store.Config{Driver: store.SQLite, DSN: file})
	if err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, copied.Close()) }()
	target, err := blob.OpenDir(filepath.Join(p.Dir, filesName))
	if err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, target.Close()) }()
	missing := 0
	err = copied.Blobs(ctx, func(hash string) error {
		made.Files++
		gone, err := p.copyFile(ctx, target, hash)
		if gone {
			missing++
		}
		return err
	})
	if err != nil {
		return report, err
	}
	if report, err = copied.Verify(ctx, nil); err != nil {
		return report, err
	}
	made.Broken = missing
	for _, f := range report.Findings {
		made.Broken += f.Count
	}
	return report, nil
}

// copyFile copies a file unless it is there. One that is gone, or whose bytes
// are other ones now, is told, and does not end the backup of the rest.
func (p Plan) copyFile(ctx context.Context, target *blob.Store, hash string) (gone bool, err error) {
	r, err := p.Blobs.Open(ctx, hash)
	if errors.Is(err, blob.ErrNotFound) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	err = target.Put(ctx, hash, r)
	if err = errors.Join(err, r.Close()); errors.Is(err, blob.ErrOtherBytes) {
		return true, nil
	}
	return false, err
}

// prune takes away all but the newest copies of the record.
func (p Plan) prune() error {
	names, err := filepath.Glob(filepath.Join(p.Dir, recordGlob))
	if err != nil || p.Keep <= 0 || len(names) <= p.Keep {
		return err
	}
	slices.Sort(names)
	var errs []error
	for _, name := range names[:len(names)-p.Keep] {
		errs = append(errs, os.Remove(name))
	}
	return errors.Join(errs...)
}

func removeIfThere(name string) error {
	var errs []error
	for _, file := range []string{name, name + "-wal", name + "-shm"} {
		if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// syncFile sees to it that the copy is on the disk before its name is.
func syncFile(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	return nil
}
