package intake

import (
	"context"
	"time"
)

// Unused is what a sweep asks of the record.
type Unused interface {
	DropOrphans(ctx context.Context, before time.Time) (int64, error)
	UnusedBlobs(ctx context.Context, before time.Time, after string, limit int) ([]string, error)
	DropBlob(ctx context.Context, sha256 string, before time.Time, remove func() error) error
}

// Removable is what a sweep asks of the blob store.
type Removable interface {
	Delete(ctx context.Context, hash string) error
	Stranded(ctx context.Context, before time.Time) error
}

// How long what nobody uses is kept: a file that belongs to no case, and bytes
// that belong to no file.
const (
	OrphanAge = 7 * 24 * time.Hour
	BlobAge   = 24 * time.Hour

	sweepBatch = 100
)

// Sweep takes away files that were brought and never used, and the bytes that
// no file has any more; it says how many of each. It may run anywhere at any
// time, several at once too; run twice it does nothing the second time.
func Sweep(ctx context.Context, record Unused, blobs Removable, now time.Time) (files, bytes int64, err error) {
	if files, err = record.DropOrphans(ctx, now.Add(-OrphanAge)); err != nil {
		return files, 0, err
	}
	before, after := now.Add(-BlobAge), ""
	for {
		hashes, err := record.UnusedBlobs(ctx, before, after, sweepBatch)
		if err != nil {
			return files, bytes, err
		}
		for _, hash := range hashes {
			err := record.DropBlob(ctx, hash, before, func() error {
				bytes++
				return blobs.Delete(ctx, hash)
			})
			if err != nil {
				return files, bytes, err
			}
			after = hash
		}
		if len(hashes) < sweepBatch {
			break
		}
	}
	return files, bytes, blobs.Stranded(ctx, before)
}
