package store

import (
	"cmp"
	"context"
	"encoding/json"
	"sync"
	"time"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/process"
)

// ClockOptions are the office's settings of clocks.
type ClockOptions struct {
	// Strict refuses a deadline that reaches into a year without a notice.
	// Otherwise it is counted provisionally, flagged, and counted again when
	// the notice is imported.
	Strict bool
	// Offsets of the alarms; zero means calendar.DefaultOffsets.
	Offsets calendar.Offsets
}

// Clocks counts deadlines by the calendar of the record: the Clockwork of the
// product. One serves a whole process.
type Clocks struct {
	options ClockOptions

	mu      sync.Mutex
	version int64
	cached  *calendar.Calendar
	offsets map[string]calendar.Offsets // by organ
}

// NewClocks makes a Clocks.
func NewClocks(options ClockOptions) *Clocks { return &Clocks{options: options} }

// Calendar is the calendar as the store or transaction has it now. It is kept
// while its version stands: one statement each time, four when it changed.
func (c *Clocks) Calendar(ctx context.Context, s *Store) (*calendar.Calendar, error) {
	cal, _, err := c.current(ctx, s)
	return cal, err
}

// current is the calendar with the alarms of the organs that set their own.
func (c *Clocks) current(ctx context.Context, s *Store) (*calendar.Calendar, map[string]calendar.Offsets, error) {
	version, err := s.calendarVersion(ctx)
	if err != nil {
		return nil, nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cached != nil && c.version == version {
		return c.cached, c.offsets, nil
	}
	loaded, err := s.loadCalendar(ctx)
	if err != nil {
		return nil, nil, err
	}
	rows, err := s.AllAlarmOffsets(ctx)
	if err != nil {
		return nil, nil, err
	}
	c.cached, c.offsets, c.version = loaded, offsetsOf(rows), version
	return c.cached, c.offsets, nil
}

// calendarVersion is the version of the calendar. Inside a transaction it
// stands until the end of it: an import waits for commits that count with the
// calendar before it, so that their clocks are there to be counted again.
func (s *Store) calendarVersion(ctx context.Context) (int64, error) {
	if !s.inTx || s.dialect != MySQL {
		return s.version(ctx, versionCalendar)
	}
	var value int64
	// MariaDB does not know FOR SHARE.
	err := s.DB(ctx).Raw("SELECT value FROM versions WHERE name = ? LOCK IN SHARE MODE", versionCalendar).Scan(&value).Error
	return value, err
}

func (s *Store) loadCalendar(ctx context.Context) (*calendar.Calendar, error) {
	known, err := s.CalendarYears(ctx)
	if err != nil {
		return nil, err
	}
	years := make([]calendar.Year, len(known))
	for i, year := range known {
		if years[i], err = yearOf(year); err != nil {
			return nil, err
		}
	}
	return calendar.New(years...), nil
}

// Resolve counts the budget of the question. A year without calendar is
// Conflict, NO_CALENDAR when the options are strict.
func (c *Clocks) Resolve(ctx context.Context, tx *Store, q ClockQuestion) (Deadline, error) {
	cal, offsets, err := c.current(ctx, tx)
	if err != nil {
		return Deadline{}, err
	}
	rule, err := ruleOf(q)
	if err != nil {
		return Deadline{}, err
	}
	got, err := cal.Resolve(rule, c.counting(q.Now, offsets[q.Organ]))
	if err != nil {
		return Deadline{}, err
	}
	proof, err := json.Marshal(got.Proof)
	if err != nil {
		return Deadline{}, err
	}
	return Deadline{Instants: instantsOf(got), Proof: proof}, nil
}

// Left is what remains of the budget after the day of q.Now: in working days
// for a budget of them, in calendar days for every other. Negative when the
// deadline had passed by then, so that a suspension does not heal a delay.
func (c *Clocks) Left(ctx context.Context, tx *Store, q ClockQuestion) (int, error) {
	cal, err := c.Calendar(ctx, tx)
	if err != nil {
		return 0, err
	}
	rule, err := ruleOf(q)
	if err != nil {
		return 0, err
	}
	hold := calendar.LedgerLine{Kind: calendar.Held, On: calendar.DateOf(q.Now)}
	got, err := cal.Run(rule, []calendar.LedgerLine{hold}, c.counting(q.Now, calendar.Offsets{}))
	return got.Left, err
}

// counting is how to count at the moment, with the alarms that an organ set.
func (c *Clocks) counting(now time.Time, own calendar.Offsets) calendar.Options {
	return calendar.Options{Now: now, Provisional: !c.options.Strict, Offsets: cmp.Or(own, c.options.Offsets)}
}

func ruleOf(q ClockQuestion) (calendar.DeadlineRule, error) {
	rule := calendar.DeadlineRule{Amount: q.Amount, Unit: calendar.Unit(q.Unit)}
	var err error
	if q.From != "" {
		if rule.From, err = calendar.ParseDate(q.From); err != nil {
			return calendar.DeadlineRule{}, err
		}
	}
	if q.Day != "" {
		rule.Day, err = calendar.ParseDate(q.Day)
	}
	return rule, err
}

func instantsOf(d calendar.Deadline) process.Instants {
	out := process.Instants{Due: utc(d.Due), DueDay: d.DueDay.String(), Provisional: d.Provisional}
	for _, alarm := range d.Alarms {
		out.Alarms = append(out.Alarms, process.Alarm{Kind: process.AlarmKind(alarm.Kind), At: utc(alarm.At)})
	}
	return out
}

var _ Clockwork = (*Clocks)(nil)
