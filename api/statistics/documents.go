package statistics

import (
	"context"

	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/models"
)

// Monthly is a number of papers of a kind in a month.
type Monthly struct {
	Month    string         `json:"month" example:"2026-03"`
	Kind     models.DocKind `json:"kind"`
	KindName string         `json:"kind_name"`
	Count    int            `json:"count"`
}

// Counted is a number of papers by a name.
type Counted struct {
	ID    string `json:"id,omitempty"`
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// Documents are the figures of what came in and went out.
type Documents struct {
	Period   Period    `json:"period"`
	Received []Monthly `json:"received" nullable:"false"`
	Issued   []Monthly `json:"issued" nullable:"false"`
	Senders  []Counted `json:"senders" nullable:"false" doc:"来文最多的单位。"`
	Units    []Counted `json:"units" nullable:"false" doc:"各单位拟制的发文。"`
	Notes    []Note    `json:"notes" nullable:"false" doc:"各项数字的口径。"`
}

func (d Deps) documents(ctx context.Context, in *Asked) (*Answer[Documents], error) {
	viewer, q, err := d.question(ctx, *in)
	if err != nil {
		return nil, err
	}
	out, err := d.countDocuments(ctx, viewer, q)
	return &Answer[Documents]{out}, err
}

func (d Deps) countDocuments(ctx context.Context, viewer models.Viewer, q models.StatisticsQuery) (Documents, error) {
	out := Documents{Notes: documentNotes}
	received, err := d.Record.PapersByMonth(ctx, viewer, q, models.Incoming)
	if err != nil {
		return out, err
	}
	issued, err := d.Record.PapersByMonth(ctx, viewer, q, models.Outgoing)
	if err != nil {
		return out, err
	}
	senders, err := d.Record.PapersBySender(ctx, viewer, q)
	if err != nil {
		return out, err
	}
	units, err := d.Record.PapersByUnit(ctx, viewer, q)
	if err != nil {
		return out, err
	}
	book := names.NewBook()
	book.Want(q.Organ)
	for _, u := range units {
		book.Want(u.Name)
	}
	if err := book.Load(ctx, d.Names); err != nil {
		return out, err
	}
	out.Period, out.Received, out.Issued = period(q, book), monthly(received), monthly(issued)
	out.Senders, out.Units = make([]Counted, len(senders)), make([]Counted, len(units))
	for i, s := range senders {
		out.Senders[i] = Counted{Name: s.Name, Count: s.N}
	}
	for i, u := range units {
		out.Units[i] = Counted{ID: u.Name, Name: book.Unit(u.Name), Count: u.N}
	}
	return out, nil
}

func monthly(counts []models.DocumentCount) []Monthly {
	out := make([]Monthly, len(counts))
	for i, c := range counts {
		out[i] = Monthly{Month: c.Month, Kind: c.Kind, KindName: c.Kind.Name(), Count: c.N}
	}
	return out
}
