package blob_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/zhihui-renda/renda/internal/blob"
)

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func open(t *testing.T) (*blob.Store, string) {
	t.Helper()
	dir := t.TempDir()
	s, err := blob.OpenDir(dir)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	require.NoError(t, s.Ping(t.Context()))
	return s, dir
}

// files lists what is really on the disk.
func files(t *testing.T, dir string) (names []string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if !d.IsDir() {
			names = append(names, d.Name())
		}
		return err
	}))
	return names
}

func read(t *testing.T, s *blob.Store, hash string) []byte {
	t.Helper()
	r, err := s.Open(t.Context(), hash)
	require.NoError(t, err)
	defer func() { require.NoError(t, r.Close()) }()
	b, err := io.ReadAll(r)
	require.NoError(t, err)
	require.EqualValues(t, len(b), r.Size())
	return b
}

func TestWhatWasPutComesBackWhole(t *testing.T) {
	s, dir := open(t)
	for _, b := range [][]byte{{}, []byte("公文"), bytes.Repeat([]byte{0, 1, 2}, 100_000)} {
		require.NoError(t, s.Put(t.Context(), hashOf(b), bytes.NewReader(b)))
		require.NoError(t, s.Put(t.Context(), hashOf(b), iotest.ErrReader(errors.New("not read"))), "twice is once")
		require.True(t, bytes.Equal(b, read(t, s, hashOf(b))))
	}
	require.Len(t, files(t, dir), 3, "no side files")
}

func TestARangeIsReadWithoutTheRest(t *testing.T) {
	s, _ := open(t)
	rapid.Check(t, func(r *rapid.T) {
		b := rapid.SliceOfN(rapid.Byte(), 1, 2000).Draw(r, "bytes")
		from := rapid.IntRange(0, len(b)).Draw(r, "from")
		require.NoError(t, s.Put(t.Context(), hashOf(b), bytes.NewReader(b)))
		reader, err := s.Open(t.Context(), hashOf(b))
		require.NoError(t, err)
		defer func() { _ = reader.Close() }()
		_, err = reader.Seek(int64(from), io.SeekStart)
		require.NoError(t, err)
		rest, err := io.ReadAll(reader)
		require.NoError(t, err)
		require.True(t, bytes.Equal(b[from:], rest))
	})
}

func TestNothingIsKeptOfWhatIsCutOrFalse(t *testing.T) {
	s, dir := open(t)
	b := []byte(strings.Repeat("通知", 50_000))
	cut := io.MultiReader(bytes.NewReader(b[:100_000]), iotest.ErrReader(io.ErrUnexpectedEOF))
	require.ErrorIs(t, s.Put(t.Context(), hashOf(b), cut), io.ErrUnexpectedEOF)
	require.ErrorIs(t, s.Put(t.Context(), hashOf(b), bytes.NewReader(b[1:])), blob.ErrOtherBytes)
	require.Error(t, s.Put(t.Context(), "../../etc/passwd", bytes.NewReader(b)))
	require.Empty(t, files(t, dir))
	_, err := s.Open(t.Context(), hashOf(b))
	require.ErrorIs(t, err, blob.ErrNotFound)
}

func TestManyWritersOfTheSameBytesAllSucceed(t *testing.T) {
	s, dir := open(t)
	b := bytes.Repeat([]byte("同"), 200_000)
	var all sync.WaitGroup
	failures := make(chan error, 8)
	for range 8 {
		all.Go(func() { failures <- s.Put(context.Background(), hashOf(b), bytes.NewReader(b)) })
	}
	all.Wait()
	close(failures)
	for err := range failures {
		require.NoError(t, err)
	}
	require.Equal(t, []string{hashOf(b)}, files(t, dir))
	require.True(t, bytes.Equal(b, read(t, s, hashOf(b))))
}

func TestDeletingTakesWhatWasMadeFromItToo(t *testing.T) {
	s, dir := open(t)
	b, other := []byte("甲"), []byte("乙")
	for _, b := range [][]byte{b, other} {
		require.NoError(t, s.Put(t.Context(), hashOf(b), bytes.NewReader(b)))
	}
	require.NoError(t, s.PutDerived(t.Context(), hashOf(b), "png", strings.NewReader("picture")))
	require.NoError(t, s.PutDerived(t.Context(), hashOf(b), "png", strings.NewReader("picture")), "two may make it at once")
	r, err := s.OpenDerived(t.Context(), hashOf(b), "png")
	require.NoError(t, err)
	require.NoError(t, r.Close())

	seen := map[string]bool{}
	require.NoError(t, s.Each(t.Context(), func(hash string, written time.Time) error {
		seen[hash] = time.Since(written) < time.Minute
		return nil
	}))
	require.Equal(t, map[string]bool{hashOf(b): true, hashOf(other): true}, seen, "blobs only, not what was made from them")

	require.NoError(t, s.Delete(t.Context(), hashOf(b)))
	require.NoError(t, s.Delete(t.Context(), hashOf(b)), "twice is once")
	require.Equal(t, []string{hashOf(other)}, files(t, dir))
}

func TestWhatAKilledWriterLeftIsTakenAway(t *testing.T) {
	s, dir := open(t)
	b := []byte("留")
	require.NoError(t, s.Put(t.Context(), hashOf(b), bytes.NewReader(b)))
	left := filepath.Join(dir, hashOf(b)+".17.tmp")
	require.NoError(t, os.WriteFile(left, []byte("half"), 0o600))
	require.NoError(t, s.Stranded(t.Context(), time.Now().Add(-time.Hour)))
	require.Len(t, files(t, dir), 2, "it may still be written to")
	require.NoError(t, s.Stranded(t.Context(), time.Now().Add(time.Hour)))
	require.Equal(t, []string{hashOf(b)}, files(t, dir))
}
