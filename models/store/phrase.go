package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

type phraseRow struct {
	ID        string `gorm:"primaryKey"`
	PersonID  string
	Organ     string
	Words     string
	CreatedBy string
	CreatedAt time.Time
}

func (phraseRow) TableName() string { return "phrases" }

type phraseUseRow struct {
	PersonID string `gorm:"primaryKey"`
	PhraseID string `gorm:"primaryKey"`
	Uses     int
	UsedAt   time.Time
}

func (phraseUseRow) TableName() string { return "phrase_uses" }

// nowhere is no organ: an empty one would be everybody's own phrases, and on
// MySQL a blank is the same as nothing.
const nowhere = "-"

// mostPhrases is how many one person, or one organ, may keep.
const mostPhrases = 100

// Phrases are a person's own and those shared in the organs, what he used most
// first.
func (s *Store) Phrases(ctx context.Context, person string, organs []string) ([]models.Phrase, error) {
	var rows []struct {
		Row  phraseRow `gorm:"embedded"`
		Uses int
	}
	err := s.DB(ctx).Table("phrases").Select("phrases.*, COALESCE(u.uses, 0) AS uses").
		Joins("LEFT JOIN phrase_uses u ON u.phrase_id = phrases.id AND u.person_id = ?", person).
		Where("phrases.person_id = ? OR phrases.organ IN ?", person, append([]string{nowhere}, organs...)).
		Order("COALESCE(u.uses, 0) DESC, u.used_at DESC, phrases.person_id DESC, phrases.id").Find(&rows).Error
	if err != nil {
		return nil, asFault(err)
	}
	out := make([]models.Phrase, len(rows))
	for i, r := range rows {
		out[i] = r.Row.phrase()
		out[i].Uses = r.Uses
	}
	return out, nil
}

func (r phraseRow) phrase() models.Phrase {
	return models.Phrase{
		ID: r.ID, PersonID: r.PersonID, Organ: r.Organ, Words: r.Words, CreatedBy: r.CreatedBy, CreatedAt: local(r.CreatedAt),
	}
}

// Phrase is one of a person's own, or one shared in the organs; PHRASE_NOT_FOUND
// for all others.
func (s *Store) Phrase(ctx context.Context, id, person string, organs []string) (models.Phrase, error) {
	var row phraseRow
	err := s.DB(ctx).Where("id = ? AND (person_id = ? OR organ IN ?)", id, person, append([]string{nowhere}, organs...)).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return models.Phrase{}, noPhrase()
	}
	return row.phrase(), asFault(err)
}

// CreatePhrase keeps a phrase. Faults: PHRASE_LENGTH, PHRASE_EXISTS,
// PHRASE_TOO_MANY.
func (s *Store) CreatePhrase(ctx context.Context, p models.Phrase) (models.Phrase, error) {
	if err := p.Validate(); err != nil {
		return p, wrongInput(err)
	}
	p.ID = newID()
	row := phraseRow{
		ID: p.ID, PersonID: p.PersonID, Organ: p.Organ, Words: p.Words, CreatedBy: p.CreatedBy, CreatedAt: utc(p.CreatedAt),
	}
	err := s.Tx(ctx, func(tx *Store) error {
		var n int64
		err := tx.DB(ctx).Model(&phraseRow{}).Where("person_id = ? AND organ = ?", p.PersonID, p.Organ).Count(&n).Error
		if err != nil {
			return err
		}
		if n >= mostPhrases {
			return fault.New(fault.Conflict, "PHRASE_TOO_MANY", wordsPhraseTooMany, mostPhrases)
		}
		return phraseTwice(tx.DB(ctx).Create(&row).Error)
	})
	return row.phrase(), asFault(err)
}

// ChangePhrase gives a phrase other words. Faults: as CreatePhrase.
func (s *Store) ChangePhrase(ctx context.Context, p models.Phrase) (models.Phrase, error) {
	if err := p.Validate(); err != nil {
		return p, wrongInput(err)
	}
	done := s.DB(ctx).Model(&phraseRow{}).Where("id = ?", p.ID).Update("words", p.Words)
	if err := phraseTwice(done.Error); err != nil {
		return p, asFault(err)
	}
	if done.RowsAffected == 0 {
		return p, noPhrase()
	}
	return p, nil
}

// RemovePhrase takes a phrase away; what was written with it stays. Removing
// twice is removing once.
func (s *Store) RemovePhrase(ctx context.Context, id string) error {
	return asFault(s.Tx(ctx, func(tx *Store) error {
		if err := tx.DB(ctx).Where("phrase_id = ?", id).Delete(&phraseUseRow{}).Error; err != nil {
			return err
		}
		return tx.DB(ctx).Where("id = ?", id).Delete(&phraseRow{}).Error
	}))
}

// UsePhrase counts that a person used a phrase.
func (s *Store) UsePhrase(ctx context.Context, id, person string, at time.Time) error {
	return asFault(s.Tx(ctx, func(tx *Store) error {
		done := tx.DB(ctx).Model(&phraseUseRow{}).Where("person_id = ? AND phrase_id = ?", person, id).
			Updates(map[string]any{"uses": gorm.Expr("uses + 1"), "used_at": utc(at)})
		if done.Error != nil || done.RowsAffected > 0 {
			return done.Error
		}
		return tx.DB(ctx).Create(&phraseUseRow{PersonID: person, PhraseID: id, Uses: 1, UsedAt: utc(at)}).Error
	}))
}

func phraseTwice(err error) error {
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return fault.New(fault.Conflict, "PHRASE_EXISTS", wordsPhraseExists).At("words")
	}
	return err
}

func noPhrase() error { return fault.New(fault.NotFound, "PHRASE_NOT_FOUND", wordsNoPhrase) }

// What is said about phrases.
const (
	wordsNoPhrase      = "没有这条常用意见。"
	wordsPhraseExists  = "已有同样的常用意见。"
	wordsPhraseTooMany = "最多保存 %d 条常用意见，请先删去不用的。"
)
