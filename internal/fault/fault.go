// Package fault gives every failure a kind, once, where it happens. Each border
// translates kinds once: the worker into Temporal ApplicationErrors, the API
// into HTTP problems.
package fault

import (
	"errors"
	"fmt"
)

// Kind is what the caller can do about a failure.
type Kind string

// The kinds.
const (
	Invalid         Kind = "invalid"         // the input is not right: 422
	Unauthenticated Kind = "unauthenticated" // nobody, or no longer: 401
	Denied          Kind = "denied"          // not this person: 403
	NotFound        Kind = "not_found"       // not there, or not to be seen: 404
	Conflict        Kind = "conflict"        // not now, or somebody was first: 409
	TooLarge        Kind = "too_large"       // 413
	TooMany         Kind = "too_many"        // slow down: 429
	Unavailable     Kind = "unavailable"     // the engine or the database is away: 503, try again
	Internal        Kind = "internal"        // ours: 500, with a reference number
)

// Fault is a failure with a kind. Code is stable for programs, Detail is
// Chinese and fit to be shown, Field names the input at fault as the client
// sent it ("form.lead_unit"). Args are values a client may want (who acted
// first, until when it is locked); they never hold text of a document.
type Fault struct {
	Kind   Kind              `json:"kind"`
	Code   string            `json:"code"`
	Detail string            `json:"detail"`
	Field  string            `json:"field,omitempty"`
	Args   map[string]string `json:"args,omitempty"`
	cause  error
}

// New makes a fault with a Chinese detail.
func New(kind Kind, code, detail string, args ...any) *Fault {
	return &Fault{Kind: kind, Code: code, Detail: fmt.Sprintf(detail, args...)}
}

// At names the field at fault.
func (f *Fault) At(field string) *Fault {
	f.Field = field
	return f
}

// With adds an argument.
func (f *Fault) With(key, value string) *Fault {
	if f.Args == nil {
		f.Args = map[string]string{}
	}
	f.Args[key] = value
	return f
}

// Because keeps the cause for the log; it is never shown.
func (f *Fault) Because(err error) *Fault {
	f.cause = err
	return f
}

// Error is for logs.
func (f *Fault) Error() string {
	text := f.Code + ": " + f.Detail
	if f.Field != "" {
		text += " (" + f.Field + ")"
	}
	if f.cause != nil {
		text += ": " + f.cause.Error()
	}
	return text
}

// Unwrap returns the cause.
func (f *Fault) Unwrap() error { return f.cause }

// From returns the fault in err's chain; an error without one is Internal.
func From(err error) *Fault {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f
	}
	return New(Internal, "INTERNAL", "系统内部错误，请稍后重试。").Because(err)
}

// KindOf returns the kind of err; an error without a fault is Internal.
func KindOf(err error) Kind { return From(err).Kind }

// Is says whether err is a fault of the kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }
