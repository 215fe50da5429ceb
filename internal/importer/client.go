package importer

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

// Client takes rows in over HTTP, as the person whose token it has.
type Client struct {
	// URL of the server, "https://oa.example.gov.cn".
	URL string
	// Token with the scope import:run.
	Token string
	// Unit in whose name papers are signed for; may be empty for a person who
	// works in one.
	Unit string
	// Series that gives receipt numbers; empty: sign for only, do not register.
	Series string
	HTTP   *http.Client
}

// tries is how often a request is sent while the server is busy or away. The
// key makes it happen once.
const tries = 6

// answered is what of an answer the importer reads, problem or not.
type answered struct {
	CaseID string `json:"case_id"`

	Code   string    `json:"code"`
	Detail string    `json:"detail"`
	Errors []located `json:"errors"`

	Fields   []models.FieldError `json:"fields"`
	Findings []models.Finding    `json:"findings"`
	Twins    []models.Twin       `json:"twins"`
}

type located struct {
	Code     string `json:"code"`
	Detail   string `json:"detail"`
	Location string `json:"location"`
}

// Import takes one document in.
func (c *Client) Import(ctx context.Context, key string, document models.DocumentContent) (string, error) {
	answer, err := c.send(ctx, "/api/v1/imports/documents", key, document)
	return answer.CaseID, err
}

// Refused notes a refusal under a key that has nothing of the row in it.
func (c *Client) Refused(ctx context.Context) error {
	_, err := c.post(ctx, "/api/v1/imports/documents/refusals", "refusal-"+rand.Text(), []byte("{}"))
	return err
}

// Try asks what there is against one document.
func (c *Client) Try(ctx context.Context, document models.DocumentContent) ([]Problem, error) {
	answer, err := c.send(ctx, "/api/v1/imports/documents/check", "", document)
	if err != nil {
		return nil, err
	}
	var out []Problem
	for _, f := range answer.Fields {
		out = append(out, Problem{Field: f.Field, Code: f.Code, Detail: f.Detail})
	}
	for _, f := range answer.Findings {
		out = append(out, Problem{Field: f.Field, Code: f.Rule, Detail: f.Reason, Warning: true})
	}
	for _, t := range answer.Twins {
		out = append(out, Problem{Code: "DUPLICATE", Detail: twinText(t), Warning: true})
	}
	return out, nil
}

// send sends a row.
func (c *Client) send(ctx context.Context, path, key string, document models.DocumentContent) (answered, error) {
	body := map[string]any{"document": document}
	if c.Unit != "" {
		body["unit"] = c.Unit
	}
	if c.Series != "" {
		body["register"] = map[string]string{"series": c.Series}
	}
	content, err := json.Marshal(body)
	if err != nil {
		return answered{}, err
	}
	return c.post(ctx, path, key, content)
}

// post sends a body until it is answered.
func (c *Client) post(ctx context.Context, path, key string, content []byte) (answered, error) {
	for try := 1; ; try++ {
		answer, wait, err := c.once(ctx, path, key, content)
		if wait == 0 || try == tries {
			return answer, err
		}
		select {
		case <-ctx.Done():
			return answered{}, ctx.Err()
		case <-time.After(wait):
		}
	}
}

// once sends a row; wait says when to try again, 0 for never.
func (c *Client) once(ctx context.Context, path, key string, content []byte) (answered, time.Duration, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL+path, bytes.NewReader(content))
	if err != nil {
		return answered{}, 0, fmt.Errorf("import: %w", err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+c.Token)
	if key != "" {
		request.Header.Set("Idempotency-Key", key)
	}
	response, err := c.HTTP.Do(request)
	if err != nil {
		return answered{}, time.Second, fmt.Errorf("import: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	var answer answered
	if response.StatusCode == http.StatusNoContent {
		return answer, 0, nil
	}
	if err := json.NewDecoder(io.LimitReader(response.Body, maxLine)).Decode(&answer); err != nil {
		return answered{}, time.Second, faultServer(response.StatusCode)
	}
	return answer, pause(response), faultOf(response.StatusCode, answer)
}

// pause is how long to wait before trying again.
func pause(response *http.Response) time.Duration {
	if response.StatusCode != http.StatusTooManyRequests && response.StatusCode != http.StatusServiceUnavailable {
		return 0
	}
	seconds, err := strconv.Atoi(response.Header.Get("Retry-After"))
	if err != nil || seconds < 1 {
		seconds = 1
	}
	return time.Duration(seconds) * time.Second
}

// faultOf reads a problem: what concerns the row is told of the row, the rest
// stops the run.
func faultOf(status int, a answered) error {
	switch {
	case status < http.StatusBadRequest:
		return nil
	case status == http.StatusUnauthorized:
		return fault.New(fault.Unauthenticated, a.Code, "%s", a.Detail)
	case status == http.StatusForbidden:
		return fault.New(fault.Denied, a.Code, "%s", a.Detail)
	case status >= http.StatusInternalServerError || status == http.StatusTooManyRequests:
		return errors.Join(faultServer(status), errors.New(a.Code))
	case len(a.Errors) == 0:
		return Problems{{Code: a.Code, Detail: a.Detail}}
	}
	var list Problems
	for _, e := range a.Errors {
		list = append(list, Problem{Field: e.Location, Code: e.Code, Detail: e.Detail})
	}
	return list
}
