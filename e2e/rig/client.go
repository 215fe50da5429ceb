package rig

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"
)

// Client is one person at a browser. It may be used by one goroutine at a time.
type Client struct {
	Username string
	t        testing.TB
	rig      *Rig
	http     *http.Client
	api      int // the process spoken to
}

// Problem is a refusal as the API tells it (RFC 9457).
type Problem struct {
	Status int               `json:"status"`
	Code   string            `json:"code"`
	Detail string            `json:"detail"`
	Args   map[string]string `json:"args"`
	// RetryAfter is the header of that name.
	RetryAfter string `json:"-"`
}

// Error makes a Problem an error.
func (p *Problem) Error() string { return fmt.Sprintf("%d %s %s", p.Status, p.Code, p.Detail) }

// SignIn signs a person of the demonstration county in.
func (r *Rig) SignIn(t testing.TB, username string) *Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &Client{Username: username, t: t, rig: r, http: &http.Client{Jar: jar, Timeout: 40 * time.Second}}
	err = c.Send(t.Context(), http.MethodPost, "/api/v1/session", "", map[string]string{"username": username, "password": Password}, nil)
	if err != nil {
		t.Fatalf("sign in %s: %v", username, err)
	}
	return c
}

// Use speaks to another API process from now on.
func (c *Client) Use(api int) { c.api = api }

// Key is a new idempotency key.
func Key() string { return ulid.Make().String() }

// Do sends a request as this person, for what Send does not read: streams.
func (c *Client) Do(request *http.Request) (*http.Response, error) {
	stream := *c.http
	stream.Timeout = 0
	return stream.Do(request)
}

// Get reads a path into out, or fails the test.
func (c *Client) Get(path string, out any) {
	c.t.Helper()
	if err := c.Send(c.t.Context(), http.MethodGet, path, "", nil, out); err != nil {
		c.t.Fatalf("%s GET %s: %v", c.Username, path, err)
	}
}

// Post writes to a path under a new key, or fails the test.
func (c *Client) Post(path string, body, out any) {
	c.t.Helper()
	if err := c.Send(c.t.Context(), http.MethodPost, path, Key(), body, out); err != nil {
		c.t.Fatalf("%s POST %s: %v", c.Username, path, err)
	}
}

// Refused writes to a path under a new key and wants a refusal with the code.
func (c *Client) Refused(path string, body any, code string) *Problem {
	c.t.Helper()
	err := c.Send(c.t.Context(), http.MethodPost, path, Key(), body, nil)
	problem, ok := errors.AsType[*Problem](err)
	if !ok || problem.Code != code {
		c.t.Fatalf("%s POST %s: want %s, got %v", c.Username, path, code, err)
	}
	return problem
}

// Send sends one request. A refusal is a *Problem; an answer that did not come
// is any other error.
func (c *Client) Send(ctx context.Context, method, path, key string, body, out any) error {
	var content io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return err
		}
		content = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, c.rig.URL(c.api)+path, content)
	if err != nil {
		return err
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if key != "" {
		request.Header.Set("Idempotency-Key", key)
	}
	answer, err := c.http.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode >= http.StatusBadRequest {
		problem := &Problem{Status: answer.StatusCode}
		if err := json.Unmarshal(text, problem); err != nil {
			return fmt.Errorf("%s: %s", answer.Status, text)
		}
		problem.Status, problem.RetryAfter = answer.StatusCode, answer.Header.Get("Retry-After")
		return problem
	}
	if out == nil || len(text) == 0 {
		return nil
	}
	return json.Unmarshal(text, out)
}
