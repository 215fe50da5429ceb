package store

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// Bundle is all of a case, as it goes into the archive.
type Bundle struct {
	Case        models.Case         `json:"case"`
	State       json.RawMessage     `json:"state"`
	Definition  json.RawMessage     `json:"definition"`
	Events      []models.Event      `json:"events"` // the whole ledger with its hashes
	Tasks       []models.Task       `json:"tasks"`
	Opinions    []models.Opinion    `json:"opinions"`
	Clocks      []models.Clock      `json:"clocks"`
	Entries     []models.ClockEntry `json:"clock_entries"`
	Deliveries  []models.Delivery   `json:"deliveries"`
	Files       []models.File       `json:"files"`
	Annotations []models.Annotation `json:"annotations"` // every version of what was drawn
	Texts       []string            `json:"texts"`       // hashes of every version of the text
}

// Bundle gathers a case for the archive, whoever may see it. NotFound,
// CASE_NOT_FOUND.
func (s *Store) Bundle(ctx context.Context, caseID string) (Bundle, error) {
	var b Bundle
	err := s.DB(ctx).Where("id = ?", caseID).Take(&b.Case).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return b, fault.New(fault.NotFound, "CASE_NOT_FOUND", wordsNoCase)
	}
	if err != nil {
		return b, asFault(err)
	}
	b.State = json.RawMessage(b.Case.State)
	if b.Definition, err = s.Content(ctx, b.Case.Definition); err != nil {
		return b, err
	}
	for order, rows := range map[string]any{
		"seq":                         &b.Events,
		"opened_at, id":               &b.Tasks,
		"at, id":                      &b.Opinions,
		"id":                          &b.Clocks,
		"clock_id, seq":               &b.Entries,
		"seq, id":                     &b.Deliveries,
		"author, hash, page, version": &b.Annotations,
	} {
		if err := s.DB(ctx).Where("case_id = ?", caseID).Order(order).Find(rows).Error; err != nil {
			return b, asFault(err)
		}
	}
	err = s.DB(ctx).Joins("JOIN file_links ON file_links.file_id = files.id").Where("file_links.case_id = ?", caseID).
		Order("files.id").Find(&b.Files).Error
	if err != nil {
		return b, asFault(err)
	}
	b.Texts, err = texts(b.Events)
	return b, err
}

// texts are the hashes of the versions of a case's text, in order.
func texts(events []models.Event) ([]string, error) {
	var hashes []string
	for _, e := range events {
		body, err := process.DecodeBody(e.Type, []byte(e.Payload))
		if err != nil {
			return nil, err
		}
		if changed, ok := body.(process.TextChanged); ok && !slices.Contains(hashes, changed.Text.Hash) {
			hashes = append(hashes, changed.Text.Hash)
		}
	}
	return hashes, nil
}

// Unreachable are the names of the units inside that a case was sent to and
// where nobody could sign for it now; sent counts all units inside.
func (s *Store) Unreachable(ctx context.Context, caseID string) (names []string, sent int, err error) {
	var units []string
	err = s.DB(ctx).Model(&models.Delivery{}).Where("case_id = ? AND unit <> ''", caseID).
		Order("unit").Distinct().Pluck("unit", &units).Error
	if err != nil || len(units) == 0 {
		return nil, 0, asFault(err)
	}
	var posts []process.Post
	for _, unit := range units {
		for _, role := range receivers {
			posts = append(posts, process.Post{Role: role, Unit: unit})
		}
	}
	holders, err := s.Holders(ctx, posts, time.Now())
	if err != nil {
		return nil, 0, asFault(err)
	}
	for _, id := range units {
		reached := func(role string) bool { return len(holders[process.Post{Role: role, Unit: id}]) > 0 }
		if slices.ContainsFunc(receivers, reached) {
			continue
		}
		unit, err := s.Unit(ctx, id)
		if err != nil {
			return nil, 0, err
		}
		names = append(names, unit.Name)
	}
	return names, len(units), nil
}
