package store

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

// SignInRules are all that bounds signing in.
type SignInRules struct {
	Passwords models.PasswordRules
	Sessions  models.SessionRules
	Locks     models.LockRules
}

// DefaultSignInRules are the rules of a new system.
var DefaultSignInRules = SignInRules{
	Passwords: models.DefaultPasswordRules, Sessions: models.DefaultSessionRules, Locks: models.DefaultLockRules,
}

// codeSignInFailed is one answer for a wrong name, a wrong password and an
// account that is closed: it tells a guesser nothing.
const codeSignInFailed = "SIGN_IN_FAILED"

// SignIn is what somebody typed, and on what.
type SignIn struct {
	Username string
	Password string
	Port     string // pc, tablet, phone
	IP       string
	Agent    string
}

// SignedIn is a new session. Secret goes into the cookie and is kept nowhere.
type SignedIn struct {
	Session    models.Session
	Secret     string
	Person     models.Person
	MustChange bool // only the password may be changed until it is
}

// SignIn opens a session. Faults: Unauthenticated SIGN_IN_FAILED; TooMany
// ACCOUNT_LOCKED, SIGN_IN_TOO_FAST, SIGN_IN_BUSY, with the argument retry_after
// in seconds; Denied ACCOUNT_DORMANT, which only the right password gets to see.
// An unknown name takes as long and locks as soon as a known one.
func (s *Store) SignIn(ctx context.Context, rules SignInRules, in SignIn, by models.By) (SignedIn, error) {
	person, err := s.personRow(ctx, "username = ?", strings.ToLower(in.Username))
	if err != nil && !fault.Is(err, fault.NotFound) {
		return SignedIn{}, err
	}
	if name := strings.ToLower(in.Username); person.Username != name {
		// A database that pads with spaces finds a person by what is not his
		// name; the wrong tries would be counted under each way to write it.
		person = personRow{Username: name}
	}
	if person.LeftAt != nil {
		person.PasswordHash = ""
	}
	by.PersonID, by.IP, by.Port = person.ID, in.IP, in.Port
	if err := s.tryPassword(ctx, rules, person, in.Password, by); err != nil {
		return SignedIn{}, err
	}
	if person.DormantAt != nil {
		return SignedIn{}, fault.New(fault.Denied, "ACCOUNT_DORMANT", "该账户长期没有登录，已自动停用，请联系系统管理员恢复。")
	}
	return s.openSession(ctx, rules, person, in, by)
}

// tryPassword judges one try. The try is counted before the password is looked
// at, so that many tries at once are no more than one after another.
func (s *Store) tryPassword(ctx context.Context, rules SignInRules, person personRow, password string, by models.By) error {
	if err := s.Tx(ctx, func(tx *Store) error { return tx.beginTry(ctx, rules.Locks, person, by) }); err != nil {
		return err
	}
	right, err := passwordIs(ctx, password, person.PasswordHash)
	if err != nil {
		return err
	}
	var left int
	err = s.Tx(ctx, func(tx *Store) error {
		left, err = tx.endTry(ctx, rules.Locks, person, right, by)
		return err
	})
	if err != nil || right {
		return err
	}
	return fault.New(fault.Unauthenticated, codeSignInFailed, "用户名或密码不正确。").With("left", strconv.Itoa(left))
}

func (s *Store) beginTry(ctx context.Context, rules models.LockRules, person personRow, by models.By) error {
	c, err := s.counters(ctx, rules, person.Username, by)
	if err != nil {
		return err
	}
	for _, c := range []*counterRow{c.here, c.address} {
		if c.LockedUntil != nil && by.At.Before(*c.LockedUntil) {
			wait := c.LockedUntil.Sub(by.At)
			return tooMany("ACCOUNT_LOCKED", "登录失败次数过多，请于 "+c.LockedUntil.In(calendar.Shanghai).Format("15:04")+" 之后再试。", wait)
		}
	}
	if c.here.NextAt != nil && by.At.Before(*c.here.NextAt) {
		return tooMany("SIGN_IN_TOO_FAST", "请稍候片刻再试。", c.here.NextAt.Sub(by.At))
	}
	if c.here.Failures+c.here.Pending >= rules.Failures {
		return tooMany("SIGN_IN_BUSY", "该用户正在登录，请稍后再试。", time.Second)
	}
	if err := s.brake(ctx, rules, c.account, person, by); err != nil {
		return err
	}
	c.here.Pending++
	c.account.Pending++
	return s.saveCounters(ctx, c.here, c.account)
}

// brake slows down guessing at one account from many addresses. Where the
// person signed in lately he is let through.
func (s *Store) brake(ctx context.Context, rules models.LockRules, account *counterRow, person personRow, by models.By) error {
	if account.Failures+account.Pending < rules.AllFailures {
		return nil
	}
	var wait time.Duration
	switch {
	case account.Pending > 0:
		wait = time.Second
	case account.NextAt != nil && by.At.Before(*account.NextAt):
		wait = account.NextAt.Sub(by.At)
	default:
		return nil
	}
	var known []string
	err := s.DB(ctx).Model(&sessionRow{}).Where("person_id = ? AND ip = ?", person.ID, cut(by.IP, 64)).Limit(1).Pluck("id", &known).Error
	if err != nil || len(known) > 0 {
		return err
	}
	return tooMany("SIGN_IN_TOO_FAST", "该账户正受到大量错误登录，请稍候再试，或在常用的电脑上登录。", wait)
}

func tooMany(code, detail string, wait time.Duration) error {
	seconds := int((wait + time.Second - 1) / time.Second)
	return fault.New(fault.TooMany, code, "%s", detail).With("retry_after", strconv.Itoa(seconds))
}

// endTry writes what came of a try and returns how many are left before the
// account is shut to this address.
func (s *Store) endTry(ctx context.Context, rules models.LockRules, person personRow, right bool, by models.By) (int, error) {
	c, err := s.counters(ctx, rules, person.Username, by)
	if err != nil {
		return 0, err
	}
	c.here.Pending, c.account.Pending = max(c.here.Pending-1, 0), max(c.account.Pending-1, 0)
	if right {
		c.here.Failures, c.here.NextAt = 0, nil
		return 0, s.saveCounters(ctx, c.here, c.account)
	}
	failed := by.Entry(models.SecLoginFailed, "session", "")
	failed.Success = false
	if err := s.Record(ctx, failed); err != nil {
		return 0, err
	}
	next := utc(by.At.Add(rules.Pause(c.here.Failures + 1)))
	c.here.NextAt = &next
	if err := s.countFailure(ctx, c.here, rules.Failures, rules, "account", by); err != nil {
		return 0, err
	}
	if err := s.countFailure(ctx, c.address, rules.IPFailures, rules, "address", by); err != nil {
		return 0, err
	}
	return max(rules.Failures-c.here.Failures, 0), s.countAll(ctx, c.account, rules, by)
}

// countAll counts a failure at the account from anywhere, and says once in the
// security log that the brake is on.
func (s *Store) countAll(ctx context.Context, account *counterRow, rules models.LockRules, by models.By) error {
	if account.Failures++; account.Failures >= rules.AllFailures {
		next := utc(by.At.Add(rules.Brake))
		account.NextAt = &next
	}
	if err := s.saveCounters(ctx, account); err != nil || account.Failures != rules.AllFailures {
		return err
	}
	entry := by.Entry(models.SecLocked, "session", "")
	entry.Success = false
	entry.Detail = map[string]string{"what": "brake"}
	return s.Record(ctx, entry)
}

func (s *Store) countFailure(ctx context.Context, c *counterRow, most int, rules models.LockRules, what string, by models.By) error {
	c.Failures++
	if c.Failures < most {
		return s.DB(ctx).Save(c).Error
	}
	if day := calendar.DateOf(by.At).String(); c.LockedDay != day {
		c.LockedDay, c.Locks = day, 0
	}
	c.Locks++
	until := utc(by.At.Add(rules.LockFor(c.Locks)))
	c.LockedUntil, c.Failures, c.NextAt, c.WindowAt = &until, 0, nil, until
	if err := s.DB(ctx).Save(c).Error; err != nil {
		return err
	}
	entry := by.Entry(models.SecLocked, "session", "")
	entry.Success = false
	entry.Detail = map[string]string{"what": what, "minutes": strconv.Itoa(int(until.Sub(by.At) / time.Minute))}
	return s.Record(ctx, entry)
}

// LockedUntil is when the account, shut to some address after wrong passwords,
// opens there by itself, the last of them; nil when it is open to all.
func (s *Store) LockedUntil(ctx context.Context, personID string, at time.Time) (*time.Time, error) {
	person, err := s.personRow(ctx, "id = ?", personID)
	if err != nil {
		return nil, err
	}
	var row counterRow
	err = s.DB(ctx).Where("name LIKE ? AND locked_until > ?", accountPart(person.Username)+"%", utc(at)).
		Order("locked_until DESC").Limit(1).Find(&row).Error
	return localPtr(row.LockedUntil), err
}

// Unlock opens an account that was shut after wrong passwords, to all addresses.
func (s *Store) Unlock(ctx context.Context, personID string, by models.By) error {
	return s.Tx(ctx, func(tx *Store) error {
		person, err := tx.personRow(ctx, "id = ?", personID)
		if err != nil {
			return err
		}
		err = tx.DB(ctx).Where("name LIKE ?", accountPart(person.Username)+"%").Delete(&counterRow{}).Error
		if err != nil {
			return err
		}
		return tx.Record(ctx, by.Entry(models.SecUnlocked, "person", personID))
	})
}
