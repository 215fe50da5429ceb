package models

import (
	"slices"
	"time"
	"unicode/utf8"
)

// Proxy is a standing delegation (委托代理): Agent may act for Principal while
// it holds. From is the first instant, Until the first after it.
type Proxy struct {
	ID        string    `json:"id"`
	Principal string    `json:"principal"`
	Agent     string    `json:"agent"`
	From      time.Time `json:"from"`
	Until     time.Time `json:"until"`
	// Process limits the delegation to one kind of case ("document.receive");
	// empty means every kind.
	Process string `json:"process,omitempty"`
	// Reason is what the principal says of it: on leave, at a meeting.
	Reason    string     `json:"reason,omitempty"`
	CreatedAt time.Time  `json:"created_at"`
	CreatedBy string     `json:"created_by"`
	RevokedAt *time.Time `json:"revoked_at,omitempty"`
}

// longestProxy keeps a delegation from becoming a transfer of the post.
const longestProxy = 366 * 24 * time.Hour

// longestProxyReason is the greatest number of characters of a reason.
const longestProxyReason = 200

// Validate reports the first thing wrong with the proxy by itself, as asked for
// at the instant now.
func (p *Proxy) Validate(now time.Time) error {
	switch {
	case p.Agent == "":
		return wrong("agent", "AGENT_REQUIRED", "请选择受托人。")
	case p.Principal == p.Agent:
		return wrong("agent", "PROXY_SELF", "不能委托给自己。")
	case !p.From.Before(p.Until):
		return wrong("until", "PERIOD_EMPTY", "结束时间须晚于开始时间。")
	case !p.Until.After(now):
		return wrong("until", "DATE_IN_THE_PAST", "委托的结束时间已经过去。")
	case p.Until.Sub(p.From) > longestProxy:
		return wrong("until", "PROXY_LONG", "一次委托不得超过一年。")
	case len(p.Process) > 64:
		return wrong("process", "PROCESS_UNKNOWN", "没有这个流程。")
	case utf8.RuneCountInString(p.Reason) > longestProxyReason:
		return wrong("reason", "REASON_LONG", "事由不得超过 200 字。")
	}
	return nil
}

// End is the first instant at which the proxy no longer holds.
func (p *Proxy) End() time.Time {
	if p.RevokedAt != nil && p.RevokedAt.Before(p.Until) {
		return *p.RevokedAt
	}
	return p.Until
}

// HoldsAt says whether the agent may act for the principal at the instant.
func (p *Proxy) HoldsAt(at time.Time) bool { return !at.Before(p.From) && at.Before(p.End()) }

// meets says whether both hold at some instant for some kind of case.
func (p *Proxy) meets(other *Proxy) bool {
	end, otherEnd := p.End(), other.End()
	return overlap(p.From, &end, other.From, &otherEnd) &&
		(p.Process == "" || other.Process == "" || p.Process == other.Process)
}

// CheckProxies says whether the new proxy fits beside the existing ones: no
// loop, no chain longer than one, and nobody delegates the same thing twice.
func CheckProxies(added Proxy, existing []Proxy) error {
	i := slices.IndexFunc(existing, func(e Proxy) bool {
		return e.ID != added.ID && e.From.Before(e.End()) && added.meets(&e) &&
			(e.Principal == added.Agent || e.Agent == added.Principal || e.Principal == added.Principal)
	})
	if i < 0 {
		return nil
	}
	switch e := existing[i]; {
	case e.Principal == added.Agent && e.Agent == added.Principal:
		return wrong("agent", "PROXY_LOOP", "对方在此期间已委托您代办，不能互相委托。")
	case e.Principal == added.Agent:
		return wrong("agent", "PROXY_CHAIN", "受托人在此期间已将自己的事务委托他人，不能再接受委托。")
	case e.Agent == added.Principal:
		return wrong("principal", "PROXY_CHAIN", "您在此期间正受他人委托，不能再转委托。")
	}
	return wrong("from", "PROXY_TWICE", "此期间已有委托，请先撤销。")
}
