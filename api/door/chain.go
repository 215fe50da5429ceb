package door

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"

	"github.com/zhihui-renda/renda/api/problem"
)

// KeyHeader carries the key of a write.
const KeyHeader = "Idempotency-Key"

const (
	keyMin, keyMax = 8, 128
	keyPattern     = "^[!-~]{8,128}$"
)

// chain is what stands before every handler of a route.
func (d *Door) chain(r Route) huma.Middlewares {
	gates := []func(huma.Context, *Request) (huma.Context, error){d.gateLimit(r)}
	if !r.Public {
		gates = append(gates, d.gatePerson, d.gatePolicy(r), d.gateRate)
	} else {
		gates = append(gates, d.gateAddress)
	}
	if r.Write && !r.Public {
		gates = append(gates, gateKey)
	}
	return huma.Middlewares{func(c huma.Context, next func(huma.Context)) {
		request := RequestOf(c.Context())
		request.Passive = r.Passive
		for _, gate := range gates {
			var err error
			if c, err = gate(c, request); err != nil {
				d.note(c.Context(), r, err)
				d.refuse(c, request, err)
				return
			}
		}
		next(c)
	}}
}

// gatePerson finds out who is asking.
func (d *Door) gatePerson(c huma.Context, request *Request) (huma.Context, error) {
	sent := humagin.Unwrap(c).Request
	request.authenticate = func(ctx context.Context) (context.Context, error) {
		ctx, who, err := d.cfg.Authenticator.Authenticate(ctx, sent)
		if err == nil {
			request.Identity = who
		}
		return ctx, err
	}
	ctx, err := request.authenticate(c.Context())
	if err != nil {
		return c, err
	}
	return huma.WithContext(c, ctx), nil
}

// gatePolicy asks whether the person may.
func (d *Door) gatePolicy(r Route) func(huma.Context, *Request) (huma.Context, error) {
	return func(c huma.Context, request *Request) (huma.Context, error) {
		who := request.Identity
		if who.MustChangePassword && !r.WhileRestricted {
			return c, faultPasswordFirst()
		}
		if who.Scopes != nil && !inScope(who.Scopes, r) {
			return c, faultScope(r)
		}
		allowed, err := d.cfg.Allower.Allow(c.Context(), who.Person, "", r.Object, r.Action)
		if err != nil {
			return c, err
		}
		if !allowed {
			return c, faultForbidden()
		}
		return c, nil
	}
}

func inScope(scopes []string, r Route) bool {
	return slices.Contains(scopes, r.Object+":"+r.Action) || slices.Contains(scopes, r.Object+":*")
}

// gateRate slows down one person, gateAddress one address of the unknown.
func (d *Door) gateRate(c huma.Context, request *Request) (huma.Context, error) {
	return c, d.limiter.take("person " + request.Identity.Person)
}

func (d *Door) gateAddress(c huma.Context, request *Request) (huma.Context, error) {
	return c, d.limiter.take("address " + request.IP)
}

// gateKey wants a key of 8 to 128 visible ASCII characters.
func gateKey(c huma.Context, request *Request) (huma.Context, error) {
	key := c.Header(KeyHeader)
	if key == "" {
		return c, faultKeyRequired()
	}
	if len(key) < keyMin || len(key) > keyMax || strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return c, faultKeyInvalid()
	}
	request.Key = key
	return c, nil
}

// gateLimit bounds the body before anything reads it, multipart too.
func (d *Door) gateLimit(r Route) func(huma.Context, *Request) (huma.Context, error) {
	limit := r.MaxBody
	if limit == 0 {
		limit = DefaultMaxBody
	}
	return func(c huma.Context, _ *Request) (huma.Context, error) {
		g := humagin.Unwrap(c)
		if g.Request.ContentLength > limit {
			return c, problem.TooLarge(limit)
		}
		g.Request.Body = http.MaxBytesReader(g.Writer, g.Request.Body, limit)
		return c, nil
	}
}

// refuse writes a problem and nothing else.
func (d *Door) refuse(c huma.Context, request *Request, err error) {
	writeProblem(humagin.Unwrap(c), problem.From(c.Context(), request.ID, "header", err))
}
