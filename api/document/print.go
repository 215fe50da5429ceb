package document

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/internal/slip"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
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

// paper is all that a form is made of.
type paper struct {
	record   store.CaseRecord
	document models.Document
	opinions []models.Opinion
	book     *names.Book
}

func (d Deps) paper(ctx context.Context, id string) (*paper, error) {
	viewer, record, err := d.load(ctx, id)
	if err != nil {
		return nil, err
	}
	p := &paper{record: record, book: names.NewBook()}
	if p.opinions, err = d.Record.CaseOpinions(ctx, viewer, id); err != nil {
		return nil, err
	}
	if p.document, err = d.Record.Document(ctx, viewer, record.State.NounID); err != nil {
		return nil, err
	}
	s := &p.record.State
	p.book.Want(s.OwnerUnit, s.Unit, s.Initiator)
	for _, o := range p.opinions {
		p.book.Want(o.Author, o.OnBehalfOf)
	}
	for _, t := range s.Tasks {
		p.book.Want(t.Assignee, t.DoneBy, t.DoneFor)
	}
	for _, key := range []string{"lead_unit", "assist_units"} {
		p.book.Want(s.Form[key]...)
	}
	return p, p.book.Load(ctx, d.Names)
}

// boxes are the boxes of a form in the order of the steps, each with what was
// said in it.
func (p *paper) boxes() []slip.Box {
	var out []slip.Box
	for _, step := range p.record.Definition.Steps {
		if step.Box == "" || slices.ContainsFunc(out, func(b slip.Box) bool { return b.Title == step.Box }) {
			continue
		}
		box := slip.Box{Title: step.Box, Lines: 2}
		for _, o := range p.opinions {
			if o.Box == step.Box {
				box.Opinions = append(box.Opinions, p.opinion(o))
			}
		}
		out = append(out, box)
	}
	return out
}

func (p *paper) opinion(o models.Opinion) slip.Opinion {
	out := slip.Opinion{Text: o.Text, Name: p.book.Person(o.Author), At: o.At, Ink: o.Ink != ""}
	if o.OnBehalfOf != "" {
		out.For = p.book.Person(o.OnBehalfOf)
	}
	if step := p.record.Definition.Step(o.Step); step != nil && o.Result != "" {
		out.Result = step.Label(process.Outcome(o.Result))
	}
	return out
}

// readers are those to whom the paper was circulated, in order.
func (p *paper) readers() []slip.Reader {
	var out []slip.Reader
	for _, t := range p.record.State.Tasks {
		if t.Kind != process.TaskRead || t.Status == process.TaskIsCancelled {
			continue
		}
		reader := slip.Reader{Name: p.book.Person(or(t.DoneBy, t.Assignee))}
		if t.DoneFor != "" {
			reader.For = p.book.Person(t.DoneFor)
		}
		if t.DoneAt != nil {
			reader.ReadAt = *t.DoneAt
		}
		for _, o := range p.opinions {
			if o.TaskID == t.ID {
				reader.Text = o.Text
			}
		}
		out = append(out, reader)
	}
	return out
}

func (p *paper) units(key string) []string {
	var out []string
	for _, id := range p.record.State.Form[key] {
		out = append(out, p.book.Unit(id))
	}
	return out
}

func (p *paper) value(key string) string { return strings.Join(p.record.State.Form[key], "、") }

func (p *paper) owner() string { return p.book.Unit(p.record.State.OwnerUnit) }

func (p *paper) due() string {
	for _, c := range p.record.State.Clocks {
		if c.Status != process.ClockIsStopped && c.DueDay != "" {
			return c.DueDay
		}
	}
	return p.value("deadline")
}
