package document

import (
	"bytes"
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/internal/slip"
)

// Page is a form as HTML, fit for printing.
type Page struct {
	ContentType string `header:"Content-Type"`
	Policy      string `header:"Content-Security-Policy"`
	Body        []byte
}

// pagePolicy lets a printed form have its own style and nothing else.
const pagePolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"

func html(r door.Route) door.Route {
	r.Adjust = func(op *huma.Operation) {
		op.Responses = map[string]*huma.Response{"200": {
			Description: r.Summary, Content: map[string]*huma.MediaType{"text/html": {Schema: &huma.Schema{Type: huma.TypeString}}},
		}}
	}
	return r
}

func page(write func(*bytes.Buffer) error) (*Page, error) {
	var out bytes.Buffer
	if err := write(&out); err != nil {
		return nil, err
	}
	return &Page{ContentType: "text/html; charset=utf-8", Policy: pagePolicy, Body: out.Bytes()}, nil
}

// source is all that a form is made of.
func (d Deps) source(ctx context.Context, id string) (slip.Source, error) {
	viewer, record, err := d.load(ctx, id)
	if err != nil {
		return slip.Source{}, err
	}
	opinions, err := d.Record.CaseOpinions(ctx, viewer, id)
	if err != nil {
		return slip.Source{}, err
	}
	document, err := d.Record.Document(ctx, viewer, record.State.NounID)
	if err != nil {
		return slip.Source{}, err
	}
	book := names.NewBook()
	s := record.State
	book.Want(s.OwnerUnit, s.Unit, s.Initiator)
	for _, o := range opinions {
		book.Want(o.Author, o.OnBehalfOf)
	}
	for _, t := range s.Tasks {
		book.Want(t.Assignee, t.DoneBy, t.DoneFor)
		if t.Pool != nil {
			book.Want(t.Pool.Unit)
		}
	}
	for _, sent := range s.Deliveries {
		book.Want(sent.Unit)
	}
	for _, key := range []string{"lead_unit", "assist_units"} {
		book.Want(s.Form[key]...)
	}
	if err := book.Load(ctx, d.Names); err != nil {
		return slip.Source{}, err
	}
	hands, err := d.hands(ctx, viewer, id, opinions)
	return slip.Source{
		Document: document, State: s, Definition: record.Definition, Opinions: opinions,
		Person: book.Person, Unit: book.Unit, Hands: hands,
	}, err
}
