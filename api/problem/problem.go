// Package problem is the one place where a failure becomes an HTTP answer:
// RFC 9457, with a stable code for programs and a Chinese detail for people.
package problem

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// ContentType is that of every problem.
const ContentType = "application/problem+json"

// Problem is the body of every answer that is not a success.
type Problem struct {
	Type     string            `json:"type" doc:"固定为 about:blank，以 code 区分问题。"`
	Title    string            `json:"title" doc:"状态的中文名称。"`
	Status   int               `json:"status"`
	Code     string            `json:"code" doc:"供程序判断的稳定代码。"`
	Detail   string            `json:"detail" doc:"给使用者看的说明。"`
	Instance string            `json:"instance,omitempty" doc:"请求编号，报告问题时请附上。"`
	Errors   []Detail          `json:"errors,omitempty"`
	Args     map[string]string `json:"args,omitempty" doc:"相关的值，例如是谁先办理的。"`
}

// Detail is one thing wrong with the input. It never repeats the value sent.
type Detail struct {
	Code     string `json:"code"`
	Detail   string `json:"detail"`
	Location string `json:"location,omitempty" doc:"出错的位置，例如 body.form.lead_unit。"`
}

// Error is the detail.
func (p *Problem) Error() string { return p.Code + ": " + p.Detail }

// GetStatus makes a Problem a huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType makes JSON problem+json.
func (p *Problem) ContentType(string) string { return ContentType }

// GetHeaders tells when to come again.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	if after := p.Args["retry_after"]; after != "" {
		h.Set("Retry-After", after)
	} else if p.Status == http.StatusServiceUnavailable || p.Status == http.StatusTooManyRequests {
		h.Set("Retry-After", "5")
	}
	return h
}

// From makes a problem of any error. What is ours is logged with the request's
// id and hidden from the caller. Fields that an inner layer names stand in the
// part of the request (body, query) that it got its input from.
func From(ctx context.Context, requestID, part string, err error) *Problem {
	if p, ok := errors.AsType[*Problem](err); ok {
		p.Instance = instance(requestID)
		return p
	}
	f := AsFault(err)
	status := statuses[f.Kind]
	if status == 0 {
		status = http.StatusInternalServerError
	}
	p := &Problem{
		Type: "about:blank", Title: titles[status], Status: status,
		Code: f.Code, Detail: f.Detail, Instance: instance(requestID), Args: f.Args,
	}
	p.Errors = detailsOf(f, part)
	if status >= http.StatusInternalServerError {
		slog.ErrorContext(ctx, "request failed", "request", requestID, "status", status, "error", err.Error())
	}
	if status == http.StatusInternalServerError {
		p.Code, p.Detail, p.Errors, p.Args = "INTERNAL", internalDetail, nil, nil
	}
	return p
}

// detailsOf says what is wrong where: all that a noun has against itself, or
// the one field of the fault.
func detailsOf(f *fault.Fault, part string) []Detail {
	var list []Detail
	if found, ok := errors.AsType[models.FieldErrors](f); ok {
		for _, one := range found {
			list = append(list, Detail{Code: one.Code, Detail: one.Detail, Location: location(part, one.Field)})
		}
		return list
	}
	if f.Field != "" {
		list = append(list, Detail{Code: f.Code, Detail: f.Detail, Location: location(part, f.Field)})
	}
	return list
}

// location is a field as the inner layers name it, below the part it came in
// unless it says so itself.
func location(within, field string) string {
	for _, part := range []string{"body", "path", "query", "header"} {
		if field == part || strings.HasPrefix(field, part+".") {
			return field
		}
	}
	return within + "." + field
}

// AsFault gives an error a kind: a fault as it is, a refusal of the kernel by
// its kind, a context that ran out as Unavailable, the rest as Internal.
func AsFault(err error) *fault.Fault {
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		return f
	}
	if found, ok := errors.AsType[models.FieldErrors](err); ok && len(found) > 0 {
		return fault.New(fault.Invalid, "VALIDATION", "%s", details[http.StatusUnprocessableEntity]).Because(found)
	}
	if r, ok := errors.AsType[*process.Refusal](err); ok {
		return &fault.Fault{Kind: refusals[r.Kind], Code: string(r.Code), Detail: r.Detail, Field: r.Field, Args: r.Args}
	}
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return TooLarge(tooLarge.Limit)
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return fault.New(fault.Unavailable, "TIMEOUT", timeoutDetail).Because(err)
	}
	return fault.From(err)
}

var refusals = map[process.RefusalKind]fault.Kind{
	process.Denied:   fault.Denied,
	process.Conflict: fault.Conflict,
	process.Invalid:  fault.Invalid,
}

var statuses = map[fault.Kind]int{
	fault.Invalid:         http.StatusUnprocessableEntity,
	fault.Unauthenticated: http.StatusUnauthorized,
	fault.Denied:          http.StatusForbidden,
	fault.NotFound:        http.StatusNotFound,
	fault.Conflict:        http.StatusConflict,
	fault.TooLarge:        http.StatusRequestEntityTooLarge,
	fault.TooMany:         http.StatusTooManyRequests,
	fault.Unavailable:     http.StatusServiceUnavailable,
	fault.Internal:        http.StatusInternalServerError,
}

// New makes a problem of a status that no kind of fault has: 400, 405, 415.
func New(status int, code, detail string) *Problem {
	return &Problem{Type: "about:blank", Title: titles[status], Status: status, Code: code, Detail: detail}
}

func instance(requestID string) string {
	if requestID == "" {
		return ""
	}
	return "urn:renda:request:" + requestID
}

var _ huma.StatusError = (*Problem)(nil)
