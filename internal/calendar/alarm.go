package calendar

import "time"

// AlarmKind is a moment of a clock at which people are told. None of them
// decides anything.
type AlarmKind string

// The alarms.
const (
	AlarmBefore   AlarmKind = "before"   // soon due
	AlarmAt       AlarmKind = "at"       // due today
	AlarmAfter    AlarmKind = "after"    // overdue
	AlarmEscalate AlarmKind = "escalate" // still overdue: one level up
)

// Alarm is one such moment.
type Alarm struct {
	Kind AlarmKind `json:"kind"`
	At   time.Time `json:"at"`
}

// Offsets say when the alarms of a deadline come.
type Offsets struct {
	// Before is the number of working days before the due day.
	Before int `json:"before"`
	// Escalate is the number of working days after the due day.
	Escalate int `json:"escalate"`
	// Hour of the day, 0 to 23, at which all but AlarmAfter come; that one
	// comes at the midnight that ends the due day.
	Hour int `json:"hour"`
}

// DefaultOffsets remind one working day before and escalate one after, when the
// office opens.
func DefaultOffsets() Offsets { return Offsets{Before: 1, Escalate: 1, Hour: 9} }

// alarms of a due day that are still to come. They are told to people and
// decide nothing, so an unpublished year is counted by its weekdays.
func (c *Calendar) alarms(due Date, opts Options) ([]Alarm, error) {
	offsets := opts.Offsets
	if offsets == (Offsets{}) {
		offsets = DefaultOffsets()
	}
	k := counter{calendar: c, provisional: true}
	before, err := k.back(due, offsets.Before)
	if err != nil {
		return nil, err
	}
	escalate, err := k.add(due, offsets.Escalate)
	if err != nil {
		return nil, err
	}
	all := []Alarm{
		{AlarmBefore, before.At(offsets.Hour)},
		{AlarmAt, due.At(offsets.Hour)},
		{AlarmAfter, due.At(24)},
		{AlarmEscalate, escalate.At(offsets.Hour)},
	}
	var coming []Alarm
	for _, alarm := range all {
		if alarm.At.After(opts.Now) {
			coming = append(coming, alarm)
		}
	}
	return coming, nil
}
