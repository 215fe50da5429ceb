package process

import (
	"fmt"
	"strings"
)

// Refusal is why an act is not possible. Nothing has changed. Kind says which
// of the four ways out the caller has, Code is stable for programs, Detail is
// Chinese for people, Field names the input at fault.
type Refusal struct {
	Kind   RefusalKind       `json:"kind"`
	Code   Code              `json:"code"`
	Detail string            `json:"detail"`
	Field  string            `json:"field,omitempty"`
	Args   map[string]string `json:"args,omitempty"`
}

// Error makes a Refusal an error.
func (r *Refusal) Error() string { return fmt.Sprintf("%s: %s", r.Code, r.Detail) }

// RefusalKind groups refusals by what the caller can do about them.
type RefusalKind string

// The kinds. Denied and Conflict come before Invalid: Decide looks at who and
// where first and at the input last, so that an Invalid refusal of an empty
// command means "yes, you may; fill in the form".
const (
	Denied   RefusalKind = "denied"   // not this person
	Conflict RefusalKind = "conflict" // not now, or somebody else was first
	Invalid  RefusalKind = "invalid"  // the input is not right
)

// Code names a refusal.
type Code string

// The codes.
const (
	CodeNotAssignee     Code = "NOT_ASSIGNEE"
	CodeNoPower         Code = "NO_POWER"
	CodeSeparation      Code = "SEPARATION_OF_DUTIES"
	CodeHandOverToSelf  Code = "HAND_OVER_TO_SELF"
	CodeSystemOnly      Code = "SYSTEM_ONLY"
	CodeCaseClosed      Code = "CASE_CLOSED"
	CodeCaseSuspended   Code = "CASE_SUSPENDED"
	CodeNotSuspended    Code = "NOT_SUSPENDED"
	CodeAlreadyOpen     Code = "ALREADY_OPEN"
	CodeTaskDone        Code = "TASK_DONE" // Args: by, at, outcome
	CodeTaskAsleep      Code = "TASK_ASLEEP"
	CodeTaskClaimed     Code = "TASK_CLAIMED" // Args: by
	CodeStale           Code = "STALE"
	CodeSeqRequired     Code = "EXPECT_SEQ_REQUIRED"
	CodeVerbNotHere     Code = "VERB_NOT_HERE"
	CodeNothingToDo     Code = "NOTHING_TO_DO"
	CodeReturnForward   Code = "RETURN_FORWARD"
	CodeReturnSelf      Code = "RETURN_TO_SELF"
	CodeNobodyThere     Code = "NOBODY_RESPONSIBLE"
	CodeCannotWithdraw  Code = "CANNOT_WITHDRAW"
	CodeReadersOpen     Code = "READERS_OPEN"
	CodeNotSigned       Code = "TEXT_NOT_SIGNED"
	CodeUnknownTask     Code = "UNKNOWN_TASK"
	CodeTaskNeeded      Code = "TASK_NEEDED"
	CodeUnknownStep     Code = "UNKNOWN_STEP"
	CodeUnknownVerb     Code = "UNKNOWN_VERB"
	CodeUnknownOutcome  Code = "UNKNOWN_OUTCOME"
	CodeUnknownField    Code = "UNKNOWN_FIELD"
	CodeFieldRequired   Code = "FIELD_REQUIRED"
	CodeFieldInvalid    Code = "FIELD_INVALID"
	CodeOpinionRequired Code = "OPINION_REQUIRED"
	CodeReasonRequired  Code = "REASON_REQUIRED"
	CodePartyRequired   Code = "PARTY_REQUIRED"
	CodePartySelf       Code = "PARTY_SELF"
	CodePartyThere      Code = "PARTY_ALREADY_THERE"
	CodePartyActed      Code = "PARTY_ALREADY_ACTED"
	CodeDatePast        Code = "DATE_IN_THE_PAST"
	CodeUnknownClock    Code = "UNKNOWN_CLOCK"
	CodeUnknownDelivery Code = "UNKNOWN_DELIVERY"
	CodeReceiptGiven    Code = "RECEIPT_ALREADY_GIVEN"
	CodeNotIssued       Code = "NOT_ISSUED"
	CodeCeased          Code = "CEASED" // Args: how, by, at
)

func denied(code Code) *Refusal { return refuse(Denied, code, nil) }

func conflict(code Code, args ...any) *Refusal { return refuse(Conflict, code, args) }

func invalid(code Code, field string, args ...any) *Refusal {
	r := refuse(Invalid, code, args)
	r.Field = field
	return r
}

func refuse(kind RefusalKind, code Code, args []any) *Refusal {
	return &Refusal{Kind: kind, Code: code, Detail: phrase(refusalWords[code], args)}
}

// say replaces the detail by words that fit the place better.
func (r *Refusal) say(words string, args ...any) *Refusal {
	r.Detail = phrase(words, args)
	return r
}

// with adds an argument for the client.
func (r *Refusal) with(key, value string) *Refusal {
	if r.Args == nil {
		r.Args = map[string]string{}
	}
	r.Args[key] = value
	return r
}

func phrase(words string, args []any) string {
	if !strings.Contains(words, "%") {
		return words
	}
	return fmt.Sprintf(words, args...)
}
