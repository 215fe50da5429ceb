package problem

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"github.com/zhihui-renda/renda/internal/fault"
)

var install sync.Once

// Install makes huma answer with our problems: its messages become Chinese
// with codes, values are never repeated and our own failures never shown. It
// must run before the first operation is registered, because schemas keep
// their messages. requestID reads the id of the request from a context.
func Install(requestID func(context.Context) string) {
	install.Do(func() {
		translate()
		huma.ErrorFormatter = format
		huma.ValidateStrictCasing = true // a name in other letters is an unknown field
		huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
			return fromHuma(context.Background(), "", status, msg, errs)
		}
		huma.NewErrorWithContext = func(c huma.Context, status int, msg string, errs ...error) huma.StatusError {
			if c == nil {
				return fromHuma(context.Background(), "", status, msg, errs)
			}
			return fromHuma(c.Context(), requestID(c.Context()), status, msg, errs)
		}
	})
}

// format is Sprintf that drops the arguments of a text without verbs: huma
// passes parser errors there, which repeat the value.
func format(text string, args ...any) string {
	if !strings.Contains(text, "%") {
		return text
	}
	return fmt.Sprintf(text, args...)
}

func fromHuma(ctx context.Context, id string, status int, msg string, errs []error) *Problem {
	if status >= http.StatusInternalServerError {
		return ours(ctx, id, msg, errs)
	}
	if status == 0 { // huma asks for an empty one to learn its schema
		return &Problem{}
	}
	p := New(status, codes[status], details[status])
	if p.Code == "" {
		p.Code, p.Detail = "HTTP_"+fmt.Sprint(status), titles[status]
	}
	p.Instance = instance(id)
	if msg == "request body is required" {
		p.Code, p.Detail = "BODY_REQUIRED", "请求没有内容。"
	}
	for _, err := range errs {
		if err != nil {
			p.Errors = append(p.Errors, detailOf(err))
		}
	}
	if len(p.Errors) > 0 && status == http.StatusBadRequest {
		p.Code, p.Detail = p.Errors[0].Code, p.Errors[0].Detail
		if strings.Contains(errs[0].Error(), "|") { // readable, but not wanted
			p.Status, p.Title = http.StatusUnprocessableEntity, titles[http.StatusUnprocessableEntity]
		}
	}
	return p
}

// ours answers what huma takes for our own failure: a body that was too large
// or broke off is the caller's.
func ours(ctx context.Context, id, msg string, errs []error) *Problem {
	err := errors.Join(errs...)
	if _, large := errors.AsType[*http.MaxBytesError](err); !large && msg == "cannot read request body" {
		p := New(http.StatusBadRequest, "BODY_CUT", cutDetail)
		p.Instance = instance(id)
		return p
	}
	if err == nil {
		err = errors.New(msg)
	}
	return From(ctx, id, "body", err)
}

// Coded writes a fault the way our messages reach detailOf: huma keeps nothing
// of a decoder's error but its text.
func Coded(f *fault.Fault, below string) error {
	return errors.New(f.Code + "|" + f.Detail + "|" + below)
}

// detailOf reads one of huma's errors. Ours carry their code before a bar.
func detailOf(err error) Detail {
	var d huma.ErrorDetailer
	if !errors.As(err, &d) {
		f := AsFault(err)
		return Detail{Code: f.Code, Detail: f.Detail, Location: f.Field}
	}
	text, location := d.ErrorDetail().Message, d.ErrorDetail().Location
	if code, detail, ok := strings.Cut(text, "|"); ok {
		detail, more, _ := strings.Cut(detail, "|")
		return Detail{Code: code, Detail: detail, Location: location + more}
	}
	for _, known := range others {
		if strings.HasPrefix(text, known.prefix) {
			return Detail{Code: known.code, Detail: known.detail, Location: location}
		}
	}
	return Detail{Code: "INVALID", Detail: "格式不正确。", Location: location}
}
