package store

import (
	"context"
	"crypto/rand"
	"errors"
	"math/big"

	"github.com/alexedwards/argon2id"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

type passwordRow struct {
	ID           string `gorm:"primaryKey"`
	PersonID     string
	PasswordHash string
}

func (passwordRow) TableName() string { return "password_history" }

// argon is the least that OWASP advises: 19 MiB, two passes, one lane.
var argon = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// hashing lets two passwords be worked on at once: a storm of sign-ins must not
// take the processors and the memory from everybody else.
var hashing = make(chan struct{}, 2)

// nobodysHash is the hash of a secret nobody knows, compared with when there is
// no such person, so that the answer takes as long.
const nobodysHash = "$argon2id$v=19$m=19456,t=2,p=1$2s7r1nWXiwZA2byouo+ETw$IWDjT85IJvH7mQDxvF4Q0bMT9lMPVvm755Jo90ZSt90"

func hashPassword(ctx context.Context, password string) (string, error) {
	select {
	case hashing <- struct{}{}:
		defer func() { <-hashing }()
	case <-ctx.Done():
		return "", ctx.Err()
	}
	return argon2id.CreateHash(password, argon)
}

// passwordIs compares in constant time; an empty hash fits no password.
func passwordIs(ctx context.Context, password, hash string) (bool, error) {
	select {
	case hashing <- struct{}{}:
		defer func() { <-hashing }()
	case <-ctx.Done():
		return false, ctx.Err()
	}
	known := hash != ""
	if !known {
		hash = nobodysHash
	}
	same, err := argon2id.ComparePasswordAndHash(password, hash)
	return same && known, err
}

// GeneratePassword makes a password that the rules accept, of signs that are
// not mistaken for each other when read aloud or copied by hand.
func GeneratePassword() (string, error) {
	for {
		password := make([]byte, 16)
		for i := range password {
			n, err := rand.Int(rand.Reader, big.NewInt(int64(len(readable))))
			if err != nil {
				return "", err
			}
			password[i] = readable[n.Int64()]
		}
		if models.DefaultPasswordRules.Check("", string(password)) == nil {
			return string(password), nil
		}
	}
}

const readable = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789-+="

// ChangePassword sets a person's own password and ends his other sessions.
// Faults: PASSWORD_WRONG (counted like a failed sign-in), PASSWORD_USED, those
// of PasswordRules.Check, the locks of SignIn.
func (s *Store) ChangePassword(ctx context.Context, rules SignInRules, keepSession, old, password string, by models.By) error {
	person, err := s.personRow(ctx, "id = ?", by.PersonID)
	if err != nil {
		return err
	}
	if err := rules.Passwords.Check(person.Username, password); err != nil {
		return wrongInput(err)
	}
	if done, err := s.provePassword(ctx, rules, person, old, password, by); done || err != nil {
		return err
	}
	if err := s.refuseUsed(ctx, rules.Passwords, person, password); err != nil {
		return err
	}
	hash, err := hashPassword(ctx, password)
	if err != nil {
		return err
	}
	return s.Tx(ctx, func(tx *Store) error {
		if err := tx.setPassword(ctx, person, hash, false, by); err != nil {
			return err
		}
		if err := tx.endSessions(ctx, person.ID, keepSession, by); err != nil {
			return err
		}
		return tx.Record(ctx, by.Entry(models.SecPasswordChanged, "person", person.ID))
	})
}

// refuseUsed refuses the present password and the last ones before it.
func (s *Store) refuseUsed(ctx context.Context, rules models.PasswordRules, person personRow, password string) error {
	var former []string
	err := s.DB(ctx).Model(&passwordRow{}).Where("person_id = ?", person.ID).Order("id DESC").
		Limit(rules.History).Pluck("password_hash", &former).Error
	if err != nil {
		return err
	}
	for _, hash := range append(former, person.PasswordHash) {
		if hash == "" {
			continue
		}
		same, err := passwordIs(ctx, password, hash)
		if err != nil {
			return err
		}
		if same {
			return fault.New(fault.Invalid, "PASSWORD_USED", "不能使用最近 %d 次用过的密码。", rules.History).At("password")
		}
	}
	return nil
}

// setPassword keeps the former hash for the history and writes the new one.
func (s *Store) setPassword(ctx context.Context, person personRow, hash string, mustChange bool, by models.By) error {
	if person.PasswordHash != "" {
		former := passwordRow{ID: newID(), PersonID: person.ID, PasswordHash: person.PasswordHash}
		if err := s.DB(ctx).Create(&former).Error; err != nil {
			return err
		}
	}
	return s.DB(ctx).Model(&personRow{}).Where("id = ?", person.ID).Updates(map[string]any{
		"password_hash": hash, "password_at": utc(by.At), "must_change": mustChange,
	}).Error
}

// ProposePassword makes a new password for somebody else, to be told to him by
// the one who made it: it works once a security administrator has consented, and
// has to be changed at the first sign-in. No administrator can alone become
// somebody else. Faults: OWN_RIGHTS, PERSON_UNKNOWN, PERSON_LEFT.
func (s *Store) ProposePassword(ctx context.Context, personID, reason string, by models.By) (string, models.Consent, error) {
	var consent models.Consent
	if err := models.CheckReason(reason); err != nil {
		return "", consent, wrongInput(err)
	}
	if personID == by.PersonID {
		return "", consent, fault.New(fault.Denied, "OWN_RIGHTS", "自己的密码请在“修改密码”中更改。")
	}
	person, err := s.personRow(ctx, "id = ?", personID)
	if err != nil {
		return "", consent, err
	}
	if person.LeftAt != nil {
		return "", consent, fault.New(fault.Conflict, "PERSON_LEFT", "该人员已离岗。")
	}
	password, err := GeneratePassword()
	if err != nil {
		return "", consent, err
	}
	hash, err := hashPassword(ctx, password)
	if err != nil {
		return "", consent, err
	}
	err = s.Tx(ctx, func(tx *Store) error {
		consent, err = tx.propose(ctx, models.Consent{Kind: models.ConsentPassword, PersonID: personID, Reason: reason}, hash, by)
		return err
	})
	return password, consent, err
}

// provePassword checks the old password of somebody who is signed in, under the
// same locks as signing in. It says whether the change was made before: the same
// request sent twice.
func (s *Store) provePassword(ctx context.Context, rules SignInRules, person personRow, old, password string, by models.By) (done bool, err error) {
	err = s.tryPassword(ctx, rules, person, old, by)
	if f, ok := errors.AsType[*fault.Fault](err); !ok || f.Code != codeSignInFailed {
		return false, err
	}
	if done, err = passwordIs(ctx, password, person.PasswordHash); done || err != nil {
		return done, err
	}
	return false, fault.New(fault.Invalid, "PASSWORD_WRONG", "原密码不正确。").At("old_password")
}
