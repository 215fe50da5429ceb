// Package document is the API of official documents: opening their cases,
// reading their versions and what differs between them, checking them against
// the rules, printing their forms, and receiving what was dispatched.
package document

import (
	"context"
	"time"

	"github.com/zhihui-renda/renda/api/act"
	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/internal/blob"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// NounKind of a case about a document. The document has the id of its case.
const NounKind = "document"

// Openings is what opening a case needs of the store.
type Openings interface {
	ReserveCase(ctx context.Context, personID, key string, at time.Time) (string, error)
	Workplaces(ctx context.Context, person string, at time.Time) ([]store.Workplace, error)
}

// Record is what the package reads of the store; what the viewer may not see is
// NotFound.
type Record interface {
	Case(ctx context.Context, viewer models.Viewer, id string) (store.CaseRecord, error)
	CaseEvents(ctx context.Context, viewer models.Viewer, id string, after int64, limit int) ([]models.Event, error)
	CaseOpinions(ctx context.Context, viewer models.Viewer, id string) ([]models.Opinion, error)
	Document(ctx context.Context, viewer models.Viewer, id string) (models.Document, error)
	DocumentVersions(ctx context.Context, viewer models.Viewer, id string) ([]models.DocumentVersion, error)
	DocumentAt(ctx context.Context, viewer models.Viewer, id string, version int) (models.DocumentVersion, models.DocumentContent, error)
	DocumentDiff(ctx context.Context, viewer models.Viewer, id string, from, to int) (models.Difference, error)
	CaseFiles(ctx context.Context, viewer models.Viewer, caseID string) ([]models.File, error)
	Signatures(ctx context.Context, viewer models.Viewer, caseID string) ([]store.Signature, error)
}

// Deliveries is what was dispatched to units inside.
type Deliveries interface {
	IssuedPaper(ctx context.Context, viewer models.Viewer, deliveryID string) (models.IssuedPaper, error)
}

// Blobs holds the bytes of files.
type Blobs interface {
	Open(ctx context.Context, hash string) (blob.Reader, error)
}

// Senders remembers from whom papers came.
type Senders interface {
	Senders(ctx context.Context, viewer models.Viewer, owner, text string) ([]models.SenderMemory, error)
}

// Allower says whether the person may do an action in a unit.
type Allower interface {
	Allow(ctx context.Context, person, unit, object, action string) (bool, error)
}

// Deps are the parts the handlers work with.
type Deps struct {
	Record     Record
	Deliveries Deliveries
	Openings   Openings
	Facts      Facts
	Senders    Senders
	Texts      Texts
	Blobs      Blobs
	Names      names.Directory
	Engine     act.Engine
	Allower    Allower
	Viewer     func(ctx context.Context) (models.Viewer, error)
	Now        func() time.Time
	// PublicURL is the address people see in a browser, empty for the one asked.
	PublicURL string
}

// Answer wraps a body.
type Answer[T any] struct{ Body T }

// List is a whole list.
type List[T any] struct {
	Items []T `json:"items"`
}

// ByID names a document, which has the id of its case.
type ByID struct {
	ID string `path:"id" maxLength:"64"`
}
