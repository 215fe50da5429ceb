package models

import (
	"slices"
	"strings"
	"time"
)

// Session is one signed-in device. The secret in its cookie is not in it: only
// the hash of the secret is stored.
type Session struct {
	ID        string     `json:"id"`
	PersonID  string     `json:"person_id"`
	Port      string     `json:"port"` // pc, tablet, phone
	IP        string     `json:"ip"`
	Agent     string     `json:"agent"` // what the browser calls itself
	CreatedAt time.Time  `json:"created_at"`
	SeenAt    time.Time  `json:"seen_at"`
	ExpiresAt time.Time  `json:"expires_at"` // absolute; idleness ends it earlier
	EndedAt   *time.Time `json:"ended_at,omitempty"`
}

// SessionRules bound sessions (GB/T 22239 8.1.4.1 b).
type SessionRules struct {
	Idle     time.Duration // without a request
	Absolute time.Duration // after signing in
	Most     int           // of one person at the same time; one more ends the oldest
}

// DefaultSessionRules are the rules of a new system.
var DefaultSessionRules = SessionRules{Idle: 30 * time.Minute, Absolute: 12 * time.Hour, Most: 10}

// Live says whether the session may be used at the instant.
func (s *Session) Live(rules SessionRules, at time.Time) bool {
	return s.EndedAt == nil && at.Before(s.ExpiresAt) && at.Before(s.SeenAt.Add(rules.Idle))
}

// LockRules bound guessing. After Failures wrong passwords within Window an
// account is shut for Lock to the address they came from, twice as long each
// further time on the same day; between failures the next try from there has to
// wait 1, 2, 4, ... seconds. So nobody shuts another one's account from his own
// desk. Addresses have a higher limit for all accounts together, because an
// office shares one. Who guesses from many addresses meets the brake: after
// AllFailures at one account from anywhere, addresses that the person never
// signed in from get one try every Brake.
type LockRules struct {
	Failures    int
	IPFailures  int
	AllFailures int
	Window      time.Duration
	Lock        time.Duration
	MostLock    time.Duration
	Brake       time.Duration
}

// DefaultLockRules are the rules of a new system.
var DefaultLockRules = LockRules{
	Failures: 5, IPFailures: 50, AllFailures: 20, Window: 15 * time.Minute, Lock: 15 * time.Minute, MostLock: 4 * time.Hour,
	Brake: 30 * time.Second,
}

// Pause is how long the next try has to wait after so many failures in a row.
func (r LockRules) Pause(failures int) time.Duration {
	if failures < 2 {
		return 0
	}
	return min(time.Second<<min(failures-2, 10), time.Minute)
}

// LockFor is how long the account is shut the nth time on one day, from 1.
func (r LockRules) LockFor(nth int) time.Duration {
	return min(r.Lock<<min(max(nth-1, 0), 10), r.MostLock)
}

// Token is a key a person gave a program: it acts as the person, within Scopes,
// until it expires or is revoked. Its secret is shown once and stored hashed.
type Token struct {
	ID        string     `json:"id"`
	PersonID  string     `json:"person_id"`
	Name      string     `json:"name"`
	Hint      string     `json:"hint"`                    // the first characters, to tell tokens apart
	Scopes    []string   `json:"scopes" nullable:"false"` // "object:action", or "object:*"
	CreatedAt time.Time  `json:"created_at"`
	ExpiresAt time.Time  `json:"expires_at"`
	UsedAt    *time.Time `json:"used_at,omitempty"`
	RevokedAt *time.Time `json:"revoked_at,omitempty"`
}

// longestToken is how long a token may live.
const longestToken = 366 * 24 * time.Hour

// objectsOfPersons are never a program's: a token cannot make tokens, end
// sessions or change the password.
var objectsOfPersons = []string{"session", "token", "policy"}

// ForTokens says whether a program may ever act on objects of the kind.
func ForTokens(object string) bool { return !slices.Contains(objectsOfPersons, object) }

// Validate reports the first thing wrong with the token as asked for at the
// instant now.
func (t *Token) Validate(now time.Time) error {
	switch {
	case !between(t.Name, 1, 60):
		return wrong("name", "TOKEN_NAME", "名称须为 1 至 60 个字。")
	case !t.ExpiresAt.After(now):
		return wrong("expires_at", "DATE_IN_THE_PAST", "到期时间已经过去。")
	case t.ExpiresAt.Sub(now) > longestToken:
		return wrong("expires_at", "TOKEN_LONG", "令牌有效期不得超过一年。")
	case len(t.Scopes) == 0:
		return wrong("scopes", "SCOPE_REQUIRED", "请至少选择一项权限。")
	case len(t.Scopes) > 40:
		return wrong("scopes", "SCOPE_MANY", "权限不得超过 40 项。")
	}
	for _, scope := range t.Scopes {
		object, action, ok := strings.Cut(scope, ":")
		if !ok || object == "" || action == "" || len(scope) > 60 || !ForTokens(object) {
			return wrong("scopes", "SCOPE_UNKNOWN", "令牌不能有“"+scope+"”这项权限。")
		}
	}
	return nil
}
