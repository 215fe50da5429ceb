package document

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/internal/classified"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// Contents checks content and keeps it by its hash; see store.PutDocument.
type Contents interface {
	PutDocument(ctx context.Context, c models.DocumentContent) (hash string, err error)
}

// Refusals notes that a paper with a mark of secrecy was refused: who and when,
// and nothing of the paper.
type Refusals interface {
	RefusedClassified(ctx context.Context, by models.By) error
}

// Texts is the way in for the words of a document: every one of them, from a
// form or from a file of many, passes Put.
type Texts struct {
	Contents Contents
	Refusals Refusals
	Now      func() time.Time
}

// Put checks the content of a new version and keeps it; the answer is the hash
// by which the act names it. A paper that carries a mark of secrecy is refused
// with nothing of it kept (保密法 art. 31).
func (t Texts) Put(ctx context.Context, record store.CaseRecord, content models.DocumentContent) (string, error) {
	content.Flow = flowOf(record)
	return t.put(ctx, content)
}

func (t Texts) put(ctx context.Context, content models.DocumentContent) (string, error) {
	if err := t.Clean(ctx, content); err != nil {
		return "", err
	}
	hash, err := t.Contents.PutDocument(ctx, content)
	if errs, ok := errors.AsType[models.FieldErrors](err); ok {
		return "", below("document", errs)
	}
	return hash, err
}

// Clean refuses a text that carries a mark of secrecy, whatever else it lacks:
// for what is no version yet.
func (t Texts) Clean(ctx context.Context, content models.DocumentContent) error {
	if marked(content) {
		return t.refuse(ctx)
	}
	return nil
}

// marked looks at every word of a document; the names of its attachments are
// read as names of files are.
func marked(content models.DocumentContent) bool {
	for _, word := range content.Words() {
		if _, found := classified.Find(word); found {
			return true
		}
	}
	for _, file := range content.Attachments {
		if _, found := classified.FindName(file.Name); found {
			return true
		}
	}
	return false
}

func (t Texts) refuse(ctx context.Context) error {
	if err := t.note(ctx); err != nil {
		slog.ErrorContext(ctx, "refusal not noted", "request", door.RequestOf(ctx).ID, "error", err)
	}
	return classified.Refused()
}

// note leaves the neutral line.
func (t Texts) note(ctx context.Context) error {
	request := door.RequestOf(ctx)
	by := models.By{
		PersonID: request.Identity.Person, IP: request.IP, Port: request.Identity.Port, RequestID: request.ID, At: t.Now(),
	}
	return t.Refusals.RefusedClassified(ctx, by)
}

// below puts a field of the client's body in front of what is wrong in it.
func below(field string, errs models.FieldErrors) models.FieldErrors {
	out := make(models.FieldErrors, len(errs))
	for i, e := range errs {
		e.Field = field + "." + e.Field
		out[i] = e
	}
	return out
}

// flowOf is the side on which the document of a case began.
func flowOf(record store.CaseRecord) models.Flow {
	if record.Process == ReceiveKey {
		return models.Incoming
	}
	return models.Outgoing
}
