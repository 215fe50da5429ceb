package models

// CaseRelation is what one case is to another.
type CaseRelation string

// The relations between cases of documents.
const (
	RelAnsweredBy  CaseRelation = "answered_by" // the other is the answer to this one (复文)
	RelAnswers     CaseRelation = "answers"     // this one answers the other
	RelResubmitted CaseRelation = "resubmitted" // the other is this one sent again after a return
	RelResubmits   CaseRelation = "resubmits"   // this one was returned as the other before
	RelSentFrom    CaseRelation = "sent_from"   // this one came in as a delivery of the other
	RelRegistered  CaseRelation = "registered"  // the other is this one as a recipient registered it
	RelNamed       CaseRelation = "named"       // this one names the other in a form
)

// Related is a case that has to do with another one.
type Related struct {
	Relation CaseRelation `json:"relation"`
	Case     Case         `json:"case"`
}
