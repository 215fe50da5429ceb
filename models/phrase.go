package models

import (
	"strings"
	"time"
)

// Phrase is something people often write in an opinion (常用意见): a person's
// own, or shared by all of an organ.
type Phrase struct {
	ID        string    `json:"id"`
	PersonID  string    `json:"-"`               // whose own it is, empty for a shared one
	Organ     string    `json:"organ,omitempty"` // whose shared one it is
	Words     string    `json:"words"`
	CreatedBy string    `json:"-"`
	CreatedAt time.Time `json:"created_at"`
	// Uses is how often the one who asks has used it.
	Uses int `json:"uses"`
}

// Shared says whether the phrase is everybody's in its organ.
func (p *Phrase) Shared() bool { return p.Organ != "" }

// phraseLength is the most characters of a phrase.
const phraseLength = 200

// Validate trims the words and reports what is wrong with them.
func (p *Phrase) Validate() error {
	p.Words = strings.TrimSpace(p.Words)
	if !between(p.Words, 1, phraseLength) {
		return wrong("words", "PHRASE_LENGTH", "常用意见须为 1 至 200 个字。")
	}
	return nil
}
