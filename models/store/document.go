package store

import (
	"context"
	"errors"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// NounDocument is the kind of noun that cases of documents are about.
const NounDocument = "document"

// documentRow is a document without its content, which is kept under its hash.
type documentRow struct {
	ID            string `gorm:"primaryKey"`
	CaseID        string
	OwnerUnit     string
	Version       int
	Hash          string
	Flow          string
	Kind          string
	Direction     string
	Title         string
	TitleKey      string
	Urgency       string
	Letterhead    string
	Disclosure    string
	Important     bool
	WorkSecret    bool
	SourceOrg     string
	SourceDocNo   string
	SourceKey     string
	SourceDate    string
	ReceivedOn    string
	ResubmitOf    string
	Answers       string
	DeliveryID    *string
	ReceiptNo     string
	DocNo         string
	ArchiveNo     string
	Signers       string // a name a line, in the order of signing organs
	DocDate       string
	Seal          string
	PrintedBy     string
	PrintedOn     string
	PrintedCopies int
	CeasedHow     string
	CeasedOn      string
	CeasedBy      string // case of the deciding document
	CeasedNo      string
	CeasedReason  string
	CeasedPerson  string
	CeasedAt      *time.Time
	CreatedBy     string
	CreatedAt     time.Time
	UpdatedAt     time.Time
}

func (documentRow) TableName() string { return "documents" }

// take takes over what the row keeps of the content.
func (r *documentRow) take(hash string, version int, c models.DocumentContent) {
	r.Hash, r.Version = hash, version
	r.Flow, r.Kind, r.Direction = string(c.Flow), string(c.Kind), string(c.Direction)
	r.Title, r.TitleKey, r.Urgency = c.Title, models.TextKey(c.Title), c.Urgency
	r.Letterhead, r.Disclosure, r.Important, r.WorkSecret = c.IssuingOrg, string(c.Disclosure), c.Important, c.WorkSecret
	r.SourceOrg, r.SourceDocNo, r.SourceDate = c.SourceOrg, c.SourceDocNo, c.SourceDate
	r.SourceKey = ""
	if c.Flow == models.Incoming {
		r.SourceKey = models.SourceKey(c.SourceOrg, c.SourceDocNo)
	}
	r.ReceivedOn, r.ResubmitOf, r.Answers = c.ReceivedOn, c.ResubmitOf, c.Answers
	r.DeliveryID = nil
	if c.Delivery != "" {
		r.DeliveryID = &c.Delivery
	}
}

func (r *documentRow) record() models.DocumentRecord {
	return models.DocumentRecord{
		ReceiptNo: r.ReceiptNo, DocNo: r.DocNo, ArchiveNo: r.ArchiveNo, Signers: r.signers(), DocDate: r.DocDate,
		Seal: r.Seal, PrintedBy: r.PrintedBy, PrintedOn: r.PrintedOn, PrintedCopies: r.PrintedCopies,
		Ceased: r.ceased(),
	}
}

func (r *documentRow) signers() []string {
	if r.Signers == "" {
		return nil
	}
	return strings.Split(r.Signers, "\n")
}

func (r *documentRow) document(content models.DocumentContent) models.Document {
	return models.Document{
		ID: r.ID, CaseID: r.CaseID, OwnerUnit: r.OwnerUnit, Version: r.Version, Hash: r.Hash,
		DocumentContent: content, DocumentRecord: r.record(),
		CreatedBy: r.CreatedBy, CreatedAt: local(r.CreatedAt), UpdatedAt: local(r.UpdatedAt),
	}
}

func noDocument() error { return fault.New(fault.NotFound, "DOCUMENT_NOT_FOUND", wordsNoDocument) }

// Document is a document as it is now. One that is not there or not to be seen
// is NotFound, DOCUMENT_NOT_FOUND.
func (s *Store) Document(ctx context.Context, viewer models.Viewer, id string) (models.Document, error) {
	return s.documentWhere(ctx, viewer, "documents.id = ?", id)
}

// DocumentOfCase is the document that a case is about; see Document.
func (s *Store) DocumentOfCase(ctx context.Context, viewer models.Viewer, caseID string) (models.Document, error) {
	return s.documentWhere(ctx, viewer, "documents.case_id = ?", caseID)
}

func (s *Store) documentWhere(ctx context.Context, viewer models.Viewer, where, arg string) (models.Document, error) {
	var row documentRow
	err := s.DB(ctx).Scopes(Visible(viewer, "documents.case_id")).Where(where, arg).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return models.Document{}, noDocument()
	}
	if err != nil {
		return models.Document{}, asFault(err)
	}
	content, err := s.documentContent(ctx, row.Hash)
	if err != nil {
		return models.Document{}, err
	}
	document := row.document(content)
	if row.DeliveryID != nil {
		document.Ceased, err = s.ceasedAtSource(ctx, *row.DeliveryID)
	}
	return document, asFault(err)
}

// documentContent is the content kept under a hash.
func (s *Store) documentContent(ctx context.Context, hash string) (models.DocumentContent, error) {
	bytes, err := s.Content(ctx, hash)
	if err != nil {
		return models.DocumentContent{}, err
	}
	return models.ParseContent(bytes)
}

// PutDocument checks content by itself and keeps it under the hash that an act
// names it by. What is wrong with it is Invalid, with every field at fault in
// the cause.
func (s *Store) PutDocument(ctx context.Context, c models.DocumentContent) (hash string, err error) {
	if err := c.Validate().Err(); err != nil {
		return "", wrongInput(err)
	}
	bytes, err := c.Canonical()
	if err != nil {
		return "", err
	}
	return s.PutContent(ctx, bytes)
}

// DocumentVersions are all versions of a document, oldest first.
func (s *Store) DocumentVersions(ctx context.Context, viewer models.Viewer, id string) ([]models.DocumentVersion, error) {
	var versions []models.DocumentVersion
	err := s.DB(ctx).Scopes(Visible(viewer, "document_versions.case_id")).
		Where("document_id = ?", id).Order("version").Find(&versions).Error
	if err == nil && len(versions) == 0 {
		return nil, noDocument()
	}
	for i := range versions {
		versions[i].At = local(versions[i].At)
	}
	return versions, asFault(err)
}

// DocumentAt is one version of a document with its content.
func (s *Store) DocumentAt(
	ctx context.Context, viewer models.Viewer, id string, version int,
) (models.DocumentVersion, models.DocumentContent, error) {
	var row models.DocumentVersion
	err := s.DB(ctx).Scopes(Visible(viewer, "document_versions.case_id")).
		Where("document_id = ? AND version = ?", id, version).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return row, models.DocumentContent{}, fault.New(fault.NotFound, "VERSION_NOT_FOUND", wordsNoVersion)
	}
	if err != nil {
		return row, models.DocumentContent{}, asFault(err)
	}
	row.At = local(row.At)
	content, err := s.documentContent(ctx, row.Hash)
	return row, content, err
}

// DocumentDiff is what changed between two versions of a document.
func (s *Store) DocumentDiff(
	ctx context.Context, viewer models.Viewer, id string, from, to int,
) (models.Difference, error) {
	_, was, err := s.DocumentAt(ctx, viewer, id, from)
	if err != nil {
		return models.Difference{}, err
	}
	_, is, err := s.DocumentAt(ctx, viewer, id, to)
	if err != nil {
		return models.Difference{}, err
	}
	return models.Differ(was, is), nil
}

// Signature is a signature on a document's text.
type Signature struct {
	Task string    `json:"task"`
	Step string    `json:"step"`
	By   string    `json:"by"`
	For  string    `json:"for,omitempty"`
	At   time.Time `json:"at"`
	Hash string    `json:"hash"`
	// Holds says that the text is still what was signed.
	Holds bool `json:"holds"`
	// Since is what changed after it, nil when it holds.
	Since *models.Difference `json:"since,omitempty"`
}

// Signatures are the signatures given on a document, oldest first, each with
// what has changed in the text since.
func (s *Store) Signatures(ctx context.Context, viewer models.Viewer, caseID string) ([]Signature, error) {
	record, err := s.Case(ctx, viewer, caseID)
	if err != nil {
		return nil, err
	}
	now, err := s.documentContent(ctx, record.State.Text.Hash)
	if err != nil {
		return nil, err
	}
	var out []Signature
	since := map[string]*models.Difference{record.State.Text.Hash: nil}
	for _, task := range record.State.Tasks {
		if task.Signed == "" || task.Status != process.TaskIsDone || task.DoneAt == nil {
			continue
		}
		if _, known := since[task.Signed]; !known {
			was, err := s.documentContent(ctx, task.Signed)
			if err != nil {
				return nil, err
			}
			difference := models.Differ(was, now)
			since[task.Signed] = &difference
		}
		out = append(out, Signature{
			Task: task.ID, Step: task.Step, By: task.DoneBy, For: task.DoneFor, At: local(*task.DoneAt), Hash: task.Signed,
			Holds: task.Signed == record.State.Text.Hash, Since: since[task.Signed],
		})
	}
	return out, nil
}
