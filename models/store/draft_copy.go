package store

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

// maxDraftCopies is how many texts without a case a person may have lying about.
const maxDraftCopies = 50

type draftCopyRow struct {
	PersonID string `gorm:"primaryKey"`
	ID       string `gorm:"primaryKey"`
	CaseID   string
	Title    string
	Body     string
	Rev      int64
	SavedAt  time.Time
}

func (draftCopyRow) TableName() string { return "draft_copies" }

// draftBody is what a copy holds.
type draftBody struct {
	Document models.DocumentContent `json:"document"`
	Form     map[string][]string    `json:"form,omitempty"`
	Seq      int64                  `json:"seq,omitempty"`
}

// PutDraftCopy overwrites the person's copy when c.Rev is the one it has, or
// makes it when that is 0. Conflict, DRAFT_ELSEWHERE, when another window saved
// in between, with the revision there is; Conflict, TOO_MANY_DRAFTS.
func (s *Store) PutDraftCopy(ctx context.Context, c models.DraftCopy) (models.DraftCopy, error) {
	body, err := json.Marshal(draftBody{Document: c.Document, Form: c.Form, Seq: c.Seq})
	if err != nil {
		return c, err
	}
	row := draftCopyRow{
		PersonID: c.Person, ID: c.ID, CaseID: c.CaseID, Title: short(c.Document.Title), Body: string(body),
		Rev: c.Rev + 1, SavedAt: utc(c.SavedAt),
	}
	err = s.Tx(ctx, func(tx *Store) error {
		if c.Rev == 0 {
			return tx.newDraftCopy(ctx, row)
		}
		done := tx.DB(ctx).Model(&draftCopyRow{}).Where("person_id = ? AND id = ? AND rev = ?", c.Person, c.ID, c.Rev).
			Select("case_id", "title", "body", "rev", "saved_at").Updates(row)
		if done.Error == nil && done.RowsAffected == 0 {
			return tx.draftElsewhere(ctx, row)
		}
		return done.Error
	})
	c.Rev, c.Title, c.SavedAt = row.Rev, row.Title, local(row.SavedAt)
	return c, asFault(err)
}

func (s *Store) newDraftCopy(ctx context.Context, row draftCopyRow) error {
	var count int64
	err := s.DB(ctx).Model(&draftCopyRow{}).Where("person_id = ? AND case_id = ''", row.PersonID).Count(&count).Error
	if err != nil {
		return err
	}
	if row.CaseID == "" && count >= maxDraftCopies {
		return fault.New(fault.Conflict, "TOO_MANY_DRAFTS", wordsTooManyDrafts, maxDraftCopies)
	}
	var there draftCopyRow
	err = s.DB(ctx).Where("person_id = ? AND id = ?", row.PersonID, row.ID).Take(&there).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = s.DB(ctx).Create(&row).Error
		if errors.Is(err, gorm.ErrDuplicatedKey) { // another window was first by a moment
			return fault.New(fault.Conflict, "DRAFT_ELSEWHERE", wordsDraftElsewhere)
		}
		return err
	}
	if err != nil {
		return err
	}
	return s.draftElsewhere(ctx, row)
}

// draftElsewhere says that somebody else's window was first, and at what.
func (s *Store) draftElsewhere(ctx context.Context, row draftCopyRow) error {
	var there draftCopyRow
	err := s.DB(ctx).Where("person_id = ? AND id = ?", row.PersonID, row.ID).Take(&there).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return fault.New(fault.Conflict, "DRAFT_GONE", wordsDraftGone)
	}
	if err != nil {
		return err
	}
	return fault.New(fault.Conflict, "DRAFT_ELSEWHERE", wordsDraftElsewhere).With("rev", strconv.FormatInt(there.Rev, 10))
}

// DraftCopy is the person's copy; NotFound, DRAFT_NOT_FOUND.
func (s *Store) DraftCopy(ctx context.Context, person, id string) (models.DraftCopy, error) {
	var row draftCopyRow
	err := s.DB(ctx).Where("person_id = ? AND id = ?", person, id).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return models.DraftCopy{}, fault.New(fault.NotFound, "DRAFT_NOT_FOUND", wordsNoDraft)
	}
	if err != nil {
		return models.DraftCopy{}, asFault(err)
	}
	return row.read()
}

func (r draftCopyRow) read() (models.DraftCopy, error) {
	c := models.DraftCopy{ID: r.ID, Person: r.PersonID, CaseID: r.CaseID, Title: r.Title, Rev: r.Rev, SavedAt: local(r.SavedAt)}
	var body draftBody
	err := json.Unmarshal([]byte(r.Body), &body)
	c.Document, c.Form, c.Seq = body.Document, body.Form, body.Seq
	return c, err
}

// DraftCopies are the person's texts without a case, the newest first.
func (s *Store) DraftCopies(ctx context.Context, person string) ([]models.DraftCopy, error) {
	var rows []draftCopyRow
	err := s.DB(ctx).Where("person_id = ? AND case_id = ''", person).Order("saved_at DESC, id").Find(&rows).Error
	if err != nil {
		return nil, asFault(err)
	}
	list := make([]models.DraftCopy, len(rows))
	for i, row := range rows {
		if list[i], err = row.read(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// DropDraftCopy takes the copy away; one that is not there is gone already.
func (s *Store) DropDraftCopy(ctx context.Context, person, id string) error {
	return asFault(s.DB(ctx).Where("person_id = ? AND id = ?", person, id).Delete(&draftCopyRow{}).Error)
}

// short is a title as the list of copies shows it, whatever was pasted into it.
func short(title string) string {
	const most = 200
	if utf8.RuneCountInString(title) <= most {
		return title
	}
	return string([]rune(title)[:most])
}

// What is said about copies.
const (
	wordsTooManyDrafts  = "未提交的稿件已有 %d 份，请先清理不用的稿件。"
	wordsDraftElsewhere = "这份稿子在另一个窗口中改过，本窗口的内容没有覆盖它。"
	wordsDraftGone      = "这份稿子在另一个窗口中已提交或者已删除。"
	wordsNoDraft        = "没有自动保存的稿件。"
)
