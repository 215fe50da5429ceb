// Package blob keeps bytes under the SHA-256 of themselves: written once, read
// in part or whole, the same on a disk of this machine and, later, in a store
// of many machines. It knows nothing of files, names or people.
package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"sync"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	"gocloud.dev/gcerrors"
)

// ErrNotFound is what reading a key that nobody wrote returns.
var ErrNotFound = errors.New("blob: not found")

// ErrOtherBytes is what writing bytes under the hash of others returns. Nothing
// is kept.
var ErrOtherBytes = errors.New("blob: the bytes do not have this hash")

// Store is a bucket of blobs.
type Store struct {
	bucket *blob.Bucket
}

// OpenDir opens the store in a folder of this machine (or one that several
// machines mount) and makes the folder when it is not there.
func OpenDir(dir string) (*Store, error) {
	bucket, err := fileblob.OpenBucket(dir, &fileblob.Options{
		CreateDir: true, DirFileMode: 0o700,
		NoTempDir: true,                       // a rename does not cross file systems
		Metadata:  fileblob.MetadataDontWrite, // the record has it
	})
	if err != nil {
		return nil, fmt.Errorf("blob: %w", err)
	}
	return &Store{bucket}, nil
}

// Close gives the bucket back.
func (s *Store) Close() error { return s.bucket.Close() }

// Ping says whether the store can be reached.
func (s *Store) Ping(ctx context.Context) error {
	ok, err := s.bucket.IsAccessible(ctx)
	if err == nil && !ok {
		err = errors.New("blob: the store is not there")
	}
	return err
}

var hashes = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Put keeps the bytes of r under their hash, hex; what is there already is left
// alone, so that doing it twice is doing it once. Bytes that do not have the
// hash are ErrOtherBytes.
func (s *Store) Put(ctx context.Context, hash string, r io.Reader) error {
	if !hashes.MatchString(hash) {
		return fmt.Errorf("blob: %q is not a SHA-256", hash)
	}
	there, err := s.bucket.Exists(ctx, path(hash))
	if err != nil || there {
		return err
	}
	sum := sha256.New()
	return s.write(ctx, path(hash), io.TeeReader(r, sum), func() error {
		if hex.EncodeToString(sum.Sum(nil)) != hash {
			return ErrOtherBytes
		}
		return nil
	})
}

// PutDerived keeps something made from the blob, which can be made again: a
// thumbnail. It goes with the blob.
func (s *Store) PutDerived(ctx context.Context, hash, kind string, r io.Reader) error {
	return s.write(ctx, path(hash)+"."+kind, r, func() error { return nil })
}

// write gives the key its bytes all at once, after check and after they are on
// the disk.
func (s *Store) write(ctx context.Context, key string, r io.Reader, check func() error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var file *os.File
	w, err := s.bucket.NewWriter(ctx, key, &blob.WriterOptions{
		ContentType: "application/octet-stream", IfNotExist: true,
		BeforeWrite: func(as func(any) bool) error { as(&file); return nil },
	})
	if err != nil {
		return fmt.Errorf("blob: %w", err)
	}
	_, err = io.Copy(w, r)
	if err == nil {
		err = check()
	}
	if err == nil && file != nil {
		err = file.Sync()
	}
	if err != nil {
		cancel() // closing a cancelled writer throws the bytes away
	}
	closed := w.Close()
	switch {
	case err != nil:
		return err
	case closed != nil && gcerrors.Code(closed) != gcerrors.FailedPrecondition: // somebody was first, with the same bytes
		return fmt.Errorf("blob: %w", closed)
	}
	return nil
}

// Reader reads a blob from any place in it.
type Reader interface {
	io.ReadSeekCloser
	Size() int64
}

// At lets a blob be read at any place by several readers, one at a time.
func At(r Reader) io.ReaderAt { return &at{r: r} }

type at struct {
	mu sync.Mutex
	r  Reader
}

func (a *at) ReadAt(p []byte, off int64) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if off >= a.r.Size() {
		return 0, io.EOF
	}
	if _, err := a.r.Seek(off, io.SeekStart); err != nil {
		return 0, err
	}
	n, err := io.ReadFull(a.r, p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	return n, err
}

// Open reads the blob with the hash; ErrNotFound.
func (s *Store) Open(ctx context.Context, hash string) (Reader, error) {
	return s.open(ctx, path(hash))
}

// OpenDerived reads what was made from the blob; ErrNotFound.
func (s *Store) OpenDerived(ctx context.Context, hash, kind string) (Reader, error) {
	return s.open(ctx, path(hash)+"."+kind)
}

func (s *Store) open(ctx context.Context, key string) (Reader, error) {
	r, err := s.bucket.NewReader(ctx, key, nil)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("blob: %w", err)
	}
	return r, nil
}

// Delete takes a blob away, with all that was made from it. One that is not
// there is no error.
func (s *Store) Delete(ctx context.Context, hash string) error {
	keys := []string{}
	err := s.list(ctx, path(hash), func(o *blob.ListObject) error {
		keys = append(keys, o.Key)
		return nil
	})
	if err != nil {
		return err
	}
	for _, key := range keys {
		if err := s.bucket.Delete(ctx, key); err != nil && gcerrors.Code(err) != gcerrors.NotFound {
			return fmt.Errorf("blob: %w", err)
		}
	}
	return nil
}

// Each calls fn with the hash and age of every blob, in the order of hashes.
func (s *Store) Each(ctx context.Context, fn func(hash string, written time.Time) error) error {
	return s.list(ctx, "", func(o *blob.ListObject) error {
		if hash := o.Key[strings.LastIndexByte(o.Key, '/')+1:]; hashes.MatchString(hash) {
			return fn(hash, o.ModTime)
		}
		return nil
	})
}

// Stranded takes away what a process that was killed while writing left half
// done before the instant.
func (s *Store) Stranded(ctx context.Context, before time.Time) error {
	return s.list(ctx, "", func(o *blob.ListObject) error {
		if strings.HasSuffix(o.Key, ".tmp") && o.ModTime.Before(before) {
			return s.bucket.Delete(ctx, o.Key)
		}
		return nil
	})
}

func (s *Store) list(ctx context.Context, prefix string, fn func(*blob.ListObject) error) error {
	objects := s.bucket.List(&blob.ListOptions{Prefix: prefix})
	for {
		object, err := objects.Next(ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = fn(object)
		}
		if err != nil {
			return fmt.Errorf("blob: %w", err)
		}
	}
}

// path spreads the blobs over folders of moderate size.
func path(hash string) string {
	if len(hash) < 4 {
		return hash
	}
	return hash[:2] + "/" + hash[2:4] + "/" + hash
}
