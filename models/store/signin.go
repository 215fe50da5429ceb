package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm/clause"

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
// in seconds. An unknown name takes as long and locks as soon as a known one.
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
	return s.openSession(ctx, rules, person, in, by)
}

// counterRow counts the wrong passwords of one account or one address.
type counterRow struct {
	Name        string `gorm:"primaryKey"`
	Failures    int
	Pending     int // tries that have begun and are not judged
	WindowAt    time.Time
	NextAt      *time.Time
	LockedUntil *time.Time
	Locks       int
	LockedDay   string
}

func (counterRow) TableName() string { return "login_counters" }

func accountCounter(username string) string { return counterName("account", username) }

func addressCounter(ip string) string { return counterName("address", ip) }

func counterName(kind, what string) string {
	sum := sha256.Sum256([]byte(kind + ":" + what))
	return hex.EncodeToString(sum[:])
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
	account, address, err := s.counters(ctx, rules, person.Username, by)
	if err != nil {
		return err
	}
	for _, c := range []*counterRow{account, address} {
		if c.LockedUntil != nil && by.At.Before(*c.LockedUntil) {
			wait := c.LockedUntil.Sub(by.At)
			return tooMany("ACCOUNT_LOCKED", "登录失败次数过多，请于 "+c.LockedUntil.In(calendar.Shanghai).Format("15:04")+" 之后再试。", wait)
		}
	}
	if account.NextAt != nil && by.At.Before(*account.NextAt) {
		return tooMany("SIGN_IN_TOO_FAST", "请稍候片刻再试。", account.NextAt.Sub(by.At))
	}
	if account.Failures+account.Pending >= rules.Failures {
		return tooMany("SIGN_IN_BUSY", "该用户正在登录，请稍后再试。", time.Second)
	}
	account.Pending++
	return s.DB(ctx).Save(account).Error
}

func tooMany(code, detail string, wait time.Duration) error {
	seconds := int((wait + time.Second - 1) / time.Second)
	return fault.New(fault.TooMany, code, "%s", detail).With("retry_after", strconv.Itoa(seconds))
}

// endTry writes what came of a try and returns how many are left before the
// account is shut.
func (s *Store) endTry(ctx context.Context, rules models.LockRules, person personRow, right bool, by models.By) (int, error) {
	account, address, err := s.counters(ctx, rules, person.Username, by)
	if err != nil {
		return 0, err
	}
	account.Pending = max(account.Pending-1, 0)
	if right {
		account.Failures, account.NextAt = 0, nil
		return 0, s.DB(ctx).Save(account).Error
	}
	failed := by.Entry(models.SecLoginFailed, "session", "")
	failed.Success = false
	if err := s.Record(ctx, failed); err != nil {
		return 0, err
	}
	next := utc(by.At.Add(rules.Pause(account.Failures + 1)))
	account.NextAt = &next
	if err := s.countFailure(ctx, account, rules.Failures, rules, "account", by); err != nil {
		return 0, err
	}
	if err := s.countFailure(ctx, address, rules.IPFailures, rules, "address", by); err != nil {
		return 0, err
	}
	return max(rules.Failures-account.Failures, 0), nil
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

// counters returns the counters of the account and of the address, locked, and
// empty again when their window is over.
func (s *Store) counters(ctx context.Context, rules models.LockRules, username string, by models.By) (account, address *counterRow, err error) {
	names := []string{accountCounter(username), addressCounter(by.IP)}
	var rows []counterRow
	for range 2 {
		err = s.DB(ctx).Clauses(clause.Locking{Strength: "UPDATE"}).Where("name IN ?", names).Order("name").Find(&rows).Error
		if err != nil || len(rows) == 2 {
			break
		}
		fresh := []counterRow{{Name: names[0], WindowAt: utc(by.At)}, {Name: names[1], WindowAt: utc(by.At)}}
		if err = s.DB(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&fresh).Error; err != nil {
			break
		}
	}
	if err != nil {
		return nil, nil, err
	}
	if len(rows) != 2 {
		return nil, nil, errors.New("store: the counters of a sign-in are gone")
	}
	for i := range rows {
		c := &rows[i]
		if !by.At.Before(c.WindowAt.Add(rules.Window)) {
			c.Failures, c.Pending, c.NextAt, c.WindowAt = 0, 0, nil, utc(by.At)
		}
		if c.Name == names[0] {
			account = c
		} else {
			address = c
		}
	}
	return account, address, nil
}

// LockedUntil is when the account, shut after wrong passwords, opens by itself;
// nil when it is open.
func (s *Store) LockedUntil(ctx context.Context, personID string, at time.Time) (*time.Time, error) {
	person, err := s.personRow(ctx, "id = ?", personID)
	if err != nil {
		return nil, err
	}
	var row counterRow
	err = s.DB(ctx).Where("name = ? AND locked_until > ?", accountCounter(person.Username), utc(at)).Limit(1).Find(&row).Error
	return localPtr(row.LockedUntil), err
}

// Unlock opens an account that was shut after wrong passwords.
func (s *Store) Unlock(ctx context.Context, personID string, by models.By) error {
	return s.Tx(ctx, func(tx *Store) error {
		person, err := tx.personRow(ctx, "id = ?", personID)
		if err != nil {
			return err
		}
		err = tx.DB(ctx).Where("name = ?", accountCounter(person.Username)).Delete(&counterRow{}).Error
		if err != nil {
			return err
		}
		return tx.Record(ctx, by.Entry(models.SecUnlocked, "person", personID))
	})
}
