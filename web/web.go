// Package web is the place of the web client. Until the client stands here it
// serves one page that says what runs and where its interface is described.
package web

import (
	"embed"
	"io/fs"
	"net/http"
)

//go:embed static
var files embed.FS

// Handler serves the pages from the binary; nothing is asked of another host.
func Handler() http.Handler {
	static, err := fs.Sub(files, "static")
	if err != nil {
		return http.NotFoundHandler() // cannot be: the folder is embedded above
	}
	return http.FileServerFS(static)
}
