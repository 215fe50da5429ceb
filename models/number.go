package models

import "time"

// NumberSeries is a run of numbers of one organ: of documents issued under one
// letterhead, of papers received. It starts again at 1 every year.
type NumberSeries struct {
	Key    string `json:"key" gorm:"primaryKey;column:series_key"`
	Organ  string `json:"organ"` // unit id
	Kind   string `json:"kind"`  // issue, receipt, archive
	Title  string `json:"title"`
	Prefix string `json:"prefix"` // 机关代字
	// Format is the template: "{prefix}〔{year}〕{n}号"; "{n:4}" pads with zeros.
	Format    string    `json:"format"`
	Closed    bool      `json:"closed,omitempty"`
	Demo      bool      `json:"demo,omitempty"`
	CreatedAt time.Time `json:"created_at"`
}

// The kinds of number series.
const (
	SeriesIssue   = "issue"   // 发文字号
	SeriesReceipt = "receipt" // 收文号
	SeriesArchive = "archive" // 档号
)

// NumberStatus is the state of a number. A number is never used twice.
type NumberStatus string

// The states of a number.
const (
	NumberTaken    NumberStatus = "taken"
	NumberReserved NumberStatus = "reserved" // 预留, by permission
	NumberVoid     NumberStatus = "void"     // with a reason, never used again
)

// Number is one number of a series, with who took, reserved or voided it.
type Number struct {
	Series     string       `json:"series" gorm:"primaryKey;column:series_key"`
	Year       int          `json:"year" gorm:"primaryKey;autoIncrement:false;column:series_year"`
	N          int          `json:"n" gorm:"primaryKey;autoIncrement:false"`
	Number     string       `json:"number"`
	Status     NumberStatus `json:"status"`
	CaseID     string       `json:"case_id,omitempty"`
	Slot       string       `json:"slot,omitempty"`
	TakenBy    string       `json:"taken_by,omitempty"`
	TakenAt    *time.Time   `json:"taken_at,omitempty"`
	ReservedBy string       `json:"reserved_by,omitempty"`
	ReservedAt *time.Time   `json:"reserved_at,omitempty"`
	Reason     string       `json:"reason,omitempty"` // of the reservation
	VoidedBy   string       `json:"voided_by,omitempty"`
	VoidedAt   *time.Time   `json:"voided_at,omitempty"`
	VoidReason string       `json:"void_reason,omitempty"`
}
