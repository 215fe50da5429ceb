package models

import "time"

// DraftCopy is what a person is writing and has not put into the record: it is
// overwritten while he types and is nobody else's.
type DraftCopy struct {
	// ID is the case's, or one the client made for a document without a case.
	ID     string `json:"id"`
	Person string `json:"-"`
	// CaseID is empty while there is no case.
	CaseID string `json:"case_id,omitempty"`
	Title  string `json:"title"`
	// Rev counts how often it was saved: who saves says which one he saw.
	Rev      int64           `json:"rev"`
	SavedAt  time.Time       `json:"saved_at"`
	Document DocumentContent `json:"document"`
	// Form holds what belongs to the step and not to the document: countersigning
	// units, the signer proposed.
	Form map[string][]string `json:"form,omitempty"`
	// Seq of the case that the writer had before him.
	Seq int64 `json:"seq,omitempty"`
}
