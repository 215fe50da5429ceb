package models

import "time"

// Verification is what a proof of the whole record found: numbers, and the
// first broken row without what is in it.
type Verification struct {
	At      time.Time `json:"at"`
	Cases   int       `json:"cases"`
	Events  int       `json:"events"`
	Numbers int       `json:"numbers"`
	// Broken rows; none means that the record is whole.
	Broken      int    `json:"broken" doc:"有问题的行数；零即通过。"`
	BrokenCheck string `json:"broken_check,omitempty" doc:"第一处问题属于哪一项核验。"`
	BrokenRow   string `json:"broken_row,omitempty" doc:"第一处问题在哪个表、哪一行。"`
	// RootDay is the last day that was over, and Root its hash.
	RootDay string `json:"root_day" doc:"总哈希截至哪一天终了。"`
	Root    string `json:"root" doc:"总哈希（SM3）；公布它，此前的记录就不能悄悄改写。"`
}

// freshFor is how long a verification or a backup counts as a recent one: both
// are made every night and need not begin on the minute.
const freshFor = 25 * time.Hour

// Stale says whether the verification is older than a day.
func (v *Verification) Stale(now time.Time) bool { return now.Sub(v.At) > freshFor }
