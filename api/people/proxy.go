package people

import (
	"context"
	"strings"
	"time"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// Proxy is a delegation with names.
type Proxy struct {
	models.Proxy
	PrincipalName string `json:"principal_name"`
	AgentName     string `json:"agent_name"`
	State         string `json:"state" enum:"later,held,over" doc:"later 未开始，held 生效中，over 已结束或撤销。"`
}

func (d Deps) proxies(ctx context.Context, _ *struct{}) (*List[Proxy], error) {
	proxies, err := d.Store.ProxiesOf(ctx, door.Person(ctx))
	if err != nil {
		return nil, err
	}
	book := names.NewBook()
	for _, p := range proxies {
		book.Want(p.Principal, p.Agent)
	}
	if err := book.Load(ctx, d.Store); err != nil {
		return nil, err
	}
	out := make([]Proxy, len(proxies))
	for i, p := range proxies {
		out[i] = Proxy{
			Proxy: p, PrincipalName: book.Person(p.Principal), AgentName: book.Person(p.Agent), State: proxyState(p, d.Now()),
		}
	}
	return listOf(out, ""), nil
}

type agentsIn struct {
	Name   string `query:"q" maxLength:"40" doc:"姓名或用户名的一部分。"`
	Cursor string `query:"cursor" maxLength:"512"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

func (d Deps) agents(ctx context.Context, in *agentsIn) (*List[Person], error) {
	return d.withPosts(ctx, store.PeopleQuery{
		StandInFor: door.Person(ctx), Name: in.Name, Cursor: in.Cursor, Limit: in.Limit, At: d.Now(),
	})
}

func proxyState(p models.Proxy, now time.Time) string {
	switch {
	case !now.Before(p.End()):
		return "over"
	case now.Before(p.From):
		return "later"
	}
	return "held"
}

type createProxyIn struct {
	Body struct {
		Agent   string    `json:"agent" minLength:"1" maxLength:"64" doc:"受托人。"`
		From    time.Time `json:"from" doc:"自此时起。"`
		Until   time.Time `json:"until" doc:"到此时为止（不含）。"`
		Process string    `json:"process,omitempty" maxLength:"64" doc:"只委托一类流程，如 document.receive；缺省为全部。"`
		Reason  string    `json:"reason,omitempty" maxLength:"200" doc:"事由，如出差、休假。"`
	}
}

func (d Deps) createProxy(ctx context.Context, in *createProxyIn) (*Answer[models.Proxy], error) {
	proxy, err := d.Store.CreateProxy(ctx, models.Proxy{
		Principal: door.Person(ctx), Agent: in.Body.Agent, From: in.Body.From, Until: in.Body.Until, Process: in.Body.Process,
		Reason: strings.TrimSpace(in.Body.Reason),
	}, d.by(ctx))
	return &Answer[models.Proxy]{proxy}, err
}

func (d Deps) revokeProxy(ctx context.Context, in *idIn) (*Done, error) {
	return d.taken(ctx, d.Store.RevokeProxy(ctx, in.ID, d.by(ctx)))
}

// DigestLine is one thing an agent did, as the principal reads it.
type DigestLine struct {
	Task      string     `json:"task"`
	Case      string     `json:"case"`
	Title     string     `json:"title"`
	Number    string     `json:"number,omitempty"`
	Process   string     `json:"process"`
	Kind      string     `json:"kind" doc:"act 办理，read 阅知。"`
	StepTitle string     `json:"step_title"`
	Outcome   string     `json:"outcome,omitempty"`
	Opinion   string     `json:"opinion,omitempty"`
	DoneAt    *time.Time `json:"done_at"`
}

func (d Deps) digest(ctx context.Context, in *idIn) (*List[DigestLine], error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	proxy, err := d.Store.Proxy(ctx, in.ID, door.Person(ctx))
	if err != nil {
		return nil, err
	}
	found, err := d.Store.Digest(ctx, viewer, proxy)
	lines := make([]DigestLine, len(found))
	for i, l := range found {
		lines[i] = DigestLine{
			Task: l.ID, Case: l.CaseID, Title: l.Title, Number: l.Number, Process: l.Process, Kind: l.Kind,
			StepTitle: l.StepTitle, Outcome: l.Outcome, Opinion: l.Opinion, DoneAt: l.DoneAt,
		}
	}
	return listOf(lines, ""), err
}
