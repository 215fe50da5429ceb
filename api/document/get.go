package document

import (
	"context"

	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// Document is an official document as its page shows it.
type Document struct {
	ID            string                 `json:"id"`
	CaseID        string                 `json:"case_id"`
	Version       int                    `json:"version"`
	Hash          string                 `json:"hash"`
	KindName      string                 `json:"kind_name"`
	DirectionName string                 `json:"direction_name,omitempty"`
	Owner         names.Ref              `json:"owner"`
	Content       models.DocumentContent `json:"content"`
	Record        models.DocumentRecord  `json:"record" doc:"办理中产生的文号、签发人、成文日期等。"`
}

// load is the case of a document as the one who asks may see it.
func (d Deps) load(ctx context.Context, id string) (models.Viewer, store.CaseRecord, error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return viewer, store.CaseRecord{}, err
	}
	record, err := d.Record.Case(ctx, viewer, id)
	if err == nil && record.State.NounKind != NounKind {
		err = faultNoDocument()
	}
	return viewer, record, err
}

// get shows the present text.
func (d Deps) get(ctx context.Context, in *ByID) (*Answer[Document], error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	row, err := d.Record.Document(ctx, viewer, in.ID)
	if err != nil {
		return nil, err
	}
	return d.shown(ctx, row)
}

type versionIn struct {
	ByID
	Version int `path:"version" minimum:"1"`
}

// getVersion shows an earlier text beside the record as it is now.
func (d Deps) getVersion(ctx context.Context, in *versionIn) (*Answer[Document], error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	row, err := d.Record.Document(ctx, viewer, in.ID)
	if err != nil {
		return nil, err
	}
	version, content, err := d.Record.DocumentAt(ctx, viewer, in.ID, in.Version)
	if err != nil {
		return nil, err
	}
	row.Version, row.Hash, row.DocumentContent = version.Version, version.Hash, content
	return d.shown(ctx, row)
}

func (d Deps) shown(ctx context.Context, row models.Document) (*Answer[Document], error) {
	book := names.NewBook()
	book.Want(row.OwnerUnit)
	if err := book.Load(ctx, d.Names); err != nil {
		return nil, err
	}
	return &Answer[Document]{Document{
		ID: row.ID, CaseID: row.CaseID, Version: row.Version, Hash: row.Hash, KindName: row.Kind.Name(),
		DirectionName: row.Direction.Name(), Owner: names.Ref{ID: row.OwnerUnit, Name: book.Unit(row.OwnerUnit)},
		Content: row.DocumentContent, Record: row.DocumentRecord,
	}}, nil
}
