// Package session knows who is behind a request: it signs people in and out,
// reads the session cookie or the bearer token, and lets people look after
// their own sessions, tokens and password.
package session

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

// Cookie holds the secret of a session.
const Cookie = "renda_session"

// Config is what Sessions are made of.
type Config struct {
	Store *store.Store
	// Rules of passwords, sessions and locks; see store.DefaultSignInRules.
	Rules store.SignInRules
	// Secure keeps the cookie off connections without TLS.
	Secure bool
	Now    func() time.Time
}

// Sessions authenticates requests; api.Sessions and door.Refusals are made of
// it.
type Sessions struct {
	cfg   Config
	ended func()
}

// New makes Sessions.
func New(cfg Config) *Sessions { return &Sessions{cfg: cfg, ended: func() {}} }

// OnEnd is called after sessions or tokens were ended in this process. Set it
// before the first request.
func (s *Sessions) OnEnd(ended func()) { s.ended = ended }

type callerKey struct{}

// Authenticate reads the bearer token or else the cookie of a request. Returns
// Unauthenticated: NOT_SIGNED_IN, SESSION_ENDED, TOKEN_INVALID.
func (s *Sessions) Authenticate(ctx context.Context, r *http.Request) (context.Context, door.Identity, error) {
	caller, err := s.caller(ctx, r)
	if err != nil {
		return ctx, door.Identity{}, err
	}
	ctx = store.RememberPosts(context.WithValue(ctx, callerKey{}, caller))
	return ctx, door.Identity{
		Person: caller.PersonID, Scopes: caller.Scopes, Port: caller.Port, MustChangePassword: caller.MustChange,
	}, nil
}

func (s *Sessions) caller(ctx context.Context, r *http.Request) (store.Caller, error) {
	if header := r.Header.Get("Authorization"); header != "" {
		scheme, token, _ := strings.Cut(header, " ")
		if !strings.EqualFold(scheme, "Bearer") {
			return store.Caller{}, faultNotSignedIn()
		}
		return s.cfg.Store.CheckToken(ctx, s.cfg.Rules, strings.TrimSpace(token), s.cfg.Now())
	}
	cookie, err := r.Cookie(Cookie)
	if err != nil || cookie.Value == "" {
		return store.Caller{}, faultNotSignedIn()
	}
	request := door.RequestOf(ctx)
	present := request == nil || !request.Passive
	return s.cfg.Store.CheckSession(ctx, s.cfg.Rules, cookie.Value, s.cfg.Now(), present)
}

// From is who is behind a context that Authenticate made; false for another.
func From(ctx context.Context) (store.Caller, bool) {
	caller, ok := ctx.Value(callerKey{}).(store.Caller)
	return caller, ok
}

// SignInOf is the id of the session or token behind a context.
func SignInOf(ctx context.Context) string {
	caller, _ := From(ctx)
	if caller.TokenID != "" {
		return caller.TokenID
	}
	return caller.SessionID
}

// Viewer is the person behind the context with his addresses at this moment;
// an administrator has none and sees nothing.
func (s *Sessions) Viewer(ctx context.Context) (models.Viewer, error) {
	caller, ok := From(ctx)
	if !ok {
		return models.Viewer{}, faultNotSignedIn()
	}
	posts, err := s.cfg.Store.PostsAt(ctx, caller.PersonID, s.cfg.Now())
	if err != nil {
		return models.Viewer{}, err
	}
	return models.Viewer{
		PersonID: caller.PersonID, Port: caller.Port,
		Addresses: store.Addresses(process.Person{ID: caller.PersonID, Posts: posts}),
	}, nil
}

// By is who changes something in this request.
func By(ctx context.Context, at time.Time) models.By {
	request := door.RequestOf(ctx)
	if request == nil {
		return models.By{At: at}
	}
	return models.By{
		PersonID: request.Identity.Person, IP: request.IP, Port: request.Identity.Port, RequestID: request.ID, At: at,
	}
}

// Refused writes a refusal into the security log.
func (s *Sessions) Refused(ctx context.Context, request *door.Request, object, action, code string) error {
	entry := By(door.WithRequest(ctx, request), s.cfg.Now()).Entry(models.SecRefused, object, "")
	entry.Success = false
	entry.Detail = map[string]string{"action": action, "code": code}
	return s.cfg.Store.Record(ctx, entry)
}
