package models

import "strings"

// FieldError is one thing wrong with what was filled in. Field is the path as
// the client sent it ("main_to[1].name"), Code is stable for programs, Detail
// is Chinese and says what to do.
type FieldError struct {
	Field  string `json:"field"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

// FieldErrors are all that is wrong at once; an empty list is no error.
type FieldErrors []FieldError

// Error is for logs.
func (e FieldErrors) Error() string {
	parts := make([]string, len(e))
	for i, one := range e {
		parts[i] = one.Field + ": " + one.Code
	}
	return strings.Join(parts, "; ")
}

// Err returns e as an error, nil when there is nothing wrong.
func (e FieldErrors) Err() error {
	if len(e) == 0 {
		return nil
	}
	return e
}

// add notes one more thing.
func (e *FieldErrors) add(field, code, detail string) {
	*e = append(*e, FieldError{Field: field, Code: code, Detail: detail})
}
