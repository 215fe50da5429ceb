package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/problem"
	"github.com/zhihui-renda/renda/models"
)

// seats are the cookies of those who sat down, by user name, and when.
type seats struct {
	mu      sync.Mutex
	cookies map[string]*http.Cookie
	since   map[string]time.Time
}

// sit signs somebody in, or finds his cookie from before when the session is
// still good.
func (d *desk) sit(person string) *http.Cookie {
	d.t.Helper()
	d.seats.mu.Lock()
	defer d.seats.mu.Unlock()
	const good = 20 * time.Minute
	if cookie := d.seats.cookies[person]; cookie != nil && d.clock.Now().Sub(d.seats.since[person]) < good {
		d.seats.since[person] = d.clock.Now()
		return cookie
	}
	body := strings.NewReader(fmt.Sprintf(`{"username":%q,"password":%q}`, person, password))
	r, err := http.NewRequestWithContext(d.t.Context(), http.MethodPost, d.url+"/api/v1/session", body)
	require.NoError(d.t, err)
	r.Header.Set("Content-Type", "application/json")
	w, err := http.DefaultClient.Do(r)
	require.NoError(d.t, err)
	defer func() { _ = w.Body.Close() }()
	require.Less(d.t, w.StatusCode, 300, "%s cannot sign in", person)
	require.NotEmpty(d.t, w.Cookies())
	d.seats.cookies[person], d.seats.since[person] = w.Cookies()[0], d.clock.Now()
	return w.Cookies()[0]
}

// token gives somebody's program a token.
func (d *desk) token(person string, scopes ...string) string {
	d.t.Helper()
	_, secret, err := d.store.CreateToken(d.t.Context(), models.Token{
		Name: "test", Scopes: scopes, ExpiresAt: d.clock.Now().AddDate(0, 1, 0),
	}, models.By{PersonID: d.id(person), At: d.clock.Now()})
	require.NoError(d.t, err)
	return secret
}

// asked is one request and its answer.
type asked struct {
	t      *testing.T
	status int
	header http.Header
	body   []byte
}

// send sends a request as somebody under a key of its own.
func (d *desk) send(person, method, path string, body any) asked {
	d.t.Helper()
	d.keys++
	return d.sendKey(person, method, path, fmt.Sprintf("key-%08d", d.keys), body)
}

func (d *desk) sendKey(person, method, path, key string, body any) asked {
	d.t.Helper()
	content, ok := body.(string)
	if !ok && body != nil {
		bytes, err := json.Marshal(body)
		require.NoError(d.t, err)
		content = string(bytes)
	}
	r, err := http.NewRequestWithContext(d.t.Context(), method, d.url+path, bytes.NewReader([]byte(content)))
	require.NoError(d.t, err)
	if content != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if person != "" {
		r.AddCookie(d.sit(person))
	}
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	return d.answer(r)
}

func (d *desk) answer(r *http.Request) asked {
	d.t.Helper()
	w, err := http.DefaultClient.Do(r)
	require.NoError(d.t, err)
	defer func() { _ = w.Body.Close() }()
	bytes, err := io.ReadAll(w.Body)
	require.NoError(d.t, err)
	d.conforms(r, w, bytes)
	return asked{t: d.t, status: w.StatusCode, header: w.Header, body: bytes}
}

// get reads something as somebody, who must be allowed to.
func get[T any](d *desk, person, path string) T {
	d.t.Helper()
	return into[T](d.send(person, http.MethodGet, path, nil).ok())
}

func (a asked) ok() asked {
	a.t.Helper()
	require.Less(a.t, a.status, 300, string(a.body))
	return a
}

// refused asks for a problem with the status and the code.
func (a asked) refused(status int, code string) problem.Problem {
	a.t.Helper()
	require.Equal(a.t, status, a.status, string(a.body))
	require.Equal(a.t, problem.ContentType, a.header.Get("Content-Type"))
	p := into[problem.Problem](a)
	require.Equal(a.t, code, p.Code, string(a.body))
	require.NotEmpty(a.t, p.Detail)
	return p
}

func into[T any](a asked) T {
	a.t.Helper()
	var out T
	require.NoError(a.t, json.Unmarshal(a.body, &out), string(a.body))
	return out
}
