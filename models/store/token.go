package store

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

type tokenRow struct {
	ID         string `gorm:"primaryKey"`
	SecretHash string
	PersonID   string
	Name       string
	Hint       string
	Scopes     string
	CreatedAt  time.Time
	ExpiresAt  time.Time
	UsedAt     *time.Time
	RevokedAt  *time.Time
}

func (tokenRow) TableName() string { return "tokens" }

// TokenPrefix begins every token, so that one left in a file is recognised.
const TokenPrefix = "renda_"

// mostTokens is how many a person may have at a time.
const mostTokens = 20

// CreateToken makes a key for a program and returns its secret, which is kept
// nowhere. Faults: those of Token.Validate, TOKEN_MANY.
func (s *Store) CreateToken(ctx context.Context, t models.Token, by models.By) (models.Token, string, error) {
	secret, _ := newSecret()
	secret = TokenPrefix + secret
	t.ID, t.PersonID, t.CreatedAt, t.Hint = newID(), by.PersonID, by.At, secret[:len(TokenPrefix)+4]
	if err := t.Validate(by.At); err != nil {
		return t, "", wrongInput(err)
	}
	scopes, err := json.Marshal(t.Scopes)
	if err != nil {
		return t, "", err
	}
	row := tokenRow{
		ID: t.ID, SecretHash: hashSecret(secret), PersonID: t.PersonID, Name: t.Name, Hint: t.Hint, Scopes: string(scopes),
		CreatedAt: utc(t.CreatedAt), ExpiresAt: utc(t.ExpiresAt),
	}
	err = s.Tx(ctx, func(tx *Store) error {
		var held int64
		err := tx.DB(ctx).Model(&tokenRow{}).
			Where("person_id = ? AND revoked_at IS NULL AND expires_at > ?", by.PersonID, utc(by.At)).Count(&held).Error
		if err != nil {
			return err
		}
		if held >= mostTokens {
			return fault.New(fault.Conflict, "TOKEN_MANY", "令牌已达 %d 个，请先撤销不用的。", mostTokens)
		}
		if err := tx.DB(ctx).Create(&row).Error; err != nil {
			return err
		}
		entry := by.Entry(models.SecTokenCreated, "token", t.ID)
		entry.Detail = map[string]string{"scopes": strings.Join(t.Scopes, " ")}
		return tx.Record(ctx, entry)
	})
	return t, secret, err
}

// Tokens are the tokens of a person that are not revoked, newest first.
func (s *Store) Tokens(ctx context.Context, personID string) ([]models.Token, error) {
	var rows []tokenRow
	err := s.DB(ctx).Where("person_id = ? AND revoked_at IS NULL", personID).Order("id DESC").Find(&rows).Error
	if err != nil {
		return nil, err
	}
	tokens := make([]models.Token, len(rows))
	for i, r := range rows {
		if tokens[i], err = r.token(); err != nil {
			return nil, err
		}
	}
	return tokens, nil
}

// RevokeToken ends a token of the caller at once; TOKEN_UNKNOWN.
func (s *Store) RevokeToken(ctx context.Context, id string, by models.By) error {
	return s.Tx(ctx, func(tx *Store) error {
		done := tx.DB(ctx).Model(&tokenRow{}).Where("id = ? AND person_id = ? AND revoked_at IS NULL", id, by.PersonID).
			Update("revoked_at", utc(by.At))
		if done.Error != nil {
			return done.Error
		}
		if done.RowsAffected == 0 {
			return fault.New(fault.NotFound, "TOKEN_UNKNOWN", "没有这个令牌。")
		}
		return tx.Record(ctx, by.Entry(models.SecTokenRevoked, "token", id))
	})
}

// CheckToken finds the token of an Authorization header and notes that it is in
// use. A token of somebody who has to change his password does nothing until he
// has. Unauthenticated: TOKEN_INVALID.
func (s *Store) CheckToken(ctx context.Context, rules SignInRules, secret string, at time.Time) (Caller, error) {
	invalid := fault.New(fault.Unauthenticated, "TOKEN_INVALID", "令牌无效、已撤销或已过期。")
	if !strings.HasPrefix(secret, TokenPrefix) {
		return Caller{}, invalid
	}
	var row struct {
		Row        tokenRow `gorm:"embedded"`
		PersonName string
		MustChange bool
		PasswordAt time.Time
	}
	found := s.DB(ctx).Raw(`SELECT tokens.*, people.name AS person_name, people.must_change, people.password_at
		FROM tokens JOIN people ON people.id = tokens.person_id AND people.left_at IS NULL AND people.dormant_at IS NULL
		WHERE tokens.secret_hash = ?`, hashSecret(secret)).Find(&row)
	if found.Error != nil {
		return Caller{}, found.Error
	}
	if found.RowsAffected == 0 || row.Row.RevokedAt != nil || !at.Before(row.Row.ExpiresAt) {
		return Caller{}, invalid
	}
	token, err := row.Row.token()
	if err != nil {
		return Caller{}, err
	}
	if row.Row.UsedAt == nil || at.Sub(*row.Row.UsedAt) >= seenEvery {
		err := s.DB(ctx).Model(&tokenRow{}).Where("id = ?", row.Row.ID).Update("used_at", utc(at)).Error
		if err != nil {
			return Caller{}, err
		}
	}
	return Caller{
		PersonID: row.Row.PersonID, Name: row.PersonName, Port: "api", TokenID: row.Row.ID, Scopes: token.Scopes,
		ExpiresAt: token.ExpiresAt, MustChange: row.MustChange || expired(rules.Passwords, row.PasswordAt, at),
	}, nil
}

func (r tokenRow) token() (models.Token, error) {
	t := models.Token{
		ID: r.ID, PersonID: r.PersonID, Name: r.Name, Hint: r.Hint, CreatedAt: local(r.CreatedAt),
		ExpiresAt: local(r.ExpiresAt), UsedAt: localPtr(r.UsedAt), RevokedAt: localPtr(r.RevokedAt),
	}
	return t, json.Unmarshal([]byte(r.Scopes), &t.Scopes)
}
