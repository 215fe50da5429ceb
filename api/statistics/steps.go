package statistics

import (
	"cmp"
	"slices"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/models"
)

// StepTime is how long stays at a step took.
type StepTime struct {
	Process      string  `json:"process"`
	ProcessTitle string  `json:"process_title"`
	Step         string  `json:"step"`
	Title        string  `json:"title"`
	Stays        int     `json:"stays" doc:"本期结束的次数。"`
	Mean         float64 `json:"mean" doc:"平均用时，工作日。"`
	Longest      int     `json:"longest" doc:"最长一次，工作日。"`
	Provisional  bool    `json:"provisional,omitempty" doc:"涉及尚未录入放假通知的年份，按周末推算。"`
}

// stepTimes counts the working days of stays: the day of the beginning is not
// counted, that of the end is (民法典 art. 201).
func stepTimes(cal *calendar.Calendar, stays []models.StepStay) []StepTime {
	type step struct{ process, step string }
	count := workdays{calendar: cal, upTo: map[calendar.Date]day{}}
	sums, days := map[step]*StepTime{}, map[step]int{}
	var order []step
	for _, s := range stays {
		key := step{s.Process, s.Step}
		if sums[key] == nil {
			sums[key] = &StepTime{Process: s.Process, ProcessTitle: cmp.Or(processTitles[s.Process], s.Process), Step: s.Step, Title: s.Title}
			order = append(order, key)
		}
		took, provisional := count.between(s.Opened, s.Done)
		sum := sums[key]
		sum.Stays += s.N
		sum.Longest = max(sum.Longest, took)
		sum.Provisional = sum.Provisional || provisional
		days[key] += took * s.N
	}
	out := make([]StepTime, len(order))
	for i, key := range order {
		out[i] = *sums[key]
		out[i].Mean = float64(days[key]) / float64(out[i].Stays)
	}
	slices.SortStableFunc(out, func(a, b StepTime) int {
		return cmp.Or(cmp.Compare(a.Process, b.Process), cmp.Compare(b.Mean, a.Mean))
	})
	return out
}

// workdays counts working days; the days counted once are kept, so that many
// stays of a year cost one walk through it.
type workdays struct {
	calendar *calendar.Calendar
	first    calendar.Date
	last     calendar.Date
	upTo     map[calendar.Date]day
}

// day is how many working days, and days of years without notice, there are
// from the first day up to and including one.
type day struct{ worked, unknown int }

// between counts the working days after from up to and including to.
func (w *workdays) between(from, to string) (days int, provisional bool) {
	a, errFrom := calendar.ParseDate(from)
	b, errTo := calendar.ParseDate(to)
	if errFrom != nil || errTo != nil || b.Before(a) {
		return 0, false
	}
	start, end := w.at(a), w.at(b)
	return end.worked - start.worked, end.unknown > start.unknown
}

func (w *workdays) at(d calendar.Date) day {
	if w.first.IsZero() {
		w.first, w.last = d, d
		w.upTo[d] = day{}
	}
	for w.last.Before(d) {
		next := w.last.Add(1)
		sum := w.upTo[w.last]
		w.upTo[next] = w.plus(sum, next, 1)
		w.last = next
	}
	for d.Before(w.first) {
		sum := w.plus(w.upTo[w.first], w.first, -1)
		w.first = w.first.Add(-1)
		w.upTo[w.first] = sum
	}
	return w.upTo[d]
}

func (w *workdays) plus(sum day, d calendar.Date, sign int) day {
	workday, known := w.calendar.IsWorkday(d)
	if workday {
		sum.worked += sign
	}
	if !known {
		sum.unknown += sign
	}
	return sum
}
