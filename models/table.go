package models

import "time"

// TableFlaw is one thing that keeps a process table from being used.
type TableFlaw struct {
	Step   string `json:"step,omitempty"` // key; empty for the table as a whole
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

// TableVersion is a process table that an organ set, or its going back to the
// shipped one.
type TableVersion struct {
	Version int       `json:"version"`
	Reset   bool      `json:"reset,omitempty" doc:"此次恢复为通用流程。"`
	SetBy   string    `json:"set_by"`
	SetAt   time.Time `json:"set_at"`
}

// TableUse is how many open cases go by one version of a table. Own tells an
// organ's table from a shipped one of the same version.
type TableUse struct {
	Version int  `json:"version"`
	Own     bool `json:"own" doc:"机关自定的流程；否则为通用流程。"`
	Cases   int  `json:"cases"`
}
