package models

// OutsideOrgan is an organ outside our tree of units that we wrote to or that
// wrote to us.
type OutsideOrgan struct {
	Name string `json:"name"`
	Uses int    `json:"uses"`
	// LastUsed is the day, "2026-01-31".
	LastUsed string `json:"last_used"`
}
