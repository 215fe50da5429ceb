package models

import "time"

// StatisticsQuery asks for the figures of one organ in a period of days, both
// ends in it. Now says what is late.
type StatisticsQuery struct {
	Organ string
	From  string
	Until string
	Now   time.Time
}

// DocumentCount is how many papers of a kind came in or went out in a month
// ("2026-03").
type DocumentCount struct {
	Month string
	Kind  DocKind
	N     int
}

// NamedCount is a number of papers by sender or by unit.
type NamedCount struct {
	Name string // of a sender, or the id of a unit
	N    int
}

// StepStay is how many stays at a step of a process began and ended on two days.
type StepStay struct {
	Process string
	Step    string
	Title   string
	Opened  string
	Done    string
	N       int
}

// Punctuality is what a unit did in a month of what had a deadline, and what of
// the month it still owes.
type Punctuality struct {
	Month string
	Unit  string
	// OnTime and Late were done; Owed became late in the month and is not done.
	OnTime int
	Late   int
	Owed   int
}

// Load is what waits for somebody now, or for a unit while nobody took it.
type Load struct {
	Unit    string
	Person  string
	Waiting int
	Late    int // of those waiting
}

// SenderMemory is a sender of papers as the record remembers it.
type SenderMemory struct {
	Name string `json:"name"`
	// Papers is how many came from it.
	Papers int `json:"papers"`
	// LastNumber is the number of its last paper, LastOn the day that came.
	LastNumber string  `json:"last_number,omitempty"`
	LastOn     string  `json:"last_on,omitempty"`
	LastKind   DocKind `json:"last_kind,omitempty"`
	// Prefix is its number up to the year: 蕲水文.
	Prefix string `json:"prefix,omitempty"`
}
