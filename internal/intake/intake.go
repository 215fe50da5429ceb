// Package intake takes files in: it hashes what comes while it comes, finds out
// what it is, reads it, refuses what must not be here, and only then keeps it.
// It is the same for a person at a browser, a program and an import.
package intake

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/zhihui-renda/renda/internal/classified"
	"github.com/zhihui-renda/renda/internal/extract"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

// Record is where files are written down.
type Record interface {
	ClaimBlob(ctx context.Context, sha256 string, at time.Time) error
	FileByKey(ctx context.Context, person, key, sha256, name string) (models.File, bool, error)
	AddFile(ctx context.Context, file models.File, key, text string) (models.File, error)
	RefusedClassified(ctx context.Context, by models.By) error
}

// Blobs is where the bytes go.
type Blobs interface {
	Put(ctx context.Context, hash string, r io.Reader) error
}

// Reader looks into files.
type Reader interface {
	Read(ctx context.Context, kind extract.Kind, src extract.Source) (extract.Reading, error)
}

// Intake takes files in. All fields are needed.
type Intake struct {
	Record Record
	Blobs  Blobs
	Reader Reader
	// Scratch is a folder, on a disk, for a file that is being looked at. It
	// has no name there and is gone with the process, however that ends.
	Scratch string
	// Limit of one file in bytes.
	Limit int64
	Now   func() time.Time
}

// Upload is a file that comes in.
type Upload struct {
	Name     string // as the sender calls it
	Declared string // its type, as the sender calls it; empty when he does not
	Body     io.Reader
	Key      string // of idempotence: the same person's same key gives the same file
	By       models.By
}

// Take reads the upload to its end and keeps it. Nothing is kept, on the disk
// or in the record, of one that is cut (Invalid, UPLOAD_CUT), too large
// (TooLarge, FILE_TOO_LARGE), empty, damaged, a bomb, other than its name says
// (see extract.Identify), or marked as secret (Invalid, CLASSIFIED),
// which leaves one line without a word of the paper.
func (i *Intake) Take(ctx context.Context, up Upload) (models.File, error) {
	name, err := models.FileName(up.Name)
	if err != nil {
		return models.File{}, nameFault(err)
	}
	if _, found := classified.FindName(name); found {
		return models.File{}, i.refuse(ctx, up.By)
	}
	spool, err := os.CreateTemp(i.Scratch, "upload-")
	if err != nil {
		return models.File{}, err
	}
	defer func() { _ = spool.Close() }()
	if err := os.Remove(spool.Name()); err != nil {
		return models.File{}, err
	}
	hash, size, err := i.spool(spool, up.Body)
	if err != nil {
		return models.File{}, err
	}
	known, found, err := i.Record.FileByKey(ctx, up.By.PersonID, up.Key, hash, name)
	if found || err != nil {
		return known, err
	}
	return i.keep(ctx, up, name, hash, extract.Source{ReaderAt: spool, Size: size})
}

// spool writes what comes to the scratch file and hashes it.
func (i *Intake) spool(spool io.Writer, body io.Reader) (hash string, size int64, err error) {
	sum := sha256.New()
	to := bufio.NewWriterSize(spool, 256<<10)
	size, err = io.Copy(io.MultiWriter(to, sum), onlyReader{io.LimitReader(body, i.Limit+1)})
	switch {
	case err != nil:
		return "", 0, i.cut(err)
	case size > i.Limit:
		return "", 0, tooLarge(i.Limit)
	}
	if err := to.Flush(); err != nil {
		return "", 0, fmt.Errorf("intake: scratch: %w", err)
	}
	return hex.EncodeToString(sum.Sum(nil)), size, nil
}

// keep looks into a file that is here in whole, and keeps it.
func (i *Intake) keep(ctx context.Context, up Upload, name, hash string, src extract.Source) (models.File, error) {
	kind, err := extract.Identify(ctx, name, up.Declared, src)
	if err != nil {
		return models.File{}, err
	}
	reading, err := i.Reader.Read(ctx, kind, src)
	if err != nil {
		return models.File{}, err
	}
	if marked(reading) {
		return models.File{}, i.refuse(ctx, up.By)
	}
	at := i.Now()
	if err := i.Record.ClaimBlob(ctx, hash, at); err != nil {
		return models.File{}, err
	}
	if err := i.Blobs.Put(ctx, hash, io.NewSectionReader(src, 0, src.Size)); err != nil {
		return models.File{}, storeFault(err)
	}
	text := models.FileText(reading.Status)
	return i.Record.AddFile(ctx, models.File{
		SHA256: hash, Name: name, Size: src.Size, Kind: string(kind), Text: text, Scanned: models.ScannedBy(text),
		Pages: reading.Pages, UploadedBy: up.By.PersonID, Port: up.By.Port, CreatedAt: at,
	}, up.Key, reading.Text)
}

// marked looks for marks of secrecy in the text and in what the file says
// about itself.
func marked(reading extract.Reading) bool {
	for _, line := range reading.Meta {
		if _, found := classified.FindName(line); found {
			return true
		}
	}
	find := classified.Find
	if reading.Recognised {
		find = classified.FindRecognised
	}
	_, found := find(reading.Text)
	return found
}

// refuse leaves the neutral line. A record that is away does not let the paper
// in.
func (i *Intake) refuse(ctx context.Context, by models.By) error {
	by.At = i.Now()
	if err := i.Record.RefusedClassified(context.WithoutCancel(ctx), by); err != nil {
		return err
	}
	return classified.Refused()
}

// onlyReader keeps io.Copy from looking for shortcuts past the hash.
type onlyReader struct{ io.Reader }

// cut says why an upload did not come to its end. A fault of the sender's side
// of the line, like a second file, stays what it is.
func (i *Intake) cut(err error) error {
	if known, ok := errors.AsType[*fault.Fault](err); ok {
		return known
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return tooLarge(i.Limit)
	}
	return fault.New(fault.Invalid, "UPLOAD_CUT", "上传中断，文件不完整，请重新上传。").At("file").Because(err)
}

func tooLarge(limit int64) error {
	return fault.New(fault.TooLarge, "FILE_TOO_LARGE", "文件超过上限（%d MB），已拒收。", limit>>20).At("file")
}

func storeFault(err error) error {
	return fault.New(fault.Unavailable, "FILES_AWAY", "附件存储暂时不可用，请稍后重试。").Because(err)
}

func nameFault(err error) error {
	if errs, ok := errors.AsType[models.FieldErrors](err); ok && len(errs) > 0 {
		return fault.New(fault.Invalid, errs[0].Code, "%s", errs[0].Detail).At(errs[0].Field)
	}
	return err
}
