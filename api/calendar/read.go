package calendar

import (
	"context"
	"time"

	days "github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/models"
)

// maxDays of one answer.
const maxDays = 400

// DateAnswer is what one day is.
type DateAnswer struct {
	Date    string `json:"date"`
	Weekday int    `json:"weekday" minimum:"0" maximum:"6" doc:"0 为星期日。"`
	Workday bool   `json:"workday"`
	Known   bool   `json:"known" doc:"该年放假通知是否已录入。"`
	Kind    string `json:"kind,omitempty" enum:"rest,work" doc:"通知指定为放假或调休上班；平日为空。"`
	Name    string `json:"name,omitempty" doc:"节日名称。"`
	Source  string `json:"source,omitempty" doc:"依据的通知。"`
}

type daysIn struct {
	From  string `query:"from" required:"true" format:"date" example:"2026-02-01"`
	Until string `query:"until" required:"true" format:"date" example:"2026-02-28" doc:"含当日。"`
}

type daysOut struct {
	Body struct {
		Days []DateAnswer `json:"days"`
	}
}

func (d Deps) listDays(ctx context.Context, in *daysIn) (*daysOut, error) {
	from, until, err := parseTwo(in.From, in.Until)
	if err != nil {
		return nil, err
	}
	if until.Before(from) || until.Sub(from) >= maxDays {
		return nil, faultRange()
	}
	cal, err := d.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	out := &daysOut{}
	for date := from; !date.After(until); date = date.Add(1) {
		out.Body.Days = append(out.Body.Days, dayOf(cal, date))
	}
	return out, nil
}

func dayOf(cal *days.Calendar, date days.Date) DateAnswer {
	workday, known := cal.IsWorkday(date)
	day := DateAnswer{Date: date.String(), Weekday: int(date.Weekday()), Workday: workday, Known: known}
	if named, ok := cal.Day(date); ok {
		day.Kind, day.Name, day.Source = string(named.Kind), named.Name, named.Source
	}
	return day
}

func parseTwo(a, b string) (from, until days.Date, err error) {
	if from, err = days.ParseDate(a); err != nil {
		return
	}
	until, err = days.ParseDate(b)
	return
}

type yearsOut struct {
	Body struct {
		Years []models.CalendarYear `json:"years"`
		// Missing are this year and the next where their notice is not in.
		Missing []int `json:"missing" doc:"今年、明年中尚未录入通知的年份。"`
	}
}

func (d Deps) listYears(ctx context.Context, _ *struct{}) (*yearsOut, error) {
	years, err := d.Record.CalendarYears(ctx)
	if err != nil {
		return nil, err
	}
	out := &yearsOut{}
	out.Body.Missing = []int{}
	known := map[int]bool{}
	for _, year := range years {
		known[year.Year] = true
		year.Days = nil
		out.Body.Years = append(out.Body.Years, year)
	}
	for _, year := range []int{days.DateOf(d.Now()).Year(), days.DateOf(d.Now()).Year() + 1} {
		if !known[year] {
			out.Body.Missing = append(out.Body.Missing, year)
		}
	}
	return out, nil
}

type yearIn struct {
	Year int `path:"year" minimum:"2000" maximum:"2100"`
}

type yearOut struct {
	Body struct {
		models.CalendarYear
		Workdays [12]int `json:"workdays" doc:"一月至十二月的工作日数。"`
		Total    int     `json:"total"`
	}
}

func (d Deps) getYear(ctx context.Context, in *yearIn) (*yearOut, error) {
	year, err := d.Record.CalendarYear(ctx, in.Year)
	if err != nil {
		return nil, err
	}
	cal, err := d.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	out := &yearOut{}
	out.Body.CalendarYear = year
	for date := days.NewDate(in.Year, time.January, 1); date.Year() == in.Year; date = date.Add(1) {
		if workday, _ := cal.IsWorkday(date); workday {
			out.Body.Workdays[date.Month()-1]++
			out.Body.Total++
		}
	}
	return out, nil
}
