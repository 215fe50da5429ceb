// Package web serves the web client from the binary: its pages, scripts and
// styles are built into dist by `make web` and embedded here.
package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

//go:embed all:dist
var dist embed.FS

// Built says whether the client is in this binary; without it Handler serves a
// page that tells how to build it.
func Built() bool {
	_, err := fs.Stat(dist, "dist/index.html")
	return err == nil
}

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; " +
	"connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

// file is one file as it is sent.
type file struct {
	kind, tag    string
	plain, small []byte
}

// Handler answers GET for every path that is not another's: a file of the
// client by its name, and the one page for everything else, since the client
// has its own addresses.
func Handler() (http.Handler, error) {
	files, err := load(dist)
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { serve(w, r, files) }), nil
}

// load reads and compresses all files once: there are few, and they are asked
// for by every device.
func load(from fs.FS) (map[string]file, error) {
	files := map[string]file{"index.html": prepare("index.html", []byte(notBuilt))}
	err := fs.WalkDir(from, "dist", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if strings.HasPrefix(entry.Name(), ".") {
				return fs.SkipDir // what the build says of itself
			}
			return nil
		}
		content, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		name = strings.TrimPrefix(name, "dist/")
		if !strings.HasPrefix(path.Base(name), ".") {
			files[name] = prepare(name, content)
		}
		return nil
	})
	return files, err
}

func prepare(name string, content []byte) file {
	sum := sha256.Sum256(content)
	f := file{kind: kindOf(name), tag: hex.EncodeToString(sum[:12]), plain: content}
	var small bytes.Buffer
	w := gzip.NewWriter(&small)
	_, errWrite := w.Write(content)
	if err := errors.Join(errWrite, w.Close()); err == nil && small.Len() < len(content) {
		f.small = small.Bytes()
	}
	return f
}

// kindOf does not ask the machine, whose table of types may be anything.
func kindOf(name string) string {
	kinds := map[string]string{
		".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
		".html": "text/html; charset=utf-8", ".svg": "image/svg+xml", ".webmanifest": "application/manifest+json",
		".json": "application/json", ".woff2": "font/woff2", ".wasm": "application/wasm",
	}
	if kind := kinds[path.Ext(name)]; kind != "" {
		return kind
	}
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
		return kind
	}
	return "application/octet-stream"
}

func serve(w http.ResponseWriter, r *http.Request, files map[string]file) {
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	f, ok := files[name]
	if !ok && path.Ext(name) != "" && strings.HasPrefix(name, "assets/") {
		// A file of another version: the page that names it is old and loads itself anew.
		http.NotFound(w, r)
		return
	}
	if !ok || name == "index.html" {
		name, f = "index.html", files["index.html"]
	}
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("Permissions-Policy", "camera=(self), microphone=(), geolocation=(), payment=()")
	h.Set("Content-Type", f.kind)
	h.Set("Vary", "Accept-Encoding")
	h.Set("ETag", `"`+f.tag+`"`)
	// Names under assets hold a hash of what is in them; the others are asked for anew each time.
	if strings.HasPrefix(name, "assets/") {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		h.Set("Cache-Control", "no-cache")
	}
	if match := r.Header.Get("If-None-Match"); match == `"`+f.tag+`"` {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body := f.plain
	if f.small != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body = f.small
	}
	_, _ = w.Write(body) // who went away needs no answer
}

const notBuilt = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>人大</title>` +
	`<p>本程序未包含网页端。请用 make build 重新构建，或直接使用接口：<a href="/openapi.json">接口说明</a>。</p></html>
`
