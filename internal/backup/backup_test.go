package backup_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/backup"
	"github.com/zhihui-renda/renda/internal/blob"
	"github.com/zhihui-renda/renda/internal/extract"
	"github.com/zhihui-renda/renda/internal/intake"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// place is a record with files, and a folder of backups.
type place struct {
	*testing.T
	plan  backup.Plan
	files *intake.Intake
	blobs string
	now   time.Time
}

func newPlace(t *testing.T) *place {
	t.Helper()
	p := &place{T: t, now: time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC), blobs: filepath.Join(t.TempDir(), "files")}
	s, err := store.Open(t.Context(), store.Config{Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "renda.db")})
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	require.NoError(t, s.Migrate(t.Context()))
	blobs, err := blob.OpenDir(p.blobs)
	require.NoError(t, err)
	t.Cleanup(func() { _ = blobs.Close() })
	now := func() time.Time { return p.now }
	p.plan = backup.Plan{Store: s, Blobs: blobs, Dir: filepath.Join(t.TempDir(), "backups"), Now: now}
	p.files = &intake.Intake{Record: s, Blobs: blobs, Reader: extract.New(extract.Config{}), Scratch: t.TempDir(), Limit: 1000, Now: now}
	return p
}

func (p *place) brings(text string) models.File {
	p.Helper()
	file, err := p.files.Take(p.Context(), intake.Upload{Name: "a.txt", Body: strings.NewReader(text), Key: text, By: models.By{PersonID: "drafter"}})
	require.NoError(p, err)
	return file
}

func (p *place) backUp() models.Backup {
	p.Helper()
	made, _, err := backup.Run(p.Context(), p.plan)
	require.NoError(p, err)
	return made
}

func (p *place) copies() (names []string) {
	p.Helper()
	files, err := os.ReadDir(p.plan.Dir)
	require.NoError(p, err)
	for _, f := range files {
		if !f.IsDir() {
			names = append(names, f.Name())
		}
	}
	return names
}

func TestACopyIsTheRecordWithItsFiles(t *testing.T) {
	p := newPlace(t)
	last, err := p.plan.Store.LastBackup(t.Context())
	require.NoError(t, err)
	require.Nil(t, last)
	kept := p.brings("现将有关情况报告如下。")
	made := p.backUp()
	require.Equal(t, "renda-20260302-090000.db", made.Name, "by the clock of the office")
	require.Equal(t, 1, made.Files)
	require.Zero(t, made.Broken)
	p.brings("后来的文件。")

	copied, err := store.Open(t.Context(), store.Config{Driver: store.SQLite, DSN: filepath.Join(p.plan.Dir, made.Name)})
	require.NoError(t, err)
	defer func() { _ = copied.Close() }()
	var hashes []string
	require.NoError(t, copied.Blobs(t.Context(), func(hash string) error { hashes = append(hashes, hash); return nil }))
	require.Equal(t, []string{kept.SHA256}, hashes, "as it was then")
	files, err := blob.OpenDir(filepath.Join(p.plan.Dir, "files"))
	require.NoError(t, err)
	defer func() { _ = files.Close() }()
	r, err := files.Open(t.Context(), kept.SHA256)
	require.NoError(t, err)
	require.NoError(t, r.Close())

	last, err = p.plan.Store.LastBackup(t.Context())
	require.NoError(t, err)
	require.Equal(t, made.Name, last.Name)
	require.True(t, last.At.Equal(p.now))
	require.False(t, last.Stale(p.now.Add(24*time.Hour)))
	require.True(t, last.Stale(p.now.Add(26*time.Hour)))
}

func TestTheNewestCopiesStayAndABrokenOneReplacesNone(t *testing.T) {
	p := newPlace(t)
	p.plan.Keep = 2
	lost := p.brings("会丢失的文件。")
	for range 3 {
		p.backUp()
		p.now = p.now.Add(24 * time.Hour)
	}
	require.Equal(t, []string{"renda-20260303-090000.db", "renda-20260304-090000.db"}, p.copies())

	// The files of the folder of backups are its own: the loss is seen where a new one begins.
	require.NoError(t, p.plan.Blobs.Delete(t.Context(), lost.SHA256))
	made := p.backUp()
	require.Equal(t, 1, made.Broken)
	require.Len(t, p.copies(), 3, "older ones stay until a whole one is there")
	last, err := p.plan.Store.LastBackup(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, last.Broken)

	p.now = p.now.Add(24 * time.Hour)
	p.brings("会丢失的文件。 ")
	require.NoError(t, p.plan.Blobs.Put(t.Context(), lost.SHA256, strings.NewReader("会丢失的文件。")))
	whole := p.backUp()
	require.Zero(t, whole.Broken)
	require.Equal(t, []string{"renda-20260304-090000.db", made.Name, whole.Name}, p.copies(), "a broken one does not count among those that stay")
}

func TestWhatAKilledBackupLeftGoesWithTheNext(t *testing.T) {
	p := newPlace(t)
	p.backUp()
	left := filepath.Join(p.plan.Dir, "renda.part")
	require.NoError(t, os.WriteFile(left, []byte("half"), 0o600))
	p.now = p.now.Add(time.Hour)
	require.Zero(t, p.backUp().Broken)
	require.NoFileExists(t, left)
}

func TestABackupThatIsStoppedLeavesNoCopy(t *testing.T) {
	p := newPlace(t)
	p.brings("文件。")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, err := backup.Run(ctx, p.plan)
	require.Error(t, err)
	require.Empty(t, p.copies())
	last, err := p.plan.Store.LastBackup(t.Context())
	require.NoError(t, err)
	require.Nil(t, last)
}
