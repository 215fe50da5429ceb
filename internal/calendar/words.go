package calendar

import (
	"fmt"
	"strconv"
	"strings"
)

// All that people read of this package, but for the faults, is in this file.

var weekdays = [...]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}

var unitNames = map[Unit]string{Workdays: "个工作日", Days: "日", Months: "个月"}

// listed is the number of days a sentence names one by one.
const listed = 10

// Text tells the proof in sentences, for the page that explains a due date.
func (p Proof) Text() []string {
	var lines []string
	for _, span := range p.Spans {
		lines = append(lines, span.text()...)
	}
	if len(p.Provisional) > 0 {
		years := make([]string, len(p.Provisional))
		for i, year := range p.Provisional {
			years[i] = strconv.Itoa(year)
		}
		lines = append(lines, fmt.Sprintf("%s年放假通知尚未录入，暂按周末和固定日期的法定节日推算，通知录入后重新计算。", strings.Join(years, "、")))
	}
	return append(lines, fmt.Sprintf("截止日为%s，至当日24时止（《民法典》第二百零三条）。", p.DueDay))
}

func (s ProofSpan) text() []string {
	lines := []string{s.opening()}
	if n := len(s.Counted); n > 0 {
		lines = append(lines, countedText(s.Counted))
	}
	if len(s.Skipped) > 0 {
		lines = append(lines, "其间不计休息日："+passedText(s.Skipped)+"。")
	}
	if len(s.MakeUps) > 0 {
		lines = append(lines, "调休上班日计入："+passedText(s.MakeUps)+"。")
	}
	if len(s.Rolled) > 0 {
		lines = append(lines, fmt.Sprintf("最后一日%s为休息日（%s），顺延至%s（《民法典》第二百零三条）。", s.End, passedText(s.Rolled), s.Due))
	}
	if s.Rest != nil {
		lines = append(lines, fmt.Sprintf("%s为休息日（%s），系指定日期，不顺延（《民法典》第二百零四条）。", s.Due, s.Rest.Name))
	}
	for _, entry := range s.Recomputed {
		lines = append(lines, fmt.Sprintf("%s因节假日安排变动重新计算，原截止日%s%s。", entry.On, entry.Was, reasonText(entry.Reason)))
	}
	if s.Held != nil {
		lines = append(lines, fmt.Sprintf("%s%s暂停计时，%s%s。", s.Held.On, byText(s.Held.By), leftText(s.Held.Left, s.Held.Unit), reasonText(s.Held.Reason)))
	}
	return lines
}

func (s ProofSpan) opening() string {
	budget := strconv.Itoa(s.Amount) + unitNames[s.Unit]
	switch {
	case s.Why == SpanExtend:
		return fmt.Sprintf("%s%s延期至%s%s。", s.From, byText(s.By), s.Due, reasonText(s.Reason))
	case s.Why == SpanRelease:
		return fmt.Sprintf("%s%s恢复计时，%s%s。", s.From, byText(s.By), leftText(s.Amount, s.Unit), reasonText(s.Reason))
	case s.Unit == FixedDay:
		return fmt.Sprintf("截止日指定为%s。", s.Due)
	case s.Unit == Months:
		return fmt.Sprintf("期限%s，自%s起算，当日不计入，至对应日%s届满（《民法典》第二百零一条、第二百零二条）。", budget, s.From, s.End)
	default:
		return fmt.Sprintf("期限%s，自%s起算，当日不计入（《民法典》第二百零一条）。", budget, s.From)
	}
}

func countedText(days []Date) string {
	if len(days) > listed {
		return fmt.Sprintf("自%s至%s，计%d个工作日。", days[0], days[len(days)-1], len(days))
	}
	names := make([]string, len(days))
	for i, day := range days {
		names[i] = day.String()
	}
	return fmt.Sprintf("计入%d个工作日：%s。", len(days), strings.Join(names, "、"))
}

// passedText joins neighbouring days of one name: 春节2026-02-15至2026-02-23.
func passedText(days []PassedDay) string {
	var parts []string
	for i := 0; i < len(days); {
		j := i
		for j+1 < len(days) && days[j+1].Name == days[i].Name && days[j+1].Date == days[j].Date.Add(1) {
			j++
		}
		part := days[i].Name + days[i].Date.String()
		if j > i {
			part += "至" + days[j].Date.String()
		}
		parts = append(parts, part)
		i = j + 1
	}
	return strings.Join(parts, "、")
}

func leftText(left int, unit Unit) string {
	name := unitNames[Days]
	if unit == Workdays {
		name = unitNames[Workdays]
	}
	if left < 0 {
		return fmt.Sprintf("已逾期%d%s", -left, name)
	}
	return fmt.Sprintf("剩余%d%s", left, name)
}

func byText(by string) string {
	if by == "" {
		return ""
	}
	return "由" + by
}

func reasonText(reason string) string {
	if reason == "" {
		return ""
	}
	return "，事由：" + reason
}
