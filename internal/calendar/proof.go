package calendar

import (
	"maps"
	"slices"
)

// Proof says how a deadline was counted, day by day.
type Proof struct {
	Rule DeadlineRule `json:"rule"`
	// Spans in order: the start, and one for each release and extension. The
	// last one gives the due day.
	Spans  []ProofSpan `json:"spans"`
	DueDay Date        `json:"due_day"`
	// Provisional lists the years that were counted without their notice.
	Provisional []int `json:"provisional,omitempty"`
}

// SpanWhy says why a span of a count begins.
type SpanWhy string

// Why spans begin.
const (
	SpanStart   SpanWhy = "start"
	SpanRelease SpanWhy = "release" // resumed after a suspension
	SpanExtend  SpanWhy = "extend"
)

// ProofSpan is one uninterrupted count.
type ProofSpan struct {
	Why SpanWhy `json:"why"`
	// From is not counted.
	From   Date `json:"from"`
	Amount int  `json:"amount"`
	Unit   Unit `json:"unit"`
	// Counted are the working days counted, in order; only for Workdays.
	Counted []Date `json:"counted,omitempty"`
	// Skipped are the rest days passed over while counting working days.
	Skipped []PassedDay `json:"skipped,omitempty"`
	// MakeUps are those of Counted that are a Saturday or Sunday.
	MakeUps []PassedDay `json:"make_ups,omitempty"`
	// End is where the count ended; Rolled are the rest days that Due was moved
	// over from there.
	End    Date        `json:"end"`
	Rolled []PassedDay `json:"rolled,omitempty"`
	Due    Date        `json:"due"`
	// Rest is set when a fixed day is a rest day; it stays.
	Rest *PassedDay `json:"rest,omitempty"`
	// By and Reason of the release or extension.
	By     string `json:"by,omitempty"`
	Reason string `json:"reason,omitempty"`
	// Held is how the span was interrupted.
	Held *ProofHold `json:"held,omitempty"`
	// Recomputed are the changes of the calendar while the span ran.
	Recomputed []LedgerLine `json:"recomputed,omitempty"`
}

// ProofHold is a suspension.
type ProofHold struct {
	On Date `json:"on"`
	// Left is the budget after On; see Deadline.
	Left   int    `json:"left"`
	Unit   Unit   `json:"unit"`
	By     string `json:"by,omitempty"`
	Reason string `json:"reason,omitempty"`
}

func sortedYears(years map[int]bool) []int {
	if len(years) == 0 {
		return nil
	}
	return slices.Sorted(maps.Keys(years))
}
