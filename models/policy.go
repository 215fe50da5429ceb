package models

import (
	"time"
)

// PolicyRule lets a role, or a group of roles, do an action on objects of a
// kind. Basis is the article or reason it stands on.
type PolicyRule struct {
	Role   string `json:"role"`
	Object string `json:"object"`
	Action string `json:"action"`
	Basis  string `json:"basis,omitempty"`
	// Shipped marks a rule of the program's own default policy.
	Shipped bool `json:"shipped"`
}

// PolicyMember puts a role into a group of roles that rules may name.
type PolicyMember struct {
	Role  string `json:"role"`
	Group string `json:"group"`
}

// Policy is the whole of it at one version.
type Policy struct {
	Version int64
	Rules   []PolicyRule
	Members []PolicyMember
}

// ConsentKind says what asks for a second person.
type ConsentKind string

// What one administrator asks for and another has to approve (三员分立: a
// right takes effect after creation by one and approval by another).
const (
	ConsentPost     ConsentKind = "post"     // a post given
	ConsentPassword ConsentKind = "password" // a password set for somebody else
	ConsentGrant    ConsentKind = "grant"    // a rule added to the policy
	ConsentWithdraw ConsentKind = "withdraw" // a rule taken from the policy
)

// Decision is what became of a request for consent.
type Decision string

// The decisions.
const (
	Pending  Decision = "pending"
	Approved Decision = "approved"
	Refused  Decision = "refused"
)

// Consent is one request for the consent of a second administrator.
type Consent struct {
	ID   string      `json:"id"`
	Kind ConsentKind `json:"kind"`
	// PersonID is whom it concerns; empty for policy.
	PersonID string `json:"person_id,omitempty"`
	// Subject is the id of the post.
	Subject string `json:"subject,omitempty"`
	// Post is the post to give, Rule the policy rule to add or take away.
	Post       *ConsentPostOf `json:"post,omitempty"`
	Rule       *PolicyRule    `json:"rule,omitempty"`
	Reason     string         `json:"reason"`
	Decision   Decision       `json:"decision"`
	ProposedBy string         `json:"proposed_by"`
	ProposedAt time.Time      `json:"proposed_at"`
	DecidedBy  string         `json:"decided_by,omitempty"`
	DecidedAt  *time.Time     `json:"decided_at,omitempty"`
	// DecisionReason is why; always there when it is refused.
	DecisionReason string `json:"decision_reason,omitempty"`
}

// ConsentPostOf is the post that a request is about, kept though it be refused.
type ConsentPostOf struct {
	Role   Role       `json:"role"`
	UnitID string     `json:"unit_id,omitempty"`
	From   time.Time  `json:"from"`
	Until  *time.Time `json:"until,omitempty"`
}

// Deciders are the roles that may consent, beside not being the proposer or the
// person concerned: rights and passwords, given by the system administrator,
// are the security administrator's to approve; the policy, written by a
// security administrator, another administrator's.
func (k ConsentKind) Deciders() []Role {
	switch k {
	case ConsentPost, ConsentPassword:
		return []Role{RoleSecadmin}
	case ConsentGrant, ConsentWithdraw:
		return []Role{RoleSecadmin, RoleSysadmin}
	}
	return nil
}

// CheckReason says whether the reason for a change of rights was given.
func CheckReason(reason string) error {
	if !between(reason, 2, 200) {
		return wrong("reason", "REASON_REQUIRED", "请填写理由，2 至 200 个字。")
	}
	return nil
}
