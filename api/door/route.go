// Package door is the one way in: every operation of the API is registered
// here, with the policy action it needs in the same row. A request passes, in
// this order: who is asking, may they, not too often, is the key there, is the
// body of a decent size and clean text. Only then the handler runs.
package door

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/zhihui-renda/renda/api/problem"
)

// Prefix of every path.
const Prefix = "/api/v1"

// DefaultMaxBody is the limit of a body in bytes where the row says nothing.
const DefaultMaxBody = 1 << 20

// Route is one row of the table of operations.
type Route struct {
	Method string
	// Path under Prefix, with {name} for parameters.
	Path string
	// ID names the operation for programs: "open-incoming-document".
	ID string
	// Summary and Description are Chinese; Tag groups operations of a domain.
	Summary, Description, Tag string
	// Object and Action are what policies must allow. Both empty on a Public
	// route only.
	Object, Action string
	// Public lets anybody in, without looking who it is.
	Public bool
	// WhileRestricted lets in a person who must first change his password.
	WhileRestricted bool
	// Passive requests come by themselves (live updates): they are no sign that
	// the person is there, so they keep no session from its idle time-out.
	Passive bool
	// Write asks for an Idempotency-Key; a repeated key gets the first answer.
	Write bool
	// OwnKey says that the handler sees to the key by itself (acts on cases,
	// uploads); otherwise the door keeps the answer.
	OwnKey bool
	// MaxBody in bytes, DefaultMaxBody when 0.
	MaxBody int64
	// Status of success when it is not 200 (or 204 without a body).
	Status int
	// Adjust changes the documented operation, for answers that are not JSON.
	Adjust func(*huma.Operation)
}

// Handler does the work of a route. An error becomes a problem; a fault keeps
// its kind.
type Handler[I, O any] func(ctx context.Context, in *I) (*O, error)

// Register adds an operation. A row that is not complete is not served: see
// Door.Err.
func Register[I, O any](d *Door, r Route, handle Handler[I, O]) {
	if err := check(r); err != nil {
		d.wrong = append(d.wrong, err)
		return
	}
	d.routes = append(d.routes, r)
	op := huma.Operation{
		Method: r.Method, Path: Prefix + r.Path, OperationID: r.ID,
		Summary: r.Summary, Description: r.Description,
		DefaultStatus: r.Status, MaxBodyBytes: -1, BodyReadTimeout: -1,
		RejectUnknownQueryParameters: true,
		Middlewares:                  d.chain(r),
		Errors:                       r.statuses(),
		Security:                     []map[string][]string{},
	}
	if r.Tag != "" {
		op.Tags = []string{r.Tag}
	}
	if !r.Public {
		op.Security = []map[string][]string{{"session": {}}, {"token": {}}}
		op.Extensions = map[string]any{"x-policy": r.Object + ":" + r.Action}
	}
	if r.Write && !r.Public {
		op.Parameters = append(op.Parameters, keyParameter())
	}
	if r.Adjust != nil {
		r.Adjust(&op)
	}
	part := "body"
	if r.Method == http.MethodGet {
		part = "query"
	}
	huma.Register(d.API, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := answer(ctx, d, r, in, handle)
		if err != nil {
			d.note(ctx, r, err)
			return nil, problem.From(ctx, RequestID(ctx), part, err)
		}
		return out, nil
	})
}

func (r Route) statuses() []int {
	list := []int{http.StatusNotFound, http.StatusTooManyRequests, http.StatusServiceUnavailable}
	if !r.Public {
		list = append(list, http.StatusUnauthorized, http.StatusForbidden)
	}
	if r.Write {
		list = append(list, http.StatusConflict)
	}
	if r.Method != http.MethodGet {
		list = append(list, http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType,
			http.StatusUnprocessableEntity)
	}
	return list
}

func keyParameter() *huma.Param {
	lowest, highest := keyMin, keyMax
	return &huma.Param{
		Name: KeyHeader, In: "header", Required: true, Description: keyHelp,
		Schema: &huma.Schema{Type: huma.TypeString, MinLength: &lowest, MaxLength: &highest, Pattern: keyPattern},
	}
}
