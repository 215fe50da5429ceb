// Package audit is the API of the security log: the auditor reads it, takes it
// away as a file and has its chain proved. Nobody changes it.
package audit

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// Record is what the package does with the store.
type Record interface {
	SecurityPage(ctx context.Context, q models.SecurityQuery, cursor string) (store.SecurityPage, error)
	SecurityLog(ctx context.Context, q models.SecurityQuery) ([]models.SecurityEntry, error)
	VerifySecurityLog(ctx context.Context) (int64, error)
	Record(ctx context.Context, e models.SecurityEntry) error
	NamesOf(ctx context.Context, ids []string) (map[string]string, error)
}

// Deps are the parts the handlers work with.
type Deps struct {
	Record Record
	// By is who asks.
	By  func(ctx context.Context, at time.Time) models.By
	Now func() time.Time
}

// Register adds the operations of the auditor.
func Register(d *door.Door, deps Deps) {
	door.Register(d, door.Route{
		Method: http.MethodGet, Path: "/audit/log", ID: "list-security-log", Summary: listSummary, Tag: tag,
		Object: "audit", Action: "read",
	}, deps.list)
	door.Register(d, door.Route{
		Method: http.MethodGet, Path: "/audit/kinds", ID: "list-security-kinds", Summary: kindsSummary, Tag: tag,
		Object: "audit", Action: "read",
	}, deps.kinds)
	door.Register(d, door.Route{
		Method: http.MethodGet, Path: "/audit/verify", ID: "verify-security-log", Summary: verifySummary, Description: verifyHelp,
		Tag: tag, Object: "audit", Action: "read",
	}, deps.verify)
	door.Register(d, door.Route{
		Method: http.MethodGet, Path: "/audit/export", ID: "export-security-log", Summary: exportSummary, Description: exportHelp,
		Tag: tag, Object: "audit", Action: "export", Adjust: files,
	}, deps.export)
}

// files documents an answer that is a file.
func files(op *huma.Operation) {
	text := &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
	op.Responses = map[string]*huma.Response{"200": {
		Description: "OK", Content: map[string]*huma.MediaType{jsonLines: text, csvText: text},
	}}
}

// Filter selects lines of the log; empty fields select everything.
type Filter struct {
	Kind   string    `query:"kind" maxLength:"40" doc:"事件种类，如 login_failed。"`
	Person string    `query:"person" maxLength:"64" doc:"行为人。"`
	From   time.Time `query:"from" doc:"自此时起。"`
	Until  time.Time `query:"until" doc:"到此时为止（不含）。"`
}

func (f Filter) query() models.SecurityQuery {
	return models.SecurityQuery{Kind: models.SecurityKind(f.Kind), PersonID: f.Person, From: f.From, Until: f.Until}
}

type listIn struct {
	Filter
	Cursor string `query:"cursor" maxLength:"512"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

// Entry is a line of the log with the name of who did it, what it is called and
// the whole as a sentence. The log itself holds no names: they are those of now.
type Entry struct {
	models.SecurityEntry
	Title      string `json:"title"`
	PersonName string `json:"person_name,omitempty"`
	Sentence   string `json:"sentence"`
}

type listOut struct {
	Body struct {
		Items []Entry `json:"items" nullable:"false"`
		Next  string  `json:"next,omitempty"`
	}
}

func (d Deps) list(ctx context.Context, in *listIn) (*listOut, error) {
	q := in.query()
	q.Limit = in.Limit
	page, err := d.Record.SecurityPage(ctx, q, in.Cursor)
	if err != nil {
		return nil, err
	}
	out := &listOut{}
	out.Body.Next = page.Next
	out.Body.Items, err = d.named(ctx, page.Entries)
	return out, err
}

func (d Deps) named(ctx context.Context, entries []models.SecurityEntry) ([]Entry, error) {
	var ids []string
	for _, e := range entries {
		ids = append(ids, e.PersonID, e.ObjectID, e.Detail["unit"], e.Detail["person"])
	}
	names, err := d.Record.NamesOf(ctx, ids)
	named := make([]Entry, len(entries))
	for i, e := range entries {
		named[i] = Entry{SecurityEntry: e, Title: titles[e.Kind], PersonName: names[e.PersonID], Sentence: sentence(e, names)}
	}
	return named, err
}

// Kind is a kind of event in words.
type Kind struct {
	Kind  models.SecurityKind `json:"kind"`
	Title string              `json:"title"`
}

type kindsOut struct {
	Body struct {
		Items []Kind `json:"items" nullable:"false"`
	}
}

func (d Deps) kinds(context.Context, *struct{}) (*kindsOut, error) {
	out := &kindsOut{}
	for _, kind := range slices.Sorted(maps.Keys(titles)) {
		out.Body.Items = append(out.Body.Items, Kind{Kind: kind, Title: titles[kind]})
	}
	return out, nil
}

type verifyOut struct {
	Body struct {
		OK     bool  `json:"ok"`
		Lines  int64 `json:"lines" doc:"核验了多少条。"`
		Broken int64 `json:"broken,omitempty" doc:"第一条被改动、缺失或多出的记录的序号。"`
	}
}

func (d Deps) verify(ctx context.Context, _ *struct{}) (*verifyOut, error) {
	last, err := d.Record.SecurityLog(ctx, models.SecurityQuery{Limit: 1})
	if err != nil {
		return nil, err
	}
	broken, err := d.Record.VerifySecurityLog(ctx)
	out := &verifyOut{}
	out.Body.OK, out.Body.Broken = broken == 0, broken
	if len(last) > 0 {
		out.Body.Lines = last[0].Seq
	}
	return out, err
}
