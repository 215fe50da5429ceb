package session

import (
	"context"
	"net/http"
	"time"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

// Permissions tells what posts allow, as "object:action".
type Permissions interface {
	Permissions(posts []process.Post) ([]string, error)
}

type handlers struct {
	*Sessions
	policy Permissions
}

// Register adds the operations on one's own sessions, tokens and password.
func Register(d *door.Door, sessions *Sessions, policy Permissions) {
	h := handlers{sessions, policy}
	own := door.Route{Tag: tagSession, Object: "session", Action: "own"}
	with := func(base door.Route, method, path, id, summary, description string) door.Route {
		base.Method, base.Path, base.ID, base.Summary, base.Description = method, path, id, summary, description
		base.Write = method != http.MethodGet
		return base
	}
	door.Register(d, door.Route{
		Method: http.MethodPost, Path: "/session", ID: "sign-in", Summary: signInSummary, Description: signInHelp,
		Tag: tagSession, Public: true, MaxBody: 4 << 10, Status: http.StatusOK,
	}, h.signIn)

	restricted := own
	restricted.WhileRestricted = true
	me := with(restricted, http.MethodGet, "/session", "get-session", meSummary, meHelp)
	door.Register(d, me, h.me)
	// What these two leave behind needs no kept answer: done twice is done once.
	restricted.OwnKey = true
	door.Register(d, with(restricted, http.MethodDelete, "/session", "sign-out", signOutSummary, ""), h.signOut)
	door.Register(d, with(restricted, http.MethodPut, "/session/password", "change-password", passSummary, passHelp), h.changePassword)

	door.Register(d, with(own, http.MethodGet, "/sessions", "list-sessions", listSummary, ""), h.list)
	door.Register(d, with(own, http.MethodDelete, "/sessions/{id}", "end-session", endSummary, ""), h.end)

	tokens := door.Route{Tag: tagToken, Object: "token", Action: "own"}
	door.Register(d, with(tokens, http.MethodGet, "/tokens", "list-tokens", tokensSummary, ""), h.tokens)
	door.Register(d, with(tokens, http.MethodPost, "/tokens", "create-token", createSummary, createHelp), h.createToken)
	door.Register(d, with(tokens, http.MethodDelete, "/tokens/{id}", "revoke-token", revokeSummary, ""), h.revokeToken)
}

type signInIn struct {
	Cookie http.Cookie `cookie:"renda_session" hidden:"true"`
	Body   struct {
		Username string `json:"username" minLength:"1" maxLength:"64"`
		Password string `json:"password" minLength:"1" maxLength:"256"`
		Port     string `json:"port,omitempty" enum:"pc,tablet,phone" default:"pc" doc:"所用的端：pc 电脑，tablet 平板，phone 手机。"`
	}
}

type signInOut struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
	Body      SignedIn
}

// SignedIn is who signed in.
type SignedIn struct {
	PersonID           string    `json:"person_id"`
	Name               string    `json:"name"`
	MustChangePassword bool      `json:"must_change_password" doc:"须先修改密码，此前不能做其他操作。"`
	ExpiresAt          time.Time `json:"expires_at" doc:"最迟到此时须重新登录。"`
}

func (h handlers) signIn(ctx context.Context, in *signInIn) (*signInOut, error) {
	request, now := door.RequestOf(ctx), h.cfg.Now()
	port := in.Body.Port
	if port == "" {
		port = "pc"
	}
	signed, err := h.cfg.Store.SignIn(ctx, h.cfg.Rules, store.SignIn{
		Username: in.Body.Username, Password: in.Body.Password, Port: port, IP: request.IP, Agent: request.UserAgent,
	}, models.By{RequestID: request.ID, At: now})
	if err != nil {
		return nil, err
	}
	h.endFormer(ctx, in.Cookie.Value, now)
	return &signInOut{
		SetCookie: h.cookie(signed.Secret, 0),
		Body: SignedIn{
			PersonID: signed.Person.ID, Name: signed.Person.Name, MustChangePassword: signed.MustChange,
			ExpiresAt: signed.Session.ExpiresAt,
		},
	}, nil
}

// endFormer ends the session that the browser had until now: signing in always
// gives a new secret, and the old one must not live on beside it.
func (h handlers) endFormer(ctx context.Context, secret string, now time.Time) {
	if secret == "" {
		return
	}
	former, err := h.cfg.Store.CheckSession(ctx, h.cfg.Rules, secret, now, false)
	if err != nil {
		return // it had ended by itself
	}
	by := By(ctx, now)
	by.PersonID = former.PersonID
	_ = h.cfg.Store.EndSession(ctx, former.SessionID, by) // it idles out if not
	h.ended()
}

func (h handlers) cookie(secret string, maxAge int) http.Cookie {
	return http.Cookie{ //nolint:gosec // Secure where the office has TLS: on a plain loopback a browser would drop it
		Name: Cookie, Value: secret, Path: "/", MaxAge: maxAge, HttpOnly: true, Secure: h.cfg.Secure,
		SameSite: http.SameSiteLaxMode,
	}
}

// Me is who is signed in.
type Me struct {
	PersonID           string    `json:"person_id"`
	Name               string    `json:"name"`
	Port               string    `json:"port"`
	Posts              []Post    `json:"posts" nullable:"false"`
	Permissions        []string  `json:"permissions" nullable:"false" doc:"形如 document:read；令牌另受其范围限制。"`
	MustChangePassword bool      `json:"must_change_password"`
	ExpiresAt          time.Time `json:"expires_at"`
}

// Post is a role in a unit, in words.
type Post struct {
	Role     string     `json:"role"`
	Title    string     `json:"title"`
	UnitID   string     `json:"unit_id,omitempty"`
	UnitName string     `json:"unit_name,omitempty"`
	Until    *time.Time `json:"until,omitempty"`
}

type meOut struct{ Body Me }

func (h handlers) me(ctx context.Context, _ *struct{}) (*meOut, error) {
	caller, _ := From(ctx)
	now := h.cfg.Now()
	expanded, err := h.cfg.Store.PostsAt(ctx, caller.PersonID, now)
	if err != nil {
		return nil, err
	}
	permissions, err := h.policy.Permissions(expanded)
	if err != nil {
		return nil, err
	}
	all, err := h.cfg.Store.PostsOf(ctx, caller.PersonID)
	if err != nil {
		return nil, err
	}
	out := &meOut{Body: Me{
		PersonID: caller.PersonID, Name: caller.Name, Port: caller.Port, Posts: []Post{}, Permissions: permissions,
		MustChangePassword: caller.MustChange, ExpiresAt: caller.ExpiresAt,
	}}
	var units []string
	for _, p := range all {
		if p.HoldsAt(now) {
			units = append(units, p.UnitID)
			out.Body.Posts = append(out.Body.Posts, Post{Role: p.Role, Title: models.RoleTitles[p.Role], UnitID: p.UnitID, Until: p.Until})
		}
	}
	names, err := h.cfg.Store.NamesOf(ctx, units)
	for i := range out.Body.Posts {
		out.Body.Posts[i].UnitName = names[out.Body.Posts[i].UnitID]
	}
	return out, err
}

type signOutOut struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
}

func (h handlers) signOut(ctx context.Context, _ *struct{}) (*signOutOut, error) {
	caller, _ := From(ctx)
	if err := h.cfg.Store.SignOut(ctx, caller.SessionID, By(ctx, h.cfg.Now())); err != nil {
		return nil, err
	}
	h.ended()
	return &signOutOut{SetCookie: h.cookie("", -1)}, nil
}

type passwordIn struct {
	Body struct {
		Old string `json:"old_password" minLength:"1" maxLength:"256"`
		New string `json:"password" minLength:"1" maxLength:"256" doc:"至少 10 个字符，含大写字母、小写字母、数字、符号中的 3 类，不含用户名，不是最近 5 次用过的。"`
	}
}

func (h handlers) changePassword(ctx context.Context, in *passwordIn) (*struct{}, error) {
	caller, _ := From(ctx)
	defer h.ended()
	return nil, h.cfg.Store.ChangePassword(ctx, h.cfg.Rules, caller.SessionID, in.Body.Old, in.Body.New, By(ctx, h.cfg.Now()))
}

// Session is one signed-in device of mine.
type Session struct {
	models.Session
	Current bool `json:"current" doc:"就是发出此请求的会话。"`
}

// List wraps a whole list.
type List[T any] struct {
	Body struct {
		Items []T `json:"items" nullable:"false"`
	}
}

func (h handlers) list(ctx context.Context, _ *struct{}) (*List[Session], error) {
	caller, _ := From(ctx)
	live, err := h.cfg.Store.Sessions(ctx, h.cfg.Rules.Sessions, caller.PersonID, h.cfg.Now())
	if err != nil {
		return nil, err
	}
	out := &List[Session]{}
	out.Body.Items = []Session{}
	for _, s := range live {
		out.Body.Items = append(out.Body.Items, Session{Session: s, Current: s.ID == caller.SessionID})
	}
	return out, nil
}

type idIn struct {
	ID string `path:"id" maxLength:"64"`
}

func (h handlers) end(ctx context.Context, in *idIn) (*struct{}, error) {
	defer h.ended()
	return nil, h.cfg.Store.EndSession(ctx, in.ID, By(ctx, h.cfg.Now()))
}
