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
