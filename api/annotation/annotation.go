// Package annotation is the API of what people draw on the pages of papers
// (批注): reading it, and keeping a new version of one's own.
package annotation

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

// Record is what the package does with the store.
type Record interface {
	Case(ctx context.Context, viewer models.Viewer, id string) (store.CaseRecord, error)
	Annotations(ctx context.Context, viewer models.Viewer, caseID string, every bool) ([]models.Annotation, error)
	Annotate(ctx context.Context, viewer models.Viewer, a models.NewAnnotation) (models.Annotation, error)
}

// Standing says who somebody is in a case at an instant.
type Standing interface {
	Standing(ctx context.Context, person, ownerUnit string, at time.Time) (process.Person, error)
}

// Deps are the parts the handlers work with.
type Deps struct {
	Record   Record
	Names    names.Directory
	Standing Standing
	Viewer   func(ctx context.Context) (models.Viewer, error)
	By       func(ctx context.Context, now time.Time) models.By
	Now      func() time.Time
}

// Annotation is one person's ink on one page, with the name a page shows.
type Annotation struct {
	ID      string    `json:"id"`
	Hash    string    `json:"hash" doc:"所批文件的 SHA-256，或正文某一稿的哈希。"`
	Page    int       `json:"page"`
	Author  names.Ref `json:"author"`
	Mine    bool      `json:"mine,omitempty"`
	Version int       `json:"version" doc:"本人在此页的第几次批注；再次保存时作为 seen 带回。"`
	At      time.Time `json:"at"`
	Ink     *Sheet    `json:"ink,omitempty" doc:"没有则此页已擦净。"`
}

// Answer wraps a body.
type Answer[T any] struct{ Body T }

// List is a whole list.
type List[T any] struct {
	Items []T `json:"items"`
}

type listIn struct {
	ID    string `path:"id" maxLength:"64"`
	Every bool   `query:"every" doc:"连同以前的各次批注。"`
}

type annotateIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Hash string `json:"hash" minLength:"64" maxLength:"64"`
		Page int    `json:"page" minimum:"1" maximum:"5000"`
		Seen int    `json:"seen,omitempty" minimum:"0" doc:"在哪一次批注上接着写；此前没有则为 0。"`
		Ink  *Sheet `json:"ink,omitempty" doc:"此页上本人的全部笔迹；擦净则不填。"`
	}
}

// Register adds the operations on annotations.
func Register(d *door.Door, deps Deps) {
	door.Register(d, door.Route{
		Method: http.MethodGet, Path: "/cases/{id}/annotations", ID: "list-annotations", Summary: "文件上的批注", Tag: "批注",
		Object: "case", Action: "read",
	}, deps.list)
	door.Register(d, door.Route{
		Method: http.MethodPost, Path: "/cases/{id}/annotations", ID: "annotate", Summary: "在文件上批注", Tag: "批注",
		Description: "保存本人在一页上的全部笔迹，成为新的一次批注；以前的各次不会改动。",
		Object:      "annotation", Action: "write", Write: true, OwnKey: true, Status: http.StatusCreated,
	}, deps.keep)
}

func (d Deps) list(ctx context.Context, in *listIn) (*Answer[List[Annotation]], error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := d.Record.Annotations(ctx, viewer, in.ID, in.Every)
	if err != nil {
		return nil, err
	}
	shown, err := d.show(ctx, rows)
	return &Answer[List[Annotation]]{List[Annotation]{shown}}, err
}

// keep adds a version for who has the paper before him: to annotate is a part
// of handling, so it ends with one's task.
func (d Deps) keep(ctx context.Context, in *annotateIn) (*Answer[Annotation], error) {
	strokes, err := in.Body.Ink.text()
	if err != nil {
		return nil, err
	}
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	record, err := d.Record.Case(ctx, viewer, in.ID)
	if err != nil {
		return nil, err
	}
	by, err := d.Standing.Standing(ctx, viewer.PersonID, record.State.OwnerUnit, d.Now())
	if err != nil {
		return nil, err
	}
	allowed := process.Options(record.Definition, record.State, by, d.Now())
	if !slices.ContainsFunc(allowed, func(a process.Allowed) bool { return a.Task != "" }) {
		return nil, faultNoTask()
	}
	row, err := d.Record.Annotate(ctx, viewer, models.NewAnnotation{
		CaseID: in.ID, Hash: in.Body.Hash, Page: in.Body.Page, Seen: in.Body.Seen, Ink: strokes,
		Key: door.RequestOf(ctx).Key, By: d.By(ctx, d.Now()),
	})
	if err != nil {
		return nil, err
	}
	shown, err := d.show(ctx, []models.Annotation{row})
	if err != nil {
		return nil, err
	}
	return &Answer[Annotation]{shown[0]}, nil
}

func (d Deps) show(ctx context.Context, rows []models.Annotation) ([]Annotation, error) {
	book := names.NewBook()
	for _, row := range rows {
		book.Want(row.Author)
	}
	if err := book.Load(ctx, d.Names); err != nil {
		return nil, err
	}
	shown := make([]Annotation, len(rows))
	for i, row := range rows {
		shown[i] = Annotation{
			ID: row.ID, Hash: row.Hash, Page: row.Page, Author: *book.PersonRef(row.Author), Mine: row.Author == door.Person(ctx),
			Version: row.Version, At: row.At,
		}
		if row.Ink == "" {
			continue
		}
		if err := json.Unmarshal([]byte(row.Ink), &shown[i].Ink); err != nil {
			return nil, err
		}
	}
	return shown, nil
}
