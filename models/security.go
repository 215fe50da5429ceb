package models

import "time"

// SecurityKind is what happened, as the security log names it.
type SecurityKind string

// The kinds of security event.
const (
	SecLogin           SecurityKind = "login"
	SecLoginFailed     SecurityKind = "login_failed"
	SecLocked          SecurityKind = "locked"
	SecUnlocked        SecurityKind = "unlocked"
	SecLogout          SecurityKind = "logout"
	SecSessionEnded    SecurityKind = "session_ended"
	SecPasswordChanged SecurityKind = "password_changed"
	SecPasswordReset   SecurityKind = "password_reset"
	SecTokenCreated    SecurityKind = "token_created"
	SecTokenRevoked    SecurityKind = "token_revoked"
	SecRefused         SecurityKind = "refused"
	SecExport          SecurityKind = "export"
	SecPersonCreated   SecurityKind = "person_created"
	SecPersonChanged   SecurityKind = "person_changed"
	SecPersonLeft      SecurityKind = "person_left"
	SecPersonBack      SecurityKind = "person_back"
	SecPersonDormant   SecurityKind = "person_dormant"
	SecPostGiven       SecurityKind = "post_given"
	SecPostEnded       SecurityKind = "post_ended"
	SecUnitChanged     SecurityKind = "unit_changed"
	SecProxyGiven      SecurityKind = "proxy_given"
	SecProxyRevoked    SecurityKind = "proxy_revoked"
	SecPolicyProposed  SecurityKind = "policy_proposed"
	SecConsent         SecurityKind = "consent"
	SecSettings        SecurityKind = "settings"
)

// SecurityEntry is one line of the security log: ids, codes and counts, never
// a name, a title or any text a person wrote.
type SecurityEntry struct {
	Seq       int64             `json:"seq"`
	At        time.Time         `json:"at"`
	Kind      SecurityKind      `json:"kind"`
	PersonID  string            `json:"person_id,omitempty"` // who did it
	Success   bool              `json:"success"`
	IP        string            `json:"ip,omitempty"`
	Port      string            `json:"port,omitempty"`
	Object    string            `json:"object,omitempty"`    // kind of the thing, as policy names it
	ObjectID  string            `json:"object_id,omitempty"` // its id
	Detail    map[string]string `json:"detail,omitempty"`
	RequestID string            `json:"request_id,omitempty"`
	PrevHash  string            `json:"prev_hash"`
	Hash      string            `json:"hash"`
}

// SecurityQuery selects lines of the security log, newest first. Zero fields
// select everything. Before is the seq to go on from.
type SecurityQuery struct {
	Kind     SecurityKind
	PersonID string
	From     time.Time
	Until    time.Time
	Before   int64
	Limit    int
}

// By says who changes something, from where and when: every change of people,
// rights and sessions carries it into the security log.
type By struct {
	PersonID  string
	IP        string
	Port      string
	RequestID string
	At        time.Time
}

// Entry begins a line of the security log about an object.
func (b By) Entry(kind SecurityKind, object, objectID string) SecurityEntry {
	return SecurityEntry{
		At: b.At, Kind: kind, PersonID: b.PersonID, Success: true, IP: b.IP, Port: b.Port,
		Object: object, ObjectID: objectID, RequestID: b.RequestID,
	}
}
