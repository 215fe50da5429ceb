package people

import (
	"context"
	"time"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/models"
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
	}
}

func (d Deps) createProxy(ctx context.Context, in *createProxyIn) (*Answer[models.Proxy], error) {
	proxy, err := d.Store.CreateProxy(ctx, models.Proxy{
		Principal: door.Person(ctx), Agent: in.Body.Agent, From: in.Body.From, Until: in.Body.Until, Process: in.Body.Process,
	}, d.by(ctx))
	return &Answer[models.Proxy]{proxy}, err
}

func (d Deps) revokeProxy(ctx context.Context, in *idIn) (*Done, error) {
	return d.taken(ctx, d.Store.RevokeProxy(ctx, in.ID, d.by(ctx)))
}

func (d Deps) digest(ctx context.Context, in *idIn) (*List[models.Task], error) {
	proxy, err := d.Store.Proxy(ctx, in.ID, door.Person(ctx))
	if err != nil {
		return nil, err
	}
	tasks, err := d.Store.Digest(ctx, proxy)
	return listOf(tasks, ""), err
}
