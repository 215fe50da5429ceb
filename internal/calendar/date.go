// Package calendar counts days as the law does: working days by the published
// holiday notices, calendar days and months by the Civil Code (民法典) arts.
// 200 to 204, with a proof of every count. It is pure: data and time are
// passed in.
package calendar

import (
	"fmt"
	"time"

	"github.com/zhihui-renda/renda/internal/fault"
)

// Shanghai is the time zone of everything. A fixed zone: the country has had no
// summer time since 1991, and the machine needs no time zone files.
var Shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// CodeBadDate refuses text that is not a day.
const CodeBadDate = "BAD_DATE"

const dateLayout = "2006-01-02"

// Date is a day of the Gregorian calendar without a time. The zero value is no
// day. Compare with == or Before.
type Date struct {
	year  int
	month time.Month
	day   int
}

// NewDate makes a day; 31 April becomes 1 May, as in time.Date.
func NewDate(year int, month time.Month, day int) Date {
	y, m, d := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Date()
	return Date{y, m, d}
}

// DateOf is the day in Shanghai at the instant.
func DateOf(at time.Time) Date {
	y, m, d := at.In(Shanghai).Date()
	return Date{y, m, d}
}

// ParseDate reads 2006-01-02; anything else is Invalid, BAD_DATE.
func ParseDate(text string) (Date, error) {
	at, err := time.Parse(dateLayout, text)
	if err != nil || at.Year() < 1900 {
		return Date{}, fault.New(fault.Invalid, CodeBadDate, "“%s”不是有效日期，应为“2026-01-31”的形式。", clip(text))
	}
	return DateOf(at), nil
}

// String is 2006-01-02, or empty for the zero value.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// IsZero says whether d is no day.
func (d Date) IsZero() bool { return d == Date{} }

// Year of the day.
func (d Date) Year() int { return d.year }

// Month of the day.
func (d Date) Month() time.Month { return d.month }

// Day of the month.
func (d Date) Day() int { return d.day }

// Weekday of the day.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Weekend says whether the day is a Saturday or a Sunday.
func (d Date) Weekend() bool {
	return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
}

// Before says whether d comes before other.
func (d Date) Before(other Date) bool { return d.utc().Before(other.utc()) }

// After says whether d comes after other.
func (d Date) After(other Date) bool { return other.Before(d) }

// Add is d moved by a number of calendar days.
func (d Date) Add(days int) Date { return NewDate(d.year, d.month, d.day+days) }

// AddMonths is the corresponding day of a later month, or the last day of that
// month where it has none (民法典 art. 202).
func (d Date) AddMonths(months int) Date {
	first := NewDate(d.year, d.month+time.Month(months), 1)
	last := NewDate(first.year, first.month+1, 0)
	return NewDate(first.year, first.month, min(d.day, last.day))
}

// Sub is the number of calendar days from other to d.
func (d Date) Sub(other Date) int {
	return int(d.utc().Sub(other.utc()).Hours() / 24)
}

// At is the instant in Shanghai at the hour of the day; hour 24 is midnight
// after it.
func (d Date) At(hour int) time.Time {
	return time.Date(d.year, d.month, d.day, hour, 0, 0, 0, Shanghai)
}

// MarshalText writes the day as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	*d = parsed
	return err
}

func (d Date) utc() time.Time {
	return time.Date(d.year, d.month, d.day, 0, 0, 0, 0, time.UTC)
}

// clip keeps a refused input short enough to be shown.
func clip(text string) string {
	if runes := []rune(text); len(runes) > 20 {
		return string(runes[:20]) + "…"
	}
	return text
}
