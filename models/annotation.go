package models

import (
	"strings"
	"time"
)

// Annotation is what one person drew on one page, at one time. It is never
// changed: who draws on or erases adds a version.
type Annotation struct {
	ID     string `json:"id" gorm:"primaryKey"`
	CaseID string `json:"case_id"`
	// Seq counts the annotations of a case; each is chained to the one before.
	Seq int64 `json:"seq"`
	// Hash is the page's paper: the SHA-256 of the file's bytes, or of the text.
	Hash     string    `json:"hash"`
	Page     int       `json:"page"` // from 1
	Author   string    `json:"author"`
	Version  int       `json:"version"` // of this person's ink on this page, from 1
	Ink      string    `json:"ink"`     // strokes as JSON, empty for a page wiped clean
	Port     string    `json:"port"`
	At       time.Time `json:"at"`
	Key      string    `json:"request_key" gorm:"column:request_key"`
	PrevHash string    `json:"prev_hash"`
	Link     string    `json:"link"`
}

// maxPages of a paper that one can draw on.
const maxPages = 5000

// NewAnnotation is what a person asks to keep.
type NewAnnotation struct {
	CaseID string
	Hash   string
	Page   int
	// Seen is the version he drew on, 0 when there was none.
	Seen int
	Ink  string
	Key  string
	By   By
}

// Validate finds what is wrong with the place: HASH_FORM, PAGE_RANGE.
func (a *NewAnnotation) Validate() FieldErrors {
	var errs FieldErrors
	if len(a.Hash) != 64 || strings.Trim(a.Hash, "0123456789abcdef") != "" {
		errs.add("hash", "HASH_FORM", "请指明批注在哪份文件上。")
	}
	if a.Page < 1 || a.Page > maxPages {
		errs.add("page", "PAGE_RANGE", "没有这一页。")
	}
	return errs
}
