package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/fault"
)

type contentRow struct {
	Hash  string
	Bytes []byte
	Size  int
}

func (contentRow) TableName() string { return "contents" }

// ContentHash is the hash under which bytes are kept: SHA-256, in hex.
func ContentHash(bytes []byte) string {
	sum := sha256.Sum256(bytes)
	return hex.EncodeToString(sum[:])
}

// PutContent keeps bytes for ever and returns their hash. Twice is once.
func (s *Store) PutContent(ctx context.Context, bytes []byte) (string, error) {
	row := contentRow{Hash: ContentHash(bytes), Bytes: bytes, Size: len(bytes)}
	err := s.DB(ctx).Create(&row).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		err = nil
	}
	return row.Hash, asFault(err)
}

// Content returns the bytes with the hash; NotFound, CONTENT_NOT_FOUND.
func (s *Store) Content(ctx context.Context, hash string) ([]byte, error) {
	var row contentRow
	err := s.DB(ctx).Where("hash = ?", hash).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, fault.New(fault.NotFound, "CONTENT_NOT_FOUND", wordsNoContent)
	}
	return row.Bytes, asFault(err)
}

// reservation promises a person the id of a new case for an idempotency key.
type reservation struct {
	PersonID   string
	RequestKey string
	CaseID     string
	At         time.Time
}

// ReserveCase gives the id for a new case. The same person with the same key
// gets the same id again.
func (s *Store) ReserveCase(ctx context.Context, personID, key string, at time.Time) (string, error) {
	row := reservation{PersonID: personID, RequestKey: key, CaseID: newID(), At: utc(at)}
	err := s.DB(ctx).Create(&row).Error
	if !errors.Is(err, gorm.ErrDuplicatedKey) {
		return row.CaseID, asFault(err)
	}
	var first reservation
	err = s.DB(ctx).Where("person_id = ? AND request_key = ?", personID, key).Take(&first).Error
	return first.CaseID, asFault(err)
}
