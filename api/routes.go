package api

import (
	"context"
	"time"

	"github.com/zhihui-renda/renda/api/annotation"
	"github.com/zhihui-renda/renda/api/audit"
	"github.com/zhihui-renda/renda/api/calendar"
	"github.com/zhihui-renda/renda/api/cases"
	"github.com/zhihui-renda/renda/api/definition"
	"github.com/zhihui-renda/renda/api/document"
	"github.com/zhihui-renda/renda/api/draft"
	"github.com/zhihui-renda/renda/api/file"
	"github.com/zhihui-renda/renda/api/lists"
	"github.com/zhihui-renda/renda/api/notice"
	"github.com/zhihui-renda/renda/api/number"
	"github.com/zhihui-renda/renda/api/operations"
	"github.com/zhihui-renda/renda/api/people"
	"github.com/zhihui-renda/renda/api/phrase"
	"github.com/zhihui-renda/renda/api/policy"
	"github.com/zhihui-renda/renda/api/preference"
	"github.com/zhihui-renda/renda/api/session"
	"github.com/zhihui-renda/renda/api/statistics"
	"github.com/zhihui-renda/renda/internal/lapse"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/policies"
	"github.com/zhihui-renda/renda/process"
)

// register is the list of all there is. What a package offers stands in its
// Register, one row an operation.
func (s *Server) register() {
	p, viewer := s.parts, s.parts.Sessions.Viewer
	texts := document.Texts{Contents: p.Store, Refusals: p.Store, Now: p.Now}

	cases.Register(s.Door, cases.Deps{
		Record: p.Store, Names: p.Store, Engine: p.Engine, Texts: texts, Standing: standing{p.Store, p.Policy},
		Viewer: viewer, Now: p.Now,
	})
	annotation.Register(s.Door, annotation.Deps{
		Record: p.Store, Names: p.Store, Standing: standing{p.Store, p.Policy}, Viewer: viewer, By: session.By, Now: p.Now,
	})
	document.Register(s.Door, document.Deps{
		Record: p.Store, Deliveries: p.Store, Openings: p.Store, Facts: p.Store, Senders: p.Store, Texts: texts, Blobs: p.Files.Blobs,
		Names: p.Store, Engine: p.Engine, Allower: p.Policy, Viewer: viewer, Now: p.Now, PublicURL: p.PublicURL,
	})
	draft.Register(s.Door, draft.Deps{
		Record: p.Store, Names: p.Store, Texts: texts, Allower: p.Policy, Shipped: s.outlines, Viewer: viewer, By: session.By, Now: p.Now,
	})
	lists.Register(s.Door, lists.Deps{Record: p.Store, Names: p.Store, Viewer: viewer, Now: p.Now})
	notice.Register(s.Door, notice.Deps{Source: p.Store, Hub: s.hub, Viewer: viewer, SignIn: session.SignInOf, Again: s.again})
	p.Sessions.OnEnd(s.hub.Look)
	number.Register(s.Door, number.Deps{Record: p.Store, Allower: p.Policy, Now: p.Now})
	definition.Register(s.Door, definition.Deps{
		Tables: p.Tables, Names: p.Store, World: world{p.Store, p.Calendar}, By: session.By, Now: p.Now,
	})
	people.Register(s.Door, people.Deps{
		Store: p.Store, Engine: p.Engine, Allower: p.Policy, Viewer: viewer, By: session.By, Now: p.Now,
		Lapse: (&lapse.Lapser{Record: p.Store, Engine: p.Engine, Now: p.Now}).AtOnce,
	})
	phrase.Register(s.Door, phrase.Deps{Record: p.Store, Names: p.Store, Allower: p.Policy, Now: p.Now})
	policy.Register(s.Door, policy.Deps{Record: p.Store, Refresh: p.Policy.Refresh, By: session.By, Now: p.Now})
	audit.Register(s.Door, audit.Deps{Record: p.Store, By: session.By, Now: p.Now})
	session.Register(s.Door, p.Sessions, p.Policy)
	preference.Register(s.Door, preference.Deps{Record: p.Store, Now: p.Now})
	file.Register(s.Door, p.Files)
	p.Calendar.Allower = p.Policy
	calendar.Register(s.Door, p.Calendar)
	statistics.Register(s.Door, statistics.Deps{
		Record: p.Store, Names: p.Store, Allower: p.Policy, Calendar: p.Calendar.Calendar, Viewer: viewer, By: session.By, Now: p.Now,
	})
	operations.Register(s.Door, s.operations())
}

// operations are the parts of the health page.
func (s *Server) operations() operations.Deps {
	deps := s.parts.Operations
	deps.Record, deps.Version, deps.Started, deps.Now = s.parts.Store, s.parts.Version, s.parts.Now(), s.parts.Now
	for _, check := range s.parts.Checks {
		deps.Checks = append(deps.Checks, operations.Check(check))
	}
	return deps
}

// standing finds posts and powers as the commit does.
type standing struct {
	store  *store.Store
	policy *policies.Enforcer
}

// Standing is the person with posts and powers at the instant.
func (s standing) Standing(ctx context.Context, person, ownerUnit string, at time.Time) (process.Person, error) {
	p, err := s.store.PersonFor(ctx, person, at)
	if err != nil {
		return p, err
	}
	p.Powers, err = s.policy.Powers(ctx, p, ownerUnit)
	return p, err
}

// world is what a trial of a process table asks.
type world struct {
	*store.Store
	calendar calendar.Deps
}

// DueOf counts by the calendar in force, through years without a notice too.
func (w world) DueOf(ctx context.Context, clock process.Clock, at time.Time) (process.Instants, error) {
	return w.calendar.DueOf(ctx, clock, at)
}
