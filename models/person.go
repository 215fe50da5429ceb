package models

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Person is somebody with an account. Persons are deactivated, never deleted:
// what they signed keeps their id and name.
type Person struct {
	ID        string     `json:"id"`
	Username  string     `json:"username"` // lower case, unique for ever
	Name      string     `json:"name"`
	Sort      int        `json:"sort"` // order of standing in lists
	CreatedAt time.Time  `json:"created_at"`
	LeftAt    *time.Time `json:"left_at,omitempty"`
	DormantAt *time.Time `json:"dormant_at,omitempty"` // nobody signed in for long: shut until it is given back
	Demo      bool       `json:"demo,omitempty"`       // demonstration data, may be removed
}

// Validate reports the first thing wrong with the person.
func (p *Person) Validate() error {
	switch {
	case !isCode(p.Username):
		return wrong("username", "USERNAME", "用户名须为 2 至 40 位小写字母、数字、短横或下划线。")
	case !between(p.Name, 1, 40):
		return wrong("name", "PERSON_NAME", "姓名须为 1 至 40 个字。")
	}
	return nil
}

// PasswordRules are the demands on a password (GB/T 22239 8.1.4.1 a).
type PasswordRules struct {
	Least   int           // characters
	Classes int           // of lower case, upper case, digit, other
	History int           // passwords that may not come back
	MaxAge  time.Duration // after which a new one is asked for; 0 means never
}

// DefaultPasswordRules are the rules of a new system.
var DefaultPasswordRules = PasswordRules{Least: 10, Classes: 3, History: 5, MaxAge: 90 * 24 * time.Hour}

// mostPassword bounds the work of hashing.
const mostPassword = 128

// commonPasswords pass the rules of shape and are tried first by everybody.
var commonPasswords = []string{"password", "passw0rd", "p@ssw0rd", "admin", "qwerty", "1qaz2wsx", "welcome", "renda", "changeme", "abc123"}

// Check says what is wrong with a new password of the person with the user
// name. A known default with a tail of digits and signs counts as the default.
func (r PasswordRules) Check(username, password string) error {
	runes := []rune(password)
	var lower, upper, digit, other int
	for _, c := range runes {
		switch {
		case unicode.IsControl(c) || c == unicode.ReplacementChar:
			return wrong("password", "PASSWORD_CHARACTERS", "密码含有不可用的字符。")
		case c >= 'a' && c <= 'z':
			lower = 1
		case c >= 'A' && c <= 'Z':
			upper = 1
		case c >= '0' && c <= '9':
			digit = 1
		default:
			other = 1
		}
	}
	folded := strings.ToLower(password)
	letters := strings.TrimFunc(folded, func(c rune) bool { return !unicode.IsLetter(c) })
	switch {
	case len(runes) < r.Least:
		return wrong("password", "PASSWORD_SHORT", "密码太短，至少需要 "+strconv.Itoa(r.Least)+" 个字符。")
	case len(runes) > mostPassword:
		return wrong("password", "PASSWORD_LONG", "密码过长，不得超过 "+strconv.Itoa(mostPassword)+" 个字符。")
	case lower+upper+digit+other < r.Classes:
		return wrong("password", "PASSWORD_SIMPLE", "密码须含大写字母、小写字母、数字、符号中的至少 "+strconv.Itoa(r.Classes)+" 类。")
	case username != "" && strings.Contains(folded, strings.ToLower(username)):
		return wrong("password", "PASSWORD_USERNAME", "密码不得包含用户名。")
	case slices.Contains(commonPasswords, letters) || slices.Contains(commonPasswords, folded):
		return wrong("password", "PASSWORD_COMMON", "这是人人会先试的密码，请换一个。")
	}
	return nil
}
