package statistics

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/models"
)

// Timely says how much was done in time.
type Timely struct {
	OnTime int `json:"on_time" doc:"按时办结。"`
	Late   int `json:"late" doc:"逾期办结。"`
	Owed   int `json:"owed" doc:"已逾期，尚未办结。"`
	// Rate is the share of what was done in time, from 0 to 1.
	Rate *float64 `json:"rate,omitempty" doc:"按时率；没有到期事项时为空。"`
}

func (t *Timely) add(p models.Punctuality) {
	t.OnTime += p.OnTime
	t.Late += p.Late
	t.Owed += p.Owed
	if all := t.OnTime + t.Late + t.Owed; all > 0 {
		rate := float64(t.OnTime) / float64(all)
		t.Rate = &rate
	}
}

// MonthTimely is Timely of a month.
type MonthTimely struct {
	Month string `json:"month"`
	Timely
}

// UnitTimely is Timely of a unit, with what waits there now.
type UnitTimely struct {
	Unit names.Ref `json:"unit"`
	Timely
	Waiting int `json:"waiting" doc:"目前待办。"`
	Overdue int `json:"overdue" doc:"目前待办中已逾期的，不论何时到期。"`
}

// PersonLoad is what waits for somebody now.
type PersonLoad struct {
	Person  *names.Ref `json:"person,omitempty" doc:"为空时是无人认领的事项。"`
	Unit    names.Ref  `json:"unit"`
	Waiting int        `json:"waiting"`
	Overdue int        `json:"overdue"`
}

// Handling are the figures of how things are done.
type Handling struct {
	Period Period        `json:"period"`
	Total  Timely        `json:"total"`
	Months []MonthTimely `json:"months" nullable:"false"`
	Steps  []StepTime    `json:"steps" nullable:"false"`
	Units  []UnitTimely  `json:"units" nullable:"false"`
	People []PersonLoad  `json:"people" nullable:"false"`
	Notes  []Note        `json:"notes" nullable:"false" doc:"各项数字的口径。"`
}

func (d Deps) handling(ctx context.Context, in *Asked) (*Answer[Handling], error) {
	viewer, q, err := d.question(ctx, *in)
	if err != nil {
		return nil, err
	}
	out, err := d.countHandling(ctx, viewer, q)
	return &Answer[Handling]{out}, err
}

func (d Deps) countHandling(ctx context.Context, viewer models.Viewer, q models.StatisticsQuery) (Handling, error) {
	out := Handling{Notes: handlingNotes}
	punctual, err := d.Record.Punctualities(ctx, viewer, q)
	if err != nil {
		return out, err
	}
	loads, err := d.Record.Loads(ctx, viewer, q)
	if err != nil {
		return out, err
	}
	stays, err := d.Record.StepStays(ctx, viewer, q)
	if err != nil {
		return out, err
	}
	cal, err := d.Calendar(ctx)
	if err != nil {
		return out, err
	}
	book := names.NewBook()
	book.Want(q.Organ)
	for _, p := range punctual {
		book.Want(p.Unit)
	}
	for _, l := range loads {
		book.Want(l.Unit, l.Person)
	}
	if err := book.Load(ctx, d.Names); err != nil {
		return out, err
	}
	out.Period, out.Steps = period(q, book), stepTimes(cal, stays)
	out.Total, out.Months = months(punctual)
	out.Units, out.People = units(punctual, loads, book), people(loads, book)
	return out, nil
}

// months adds up what units did, as a whole and by month.
func months(punctual []models.Punctuality) (Timely, []MonthTimely) {
	total, byMonth := Timely{}, map[string]*MonthTimely{}
	for _, p := range punctual {
		total.add(p)
		if byMonth[p.Month] == nil {
			byMonth[p.Month] = &MonthTimely{Month: p.Month}
		}
		byMonth[p.Month].add(p)
	}
	out := []MonthTimely{}
	for _, month := range slices.Sorted(maps.Keys(byMonth)) {
		out = append(out, *byMonth[month])
	}
	return total, out
}

// units puts together what each unit did and what it has to do, the most late
// first.
func units(punctual []models.Punctuality, loads []models.Load, book *names.Book) []UnitTimely {
	byUnit := map[string]*UnitTimely{}
	of := func(id string) *UnitTimely {
		if byUnit[id] == nil {
			byUnit[id] = &UnitTimely{Unit: unitRef(id, book)}
		}
		return byUnit[id]
	}
	for _, p := range punctual {
		of(p.Unit).add(p)
	}
	for _, l := range loads {
		of(l.Unit).Waiting += l.Waiting
		of(l.Unit).Overdue += l.Late
	}
	out := []UnitTimely{}
	for _, u := range byUnit {
		out = append(out, *u)
	}
	slices.SortFunc(out, func(a, b UnitTimely) int {
		return cmp.Or(b.Overdue-a.Overdue, b.Waiting-a.Waiting, cmp.Compare(a.Unit.ID, b.Unit.ID))
	})
	return out
}

// people are those for whom something waits, who has the most late first.
func people(loads []models.Load, book *names.Book) []PersonLoad {
	type who struct{ unit, person string }
	sums := map[who]*PersonLoad{}
	for _, l := range loads {
		key := who{l.Unit, l.Person}
		if sums[key] == nil {
			sums[key] = &PersonLoad{Person: book.PersonRef(l.Person), Unit: unitRef(l.Unit, book)}
		}
		sums[key].Waiting += l.Waiting
		sums[key].Overdue += l.Late
	}
	out := []PersonLoad{}
	for _, p := range sums {
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b PersonLoad) int {
		return cmp.Or(b.Overdue-a.Overdue, b.Waiting-a.Waiting, cmp.Compare(a.Unit.ID, b.Unit.ID), cmp.Compare(a.id(), b.id()))
	})
	return out
}

func (p PersonLoad) id() string {
	if p.Person == nil {
		return ""
	}
	return p.Person.ID
}

// unitRef names a unit; somebody who left is in none.
func unitRef(id string, book *names.Book) names.Ref {
	if id == "" {
		return names.Ref{Name: noUnit}
	}
	return names.Ref{ID: id, Name: book.Unit(id)}
}
