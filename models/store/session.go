package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"time"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

type sessionRow struct {
	ID         string `gorm:"primaryKey"`
	SecretHash string
	PersonID   string
	Port       string
	IP         string
	Agent      string
	CreatedAt  time.Time
	SeenAt     time.Time
	ExpiresAt  time.Time
	EndedAt    *time.Time
}

func (sessionRow) TableName() string { return "sessions" }

// seenEvery is how often a session in use notes that it was: idleness is known
// to the minute, and a read does not cost a write.
const seenEvery = time.Minute

// Caller is who a request comes from: a session or a token of a person.
type Caller struct {
	PersonID   string
	Name       string
	Port       string
	SessionID  string
	TokenID    string
	Scopes     []string // of the token; a session is not limited
	MustChange bool     // nothing but changing the password
	ExpiresAt  time.Time
}

// openSession makes a session and ends the oldest when there are too many.
func (s *Store) openSession(ctx context.Context, rules SignInRules, person personRow, in SignIn, by models.By) (SignedIn, error) {
	secret, hash := newSecret()
	row := sessionRow{
		ID: newID(), SecretHash: hash, PersonID: person.ID, Port: in.Port, IP: cut(in.IP, 64), Agent: cut(in.Agent, 200),
		CreatedAt: utc(by.At), SeenAt: utc(by.At), ExpiresAt: utc(by.At.Add(rules.Sessions.Absolute)),
	}
	err := s.Tx(ctx, func(tx *Store) error {
		live, err := tx.Sessions(ctx, rules.Sessions, person.ID, by.At)
		if err != nil {
			return err
		}
		for i := rules.Sessions.Most - 1; i < len(live); i++ { // newest first
			if err := tx.EndSession(ctx, live[i].ID, by); err != nil {
				return err
			}
		}
		if err := tx.DB(ctx).Create(&row).Error; err != nil {
			return err
		}
		if err := tx.DB(ctx).Model(&personRow{}).Where("id = ?", person.ID).Update("signed_in_at", utc(by.At)).Error; err != nil {
			return err
		}
		return tx.Record(ctx, by.Entry(models.SecLogin, "session", row.ID))
	})
	return SignedIn{
		Session: row.session(), Secret: secret, Person: person.person(),
		MustChange: person.MustChange || expired(rules.Passwords, person.PasswordAt, by.At),
	}, err
}

func expired(rules models.PasswordRules, since, at time.Time) bool {
	return rules.MaxAge > 0 && !at.Before(since.Add(rules.MaxAge))
}

// CheckSession finds the session of a cookie and, when the request shows that
// the person is present, notes that it is in use. One statement, and a second
// about once a minute. Unauthenticated: SESSION_ENDED.
func (s *Store) CheckSession(ctx context.Context, rules SignInRules, secret string, at time.Time, present bool) (Caller, error) {
	var row struct {
		Row        sessionRow `gorm:"embedded"`
		Name       string
		MustChange bool
		PasswordAt time.Time
	}
	found := s.DB(ctx).Raw(`SELECT sessions.*, people.name, people.must_change, people.password_at
		FROM sessions JOIN people ON people.id = sessions.person_id AND people.left_at IS NULL
		WHERE sessions.secret_hash = ?`, hashSecret(secret)).Find(&row)
	if found.Error != nil {
		return Caller{}, found.Error
	}
	session := row.Row.session()
	if found.RowsAffected == 0 || !session.Live(rules.Sessions, at) {
		return Caller{}, fault.New(fault.Unauthenticated, "SESSION_ENDED", "登录已失效，请重新登录。")
	}
	if present && at.Sub(row.Row.SeenAt) >= seenEvery {
		err := s.DB(ctx).Model(&sessionRow{}).Where("id = ? AND seen_at < ?", row.Row.ID, utc(at)).Update("seen_at", utc(at)).Error
		if err != nil {
			return Caller{}, err
		}
	}
	return Caller{
		PersonID: row.Row.PersonID, Name: row.Name, Port: row.Row.Port, SessionID: row.Row.ID, ExpiresAt: local(row.Row.ExpiresAt),
		MustChange: row.MustChange || expired(rules.Passwords, row.PasswordAt, at),
	}, nil
}

// Sessions are the live sessions of a person, newest first.
func (s *Store) Sessions(ctx context.Context, rules models.SessionRules, personID string, at time.Time) ([]models.Session, error) {
	var rows []sessionRow
	err := s.DB(ctx).Where("person_id = ? AND ended_at IS NULL AND expires_at > ? AND seen_at > ?",
		personID, utc(at), utc(at.Add(-rules.Idle))).Order("id DESC").Find(&rows).Error
	if err != nil {
		return nil, err
	}
	sessions := make([]models.Session, len(rows))
	for i, r := range rows {
		sessions[i] = r.session()
	}
	return sessions, nil
}

// EndSession ends one session of the caller at once; ending it again does
// nothing. SESSION_UNKNOWN for one that is not his.
func (s *Store) EndSession(ctx context.Context, id string, by models.By) error {
	return s.endSession(ctx, models.SecSessionEnded, id, by)
}

// SignOut ends the session that asks for it.
func (s *Store) SignOut(ctx context.Context, id string, by models.By) error {
	return s.endSession(ctx, models.SecLogout, id, by)
}

func (s *Store) endSession(ctx context.Context, kind models.SecurityKind, id string, by models.By) error {
	return s.Tx(ctx, func(tx *Store) error {
		var row sessionRow
		found := tx.DB(ctx).Where("id = ? AND person_id = ?", id, by.PersonID).Limit(1).Find(&row)
		if found.Error != nil {
			return found.Error
		}
		if found.RowsAffected == 0 {
			return fault.New(fault.NotFound, "SESSION_UNKNOWN", "没有这个会话。")
		}
		if row.EndedAt != nil {
			return nil
		}
		err := tx.DB(ctx).Model(&sessionRow{}).Where("id = ?", id).Update("ended_at", utc(by.At)).Error
		if err != nil {
			return err
		}
		return tx.Record(ctx, by.Entry(kind, "session", id))
	})
}

// endSessions ends all sessions of a person but the one to keep.
func (s *Store) endSessions(ctx context.Context, personID, keep string, by models.By) error {
	return s.DB(ctx).Model(&sessionRow{}).Where("person_id = ? AND id <> ? AND ended_at IS NULL", personID, keep).
		Update("ended_at", utc(by.At)).Error
}

// EndedSignIns are those of the ids that are sessions ended before their time,
// tokens revoked, or either of a person who left. One statement.
func (s *Store) EndedSignIns(ctx context.Context, ids []string) ([]string, error) {
	var over []string
	err := s.DB(ctx).Raw(`SELECT sessions.id FROM sessions JOIN people ON people.id = sessions.person_id
		WHERE sessions.id IN ? AND (sessions.ended_at IS NOT NULL OR people.left_at IS NOT NULL)
		UNION ALL SELECT tokens.id FROM tokens JOIN people ON people.id = tokens.person_id
		WHERE tokens.id IN ? AND (tokens.revoked_at IS NOT NULL OR people.left_at IS NOT NULL)`, ids, ids).Scan(&over).Error
	return over, asFault(err)
}

// PurgeSessions removes sessions that expired before the instant; the security
// log keeps that they were.
func (s *Store) PurgeSessions(ctx context.Context, before time.Time) (int64, error) {
	done := s.DB(ctx).Where("expires_at < ?", utc(before)).Delete(&sessionRow{})
	return done.RowsAffected, done.Error
}

// newSecret makes 256 bits that nobody guesses, and their hash.
func newSecret() (secret, hash string) {
	bytes := make([]byte, 32)
	_, _ = rand.Read(bytes) // never fails
	secret = base64.RawURLEncoding.EncodeToString(bytes)
	return secret, hashSecret(secret)
}

// hashSecret needs no salt: the secret is random.
func hashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// cut shortens text from outside to what its column holds.
func cut(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most])
}

func (r sessionRow) session() models.Session {
	return models.Session{
		ID: r.ID, PersonID: r.PersonID, Port: r.Port, IP: r.IP, Agent: r.Agent, CreatedAt: local(r.CreatedAt),
		SeenAt: local(r.SeenAt), ExpiresAt: local(r.ExpiresAt), EndedAt: localPtr(r.EndedAt),
	}
}
