// Package statistics is the API of figures: what came in and went out, how long
// steps take, what was in time, and for whom how much waits. Everything is
// counted from the record when it is asked for, within one organ and within
// what the viewer may see.
package statistics

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// Record is what the package reads of the store, and the log of what was taken
// away.
type Record interface {
	PapersByMonth(ctx context.Context, viewer models.Viewer, q models.StatisticsQuery, flow models.Flow) ([]models.DocumentCount, error)
	PapersBySender(ctx context.Context, viewer models.Viewer, q models.StatisticsQuery) ([]models.NamedCount, error)
	PapersByUnit(ctx context.Context, viewer models.Viewer, q models.StatisticsQuery) ([]models.NamedCount, error)
	StepStays(ctx context.Context, viewer models.Viewer, q models.StatisticsQuery) ([]models.StepStay, error)
	Punctualities(ctx context.Context, viewer models.Viewer, q models.StatisticsQuery) ([]models.Punctuality, error)
	Loads(ctx context.Context, viewer models.Viewer, q models.StatisticsQuery) ([]models.Load, error)
	Workplaces(ctx context.Context, person string, at time.Time) ([]store.Workplace, error)
	Record(ctx context.Context, e models.SecurityEntry) error
}

// Allower says whether the person may do an action in a unit.
type Allower interface {
	Allow(ctx context.Context, person, unit, object, action string) (bool, error)
}

// Deps are the parts the handlers work with.
type Deps struct {
	Record   Record
	Names    names.Directory
	Allower  Allower
	Calendar func(ctx context.Context) (*calendar.Calendar, error)
	Viewer   func(ctx context.Context) (models.Viewer, error)
	By       func(ctx context.Context, at time.Time) models.By
	Now      func() time.Time
}

// Register adds the operations of figures.
func Register(d *door.Door, deps Deps) {
	read := func(path, id, summary string) door.Route {
		return door.Route{
			Method: http.MethodGet, Path: path, ID: id, Summary: summary, Description: help, Tag: tag, Object: "statistics", Action: "read",
		}
	}
	door.Register(d, read("/statistics/documents", "document-statistics", documentsSummary), deps.documents)
	door.Register(d, read("/statistics/handling", "handling-statistics", handlingSummary), deps.handling)
	export := read("/statistics/export", "export-statistics", exportSummary)
	export.Adjust = func(op *huma.Operation) {
		op.Responses = map[string]*huma.Response{"200": {
			Description: "OK", Content: map[string]*huma.MediaType{sheetType: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}},
		}}
	}
	door.Register(d, export, deps.export)
}

// Answer wraps a body.
type Answer[T any] struct{ Body T }

// Asked is what every question says.
type Asked struct {
	From  string `query:"from" format:"date" doc:"自此日起，缺省为今年元旦。"`
	Until string `query:"until" format:"date" doc:"至此日止（含），缺省为今天。"`
	Unit  string `query:"unit" maxLength:"64" doc:"哪个机关；在几个机关任职时必填。"`
}

// Period is what the figures are about.
type Period struct {
	Organ names.Ref `json:"organ"`
	From  string    `json:"from"`
	Until string    `json:"until"`
	At    time.Time `json:"at" doc:"统计时刻；“目前”指此时。"`
}

// longest is the longest period, in days: ten years.
const longest = 3660

// question is what to count, for whom: the period, and the organ in which the
// person may read figures.
func (d Deps) question(ctx context.Context, in Asked) (models.Viewer, models.StatisticsQuery, error) {
	now := d.Now()
	today := calendar.DateOf(now)
	q := models.StatisticsQuery{From: in.From, Until: in.Until, Now: now}
	if q.From == "" {
		q.From = calendar.NewDate(today.Year(), time.January, 1).String()
	}
	if q.Until == "" {
		q.Until = today.String()
	}
	from, err := calendar.ParseDate(q.From)
	if err != nil {
		return models.Viewer{}, q, faultDay("from")
	}
	until, err := calendar.ParseDate(q.Until)
	if err != nil {
		return models.Viewer{}, q, faultDay("until")
	}
	if until.Before(from) || until.Sub(from) > longest {
		return models.Viewer{}, q, faultPeriod()
	}
	if q.Organ, err = d.organ(ctx, in.Unit); err != nil {
		return models.Viewer{}, q, err
	}
	viewer, err := d.Viewer(ctx)
	return viewer, q, err
}

// organ is the one organ in which the person may read figures, or the one he
// names by its id or by that of a unit in it. One that is not his is not there.
func (d Deps) organ(ctx context.Context, unit string) (string, error) {
	places, err := d.Record.Workplaces(ctx, door.Person(ctx), d.Now())
	if err != nil {
		return "", err
	}
	var may []string
	for _, place := range places {
		if unit != "" && place.Unit != unit && place.Organ != unit || slices.Contains(may, place.Organ) {
			continue
		}
		allowed, err := d.Allower.Allow(ctx, door.Person(ctx), place.Unit, "statistics", "read")
		if err != nil {
			return "", err
		}
		if allowed {
			may = append(may, place.Organ)
		}
	}
	switch len(may) {
	case 0:
		return "", faultNoUnit()
	case 1:
		return may[0], nil
	}
	return "", faultWhichUnit()
}

func period(q models.StatisticsQuery, book *names.Book) Period {
	return Period{
		Organ: names.Ref{ID: q.Organ, Name: book.Unit(q.Organ)}, From: q.From, Until: q.Until, At: q.Now.In(calendar.Shanghai),
	}
}
