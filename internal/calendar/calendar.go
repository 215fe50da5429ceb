package calendar

import (
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/zhihui-renda/renda/internal/fault"
)

// CodeNoCalendar refuses a count that touches a year whose holiday notice is
// not in the calendar.
const CodeNoCalendar = "NO_CALENDAR"

// Kind says what a day is, against its weekday or with it.
type Kind string

// The kinds.
const (
	Rest Kind = "rest" // 放假
	Work Kind = "work" // 调休上班
)

// Day is one day that a notice names.
type Day struct {
	Date Date   `json:"date"`
	Kind Kind   `json:"kind"`
	Name string `json:"name"` // 春节
	// Source is the notice, where it differs from the year's own.
	Source string `json:"source,omitempty"`
}

// Year is one year's notice: every day of the year that it does not name is
// what its weekday says. It may name days in the December before.
type Year struct {
	Year   int    `json:"year"`
	Source string `json:"source"`
	Days   []Day  `json:"days"`
}

// Calendar is an immutable set of years.
type Calendar struct {
	years map[int]string
	days  map[Date]Day
}

// New makes a calendar of published years. A day named by two notices is what
// the later one says.
func New(years ...Year) *Calendar {
	c := &Calendar{years: map[int]string{}, days: map[Date]Day{}}
	for _, year := range years {
		c.years[year.Year] = year.Source
		for _, day := range year.Days {
			if day.Source == "" {
				day.Source = year.Source
			}
			c.days[day.Date] = day
		}
	}
	return c
}

// Years are the published years in order.
func (c *Calendar) Years() []int { return slices.Sorted(maps.Keys(c.years)) }

// Fingerprint tells calendars apart that count differently.
func (c *Calendar) Fingerprint() int64 {
	sum := fnv.New64a()
	for _, year := range c.Years() {
		_, _ = fmt.Fprintln(sum, year) // a hash never fails to be written
	}
	days := slices.SortedFunc(maps.Keys(c.days), func(a, b Date) int { return a.Sub(b) })
	for _, d := range days {
		_, _ = fmt.Fprintln(sum, d, c.days[d].Kind)
	}
	return int64(sum.Sum64() >> 1)
}

// Known says whether the notice for the year is in the calendar.
func (c *Calendar) Known(year int) bool {
	_, ok := c.years[year]
	return ok
}

// Day is what a notice says of d; ok is false when none names it.
func (c *Calendar) Day(d Date) (day Day, ok bool) {
	day, ok = c.days[d]
	return day, ok
}

// IsWorkday says whether d is a working day. When known is false the notice of
// the year is missing, and the answer rests on the weekday and on the holidays
// that the law fixes in the Gregorian calendar.
func (c *Calendar) IsWorkday(d Date) (workday, known bool) {
	if day, ok := c.days[d]; ok {
		return day.Kind == Work, true
	}
	if c.Known(d.year) {
		return !d.Weekend(), true
	}
	return !d.Weekend() && fixedHoliday(d) == "", false
}

// PassedDay is a day that a count passed over, or counted against its weekday.
type PassedDay struct {
	Date Date   `json:"date"`
	Name string `json:"name"` // the holiday, or the weekday
}

func (c *Calendar) passed(d Date) PassedDay {
	if day, ok := c.days[d]; ok {
		return PassedDay{Date: d, Name: day.Name}
	}
	if name := fixedHoliday(d); name != "" && !c.Known(d.year) {
		return PassedDay{Date: d, Name: name}
	}
	return PassedDay{Date: d, Name: weekdays[d.Weekday()]}
}

// fixedHoliday names the holidays that 全国年节及纪念日放假办法 (2024) art. 2
// puts on days of the Gregorian calendar; the others follow the moon or the sun
// and are known only from the notice.
func fixedHoliday(d Date) string {
	switch {
	case d.month == time.January && d.day == 1:
		return "元旦"
	case d.month == time.May && d.day <= 2:
		return "劳动节"
	case d.month == time.October && d.day <= 3:
		return "国庆节"
	default:
		return ""
	}
}

func noCalendar(year int) error {
	return fault.New(fault.Conflict, CodeNoCalendar,
		"%d年节假日安排尚未录入，无法计算期限。请系统管理员在“工作日历”中导入%d年放假通知，或选择按暂定日历计算。", year, year).
		With("year", strconv.Itoa(year))
}
