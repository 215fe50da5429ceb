package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

var client = fstest.MapFS{
	"dist/.keep":               {Data: []byte("x")},
	"dist/index.html":          {Data: []byte("<title>the page</title>")},
	"dist/icon.svg":            {Data: []byte("<svg/>")},
	"dist/assets/main-1a2b.js": {Data: []byte("const long = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'")},
}

func get(t *testing.T, path string, header ...string) *http.Response {
	t.Helper()
	files, err := load(client)
	require.NoError(t, err)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	serve(w, r, files)
	return w.Result()
}

func text(t *testing.T, a *http.Response) string {
	t.Helper()
	body, err := io.ReadAll(a.Body)
	require.NoError(t, err)
	require.NoError(t, a.Body.Close())
	return string(body)
}

func TestAddressesOfTheClientAreThePage(t *testing.T) {
	for _, path := range []string{"/", "/inbox/todo", "/cases/01J", "/index.html", "/.keep", "/no.such", "/../../etc/passwd"} {
		a := get(t, path)
		require.Equal(t, "<title>the page</title>", text(t, a), path)
		require.Equal(t, "no-cache", a.Header.Get("Cache-Control"))
		require.Contains(t, a.Header.Get("Content-Security-Policy"), "script-src 'self';")
	}
}

func TestFilesWithAHashAreKeptForGood(t *testing.T) {
	a := get(t, "/assets/main-1a2b.js", "Accept-Encoding", "gzip")
	require.Contains(t, a.Header.Get("Cache-Control"), "immutable")
	require.Equal(t, "text/javascript; charset=utf-8", a.Header.Get("Content-Type"))
	unpacked, err := gzip.NewReader(a.Body)
	require.NoError(t, err)
	body, err := io.ReadAll(unpacked)
	require.NoError(t, err)
	require.Equal(t, client["dist/assets/main-1a2b.js"].Data, body)

	require.Equal(t, http.StatusNotFound, get(t, "/assets/main-older.js").StatusCode, "an old page must learn that it is old")
	again := get(t, "/icon.svg", "If-None-Match", get(t, "/icon.svg").Header.Get("ETag"))
	require.Equal(t, http.StatusNotModified, again.StatusCode)
}

func TestWithoutAClientThePageSaysHowToBuildIt(t *testing.T) {
	files, err := load(fstest.MapFS{"dist/.keep": {}})
	require.NoError(t, err)
	require.Contains(t, string(files["index.html"].plain), "make build")
}
