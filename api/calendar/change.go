package calendar

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/problem"
	days "github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/recount"
	"github.com/zhihui-renda/renda/models"
)

// NamedDay is one day of a notice.
type NamedDay struct {
	Date   string `json:"date" format:"date"`
	Kind   string `json:"kind" enum:"rest,work" doc:"rest 放假，work 调休上班。"`
	Name   string `json:"name" minLength:"1" maxLength:"40" doc:"节日名称。"`
	Source string `json:"source,omitempty" maxLength:"200" doc:"与本年通知不同时填写。"`
}

type importIn struct {
	Year int `path:"year" minimum:"2000" maximum:"2100"`
	Body struct {
		Source string     `json:"source" minLength:"1" maxLength:"200" doc:"通知文号，如 国办发明电〔2025〕7号。"`
		Days   []NamedDay `json:"days,omitempty" maxItems:"120" nullable:"false"`
		File   string     `json:"file,omitempty" maxLength:"60000" doc:"CSV 或 JSON 文件的内容。"`
	}
}

type changedOut struct {
	Body struct {
		// Recount is what the change did to open clocks so far; what could not
		// be told to a case now is told soon.
		Recount recount.Report `json:"recount"`
	}
}

func (d Deps) importYear(ctx context.Context, in *importIn) (*changedOut, error) {
	year, err := in.notice()
	if err != nil {
		return nil, err
	}
	if err := d.Record.ImportYear(ctx, year, d.by(ctx)); err != nil {
		return nil, listed(err)
	}
	return d.changed(ctx), nil
}

func (in *importIn) notice() (days.Year, error) {
	if (in.Body.File == "") == (len(in.Body.Days) == 0) {
		return days.Year{}, faultOneOf()
	}
	if in.Body.File != "" {
		return days.ReadNotice([]byte(in.Body.File), in.Year, in.Body.Source)
	}
	year := days.Year{Year: in.Year, Source: in.Body.Source}
	for _, day := range in.Body.Days {
		date, err := days.ParseDate(day.Date)
		if err != nil {
			return days.Year{}, err
		}
		year.Days = append(year.Days, days.Day{Date: date, Kind: days.Kind(day.Kind), Name: day.Name, Source: day.Source})
	}
	return year, nil
}

type correctIn struct {
	Date string `path:"date" format:"date"`
	Body struct {
		Kind   string `json:"kind,omitempty" enum:"rest,work" doc:"为空则恢复为平日。"`
		Name   string `json:"name,omitempty" maxLength:"40" doc:"节日名称；kind 不为空时必填。"`
		Source string `json:"source" minLength:"1" maxLength:"200" doc:"更正依据。"`
	}
}

func (d Deps) correctDay(ctx context.Context, in *correctIn) (*changedOut, error) {
	if err := d.Record.CorrectDay(ctx, in.correction(), d.by(ctx)); err != nil {
		return nil, listed(err)
	}
	return d.changed(ctx), nil
}

func (in *correctIn) correction() models.DayCorrection {
	return models.DayCorrection{Date: in.Date, Kind: in.Body.Kind, Name: in.Body.Name, Source: in.Body.Source}
}

func (d Deps) previewYear(ctx context.Context, in *importIn) (*changedOut, error) {
	year, err := in.notice()
	if err != nil {
		return nil, err
	}
	cal, err := d.Record.CalendarWith(ctx, year)
	return d.would(ctx, cal, err)
}

func (d Deps) previewDay(ctx context.Context, in *correctIn) (*changedOut, error) {
	cal, err := d.Record.CalendarCorrected(ctx, in.correction())
	return d.would(ctx, cal, err)
}

// would is what the calendar would do to open clocks.
func (d Deps) would(ctx context.Context, cal *days.Calendar, err error) (*changedOut, error) {
	if err != nil {
		return nil, listed(err)
	}
	out := &changedOut{}
	out.Body.Recount, err = d.Recounter.Would(ctx, cal)
	return out, err
}

// changed counts open clocks again. The change itself is made: when the engine
// is away the watch of the worker does the rest.
func (d Deps) changed(ctx context.Context) *changedOut {
	out := &changedOut{}
	report, err := d.Recounter.Run(ctx)
	if err != nil {
		slog.WarnContext(ctx, "clocks not counted again", "request", door.RequestID(ctx), "error", err.Error())
	}
	out.Body.Recount = report
	return out
}

// listed shows everything that is wrong with a notice, not only the first.
func listed(err error) error {
	all, ok := errors.AsType[models.FieldErrors](err)
	if !ok {
		return err
	}
	first := fault.From(err)
	p := problem.New(http.StatusUnprocessableEntity, first.Code, first.Detail)
	for _, one := range all {
		p.Errors = append(p.Errors, problem.Detail{Code: one.Code, Detail: one.Detail, Location: "body." + one.Field})
	}
	return p
}
