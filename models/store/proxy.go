package store

import (
	"context"
	"errors"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

type proxyRow struct {
	ID        string `gorm:"primaryKey"`
	Principal string
	Agent     string
	FromAt    time.Time
	UntilAt   time.Time
	Process   string
	Reason    string
	CreatedAt time.Time
	CreatedBy string
	RevokedAt *time.Time
}

func (proxyRow) TableName() string { return "proxies" }

// CreateProxy makes a standing delegation. Faults: those of Proxy.Validate and
// CheckProxies (PROXY_SELF, PROXY_LOOP, PROXY_CHAIN, PROXY_TWICE, ...),
// AGENT_UNKNOWN, PROXY_OUTSIDE for an agent of another organ.
func (s *Store) CreateProxy(ctx context.Context, p models.Proxy, by models.By) (models.Proxy, error) {
	p.ID, p.CreatedAt, p.CreatedBy, p.RevokedAt = newID(), by.At, by.PersonID, nil
	p.From, p.Until = utc(p.From), utc(p.Until)
	if err := p.Validate(by.At); err != nil {
		return p, wrongInput(err)
	}
	if p.From.Before(utc(by.At)) {
		p.From = utc(by.At) // what is past was not delegated
	}
	err := s.Tx(ctx, func(tx *Store) error {
		if err := tx.lockOrg(ctx); err != nil {
			return err
		}
		if err := tx.checkParties(ctx, p, by.At); err != nil {
			return err
		}
		others, err := readProxies(tx.DB(ctx).
			Where("principal IN ? OR agent IN ?", []string{p.Principal, p.Agent}, []string{p.Principal, p.Agent}).
			Where("until_at > ? AND revoked_at IS NULL", utc(by.At)))
		if err != nil {
			return err
		}
		if err := models.CheckProxies(p, others); err != nil {
			return wrongInput(err)
		}
		row := proxyRow{
			ID: p.ID, Principal: p.Principal, Agent: p.Agent, FromAt: p.From, UntilAt: p.Until, Process: p.Process,
			Reason: p.Reason, CreatedAt: utc(p.CreatedAt), CreatedBy: p.CreatedBy,
		}
		if err := tx.DB(ctx).Create(&row).Error; err != nil {
			return err
		}
		entry := by.Entry(models.SecProxyGiven, "person", p.Agent)
		entry.Detail = map[string]string{"proxy": p.ID, "principal": p.Principal}
		return tx.Record(ctx, entry)
	})
	return p, err
}

// checkParties refuses an agent who could not act or belongs elsewhere.
func (s *Store) checkParties(ctx context.Context, p models.Proxy, at time.Time) error {
	people, err := s.PersonsFor(ctx, []string{p.Principal, p.Agent}, at)
	if err != nil {
		return err
	}
	principal, ok := people[p.Principal]
	if !ok {
		return fault.New(fault.Denied, "ADMIN_NO_CASE", "管理员不参与业务办理，没有可以委托的事务。")
	}
	agent, ok := people[p.Agent]
	if !ok {
		return fault.New(fault.Invalid, "AGENT_UNKNOWN", "受托人不存在、已离岗或不参与业务办理。").At("agent")
	}
	for _, post := range principal.Posts {
		if slices.ContainsFunc(agent.Posts, func(q process.Post) bool { return q.Unit == post.Unit }) {
			return nil
		}
	}
	return fault.New(fault.Invalid, "PROXY_OUTSIDE", "只能委托给同一机关的人员。").At("agent")
}

// RevokeProxy ends a delegation at once; only its principal may. Faults:
// PROXY_UNKNOWN, PROXY_ENDED.
func (s *Store) RevokeProxy(ctx context.Context, id string, by models.By) error {
	return s.Tx(ctx, func(tx *Store) error {
		p, err := tx.Proxy(ctx, id, by.PersonID)
		if err != nil {
			return err
		}
		if p.Principal != by.PersonID {
			return fault.New(fault.Denied, "PROXY_NOT_YOURS", "只有委托人可以撤销委托。")
		}
		if !by.At.Before(p.End()) {
			return fault.New(fault.Conflict, "PROXY_ENDED", "该委托已经结束。")
		}
		return tx.revokeProxy(ctx, p, by)
	})
}

func (s *Store) revokeProxy(ctx context.Context, p models.Proxy, by models.By) error {
	err := s.DB(ctx).Model(&proxyRow{}).Where("id = ? AND revoked_at IS NULL", p.ID).Update("revoked_at", utc(by.At)).Error
	if err != nil {
		return err
	}
	entry := by.Entry(models.SecProxyRevoked, "person", p.Agent)
	entry.Detail = map[string]string{"proxy": p.ID, "principal": p.Principal}
	return s.Record(ctx, entry)
}

// Proxy is one delegation as its principal or agent sees it; PROXY_UNKNOWN.
func (s *Store) Proxy(ctx context.Context, id, viewer string) (models.Proxy, error) {
	var row proxyRow
	err := s.DB(ctx).Where("id = ? AND (principal = ? OR agent = ?)", id, viewer, viewer).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return models.Proxy{}, fault.New(fault.NotFound, "PROXY_UNKNOWN", "没有这个委托。")
	}
	return row.proxy(), err
}

// ProxiesOf are all delegations a person gave or received, newest first.
func (s *Store) ProxiesOf(ctx context.Context, personID string) ([]models.Proxy, error) {
	return readProxies(s.DB(ctx).Where("principal = ? OR agent = ?", personID, personID).
		Order("from_at DESC, id DESC").Limit(200))
}

// ProxiesFor are the delegations that hold at the instant for each of the
// principals, in cases of the process; agents who are gone or administrators
// are left out.
func (s *Store) ProxiesFor(ctx context.Context, principals []string, processKey string, at time.Time) ([]process.Proxy, error) {
	o, err := s.readOrg(ctx, !s.inTx)
	if err != nil {
		return nil, err
	}
	return o.proxiesFor(principals, processKey, at), nil
}

func readProxies(query *gorm.DB) ([]models.Proxy, error) {
	var rows []proxyRow
	if err := query.Find(&rows).Error; err != nil {
		return nil, err
	}
	proxies := make([]models.Proxy, len(rows))
	for i, r := range rows {
		proxies[i] = r.proxy()
	}
	return proxies, nil
}

func (r proxyRow) proxy() models.Proxy {
	return models.Proxy{
		ID: r.ID, Principal: r.Principal, Agent: r.Agent, From: local(r.FromAt), Until: local(r.UntilAt),
		Process: r.Process, Reason: r.Reason, CreatedAt: local(r.CreatedAt), CreatedBy: r.CreatedBy, RevokedAt: localPtr(r.RevokedAt),
	}
}
