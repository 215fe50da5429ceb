// Package api serves Renda over HTTP: routes.go lists what there is, door says
// what every request must pass, problem what a failure looks like, and a folder
// each holds the operations of one domain.
package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/zhihui-renda/renda/api/act"
	"github.com/zhihui-renda/renda/api/calendar"
	"github.com/zhihui-renda/renda/api/definition"
	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/file"
	"github.com/zhihui-renda/renda/api/notice"
	"github.com/zhihui-renda/renda/api/operations"
	"github.com/zhihui-renda/renda/api/session"
	"github.com/zhihui-renda/renda/internal/outline"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/policies"
)

// Parts is what the server is made of; all are needed.
type Parts struct {
	Store    *store.Store
	Engine   act.Engine
	Tables   definition.Tables
	Policy   *policies.Enforcer
	Sessions *session.Sessions
	Files    file.Deps
	Calendar calendar.Deps
	Now      func() time.Time
	Version  string
	// PublicURL is the address people see in a browser; empty: the one they ask.
	PublicURL string
	// Door is set up by New, but for limits and addresses.
	Door door.Config
	// Checks must all pass before the server says that it is ready.
	Checks []Check
	// Operations needs its queue and disk; the rest is filled in.
	Operations operations.Deps
}

// Server is the API of one process.
type Server struct {
	Door  *door.Door
	parts Parts
	hub   *notice.Hub
	// outlines of documents that come with the program.
	outlines []models.DocumentTemplate
}

// New makes a server with all its routes. It does not listen; see Handler.
func New(parts Parts) (*Server, error) {
	parts.Door.Authenticator, parts.Door.Allower, parts.Door.Refusals = parts.Sessions, parts.Policy, parts.Sessions
	parts.Door.Answers = store.Answers{Store: parts.Store, Now: parts.Now}
	d, err := door.New(parts.Door, parts.Version)
	if err != nil {
		return nil, err
	}
	outlines, err := outline.Shipped()
	if err != nil {
		return nil, err
	}
	s := &Server{Door: d, parts: parts, hub: notice.NewHub(parts.Store), outlines: outlines}
	s.register()
	return s, errors.Join(d.Err(), s.watch())
}

// Handler answers requests.
func (s *Server) Handler() http.Handler { return s.Door.Engine }

// Run keeps live updates coming until the context ends; then open streams end,
// so that the listener can shut down.
func (s *Server) Run(ctx context.Context) error { return s.hub.Run(ctx) }
