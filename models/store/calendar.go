package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

// versionCalendar counts changes of the calendar.
const versionCalendar = "calendar"

type calendarYearRow struct {
	NoticeYear int `gorm:"primaryKey;autoIncrement:false"`
	Source     string
	ImportedBy string
	ImportedAt time.Time
}

func (calendarYearRow) TableName() string { return "calendar_years" }

type calendarDayRow struct {
	NoticeYear int    `gorm:"primaryKey;autoIncrement:false"`
	Day        string `gorm:"primaryKey"`
	Kind       string
	Name       string
	Source     string
	ImportedBy string
	ImportedAt time.Time
}

func (calendarDayRow) TableName() string { return "calendar_days" }

// CalendarYears are the notices in force, in order of year: those imported, and
// the shipped ones that nobody imported or corrected.
func (s *Store) CalendarYears(ctx context.Context) ([]models.CalendarYear, error) {
	var yearRows []calendarYearRow
	if err := s.DB(ctx).Order("notice_year").Find(&yearRows).Error; err != nil {
		return nil, err
	}
	var dayRows []calendarDayRow
	if err := s.DB(ctx).Order("notice_year, day").Find(&dayRows).Error; err != nil {
		return nil, err
	}
	var years []models.CalendarYear
	for _, shipped := range calendar.Shipped() {
		imported := func(row calendarYearRow) bool { return row.NoticeYear == shipped.Year }
		if !slices.ContainsFunc(yearRows, imported) {
			years = append(years, shippedYear(shipped))
		}
	}
	for _, row := range yearRows {
		at := local(row.ImportedAt)
		year := models.CalendarYear{Year: row.NoticeYear, Source: row.Source, ImportedBy: row.ImportedBy, At: &at}
		for _, day := range dayRows {
			if day.NoticeYear == row.NoticeYear {
				year.Days = append(year.Days, day.day())
			}
		}
		years = append(years, year)
	}
	slices.SortFunc(years, func(a, b models.CalendarYear) int { return cmp.Compare(a.Year, b.Year) })
	return years, nil
}

// CalendarYear is the notice of one year; NotFound, CALENDAR_YEAR_UNKNOWN.
func (s *Store) CalendarYear(ctx context.Context, year int) (models.CalendarYear, error) {
	years, err := s.CalendarYears(ctx)
	if err != nil {
		return models.CalendarYear{}, err
	}
	for _, known := range years {
		if known.Year == year {
			return known, nil
		}
	}
	return models.CalendarYear{}, unknownYear(year)
}

// ImportYear publishes a notice in place of the one the year had. A notice that
// cannot be right is Invalid, BAD_NOTICE, with models.FieldErrors as its cause.
// Open clocks are counted again by whoever watches the calendar; see Clocks.
func (s *Store) ImportYear(ctx context.Context, year calendar.Year, by models.By) error {
	if err := checkYear(year); err != nil {
		return err
	}
	return s.Tx(ctx, func(tx *Store) error {
		if err := tx.bump(ctx, versionCalendar); err != nil {
			return err
		}
		if err := tx.writeYear(ctx, year, by); err != nil {
			return err
		}
		entry := by.Entry(models.SecSettings, "calendar", fmt.Sprint(year.Year))
		entry.Detail = map[string]string{"action": "import", "days": fmt.Sprint(len(year.Days))}
		return tx.Record(ctx, entry)
	})
}

// CorrectDay changes what one day of a published year is, and leaves the rest
// of its notice as it is. Faults as of ImportYear, and CALENDAR_YEAR_UNKNOWN
// for a year that has no notice to correct.
func (s *Store) CorrectDay(ctx context.Context, change models.DayCorrection, by models.By) error {
	date, err := calendar.ParseDate(change.Date)
	if err != nil {
		return err
	}
	return s.Tx(ctx, func(tx *Store) error {
		if err := tx.bump(ctx, versionCalendar); err != nil {
			return err
		}
		was, year, err := tx.corrected(ctx, date, change)
		if err != nil {
			return err
		}
		if err := tx.writeYear(ctx, year, by); err != nil {
			return err
		}
		entry := by.Entry(models.SecSettings, "calendar", change.Date)
		entry.Detail = map[string]string{"action": "correct", "was": string(was), "now": change.Kind}
		return tx.Record(ctx, entry)
	})
}

// corrected is the notice that a correction of the day makes, and what the day
// was before.
func (s *Store) corrected(ctx context.Context, date calendar.Date, change models.DayCorrection) (
	was calendar.Kind, year calendar.Year, err error,
) {
	if year, err = s.noticeNaming(ctx, date); err != nil {
		return "", year, err
	}
	was = kindOn(year, date)
	year.Days = slices.DeleteFunc(year.Days, func(day calendar.Day) bool { return day.Date == date })
	if change.Kind != "" {
		year.Days = append(year.Days, calendar.Day{
			Date: date, Kind: calendar.Kind(change.Kind), Name: change.Name, Source: change.Source,
		})
	}
	slices.SortFunc(year.Days, func(a, b calendar.Day) int { return a.Date.Sub(b.Date) })
	return was, year, checkYear(year)
}

// CalendarWith is the calendar as it would be with the notice; faults as of
// ImportYear. Nothing is kept.
func (s *Store) CalendarWith(ctx context.Context, year calendar.Year) (*calendar.Calendar, error) {
	if err := checkYear(year); err != nil {
		return nil, err
	}
	known, err := s.CalendarYears(ctx)
	if err != nil {
		return nil, err
	}
	years := []calendar.Year{year}
	for _, other := range known {
		if other.Year == year.Year {
			continue
		}
		read, err := yearOf(other)
		if err != nil {
			return nil, err
		}
		years = append(years, read)
	}
	return calendar.New(years...), nil
}

// CalendarCorrected is the calendar as it would be with the day corrected;
// faults as of CorrectDay. Nothing is kept.
func (s *Store) CalendarCorrected(ctx context.Context, change models.DayCorrection) (*calendar.Calendar, error) {
	date, err := calendar.ParseDate(change.Date)
	if err != nil {
		return nil, err
	}
	_, year, err := s.corrected(ctx, date, change)
	if err != nil {
		return nil, err
	}
	return s.CalendarWith(ctx, year)
}

// noticeNaming is the notice a correction of the day belongs to: that of the
// next year when it reaches back to the day, otherwise the day's own.
func (s *Store) noticeNaming(ctx context.Context, date calendar.Date) (calendar.Year, error) {
	years, err := s.CalendarYears(ctx)
	if err != nil {
		return calendar.Year{}, err
	}
	found := -1
	for i, year := range years {
		reachesBack := year.Year == date.Year()+1 && slices.ContainsFunc(year.Days, func(day models.CalendarDay) bool {
			return day.Date == date.String()
		})
		if year.Year == date.Year() || reachesBack {
			found = i
		}
	}
	if found < 0 {
		return calendar.Year{}, unknownYear(date.Year())
	}
	return yearOf(years[found])
}

func (s *Store) writeYear(ctx context.Context, year calendar.Year, by models.By) error {
	db := s.DB(ctx)
	if err := db.Where("notice_year = ?", year.Year).Delete(&calendarDayRow{}).Error; err != nil {
		return err
	}
	row := calendarYearRow{NoticeYear: year.Year, Source: year.Source, ImportedBy: by.PersonID, ImportedAt: utc(by.At)}
	if err := db.Save(&row).Error; err != nil {
		return err
	}
	rows := make([]calendarDayRow, len(year.Days))
	for i, day := range year.Days {
		rows[i] = calendarDayRow{
			NoticeYear: year.Year, Day: day.Date.String(), Kind: string(day.Kind), Name: day.Name,
			Source: cmp.Or(day.Source, year.Source), ImportedBy: by.PersonID, ImportedAt: utc(by.At),
		}
	}
	return db.Create(&rows).Error
}

func checkYear(year calendar.Year) error {
	problems := year.Check()
	if len(problems) == 0 {
		return nil
	}
	var list models.FieldErrors
	for _, p := range problems {
		field := "days"
		if p.Row > 0 {
			field = fmt.Sprintf("days[%d]", p.Row-1)
		}
		list = append(list, models.FieldError{Field: field, Code: calendar.CodeBadNotice, Detail: p.Detail})
	}
	return wrongInput(list)
}

func kindOn(year calendar.Year, date calendar.Date) calendar.Kind {
	for _, day := range year.Days {
		if day.Date == date {
			return day.Kind
		}
	}
	return ""
}

func (r calendarDayRow) day() models.CalendarDay {
	at := local(r.ImportedAt)
	return models.CalendarDay{
		Date: r.Day, Kind: r.Kind, Name: r.Name, Source: r.Source, ImportedBy: r.ImportedBy, At: &at,
	}
}

func shippedYear(year calendar.Year) models.CalendarYear {
	out := models.CalendarYear{Year: year.Year, Source: year.Source, Shipped: true}
	for _, day := range year.Days {
		out.Days = append(out.Days, models.CalendarDay{
			Date: day.Date.String(), Kind: string(day.Kind), Name: day.Name, Source: cmp.Or(day.Source, year.Source),
		})
	}
	return out
}

// yearOf makes a notice of the record one to count with.
func yearOf(year models.CalendarYear) (calendar.Year, error) {
	out := calendar.Year{Year: year.Year, Source: year.Source}
	for _, day := range year.Days {
		date, err := calendar.ParseDate(day.Date)
		if err != nil {
			return calendar.Year{}, err
		}
		out.Days = append(out.Days, calendar.Day{Date: date, Kind: calendar.Kind(day.Kind), Name: day.Name, Source: day.Source})
	}
	return out, nil
}

func unknownYear(year int) error {
	return fault.New(fault.NotFound, "CALENDAR_YEAR_UNKNOWN", "%d年的放假通知尚未录入。", year)
}
