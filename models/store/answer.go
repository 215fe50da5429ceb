package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/fault"
)

// Answers keeps what the API answered to writes that are not acts on cases, so
// that a request sent twice is done once. Acts are kept by the commit.
type Answers struct {
	*Store
	Now func() time.Time
}

type answerRow struct {
	PersonID  string `gorm:"primaryKey"`
	AnswerKey string `gorm:"primaryKey"`
	Digest    string
	Body      []byte // nil while the first request runs
	At        time.Time
}

func (answerRow) TableName() string { return "answers" }

// abandoned is how long a request may run; a process that died over one leaves
// its key free after that.
const abandoned = time.Minute

// Begin takes a person's key for a request with the digest, or returns the
// answer it got. Conflict: IDEMPOTENCY_KEY_REUSED for another digest,
// IDEMPOTENCY_KEY_BUSY while the first request runs.
func (a Answers) Begin(ctx context.Context, person, key, digest string) ([]byte, error) {
	var kept []byte
	err := a.Tx(ctx, func(tx *Store) error {
		mine := answerRow{PersonID: person, AnswerKey: key, Digest: digest, At: utc(a.Now())}
		err := tx.DB(ctx).Create(&mine).Error
		if !errors.Is(err, gorm.ErrDuplicatedKey) {
			return err
		}
		var row answerRow
		if err := tx.DB(ctx).Where("person_id = ? AND answer_key = ?", person, key).Take(&row).Error; err != nil {
			return err
		}
		switch {
		case row.Digest != digest:
			return fault.New(fault.Conflict, "IDEMPOTENCY_KEY_REUSED", "同一 Idempotency-Key 已用于另一请求。")
		case row.Body != nil:
			kept = row.Body
			return nil
		case a.Now().Sub(row.At) < abandoned:
			return fault.New(fault.Conflict, "IDEMPOTENCY_KEY_BUSY", "同一请求正在处理，请稍候再试。").With("retry_after", "1")
		}
		return tx.DB(ctx).Model(&answerRow{}).Where("person_id = ? AND answer_key = ?", person, key).Update("at", mine.At).Error
	})
	return kept, asFault(err)
}

// Finish keeps the answer. Twice is once.
func (a Answers) Finish(ctx context.Context, person, key string, answer []byte) error {
	return asFault(a.DB(ctx).Model(&answerRow{}).Where("person_id = ? AND answer_key = ?", person, key).Update("body", answer).Error)
}

// Abandon frees the key of a request that failed.
func (a Answers) Abandon(ctx context.Context, person, key string) error {
	return asFault(a.DB(ctx).Where("person_id = ? AND answer_key = ? AND body IS NULL", person, key).Delete(&answerRow{}).Error)
}

// PurgeAnswers takes away answers given before the instant; a key that comes
// back after that is a new one. Answers of acts are kept for ever, elsewhere.
func (s *Store) PurgeAnswers(ctx context.Context, before time.Time) (int64, error) {
	done := s.DB(ctx).Where("at < ?", utc(before)).Delete(&answerRow{})
	return done.RowsAffected, asFault(done.Error)
}
