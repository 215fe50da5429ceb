package calendar

import (
	"time"

	"github.com/zhihui-renda/renda/internal/fault"
)

// Unit says what a budget counts.
type Unit string

// The units.
const (
	Workdays Unit = "wd"   // 工作日
	Days     Unit = "d"    // 日: calendar days
	Months   Unit = "m"    // 月
	FixedDay Unit = "date" // a day that somebody named
)

// The codes of a rule or a ledger that makes no sense.
const (
	CodeBadUnit   = "BAD_UNIT"
	CodeBadLedger = "BAD_CLOCK_LEDGER"
)

// DeadlineRule is a deadline before it is counted.
type DeadlineRule struct {
	// From is the day of the event; the count starts on the day after
	// (民法典 art. 201).
	From Date `json:"from"`
	// Amount is negative for a clock that goes on after a suspension which came
	// when the deadline had passed: it stays as late as it was.
	Amount int  `json:"amount,omitempty"`
	Unit   Unit `json:"unit"`
	// Day is the day named, for FixedDay.
	Day Date `json:"day,omitzero"`
}

// EntryKind is what happened to a clock after it started.
type EntryKind string

// The kinds of entry.
const (
	Held       EntryKind = "held"
	Released   EntryKind = "released"
	Extended   EntryKind = "extended"
	Recomputed EntryKind = "recomputed" // changes nothing here, and is told
)

// LedgerLine is one line of a clock's ledger.
type LedgerLine struct {
	Kind EntryKind `json:"kind"`
	On   Date      `json:"on"`
	// Until is the day an extension moved the deadline to.
	Until Date `json:"until,omitzero"`
	// Was is the due day before a recomputation.
	Was    Date   `json:"was,omitzero"`
	By     string `json:"by,omitempty"` // as it is to be shown
	Reason string `json:"reason,omitempty"`
}

// Options of a count.
type Options struct {
	// Now leaves out the alarms that are past.
	Now time.Time
	// Provisional counts through unpublished years, and says so.
	Provisional bool
	// Offsets of the alarms; zero means DefaultOffsets.
	Offsets Offsets
}

// Deadline is what a rule and its ledger come to.
type Deadline struct {
	// DueDay is the last day in time, which ends at 24:00 (民法典 art. 203).
	DueDay Date `json:"due_day"`
	// Due is the first instant that is too late.
	Due    time.Time `json:"due"`
	Alarms []Alarm   `json:"alarms"`
	// Held: the clock stands still; Left is what remains of the budget, in
	// working days where working days were counted, otherwise in calendar days. It is
	// negative when the deadline had passed. DueDay is the one before.
	Held bool `json:"held,omitempty"`
	Left int  `json:"left,omitempty"`
	// Provisional: DueDay rests on a year whose notice is not published.
	Provisional bool  `json:"provisional,omitempty"`
	Proof       Proof `json:"proof"`
}

// Resolve counts a rule that nothing has happened to.
func (c *Calendar) Resolve(rule DeadlineRule, opts Options) (Deadline, error) {
	return c.Run(rule, nil, opts)
}

// Run counts a rule through all that happened to it, in order. A year that is
// not published is refused with NO_CALENDAR unless opts allow to count
// provisionally.
func (c *Calendar) Run(rule DeadlineRule, ledger []LedgerLine, opts Options) (Deadline, error) {
	r := run{calendar: c, rule: rule, provisional: opts.Provisional, unknown: map[int]bool{}}
	if err := r.start(); err != nil {
		return Deadline{}, err
	}
	for _, entry := range ledger {
		if err := r.enter(entry); err != nil {
			return Deadline{}, err
		}
	}
	proof := Proof{Rule: rule, Spans: r.spans, DueDay: r.due, Provisional: sortedYears(r.unknown)}
	deadline := Deadline{
		DueDay: r.due, Due: r.due.At(24), Held: r.held, Left: r.left,
		Provisional: len(proof.Provisional) > 0, Proof: proof,
	}
	if r.held {
		return deadline, nil
	}
	alarms, err := c.alarms(r.due, opts)
	deadline.Alarms = alarms
	return deadline, err
}

// run is one clock on its way through the ledger.
type run struct {
	calendar    *Calendar
	rule        DeadlineRule
	provisional bool

	end   Date // where the count ended, before it was rolled
	due   Date
	held  bool
	left  int
	since Date // held since

	spans   []ProofSpan
	unknown map[int]bool
}

func (r *run) start() error {
	span := ProofSpan{Why: SpanStart, From: r.rule.From, Amount: r.rule.Amount, Unit: r.rule.Unit}
	if r.rule.Unit == FixedDay {
		return r.fix(span, r.rule.Day)
	}
	if r.rule.From.IsZero() {
		return fault.New(fault.Invalid, CodeBadDate, "期限缺少起算日。")
	}
	if r.rule.Amount < -maxAmount || r.rule.Amount > maxAmount {
		return badAmount(r.rule.Amount)
	}
	return r.count(span)
}

// count runs a span of Amount units.
func (r *run) count(span ProofSpan) error {
	k := counter{calendar: r.calendar, provisional: r.provisional}
	var err error
	switch span.Unit {
	case Workdays:
		r.due, err = k.add(span.From, span.Amount)
		r.end = r.due
	case Days:
		r.end = span.From.Add(span.Amount)
		r.due, err = k.roll(r.end)
	case Months:
		r.end = span.From.AddMonths(span.Amount)
		r.due, err = k.roll(r.end)
	default:
		err = fault.New(fault.Invalid, CodeBadUnit, "不支持的期限单位“%s”。", clip(string(span.Unit)))
	}
	if err != nil {
		return err
	}
	span.Counted, span.Skipped, span.MakeUps, span.Rolled = k.counted, k.skipped, k.makeUps, k.rolled
	r.close(span, &k)
	return nil
}

// fix is a span that ends on a day somebody named: it stays there, rest day or
// not, because that is what was said (民法典 art. 204).
func (r *run) fix(span ProofSpan, day Date) error {
	if day.IsZero() {
		return fault.New(fault.Invalid, CodeBadDate, "期限缺少截止日期。")
	}
	span.Unit, span.Amount = FixedDay, 0
	r.end, r.due = day, day
	if workday, known := r.calendar.IsWorkday(day); known && !workday {
		rest := r.calendar.passed(day)
		span.Rest = &rest
	}
	r.close(span, &counter{})
	return nil
}

func (r *run) close(span ProofSpan, k *counter) {
	span.End, span.Due = r.end, r.due
	r.spans = append(r.spans, span)
	// Only the last span decides the day; what was provisional before a fixed
	// day no longer matters, what was before a suspension does.
	if span.Unit == FixedDay {
		clear(r.unknown)
	}
	for year := range k.unknown {
		r.unknown[year] = true
	}
}

func (r *run) enter(entry LedgerLine) error {
	switch {
	case entry.Kind == Held && !r.held:
		return r.hold(entry)
	case entry.Kind == Released && r.held:
		return r.release(entry)
	case entry.Kind == Extended:
		return r.extend(entry)
	case entry.Kind == Recomputed:
		last := &r.spans[len(r.spans)-1]
		last.Recomputed = append(last.Recomputed, entry)
		return nil
	default:
		return fault.New(fault.Internal, CodeBadLedger, "期限台账在%s有不成对的记录“%s”。", entry.On, entry.Kind)
	}
}

func (r *run) hold(entry LedgerLine) error {
	left, err := r.remaining(entry.On)
	if err != nil {
		return err
	}
	r.held, r.left, r.since = true, left, entry.On
	r.spans[len(r.spans)-1].Held = &ProofHold{On: entry.On, Left: left, Unit: r.leftUnit(), By: entry.By, Reason: entry.Reason}
	return nil
}

// remaining is the budget after day.
func (r *run) remaining(day Date) (int, error) {
	if r.leftUnit() != Workdays {
		return r.end.Sub(day), nil
	}
	k := counter{calendar: r.calendar, provisional: r.provisional}
	left, err := k.between(day, r.due)
	for year := range k.unknown {
		r.unknown[year] = true
	}
	return left, err
}

func (r *run) release(entry LedgerLine) error {
	span := ProofSpan{
		Why: SpanRelease, From: entry.On, Amount: r.left, Unit: r.leftUnit(), By: entry.By, Reason: entry.Reason,
	}
	r.held, r.left, r.since = false, 0, Date{}
	return r.count(span)
}

// leftUnit is what the rest of a held budget is counted in: working days where
// the span that is held counted them.
func (r *run) leftUnit() Unit {
	if last := r.spans[len(r.spans)-1]; last.Unit == Workdays {
		return Workdays
	}
	return Days
}

func (r *run) extend(entry LedgerLine) error {
	span := ProofSpan{Why: SpanExtend, From: entry.On, By: entry.By, Reason: entry.Reason}
	if err := r.fix(span, entry.Until); err != nil {
		return err
	}
	if !r.held {
		return nil
	}
	left, err := r.remaining(r.since)
	r.left = left
	return err
}
