// Package policy is the API of who may do what: reading the policy as rows and
// as sentences, proposing a change, and the consent of a second administrator
// that every right needs.
package policy

import (
	"context"
	"net/http"
	"time"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/policies"
)

// Record is what the package does with the store.
type Record interface {
	Policy(ctx context.Context) (models.Policy, error)
	ProposeRule(ctx context.Context, kind models.ConsentKind, rule models.PolicyRule, reason string, by models.By) (models.Consent, error)
	Consents(ctx context.Context, waiting bool, cursor string, limit int) (store.ConsentPage, error)
	DecideConsent(ctx context.Context, id string, decision models.Decision, reason string, by models.By) (models.Consent, error)
	NamesOf(ctx context.Context, ids []string) (map[string]string, error)
}

// Deps are the parts the handlers work with.
type Deps struct {
	Record Record
	// Refresh takes a change over in this process at once; the others find out.
	Refresh func(ctx context.Context) error
	// By is who changes something in the request.
	By  func(ctx context.Context, at time.Time) models.By
	Now func() time.Time
}

// Answer wraps a body.
type Answer[T any] struct{ Body T }

// Register adds the operations on the policy.
func Register(d *door.Door, deps Deps) {
	read := door.Route{Method: http.MethodGet, Tag: tag, Object: "policy", Action: "read"}
	rules, actions, consents := read, read, read
	rules.Path, rules.ID, rules.Summary = "/policy", "get-policy", policySummary
	actions.Path, actions.ID, actions.Summary = "/policy/actions", "list-actions", actionsSummary
	consents.Path, consents.ID, consents.Summary, consents.Description = "/policy/consents", "list-consents", consentsSummary, consentsHelp
	door.Register(d, rules, deps.policy)
	door.Register(d, actions, deps.actions)
	door.Register(d, consents, deps.consents)

	door.Register(d, door.Route{
		Method: http.MethodPost, Path: "/policy/changes", ID: "propose-change", Summary: proposeSummary, Description: proposeHelp,
		Tag: tag, Object: "policy", Action: "propose", Write: true,
	}, deps.propose)
	door.Register(d, door.Route{
		Method: http.MethodPost, Path: "/policy/consents/{id}/decision", ID: "decide-consent", Summary: decideSummary, Description: decideHelp,
		Tag: tag, Object: "policy", Action: "approve", Write: true,
	}, deps.decide)
}

// Row is one rule, with what it says.
type Row struct {
	models.PolicyRule
	Sentence string `json:"sentence"`
}

// Group is a group of roles that rules may name.
type Group struct {
	Group string   `json:"group"`
	Title string   `json:"title"`
	Roles []string `json:"roles" nullable:"false"`
}

// Policy is the whole policy in force.
type Policy struct {
	Version int64   `json:"version"`
	Rules   []Row   `json:"rules" nullable:"false"`
	Groups  []Group `json:"groups" nullable:"false"`
}

func (d Deps) policy(ctx context.Context, _ *struct{}) (*Answer[Policy], error) {
	policy, err := d.Record.Policy(ctx)
	if err != nil {
		return nil, err
	}
	out := &Answer[Policy]{Policy{Version: policy.Version, Rules: []Row{}, Groups: []Group{}}}
	for _, r := range policy.Rules {
		out.Body.Rules = append(out.Body.Rules, Row{PolicyRule: r, Sentence: policies.Sentence(r)})
	}
	at := map[string]int{}
	for _, m := range policy.Members {
		i, ok := at[m.Group]
		if !ok {
			i = len(out.Body.Groups)
			at[m.Group] = i
			out.Body.Groups = append(out.Body.Groups, Group{Group: m.Group, Title: policies.RoleTitle(m.Group)})
		}
		out.Body.Groups[i].Roles = append(out.Body.Groups[i].Roles, m.Role)
	}
	return out, nil
}

type actionsOut struct {
	Body struct {
		Items []policies.Action `json:"items" nullable:"false"`
	}
}

func (d Deps) actions(context.Context, *struct{}) (*actionsOut, error) {
	out := &actionsOut{}
	out.Body.Items = policies.Actions
	return out, nil
}

type proposeIn struct {
	Body struct {
		Kind   models.ConsentKind `json:"kind" enum:"grant,withdraw" doc:"grant 增加规则，withdraw 去掉规则。"`
		Role   string             `json:"role" minLength:"1" maxLength:"40" doc:"角色或角色组。"`
		Object string             `json:"object" minLength:"1" maxLength:"40"`
		Action string             `json:"action" minLength:"1" maxLength:"40"`
		Reason string             `json:"reason" minLength:"2" maxLength:"200"`
	}
}

func (d Deps) propose(ctx context.Context, in *proposeIn) (*Answer[models.Consent], error) {
	policy, err := d.Record.Policy(ctx)
	if err != nil {
		return nil, err
	}
	rule := models.PolicyRule{Role: in.Body.Role, Object: in.Body.Object, Action: in.Body.Action, Basis: in.Body.Reason}
	check := policies.Check
	if in.Body.Kind == models.ConsentWithdraw {
		check = policies.CheckWithdraw
	}
	if err := check(policy, rule); err != nil {
		return nil, err
	}
	consent, err := d.Record.ProposeRule(ctx, in.Body.Kind, rule, in.Body.Reason, d.By(ctx, d.Now()))
	return &Answer[models.Consent]{consent}, err
}

type consentsIn struct {
	State  string `query:"state" enum:"pending,all" default:"pending"`
	Cursor string `query:"cursor" maxLength:"512"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

// Consent is a request for consent with names and, for a rule, its sentence.
type Consent struct {
	models.Consent
	PersonName   string `json:"person_name,omitempty"`
	ProposerName string `json:"proposer_name"`
	DeciderName  string `json:"decider_name,omitempty"`
	Sentence     string `json:"sentence" doc:"申请的内容，如“李某任办公室文秘。”。"`
	Mine         bool   `json:"mine" doc:"由您提出或涉及您本人，须由他人审批。"`
}

type consentsOut struct {
	Body struct {
		Items []Consent `json:"items" nullable:"false"`
		Next  string    `json:"next,omitempty"`
	}
}

func (d Deps) consents(ctx context.Context, in *consentsIn) (*consentsOut, error) {
	page, err := d.Record.Consents(ctx, in.State != "all", in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, c := range page.Consents {
		ids = append(ids, c.PersonID, c.ProposedBy, c.DecidedBy)
		if c.Post != nil {
			ids = append(ids, c.Post.UnitID)
		}
	}
	names, err := d.Record.NamesOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := &consentsOut{}
	out.Body.Items, out.Body.Next = []Consent{}, page.Next
	me := door.Person(ctx)
	for _, c := range page.Consents {
		item := Consent{
			Consent: c, PersonName: names[c.PersonID], ProposerName: names[c.ProposedBy], DeciderName: names[c.DecidedBy],
			Mine: c.ProposedBy == me || c.PersonID == me,
		}
		item.Sentence = sentence(c, names)
		out.Body.Items = append(out.Body.Items, item)
	}
	return out, nil
}

type decideIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Decision models.Decision `json:"decision" enum:"approved,refused"`
		Reason   string          `json:"reason,omitempty" maxLength:"200" doc:"不同意时必填。"`
	}
}

func (d Deps) decide(ctx context.Context, in *decideIn) (*Answer[models.Consent], error) {
	consent, err := d.Record.DecideConsent(ctx, in.ID, in.Body.Decision, in.Body.Reason, d.By(ctx, d.Now()))
	if err != nil {
		return nil, err
	}
	return &Answer[models.Consent]{consent}, d.Refresh(ctx)
}
