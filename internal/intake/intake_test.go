package intake_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/blob"
	"github.com/zhihui-renda/renda/internal/extract"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/intake"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

var begin = time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)

type place struct {
	*testing.T
	*intake.Intake
	store *store.Store
	blobs *blob.Store
	dir   string
	now   time.Time
}

func newPlace(t *testing.T) *place {
	t.Helper()
	p := &place{T: t, dir: t.TempDir(), now: begin}
	var err error
	p.store, err = store.Open(t.Context(), store.Config{Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "renda.db")})
	require.NoError(t, err)
	t.Cleanup(func() { _ = p.store.Close() })
	require.NoError(t, p.store.Migrate(t.Context()))
	p.blobs, err = blob.OpenDir(filepath.Join(p.dir, "blobs"))
	require.NoError(t, err)
	p.Intake = &intake.Intake{
		Record: p.store, Blobs: p.blobs, Reader: extract.New(extract.Config{}), Scratch: p.dir, Limit: 1000, Now: func() time.Time { return p.now },
	}
	return p
}

func (p *place) take(key, name, text string) (models.File, error) {
	p.Helper()
	return p.Take(p.Context(), intake.Upload{Name: name, Body: strings.NewReader(text), Key: key, By: models.By{PersonID: "drafter"}})
}

// onDisk are the files there are; the folder is where uploads are looked at,
// too.
func (p *place) onDisk() (names []string) {
	p.Helper()
	require.NoError(p, filepath.WalkDir(p.dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, path)
		}
		return err
	}))
	return names
}

func TestNamesLoseWhatIsNotTheirs(t *testing.T) {
	p := newPlace(t)
	for given, kept := range map[string]string{
		`C:\公文\通知.txt`:         "通知.txt",
		"../../etc/通知.txt":     "通知.txt",
		"通\u202e知\u200b.txt":   "通知.txt",
		"  关于\t某事 的通知\n.txt  ": "关于 某事 的通知 .txt",
	} {
		f, err := p.take(given, given, "通知")
		require.NoError(t, err)
		require.Equal(t, kept, f.Name)
	}
	for _, given := range []string{"", "/", "..", "\xff\xfe.txt", strings.Repeat("长", 201)} {
		_, err := p.take("key", given, "通知")
		require.Equal(t, "FILE_NAME", fault.From(err).Code, "%q", given)
	}
}

func TestAFailureOfAnyPartKeepsNothing(t *testing.T) {
	away := errors.New("away")
	for name, c := range map[string]struct {
		breaks func(p *place)
		text   string
		kind   fault.Kind
	}{
		"the blob store":            {func(p *place) { p.Blobs = brokenBlobs{away} }, "通知", fault.Unavailable},
		"the record":                {func(p *place) { _ = p.store.Close() }, "通知", ""},
		"the record, for a refusal": {func(p *place) { p.Record = brokenRecord{p.store, away} }, "机密★1年", fault.Internal},
	} {
		p := newPlace(t)
		c.breaks(p)
		_, err := p.take("key-1", "a.txt", c.text)
		require.Error(t, err, name)
		if c.kind != "" {
			require.Equal(t, c.kind, fault.KindOf(err), name)
		}
		require.Empty(t, p.onDisk(), name)
	}
	p := newPlace(t)
	_, err := p.Take(t.Context(), intake.Upload{Name: "a.txt", Body: io.MultiReader(strings.NewReader("通知"), iotest.ErrReader(away)), Key: "k"})
	require.Equal(t, "UPLOAD_CUT", fault.From(err).Code)
	_, err = p.take("key", "a.txt", strings.Repeat("a", 1001))
	require.Equal(t, fault.TooLarge, fault.KindOf(err))
	_, err = p.take("key", "a.txt", strings.Repeat("a", 1000))
	require.NoError(t, err, "the limit itself is allowed")
	require.Len(t, p.onDisk(), 1)
}

type brokenBlobs struct{ err error }

func (b brokenBlobs) Put(context.Context, string, io.Reader) error { return b.err }

type brokenRecord struct {
	*store.Store
	err error
}

func (b brokenRecord) RefusedClassified(context.Context, models.By) error { return b.err }

func TestWhatWasBroughtAndNeverUsedIsSweptAway(t *testing.T) {
	p := newPlace(t)
	kept, err := p.take("key-1", "a.txt", "留")
	require.NoError(t, err)
	_, err = p.take("key-2", "b.txt", "弃")
	require.NoError(t, err)
	_, err = p.take("key-3", "c.txt", "留")
	require.NoError(t, err)
	require.NoError(t, p.store.DB(t.Context()).Table("file_links").Create(map[string]any{
		"file_id": kept.ID, "case_id": "01J0000000000000000000000A", "linked_by": "drafter", "linked_at": p.now,
	}).Error)
	require.Len(t, p.onDisk(), 2, "the same bytes are kept once")

	sweep := func(at time.Time) (files, bytes int64) {
		files, bytes, err := intake.Sweep(t.Context(), p.store, p.blobs, at)
		require.NoError(t, err)
		return files, bytes
	}
	files, bytes := sweep(begin.Add(intake.OrphanAge))
	require.Zero(t, files+bytes)
	files, bytes = sweep(begin.Add(intake.OrphanAge + time.Second))
	require.EqualValues(t, 2, files, "b and the second of the same bytes")
	require.EqualValues(t, 1, bytes)
	files, bytes = sweep(begin.Add(intake.OrphanAge + time.Second))
	require.Zero(t, files+bytes)
	require.Len(t, p.onDisk(), 1)
	r, err := p.blobs.Open(t.Context(), kept.SHA256)
	require.NoError(t, err)
	require.NoError(t, r.Close())

	p.now = begin.Add(intake.OrphanAge + time.Minute)
	again, err := p.take("key-2", "b.txt", "弃")
	require.NoError(t, err, "what was swept away may come again")
	require.NotEmpty(t, again.ID)
	require.Len(t, p.onDisk(), 2)
}

func TestTheScratchFileHasNoName(t *testing.T) {
	p := newPlace(t)
	looked := false
	body := readerFunc(func(b []byte) (int, error) {
		entries, err := os.ReadDir(p.dir)
		require.NoError(t, err)
		require.Len(t, entries, 1, "the blob folder only, while the upload runs")
		if looked {
			return 0, io.EOF
		}
		looked = true
		return copy(b, "通知"), nil
	})
	_, err := p.Take(t.Context(), intake.Upload{Name: "a.txt", Body: body, Key: "key-1", By: models.By{PersonID: "drafter"}})
	require.NoError(t, err)
	require.True(t, looked)
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(b []byte) (int, error) { return f(b) }
