// Package apitest gives tests of single domains a real door: a database, the
// shipped policy, sessions, and people who sign in over HTTP.
package apitest

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/session"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/policies"
)

// Password is everybody's.
const Password = "Plum-7 blossom"

// House is an API with nothing but sessions in it; tests add their domain.
type House struct {
	T        *testing.T
	Store    *store.Store
	Policy   *policies.Enforcer
	Sessions *session.Sessions
	Door     *door.Door
	// Time is the clock of everything; tests move it.
	Time time.Time
	// Units by code and People by user name: ids.
	Units, People map[string]string
	keys          int
}

// New makes a house with the organs "npc" and "gov".
func New(t *testing.T) *House {
	t.Helper()
	slog.SetLogLoggerLevel(slog.LevelWarn)
	h := &House{
		T: t, Time: time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC), Units: map[string]string{}, People: map[string]string{},
	}
	var err error
	h.Store, err = store.Open(t.Context(), store.Config{Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "test.db")})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, h.Store.Close()) })
	require.NoError(t, h.Store.Migrate(t.Context()))
	shipped, err := policies.Shipped()
	require.NoError(t, err)
	require.NoError(t, h.Store.SeedPolicy(t.Context(), shipped))
	h.Policy, err = policies.New(t.Context(), h.Store, h.Now)
	require.NoError(t, err)
	h.Sessions = session.New(session.Config{Store: h.Store, Rules: store.DefaultSignInRules, Now: h.Now})
	h.Door, err = door.New(door.Config{
		Authenticator: h.Sessions, Allower: h.Policy, Refusals: h.Sessions, Answers: store.Answers{Store: h.Store, Now: h.Now},
	}, "test")
	require.NoError(t, err)
	session.Register(h.Door, h.Sessions, h.Policy)
	h.Unit("npc", "", true)
	h.Unit("office", "npc", false)
	h.Unit("gov", "", true)
	return h
}

// Now is the house's clock.
func (h *House) Now() time.Time { return h.Time }

// By is the operator.
func (h *House) By() models.By { return models.By{PersonID: "operator", At: h.Time} }

// Unit adds a unit.
func (h *House) Unit(code, parent string, organ bool) {
	h.T.Helper()
	u, err := h.Store.CreateUnit(h.T.Context(), models.Unit{
		Code: code, Name: "单位" + code, Kind: models.UnitOther, ParentID: h.Units[parent], Organ: organ,
	}, h.By())
	require.NoError(h.T, err)
	h.Units[code] = u.ID
}

// Person adds somebody with a role in a unit, or an administrator, and signs
// him in.
func (h *House) Person(username, role, unit string) *Client {
	h.T.Helper()
	p, err := h.Store.CreatePerson(h.T.Context(), store.NewPerson{
		Person: models.Person{Username: username, Name: "甲" + username}, Password: Password, KeepPassword: true,
	}, h.By())
	require.NoError(h.T, err)
	h.People[username] = p.ID
	if role != "" {
		_, err = h.Store.GrantPost(h.T.Context(), models.Post{PersonID: p.ID, Role: role, UnitID: h.Units[unit]}, h.By())
		require.NoError(h.T, err)
	}
	c := &Client{h: h, Username: username}
	c.SignIn(Password)
	return c
}

// Client is one browser or program.
type Client struct {
	h        *House
	Username string
	Cookie   string
	Token    string
}

// Client makes a browser that nobody signed in at.
func (h *House) Client() *Client { return &Client{h: h} }

// SignIn signs in with the password and keeps the cookie.
func (c *Client) SignIn(password string) {
	c.h.T.Helper()
	a := c.Do(http.MethodPost, "/session", map[string]string{"username": c.Username, "password": password})
	require.Equal(c.h.T, http.StatusOK, a.Status, a.Text)
}

// Answer is what came back.
type Answer struct {
	Status int
	Code   string // of a problem
	Text   string
	Header http.Header
	t      *testing.T
}

// Into decodes the body of a success.
func (a Answer) Into(out any) {
	a.t.Helper()
	require.Less(a.t, a.Status, http.StatusBadRequest, a.Text)
	require.NoError(a.t, json.Unmarshal([]byte(a.Text), out), a.Text)
}

// OK wants a success.
func (a Answer) OK() Answer {
	a.t.Helper()
	require.Less(a.t, a.Status, http.StatusBadRequest, a.Text)
	return a
}

// Refused wants a problem with the status and code.
func (a Answer) Refused(status int, code string) Answer {
	a.t.Helper()
	require.Equal(a.t, fmt.Sprint(status, " ", code), fmt.Sprint(a.Status, " ", a.Code), a.Text)
	return a
}

// Do sends a request under a new idempotency key.
func (c *Client) Do(method, path string, body any) Answer {
	c.h.T.Helper()
	c.h.keys++
	return c.DoKey(method, path, fmt.Sprintf("key-%08d", c.h.keys), body)
}

// Get reads.
func (c *Client) Get(path string) Answer {
	c.h.T.Helper()
	return c.DoKey(http.MethodGet, path, "", nil)
}

// DoKey sends a request under the key.
func (c *Client) DoKey(method, path, key string, body any) Answer {
	c.h.T.Helper()
	text := ""
	if body != nil {
		bytes, err := json.Marshal(body)
		require.NoError(c.h.T, err)
		text = string(bytes)
	}
	r := httptest.NewRequestWithContext(c.h.T.Context(), method, door.Prefix+path, strings.NewReader(text))
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if key != "" {
		r.Header.Set(door.KeyHeader, key)
	}
	if c.Cookie != "" {
		r.AddCookie(&http.Cookie{Name: session.Cookie, Value: c.Cookie}) //nolint:gosec // sent, not set
	}
	if c.Token != "" {
		r.Header.Set("Authorization", "Bearer "+c.Token)
	}
	w := httptest.NewRecorder()
	c.h.Door.Engine.ServeHTTP(w, r)
	a := Answer{Status: w.Code, Text: w.Body.String(), Header: w.Header(), t: c.h.T}
	if w.Code >= http.StatusBadRequest {
		var p struct{ Code string }
		require.NoError(c.h.T, json.Unmarshal(w.Body.Bytes(), &p), a.Text)
		a.Code = p.Code
	}
	for _, cookie := range w.Result().Cookies() {
		if cookie.Name == session.Cookie {
			c.Cookie = cookie.Value
		}
	}
	return a
}
