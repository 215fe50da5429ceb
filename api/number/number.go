// Package number is the API of number series (发文字号, 收文号, 档号): making
// them, keeping numbers back, and voiding them with a reason.
package number

import (
	"context"
	"net/http"
	"time"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// Record is what the package does with the store.
type Record interface {
	SaveSeries(ctx context.Context, series models.NumberSeries) error
	AllSeries(ctx context.Context, organ string) ([]models.NumberSeries, error)
	Series(ctx context.Context, key string) (models.NumberSeries, error)
	NumbersOf(ctx context.Context, key string, year, below, limit int) ([]models.Number, error)
	NumberYearOf(ctx context.Context, key string, year int) (store.NumberYear, error)
	ReserveNumbers(ctx context.Context, r store.Reservation) ([]models.Number, error)
	AssignNumber(ctx context.Context, series string, year, n int, caseID string) error
	VoidNumber(ctx context.Context, series string, year, n int, by, reason string, at time.Time) error
}

// Allower says whether the person may do an action in the organ itself.
type Allower interface {
	Allow(ctx context.Context, person, unit, object, action string) (bool, error)
}

// Deps are the parts the handlers work with.
type Deps struct {
	Record  Record
	Allower Allower
	Now     func() time.Time
}

// Answer wraps a body.
type Answer[T any] struct{ Body T }

// List is a whole list, or the first part of one.
type List[T any] struct {
	Items []T `json:"items"`
	Next  int `json:"next,omitempty" doc:"还有时，作为 below 继续读取。"`
}

type seriesIn struct {
	Organ string `query:"organ" maxLength:"64"`
}

type saveIn struct {
	Key  string `path:"key" maxLength:"64" pattern:"^[a-z0-9][a-z0-9._-]*$" patternDescription:"小写字母、数字、点、短横"`
	Body struct {
		Organ  string `json:"organ" minLength:"1" maxLength:"64"`
		Kind   string `json:"kind" enum:"issue,receipt,archive"`
		Title  string `json:"title" minLength:"1" maxLength:"100"`
		Prefix string `json:"prefix,omitempty" maxLength:"20" doc:"机关代字。"`
		Format string `json:"format" minLength:"1" maxLength:"100" doc:"如 {prefix}〔{year}〕{n}号。"`
		Closed bool   `json:"closed,omitempty"`
	}
}

type numbersIn struct {
	Key   string `path:"key" maxLength:"64"`
	Year  int    `query:"year" minimum:"1949" maximum:"2999" doc:"缺省为今年。"`
	Below int    `query:"below" minimum:"0"`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"100"`
}

type reserveIn struct {
	Key  string `path:"key" maxLength:"64"`
	Body struct {
		Count  int    `json:"count" minimum:"1" maximum:"50"`
		Case   string `json:"case,omitempty" maxLength:"64" doc:"预留给哪件公文。"`
		Reason string `json:"reason" minLength:"1" maxLength:"200"`
	}
}

type assignIn struct {
	Key  string `path:"key" maxLength:"64"`
	Year int    `path:"year" minimum:"1949" maximum:"2999"`
	N    int    `path:"n" minimum:"1"`
	Body struct {
		Case string `json:"case" minLength:"1" maxLength:"64" doc:"用这个号的公文。"`
	}
}

type voidIn struct {
	Key  string `path:"key" maxLength:"64"`
	Year int    `path:"year" minimum:"1949" maximum:"2999"`
	N    int    `path:"n" minimum:"1"`
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"200"`
	}
}

// Register adds the operations on numbers.
func Register(d *door.Door, deps Deps) {
	door.Register(d, door.Route{
		Method: http.MethodGet, Path: "/number-series", ID: "list-number-series", Summary: "编号序列", Tag: tag, Object: "number", Action: "list",
	}, deps.list)
	door.Register(d, door.Route{
		Method: http.MethodGet, Path: "/number-series/{key}/years/{year}", ID: "get-number-year", Summary: yearSummary, Tag: tag,
		Object: "number", Action: "list",
	}, deps.year)
	door.Register(d, door.Route{
		Method: http.MethodPost, Path: "/number-series/{key}/preview", ID: "preview-number", Summary: previewSummary,
		Description: previewHelp, Tag: tag, Object: "number", Action: "configure",
	}, deps.preview)
	door.Register(d, door.Route{
		Method: http.MethodPut, Path: "/number-series/{key}", ID: "save-number-series", Summary: "设立或修改编号序列", Tag: tag,
		Object: "number", Action: "configure", Write: true,
	}, deps.save)
	door.Register(d, door.Route{
		Method: http.MethodGet, Path: "/number-series/{key}/numbers", ID: "list-numbers", Summary: "已用、预留、作废的号", Tag: tag,
		Object: "number", Action: "read",
	}, deps.numbers)
	door.Register(d, door.Route{
		Method: http.MethodPost, Path: "/number-series/{key}/reservations", ID: "reserve-numbers", Summary: "预留编号", Tag: tag,
		Object: "number", Action: "reserve", Write: true,
	}, deps.reserve)
	door.Register(d, door.Route{
		Method: http.MethodPost, Path: "/number-series/{key}/numbers/{year}/{n}/assign", ID: "assign-number", Summary: "指定预留号的公文",
		Tag: tag, Object: "number", Action: "reserve", Write: true, Status: http.StatusNoContent,
	}, deps.assign)
	door.Register(d, door.Route{
		Method: http.MethodPost, Path: "/number-series/{key}/numbers/{year}/{n}/void", ID: "void-number", Summary: "作废编号", Tag: tag,
		Object: "number", Action: "void", Write: true, Status: http.StatusNoContent,
	}, deps.void)
}

func (d Deps) list(ctx context.Context, in *seriesIn) (*Answer[List[models.NumberSeries]], error) {
	all, err := d.Record.AllSeries(ctx, in.Organ)
	if all == nil {
		all = []models.NumberSeries{}
	}
	return &Answer[List[models.NumberSeries]]{List[models.NumberSeries]{Items: all}}, err
}

func (d Deps) save(ctx context.Context, in *saveIn) (*Answer[models.NumberSeries], error) {
	err := d.Record.SaveSeries(ctx, models.NumberSeries{
		Key: in.Key, Organ: in.Body.Organ, Kind: in.Body.Kind, Title: in.Body.Title, Prefix: in.Body.Prefix,
		Format: in.Body.Format, Closed: in.Body.Closed, CreatedAt: d.Now(),
	})
	if err != nil {
		return nil, err
	}
	saved, err := d.Record.Series(ctx, in.Key)
	return &Answer[models.NumberSeries]{saved}, err
}

type yearIn struct {
	Key  string `path:"key" maxLength:"64"`
	Year int    `path:"year" minimum:"1949" maximum:"2999"`
}

// Year is how a series stands in a year, and its next number.
type Year struct {
	store.NumberYear
	Number string `json:"number" doc:"下一个号写出来的样子。"`
}

func (d Deps) year(ctx context.Context, in *yearIn) (*Answer[Year], error) {
	if err := d.inSeries(ctx, in.Key, "list"); err != nil {
		return nil, err
	}
	series, err := d.Record.Series(ctx, in.Key)
	if err != nil {
		return nil, err
	}
	out := &Answer[Year]{}
	if out.Body.NumberYear, err = d.Record.NumberYearOf(ctx, in.Key, in.Year); err != nil {
		return nil, err
	}
	out.Body.Number, err = store.NumberAs(series, in.Year, out.Body.Next)
	return out, err
}

type previewIn struct {
	Key  string `path:"key" maxLength:"64"`
	Body struct {
		Prefix string `json:"prefix,omitempty" maxLength:"20"`
		Format string `json:"format" minLength:"1" maxLength:"100"`
	}
}

type previewOut struct {
	Body struct {
		Number string `json:"number"`
	}
}

// preview is the next number of the year under another format. The series need
// not be there yet.
func (d Deps) preview(ctx context.Context, in *previewIn) (*previewOut, error) {
	year := d.Now().Year()
	stands, err := d.Record.NumberYearOf(ctx, in.Key, year)
	if err != nil {
		return nil, err
	}
	out := &previewOut{}
	out.Body.Number, err = store.NumberAs(models.NumberSeries{
		Key: in.Key, Organ: "-", Kind: "-", Title: "-", Prefix: in.Body.Prefix, Format: in.Body.Format,
	}, year, stands.Next)
	return out, err
}

func (d Deps) numbers(ctx context.Context, in *numbersIn) (*Answer[List[models.Number]], error) {
	if err := d.inSeries(ctx, in.Key, "read"); err != nil {
		return nil, err
	}
	if in.Year == 0 {
		in.Year = d.Now().Year()
	}
	list, err := d.Record.NumbersOf(ctx, in.Key, in.Year, in.Below, in.Limit)
	if err != nil {
		return nil, err
	}
	out := List[models.Number]{Items: list}
	if list == nil {
		out.Items = []models.Number{}
	}
	if len(list) == in.Limit {
		out.Next = list[len(list)-1].N
	}
	return &Answer[List[models.Number]]{out}, nil
}

func (d Deps) reserve(ctx context.Context, in *reserveIn) (*Answer[List[models.Number]], error) {
	if err := d.inSeries(ctx, in.Key, "reserve"); err != nil {
		return nil, err
	}
	list, err := d.Record.ReserveNumbers(ctx, store.Reservation{
		Series: in.Key, Count: in.Body.Count, CaseID: in.Body.Case, By: door.Person(ctx), Reason: in.Body.Reason, At: d.Now(),
	})
	return &Answer[List[models.Number]]{List[models.Number]{Items: list}}, err
}

func (d Deps) assign(ctx context.Context, in *assignIn) (*struct{}, error) {
	if err := d.inSeries(ctx, in.Key, "reserve"); err != nil {
		return nil, err
	}
	return nil, d.Record.AssignNumber(ctx, in.Key, in.Year, in.N, in.Body.Case)
}

func (d Deps) void(ctx context.Context, in *voidIn) (*struct{}, error) {
	if err := d.inSeries(ctx, in.Key, "void"); err != nil {
		return nil, err
	}
	return nil, d.Record.VoidNumber(ctx, in.Key, in.Year, in.N, door.Person(ctx), in.Body.Reason, d.Now())
}

// inSeries asks policy once more, in the organ that owns the series: who may
// read or keep back numbers of one organ has no business with another's. The
// list names its cases and says why numbers were voided.
func (d Deps) inSeries(ctx context.Context, key, action string) error {
	series, err := d.Record.Series(ctx, key)
	if err != nil {
		return err
	}
	allowed, err := d.Allower.Allow(ctx, door.Person(ctx), series.Organ, "number", action)
	if err == nil && !allowed {
		err = faultOtherOrgan()
	}
	return err
}
