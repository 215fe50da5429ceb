package api_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/door"
)

// described is the validator of the API's own description, made once.
var described struct {
	once sync.Once
	v    validator.Validator
}

// conforms holds an answer against the description of the API: what clients
// are made from must be what they get.
func (d *desk) conforms(r *http.Request, w *http.Response, body []byte) {
	d.t.Helper()
	if !strings.HasPrefix(r.URL.Path, door.Prefix) || w.StatusCode == http.StatusMethodNotAllowed || noRoute(body) {
		return
	}
	described.once.Do(func() { described.v = describe(d.t, d.server.Door) })
	copied := *w
	copied.Body = io.NopCloser(bytes.NewReader(body))
	ok, problems := described.v.ValidateHttpResponse(r, &copied)
	for _, p := range problems {
		d.t.Errorf("%s %s answers %d against its description: %s: %s %v\n%s",
			r.Method, r.URL.Path, w.StatusCode, p.Message, p.Reason, p.SchemaValidationErrors, body)
	}
	require.True(d.t, ok)
}

func noRoute(body []byte) bool { return bytes.Contains(body, []byte(`"NO_ROUTE"`)) }

func describe(t *testing.T, d *door.Door) validator.Validator {
	t.Helper()
	raw, err := d.API.OpenAPI().MarshalJSON()
	require.NoError(t, err)
	document, err := libopenapi.NewDocument(raw)
	require.NoError(t, err)
	v, errs := validator.NewValidator(document)
	require.Empty(t, errs)
	return v
}

func TestTheDescriptionIsValidOpenAPI(t *testing.T) {
	ok, problems := describe(t, newDesk(t).server.Door).ValidateDocument()
	for _, p := range problems {
		t.Errorf("%s: %s %v", p.Message, p.Reason, p.SchemaValidationErrors)
	}
	require.True(t, ok)
}
