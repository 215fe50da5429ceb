// Package api serves Renda over HTTP: routes.go lists what there is, door says
// what every request must pass, problem what a failure looks like, and a folder
// each holds the operations of one domain.
package api

import (
	"context"
	"net/http"
	"time"

	"github.com/zhihui-renda/renda/api/act"
	"github.com/zhihui-renda/renda/api/definition"
	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/notice"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// Parts is what the server is made of; all are needed but Checks and Mount.
type Parts struct {
	Store  *store.Store
	Engine act.Engine
	Tables definition.Tables
	Policy Policy
	// Sessions knows who is behind a request.
	Sessions Sessions
	Now      func() time.Time
	Version  string
	Door     door.Config
	// Checks must all pass before the server says that it is ready.
	Checks []Check
	// Mount adds the operations of domains that bring parts of their own.
	Mount []func(*door.Door)
}

// Policy is what is asked of Casbin.
type Policy interface {
	door.Allower
	store.Powers
	// Refresh takes over a policy that was changed in this process.
	Refresh(ctx context.Context) error
}

// Sessions authenticates requests and knows the viewer behind a context that
// it authenticated.
type Sessions interface {
	door.Authenticator
	Viewer(ctx context.Context) (models.Viewer, error)
}

// Server is the API of one process.
type Server struct {
	Door  *door.Door
	parts Parts
	hub   *notice.Hub
}

// New makes a server with all its routes. It does not listen; see Handler.
func New(parts Parts) (*Server, error) {
	parts.Door.Authenticator, parts.Door.Allower = parts.Sessions, parts.Policy
	parts.Door.Answers = store.Answers{Store: parts.Store, Now: parts.Now}
	d, err := door.New(parts.Door, parts.Version)
	if err != nil {
		return nil, err
	}
	s := &Server{Door: d, parts: parts, hub: notice.NewHub(parts.Store)}
	s.register()
	return s, s.watch()
}

// Handler answers requests.
func (s *Server) Handler() http.Handler { return s.Door.Engine }

// Run keeps live updates coming until the context ends; then open streams end,
// so that the listener can shut down.
func (s *Server) Run(ctx context.Context) error { return s.hub.Run(ctx) }
