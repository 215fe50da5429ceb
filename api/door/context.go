package door

import "context"

type key int

const (
	requestKey key = iota
	digestKey
)

// Request is what a handler may want to know of the request beside its input.
type Request struct {
	ID        string
	IP        string
	UserAgent string
	// Origin is the address the request was sent to: http://127.0.0.1:8080.
	Origin   string
	Identity Identity
	// Key is the Idempotency-Key of a write.
	Key string
	// Passive is Route.Passive.
	Passive bool

	authenticate func(context.Context) (context.Context, error)
}

// RequestOf returns the request of a context; nil outside of one.
func RequestOf(ctx context.Context) *Request {
	r, _ := ctx.Value(requestKey).(*Request)
	return r
}

// RequestID returns the id of the request, empty outside of one.
func RequestID(ctx context.Context) string {
	if r := RequestOf(ctx); r != nil {
		return r.ID
	}
	return ""
}

// Person returns the id of who asks, empty on a public route.
func Person(ctx context.Context) string {
	if r := RequestOf(ctx); r != nil {
		return r.Identity.Person
	}
	return ""
}

// Digest returns the SHA-256 of what was asked for: route and input.
func Digest(ctx context.Context) string {
	d, _ := ctx.Value(digestKey).(string)
	return d
}

// WithRequest puts a request into a context: for work that comes in without
// HTTP but through the same handlers, and for tests.
func WithRequest(ctx context.Context, r *Request) context.Context {
	return context.WithValue(ctx, requestKey, r)
}

// Again authenticates the request of a context once more: behind a long stream
// the session may have ended, or a post.
func Again(ctx context.Context) (context.Context, error) {
	r := RequestOf(ctx)
	if r == nil || r.authenticate == nil {
		return ctx, faultForbidden()
	}
	return r.authenticate(ctx)
}
