package models

import "time"

// CalendarYear is a holiday notice as the record holds it.
type CalendarYear struct {
	Year   int    `json:"year"`
	Source string `json:"source"` // 国办发明电〔2025〕7号
	// Shipped says that nobody imported or corrected it: it is the one that
	// came with the program.
	Shipped    bool       `json:"shipped"`
	ImportedBy string     `json:"imported_by,omitempty"`
	At         *time.Time `json:"at,omitempty"`
	// Days that the notice names, in order.
	Days []CalendarDay `json:"days,omitempty"`
}

// CalendarDay is one day that a notice names: "rest" or "work".
type CalendarDay struct {
	Date       string     `json:"date"` // 2006-01-02
	Kind       string     `json:"kind"`
	Name       string     `json:"name"`
	Source     string     `json:"source"`
	ImportedBy string     `json:"imported_by,omitempty"`
	At         *time.Time `json:"at,omitempty"`
}

// DayCorrection changes what one day is. An empty Kind takes the day out of
// the notice: it becomes what its weekday says.
type DayCorrection struct {
	Date   string
	Kind   string
	Name   string
	Source string // the notice that says so, or the reason
}

// AlarmOffsets say when the alarms of an organ's deadlines come: the reminder
// working days before the day, the reminder on the day, the notice after it (at
// its midnight), and the escalation working days later.
type AlarmOffsets struct {
	Organ        string    `json:"organ" gorm:"primaryKey"`
	DaysBefore   int       `json:"days_before"`
	DaysEscalate int       `json:"days_escalate"`
	Hour         int       `json:"hour"` // of the day, at which all but the notice after it come
	ChangedBy    string    `json:"changed_by,omitempty"`
	ChangedAt    time.Time `json:"changed_at,omitzero"`
}

// The bounds of AlarmOffsets.
const (
	mostDaysBefore   = 10
	mostDaysEscalate = 20
)

// Validate reports the first thing wrong with the offsets.
func (a *AlarmOffsets) Validate() error {
	switch {
	case a.DaysBefore < 0 || a.DaysBefore > mostDaysBefore:
		return wrong("days_before", "ALARM_DAYS", "提前提醒须为 0 至 10 个工作日。")
	case a.DaysEscalate < 1 || a.DaysEscalate > mostDaysEscalate:
		return wrong("days_escalate", "ALARM_DAYS", "逾期上报须为 1 至 20 个工作日。")
	case a.Hour < 6 || a.Hour > 20:
		return wrong("hour", "ALARM_HOUR", "提醒时间须为 6 至 20 点。")
	}
	return nil
}
