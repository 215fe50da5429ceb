package door_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/problem"
	"github.com/zhihui-renda/renda/internal/fault"
)

// byHeader takes the person from a header.
type byHeader struct{}

func (byHeader) Authenticate(ctx context.Context, r *http.Request) (context.Context, door.Identity, error) {
	person := r.Header.Get("X-Person")
	if person == "" {
		return ctx, door.Identity{}, fault.New(fault.Unauthenticated, "NO_SESSION", "请先登录。")
	}
	who := door.Identity{Person: person, MustChangePassword: person == "fresh"}
	if scope := r.Header.Get("X-Scope"); scope != "" {
		who.Scopes = []string{scope}
	}
	return ctx, who, nil
}

// clerkOnly allows one person everything.
type clerkOnly struct{}

func (clerkOnly) Allow(_ context.Context, person, _, _, _ string) (bool, error) {
	return person == "clerk" || person == "fresh", nil
}

// kept is a set of answers without a database.
type kept map[string][2]string

func (k kept) Begin(_ context.Context, person, key, digest string) ([]byte, error) {
	if was, ok := k[person+key]; ok {
		if was[0] != digest {
			return nil, fault.New(fault.Conflict, "IDEMPOTENCY_KEY_REUSED", "同一键。")
		}
		return []byte(was[1]), nil
	}
	k[person+key] = [2]string{digest}
	return nil, nil
}

func (k kept) Finish(_ context.Context, person, key string, answer []byte) error {
	k[person+key] = [2]string{k[person+key][0], string(answer)}
	return nil
}

func (k kept) Abandon(_ context.Context, person, key string) error {
	delete(k, person+key)
	return nil
}

type noteIn struct {
	ID   string `path:"id" minLength:"2"`
	Body struct {
		Text   string `json:"text" minLength:"1" maxLength:"5"`
		Copies int    `json:"copies,omitempty" minimum:"0"`
	}
}

type noteOut struct {
	Body struct {
		N int `json:"n"`
	}
}

func newDoor(t *testing.T, cfg door.Config) *door.Door {
	t.Helper()
	cfg.Authenticator, cfg.Allower, cfg.Answers = byHeader{}, clerkOnly{}, kept{}
	d, err := door.New(cfg, "test")
	require.NoError(t, err)
	n := 0
	door.Register(d, door.Route{
		Method: http.MethodPost, Path: "/notes/{id}", ID: "note", Summary: "记", Tag: "试", Object: "note", Action: "write", Write: true, MaxBody: 200,
	}, func(_ context.Context, in *noteIn) (*noteOut, error) {
		n++
		if in.ID == "secret" {
			return nil, io.ErrNoProgress
		}
		out := &noteOut{}
		out.Body.N = n
		return out, nil
	})
	door.Register(d, door.Route{
		Method: http.MethodGet, Path: "/public", ID: "public", Summary: "看", Tag: "试", Public: true,
	}, func(context.Context, *struct{}) (*struct{}, error) { panic("broken") })
	return d
}

func send(t *testing.T, d *door.Door, method, path, body string, header ...string) (*httptest.ResponseRecorder, problem.Problem) {
	t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Person", "clerk")
	r.Header.Set("Idempotency-Key", "key-0001")
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
		if header[i+1] == "" {
			r.Header.Del(header[i])
		}
	}
	w := httptest.NewRecorder()
	d.Engine.ServeHTTP(w, r)
	var p problem.Problem
	if w.Code >= http.StatusBadRequest {
		require.Equal(t, problem.ContentType, w.Header().Get("Content-Type"), w.Body.String())
		require.NoError(t, json.Unmarshal(w.Body.Bytes(), &p), w.Body.String())
		require.Equal(t, w.Code, p.Status)
		require.NotEmpty(t, p.Instance)
	}
	return w, p
}

func TestEachGateRefusesWithItsOwnCode(t *testing.T) {
	for name, c := range map[string]struct {
		method, path, body string
		header             []string
		status             int
		code, location     string
	}{
		"nobody":            {body: `{"text":"a"}`, header: []string{"X-Person", ""}, status: 401, code: "NO_SESSION"},
		"not allowed":       {body: `{"text":"a"}`, header: []string{"X-Person", "other"}, status: 403, code: "FORBIDDEN"},
		"fresh password":    {body: `{"text":"a"}`, header: []string{"X-Person", "fresh"}, status: 403, code: "PASSWORD_CHANGE_REQUIRED"},
		"token too narrow":  {body: `{"text":"a"}`, header: []string{"X-Scope", "note:read"}, status: 403, code: "SCOPE"},
		"no key":            {body: `{"text":"a"}`, header: []string{"Idempotency-Key", ""}, status: 422, code: "IDEMPOTENCY_KEY_REQUIRED"},
		"short key":         {body: `{"text":"a"}`, header: []string{"Idempotency-Key", "abc"}, status: 422, code: "IDEMPOTENCY_KEY_INVALID"},
		"key with a blank":  {body: `{"text":"a"}`, header: []string{"Idempotency-Key", "abc abc abc"}, status: 422, code: "IDEMPOTENCY_KEY_INVALID"},
		"too large":         {body: `{"text":"` + strings.Repeat("a", 300) + `"}`, status: 413, code: "BODY_TOO_LARGE"},
		"foreign site":      {body: `{"text":"a"}`, header: []string{"Sec-Fetch-Site", "cross-site"}, status: 403, code: "CROSS_ORIGIN"},
		"unknown field":     {body: `{"text":"a","colour":"red"}`, status: 422, code: "VALIDATION", location: "UNKNOWN_FIELD body.colour"},
		"wrong type":        {body: `{"text":7}`, status: 422, code: "VALIDATION", location: "STRING body.text"},
		"too long":          {body: `{"text":"abcdef"}`, status: 422, code: "VALIDATION", location: "TOO_LONG body.text"},
		"missing":           {body: `{}`, status: 422, code: "VALIDATION", location: "REQUIRED body.text"},
		"no body":           {body: ``, status: 400, code: "BODY_REQUIRED"},
		"no JSON":           {body: `{"text":`, status: 400, code: "JSON"},
		"not JSON at all":   {body: `text=a`, header: []string{"Content-Type", "text/plain"}, status: 415, code: "MEDIA_TYPE"},
		"broken UTF-8":      {body: "{\"text\":\"\xff\"}", status: 422, code: "BROKEN_UTF8"},
		"control character": {body: `{"text":"a\u0000"}`, status: 422, code: "CONTROL_CHARACTER", location: "CONTROL_CHARACTER body.text"},
		"turned writing":    {body: "{\"text\":\"a\u202e\"}", status: 422, code: "CONTROL_CHARACTER", location: "CONTROL_CHARACTER body.text"},
		"control in path":   {path: "/api/v1/notes/a%00b", body: `{"text":"a"}`, status: 422, code: "CONTROL_CHARACTER"},
		"broken path":       {path: "/api/v1/notes/a%ffb", body: `{"text":"a"}`, status: 422, code: "BROKEN_UTF8"},
		"short path":        {path: "/api/v1/notes/a", body: `{"text":"a"}`, status: 422, code: "VALIDATION", location: "TOO_SHORT path.id"},
		"unknown parameter": {path: "/api/v1/notes/ab?colour=red", body: `{"text":"a"}`, status: 422, code: "VALIDATION", location: "UNKNOWN_PARAMETER query.colour"},
		"ours":              {path: "/api/v1/notes/secret", body: `{"text":"a"}`, status: 500, code: "INTERNAL"},
		"panic":             {method: "GET", path: "/api/v1/public", status: 500, code: "INTERNAL"},
		"no such path":      {path: "/api/v1/nothing", status: 404, code: "NO_ROUTE"},
		"no such method":    {method: "PATCH", path: "/api/v1/public", status: 405, code: "NO_METHOD"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDoor(t, door.Config{})
			if c.method == "" {
				c.method = http.MethodPost
			}
			if c.path == "" {
				c.path = "/api/v1/notes/ab"
			}
			w, p := send(t, d, c.method, c.path, c.body, c.header...)
			require.Equal(t, c.status, w.Code, w.Body.String())
			require.Equal(t, c.code, p.Code, w.Body.String())
			require.NotContains(t, w.Body.String(), "red")
			require.NotContains(t, w.Body.String(), "broken")
			require.NotContains(t, w.Body.String(), io.ErrNoProgress.Error())
			if c.location != "" {
				require.Len(t, p.Errors, 1)
				require.Equal(t, c.location, p.Errors[0].Code+" "+p.Errors[0].Location)
			}
		})
	}
}

func TestARepeatedKeyGetsTheFirstAnswer(t *testing.T) {
	d := newDoor(t, door.Config{})
	first, _ := send(t, d, "POST", "/api/v1/notes/ab", `{"text":"a","copies":1}`)
	again, _ := send(t, d, "POST", "/api/v1/notes/ab", `{"copies":1, "text":"a"}`)
	require.Equal(t, http.StatusOK, first.Code, first.Body.String())
	require.JSONEq(t, `{"n":1}`, first.Body.String())
	require.Equal(t, first.Body.String(), again.Body.String(), "the order of fields changes nothing")

	other, p := send(t, d, "POST", "/api/v1/notes/ab", `{"text":"b"}`)
	require.Equal(t, http.StatusConflict, other.Code)
	require.Equal(t, "IDEMPOTENCY_KEY_REUSED", p.Code)
}

func TestAFailedWriteFreesItsKey(t *testing.T) {
	d := newDoor(t, door.Config{})
	failed, _ := send(t, d, "POST", "/api/v1/notes/secret", `{"text":"a"}`)
	require.Equal(t, http.StatusInternalServerError, failed.Code)
	after, _ := send(t, d, "POST", "/api/v1/notes/ab", `{"text":"a"}`)
	require.Equal(t, http.StatusOK, after.Code, after.Body.String())
}

func TestWhoSendsTooMuchIsToldWhenToComeAgain(t *testing.T) {
	d := newDoor(t, door.Config{Rate: 0.1, Burst: 2})
	for range 2 {
		w, _ := send(t, d, "POST", "/api/v1/notes/ab", `{"text":"a"}`)
		require.Equal(t, http.StatusOK, w.Code)
	}
	w, p := send(t, d, "POST", "/api/v1/notes/ab", `{"text":"a"}`)
	require.Equal(t, http.StatusTooManyRequests, w.Code)
	require.Equal(t, "TOO_MANY_REQUESTS", p.Code)
	require.Equal(t, "10", w.Header().Get("Retry-After"))
}

func TestARowWithoutAPolicyActionIsNotRegistered(t *testing.T) {
	d := newDoor(t, door.Config{})
	row := door.Route{Method: "GET", Path: "/x", ID: "x", Summary: "x", Tag: "x"}
	require.NoError(t, d.Err())
	door.Register(d, row, func(context.Context, *struct{}) (*struct{}, error) { return nil, nil })
	require.EqualError(t, d.Err(), "door: GET /x: Object and Action are needed")
	w, _ := send(t, d, "GET", "/api/v1/x", "")
	require.Equal(t, http.StatusNotFound, w.Code)
}
