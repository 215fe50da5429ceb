package door

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// Answers keeps the answer given to a key, so that a repeated write gets it
// again instead of happening twice.
type Answers interface {
	// Begin takes the key of a person for a request with the digest. It
	// returns the kept answer when there is one. Returns a fault Conflict:
	// IDEMPOTENCY_KEY_REUSED when the key belongs to another digest,
	// IDEMPOTENCY_KEY_BUSY while the first request runs.
	Begin(ctx context.Context, person, key, digest string) (kept []byte, err error)
	// Finish keeps the answer; Abandon frees a key whose request failed.
	Finish(ctx context.Context, person, key string, answer []byte) error
	Abandon(ctx context.Context, person, key string) error
}

// Secret is an answer with something in it that is shown once and never kept: a
// repeated key gets the answer without it.
type Secret interface {
	// WithoutSecret is a copy of the same type without what must not be kept.
	WithoutSecret() any
}

// answer runs the handler, once for each key.
func answer[I, O any](ctx context.Context, d *Door, r Route, in *I, handle Handler[I, O]) (*O, error) {
	if !r.Write || r.Public {
		return handle(ctx, in)
	}
	digest, err := digestOf(r, in)
	if err != nil {
		return nil, err
	}
	ctx = context.WithValue(ctx, digestKey, digest)
	if r.OwnKey || d.cfg.Answers == nil {
		return handle(ctx, in)
	}
	request := RequestOf(ctx)
	kept, err := d.cfg.Answers.Begin(ctx, request.Identity.Person, request.Key, digest)
	if err != nil {
		return nil, err
	}
	if kept != nil {
		out := new(O)
		return out, json.Unmarshal(kept, out)
	}
	return first(ctx, d, request, in, handle)
}

// first answers a key for the first time. The key outlives a caller who hangs
// up: what was done is kept.
func first[I, O any](ctx context.Context, d *Door, request *Request, in *I, handle Handler[I, O]) (*O, error) {
	after := context.WithoutCancel(ctx)
	out, err := handle(ctx, in)
	if err != nil {
		if freeing := d.cfg.Answers.Abandon(after, request.Identity.Person, request.Key); freeing != nil {
			return nil, fmt.Errorf("%w (key not freed: %w)", err, freeing)
		}
		return nil, err
	}
	if out == nil {
		out = new(O)
	}
	kept := any(out)
	if secret, ok := kept.(Secret); ok {
		kept = secret.WithoutSecret()
	}
	bytes, err := json.Marshal(kept)
	if err != nil {
		return nil, err
	}
	return out, d.cfg.Answers.Finish(after, request.Identity.Person, request.Key, bytes)
}

// digestOf is the SHA-256 of the route and the input as JSON; the same request
// gives the same digest whatever the order of its fields.
func digestOf(r Route, in any) (string, error) {
	bytes, err := json.Marshal(in)
	if err != nil {
		return "", fmt.Errorf("digest of %s: %w", r.ID, err)
	}
	sum := sha256.New()
	_, _ = fmt.Fprintf(sum, "%s %s\n", r.Method, r.Path)
	sum.Write(bytes)
	return hex.EncodeToString(sum.Sum(nil)), nil
}
