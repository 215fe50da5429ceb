package calendar

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/zhihui-renda/renda/internal/fault"
)

// CodeBadNotice refuses a notice that cannot be what the State Council wrote.
const CodeBadNotice = "BAD_NOTICE"

// The seven holidays of 全国年节及纪念日放假办法 (2024) art. 2; a notice that
// does not name all of them is not complete.
var holidays = []string{"元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"}

// Bounds of a notice: a whole year names some 40 days.
const (
	maxNoticeDays = 120
	maxNoticeName = 40
	maxSource     = 200
	firstYear     = 2000
	lastYear      = 2100
)

// Problem is one thing wrong with a notice; Row counts days from 1, 0 is the
// notice as a whole.
type Problem struct {
	Row    int    `json:"row"`
	Detail string `json:"detail"`
}

// Check says what is wrong with a notice; nothing means that it may be
// published.
func (y Year) Check() []Problem {
	var c checker
	if y.Year < firstYear || y.Year > lastYear {
		c.say(0, "年份%d不在%d至%d之间。", y.Year, firstYear, lastYear)
		return c.problems
	}
	if strings.TrimSpace(y.Source) == "" || utf8.RuneCountInString(y.Source) > maxSource {
		c.say(0, "须注明通知文号（不超过%d字）。", maxSource)
	}
	if len(y.Days) > maxNoticeDays {
		c.say(0, "一份放假通知不会列出%d天。", len(y.Days))
		return c.problems
	}
	seen := map[Date]int{}
	for i, day := range y.Days {
		c.day(y.Year, i+1, day, seen)
	}
	c.complete(y)
	return c.problems
}

type checker struct{ problems []Problem }

func (c *checker) say(row int, format string, args ...any) {
	c.problems = append(c.problems, Problem{Row: row, Detail: fmt.Sprintf(format, args...)})
}

func (c *checker) day(year, row int, day Day, seen map[Date]int) {
	first, last := NewDate(year-1, time.December, 20), NewDate(year, time.December, 31)
	switch {
	case day.Date.IsZero():
		c.say(row, "第%d行缺少日期。", row)
		return
	case day.Date.Before(first) || day.Date.After(last):
		c.say(row, "第%d行%s不属于%d年的放假安排。", row, day.Date, year)
	case seen[day.Date] != 0:
		c.say(row, "第%d行%s与第%d行重复。", row, day.Date, seen[day.Date])
	}
	seen[day.Date] = row
	switch day.Kind {
	case Work:
		if !day.Date.Weekend() {
			c.say(row, "第%d行%s是%s，本是工作日，不能作为调休上班日。", row, day.Date, weekdays[day.Date.Weekday()])
		}
	case Rest:
	default:
		c.say(row, "第%d行%s的类型“%s”无效，应为rest（放假）或work（上班）。", row, day.Date, clip(string(day.Kind)))
	}
	if day.Name == "" || utf8.RuneCountInString(day.Name) > maxNoticeName {
		c.say(row, "第%d行%s须注明节日名称（不超过%d字）。", row, day.Date, maxNoticeName)
	}
}

// complete holds the notice against the law: every holiday is named, and the
// days fixed by the law are rest days.
func (c *checker) complete(y Year) {
	rest := map[Date]bool{}
	for _, holiday := range holidays {
		named := slices.ContainsFunc(y.Days, func(day Day) bool {
			return day.Kind == Rest && strings.Contains(day.Name, holiday)
		})
		if !named {
			c.say(0, "缺少%s的放假安排，通知不完整。", holiday)
		}
	}
	for _, day := range y.Days {
		rest[day.Date] = day.Kind == Rest
	}
	for _, fixed := range fixedDays(y.Year) {
		if !rest[fixed] {
			c.say(0, "%s（%s）依法放假，通知中未列为放假日。", fixed, fixedHoliday(fixed))
		}
	}
}

// fixedDays are the holidays of the Gregorian calendar. The second of May is
// one since 2025.
func fixedDays(year int) []Date {
	days := []Date{
		NewDate(year, time.January, 1), NewDate(year, time.May, 1),
		NewDate(year, time.October, 1), NewDate(year, time.October, 2), NewDate(year, time.October, 3),
	}
	if year >= 2025 {
		days = append(days, NewDate(year, time.May, 2))
	}
	return days
}

// noticeJSON is both our own form and the one of the public yearly files, in
// which isOffDay stands in place of kind and papers in place of source.
type noticeJSON struct {
	Schema string   `json:"$schema"`
	ID     string   `json:"$id"`
	Year   int      `json:"year"`
	Source string   `json:"source"`
	Papers []string `json:"papers"`
	Days   []struct {
		Date     Date   `json:"date"`
		Kind     Kind   `json:"kind"`
		Name     string `json:"name"`
		Source   string `json:"source"`
		IsOffDay *bool  `json:"isOffDay"`
	} `json:"days"`
}

// ReadNotice reads a notice from JSON or from CSV with the columns date, kind
// and name (a header row, in any order; BOM allowed). It reads the form only:
// Check says whether the days make sense.
func ReadNotice(data []byte, year int, source string) (Year, error) {
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if !utf8.Valid(data) {
		return Year{}, badNotice("文件不是UTF-8编码。")
	}
	if trimmed := bytes.TrimSpace(data); len(trimmed) > 0 && trimmed[0] == '{' {
		return readNoticeJSON(trimmed, year, source)
	}
	return readNoticeCSV(data, year, source)
}

func readNoticeJSON(data []byte, year int, source string) (Year, error) {
	var raw noticeJSON
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&raw); err != nil {
		return Year{}, badNotice("JSON内容无法识别。").Because(err)
	}
	if raw.Year != 0 && year != 0 && raw.Year != year {
		return Year{}, badNotice("文件是%d年的放假安排，不是%d年的。", raw.Year, year)
	}
	out := Year{Year: max(year, raw.Year), Source: firstOf(source, raw.Source, strings.Join(raw.Papers, " "))}
	for _, day := range raw.Days {
		if day.IsOffDay != nil {
			day.Kind = map[bool]Kind{true: Rest, false: Work}[*day.IsOffDay]
		}
		out.Days = append(out.Days, Day{Date: day.Date, Kind: day.Kind, Name: day.Name, Source: day.Source})
	}
	return out, nil
}

func readNoticeCSV(data []byte, year int, source string) (Year, error) {
	reader := csv.NewReader(bytes.NewReader(data))
	reader.TrimLeadingSpace = true
	header, err := reader.Read()
	if err != nil {
		return Year{}, badNotice("文件为空或不是CSV。").Because(err)
	}
	column := map[string]int{}
	for i, name := range header {
		column[strings.TrimSpace(name)] = i
	}
	for _, name := range []string{"date", "kind", "name"} {
		if _, ok := column[name]; !ok {
			return Year{}, badNotice("CSV缺少“%s”列，应有date、kind、name三列。", name)
		}
	}
	out := Year{Year: year, Source: source}
	for {
		row, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return Year{}, badNotice("CSV第%d行无法读取。", len(out.Days)+2).Because(err)
		}
		if len(out.Days) > maxNoticeDays {
			return out, nil // Check will say so
		}
		date, err := ParseDate(row[column["date"]])
		if err != nil {
			return Year{}, err
		}
		out.Days = append(out.Days, Day{Date: date, Kind: Kind(row[column["kind"]]), Name: row[column["name"]]})
	}
}

func badNotice(detail string, args ...any) *fault.Fault {
	return fault.New(fault.Invalid, CodeBadNotice, detail, args...)
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}
