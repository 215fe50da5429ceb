package lists

import (
	"context"

	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

// SearchFor is what is looked for, in a search and in its facets.
type SearchFor struct {
	Text    string         `query:"q" required:"true" minLength:"1" maxLength:"100"`
	Kinds   []string       `query:"kinds" maxItems:"5" enum:"title,number,body,attachment,opinion" doc:"在哪里找。"`
	Process string         `query:"process" maxLength:"64" doc:"流程，如 document.receive。"`
	DocKind models.DocKind `query:"doc_kind" maxLength:"32" doc:"文种，如 NOTICE。"`
	Unit    string         `query:"unit" maxLength:"64" doc:"发起的单位。"`
	Status  process.Status `query:"status" maxLength:"16"`
	Year    int            `query:"year" minimum:"1949" maximum:"9999" doc:"发起的年份。"`
}

func (f *SearchFor) query() store.SearchQuery {
	return store.SearchQuery{Text: f.Text, Kinds: f.Kinds, SearchFilter: store.SearchFilter{
		Process: f.Process, DocKind: f.DocKind, Unit: f.Unit, Status: string(f.Status), Year: f.Year,
	}}
}

type searchIn struct {
	SearchFor
	Cursor string `query:"cursor" maxLength:"512"`
	Limit  int    `query:"limit" minimum:"1" maximum:"50" default:"20"`
}

// Hit is one place that a search found.
type Hit struct {
	Case    Row      `json:"case"`
	Kind    string   `json:"kind"`
	Ref     string   `json:"ref,omitempty"`
	Snippet string   `json:"snippet"`
	Marks   [][2]int `json:"marks" doc:"词在 snippet 中的起止位置，以字计。"`
}

// Facet is one value of what was found.
type Facet struct {
	Value string `json:"value"`
	Title string `json:"title,omitempty" doc:"单位、状态、文种的名称。"`
	N     int    `json:"n" doc:"有此值的公文数。"`
}

// Facets say how the papers found divide.
type Facets struct {
	Papers  store.Count `json:"papers" doc:"找到的公文数；capped 表示只数了最近的一千处，各项数字也如此。"`
	Where   []Facet     `json:"where" doc:"出现在哪里：title、number、body、attachment、opinion。"`
	Process []Facet     `json:"process"`
	DocKind []Facet     `json:"doc_kind"`
	Unit    []Facet     `json:"unit"`
	Status  []Facet     `json:"status"`
	Year    []Facet     `json:"year"`
}

func (d Deps) search(ctx context.Context, in *searchIn) (*Answer[Page[Hit]], error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	q := in.query()
	q.Cursor, q.Limit = in.Cursor, in.Limit
	page, err := d.Record.Search(ctx, viewer, q)
	if err != nil {
		return nil, err
	}
	hits, err := d.hits(ctx, page.Hits)
	return &Answer[Page[Hit]]{Page[Hit]{Items: hits, Next: page.Next}}, err
}

func (d Deps) facets(ctx context.Context, in *SearchFor) (*Answer[Facets], error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	found, err := d.Record.SearchFacets(ctx, viewer, in.query())
	if err != nil {
		return nil, err
	}
	book := names.NewBook()
	for _, f := range found.Unit {
		book.Want(f.Value)
	}
	if err := book.Load(ctx, d.Names); err != nil {
		return nil, err
	}
	untitled := func(string) string { return "" }
	return &Answer[Facets]{Facets{
		Papers:  found.Papers,
		Where:   facetsOf(found.Where, untitled),
		Process: facetsOf(found.Process, untitled),
		DocKind: facetsOf(found.DocKind, func(v string) string { return models.DocKind(v).Name() }),
		Unit:    facetsOf(found.Unit, book.Unit),
		Status:  facetsOf(found.Status, func(v string) string { return process.Status(v).Title() }),
		Year:    facetsOf(found.Year, untitled),
	}}, nil
}

func facetsOf(found []store.Facet, title func(string) string) []Facet {
	facets := make([]Facet, len(found))
	for i, f := range found {
		facets[i] = Facet{Value: f.Value, Title: title(f.Value), N: f.N}
	}
	return facets
}

func (d Deps) hits(ctx context.Context, found []store.SearchHit) ([]Hit, error) {
	book := names.NewBook()
	for i := range found {
		wantCase(book, &found[i].Case)
	}
	if err := book.Load(ctx, d.Names); err != nil {
		return nil, err
	}
	hits := []Hit{}
	for _, f := range found {
		marks := f.Marks
		if marks == nil {
			marks = [][2]int{}
		}
		hits = append(hits, Hit{Case: rowOf(book, &f.Case), Kind: f.Kind, Ref: f.Ref, Snippet: f.Snippet, Marks: marks})
	}
	return hits, nil
}
