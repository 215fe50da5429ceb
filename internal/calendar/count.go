package calendar

import (
	"github.com/zhihui-renda/renda/internal/fault"
)

// CodeBadAmount refuses a number of days or months that no deadline has.
const CodeBadAmount = "BAD_AMOUNT"

// maxAmount bounds a budget; ten years of working days are fewer.
const maxAmount = 3000

// AddWorkdays is the n-th working day after from; from itself is not counted
// (民法典 art. 201). For n = 0 it is from, or the next working day when from is
// a rest day. For n < 0 it is the day whose n-th working day from is. A year
// that is not published is refused with NO_CALENDAR.
func (c *Calendar) AddWorkdays(from Date, n int) (Date, error) {
	k := counter{calendar: c}
	return k.add(from, n)
}

// WorkdaysBetween is the number of working days after from up to and including
// to; negative when to comes before from.
func (c *Calendar) WorkdaysBetween(from, to Date) (int, error) {
	k := counter{calendar: c}
	return k.between(from, to)
}

// counter walks day by day and remembers what it passed.
type counter struct {
	calendar    *Calendar
	provisional bool // count through unpublished years

	unknown map[int]bool // unpublished years met
	counted []Date
	skipped []PassedDay
	makeUps []PassedDay // counted although a Saturday or Sunday
	rolled  []PassedDay
}

func (k *counter) workday(d Date) (bool, error) {
	workday, known := k.calendar.IsWorkday(d)
	if known {
		return workday, nil
	}
	if !k.provisional {
		return false, noCalendar(d.year)
	}
	if k.unknown == nil {
		k.unknown = map[int]bool{}
	}
	k.unknown[d.year] = true
	return workday, nil
}

// add is AddWorkdays.
func (k *counter) add(from Date, n int) (Date, error) {
	switch {
	case n > maxAmount || n < -maxAmount:
		return Date{}, badAmount(n)
	case n == 0:
		return k.roll(from)
	case n < 0:
		// The last day worked on or before from is the one that n counts back from.
		start, err := k.step(from.Add(1), -1)
		if err != nil {
			return Date{}, err
		}
		return k.back(start, -n)
	}
	day := from
	for len(k.counted) < n {
		day = day.Add(1)
		workday, err := k.workday(day)
		switch {
		case err != nil:
			return Date{}, err
		case !workday:
			k.skipped = append(k.skipped, k.calendar.passed(day))
			continue
		case day.Weekend():
			k.makeUps = append(k.makeUps, k.calendar.passed(day))
		}
		k.counted = append(k.counted, day)
	}
	return day, nil
}

// back is the n-th working day before d.
func (k *counter) back(d Date, n int) (Date, error) {
	var err error
	for range n {
		if d, err = k.step(d, -1); err != nil {
			return Date{}, err
		}
	}
	return d, nil
}

// step is the next working day in a direction.
func (k *counter) step(d Date, by int) (Date, error) {
	for {
		d = d.Add(by)
		if workday, err := k.workday(d); err != nil || workday {
			return d, err
		}
	}
}

// roll is d, or the first working day after it when d is a rest day
// (民法典 art. 203).
func (k *counter) roll(d Date) (Date, error) {
	for {
		workday, err := k.workday(d)
		if err != nil || workday {
			return d, err
		}
		k.rolled = append(k.rolled, k.calendar.passed(d))
		d = d.Add(1)
	}
}

func (k *counter) between(from, to Date) (int, error) {
	if to.Before(from) {
		n, err := k.between(to, from)
		return -n, err
	}
	if to.Sub(from) > 4*maxAmount {
		return 0, badAmount(to.Sub(from))
	}
	n := 0
	for day := from; day != to; {
		day = day.Add(1)
		workday, err := k.workday(day)
		if err != nil {
			return 0, err
		}
		if workday {
			n++
		}
	}
	return n, nil
}

func badAmount(n int) error {
	return fault.New(fault.Invalid, CodeBadAmount, "期限长度%d超出允许范围（不超过%d）。", n, maxAmount)
}
