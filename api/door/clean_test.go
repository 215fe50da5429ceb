package door_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/door"
)

// TestABodySaysEachThingOnce: what is checked must be what is used.
func TestABodySaysEachThingOnce(t *testing.T) {
	for body, code := range map[string]string{
		`{"text":"a","text":"b"}`:                              "FIELD_TWICE",
		`{"text":"a","\u0074ext":"b"}`:                         "FIELD_TWICE",
		`{"text":"a","x":[{"y":1},{"y":1,"z":{},"y":2}]}`:      "FIELD_TWICE",
		`{"text":"a","TEXT":"too long a text"}`:                "VALIDATION",
		`{"TEXT":"a"}`:                                         "VALIDATION",
		`{"text":"a","x":[{"y":{"text":1}},{"y":[]},"y","y"]}`: "VALIDATION",
		`{"text":"a","copies":2}`:                              "",
	} {
		w, p := send(t, newDoor(t, door.Config{}), http.MethodPost, "/api/v1/notes/ab", body)
		require.Equal(t, code, p.Code, "%s: %s", body, w.Body.String())
	}
}
