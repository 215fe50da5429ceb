package store

import (
	"context"
	"strings"

	"github.com/zhihui-renda/renda/process"
)

// The kinds of searchable text.
const (
	SearchTitle      = "title"
	SearchNumber     = "number"
	SearchBody       = "body"
	SearchAttachment = "attachment"
	SearchOpinion    = "opinion"
)

// SearchRow is one searchable text of a case.
type SearchRow struct {
	CaseID string
	Kind   string
	Ref    string // id of the opinion, file; empty for the case itself
	Text   string
}

// longestText is the number of characters of one text that are searchable.
const longestText = 200_000

type searchRow struct {
	ID     int64
	CaseID string
	Kind   string
	Ref    string
	Text   string
}

func (searchRow) TableName() string { return "search_rows" }

// searchRowMySQL is a row with its tokens, which SQLite keeps beside.
type searchRowMySQL struct {
	ID     int64
	CaseID string
	Kind   string
	Ref    string
	Text   string
	Tokens string
}

func (searchRowMySQL) TableName() string { return "search_rows" }

// PutSearch replaces the searchable texts with the same case, kind and ref. A
// row with an empty text is taken away. Inside a commit the texts appear with
// it.
func (s *Store) PutSearch(ctx context.Context, rows ...SearchRow) error {
	if len(rows) == 0 {
		return nil
	}
	return s.Tx(ctx, func(tx *Store) error {
		if err := tx.dropSearch(ctx, rows); err != nil {
			return err
		}
		return tx.addSearch(ctx, rows)
	})
}

func (s *Store) dropSearch(ctx context.Context, rows []SearchRow) error {
	var where []string
	var args []any
	for _, r := range rows {
		where = append(where, "(case_id = ? AND kind = ? AND ref = ?)")
		args = append(args, r.CaseID, r.Kind, r.Ref)
	}
	var ids []int64
	err := s.DB(ctx).Model(&searchRow{}).Where(strings.Join(where, " OR "), args...).Pluck("id", &ids).Error
	if err != nil || len(ids) == 0 {
		return err
	}
	if s.dialect == SQLite {
		if err := s.DB(ctx).Exec("DELETE FROM search_index WHERE rowid IN ?", ids).Error; err != nil {
			return err
		}
	}
	return s.DB(ctx).Where("id IN ?", ids).Delete(&searchRow{}).Error
}

// addSearch writes texts that are not there yet.
func (s *Store) addSearch(ctx context.Context, texts []SearchRow) error {
	var rows []searchRow
	for _, r := range texts {
		if strings.TrimSpace(r.Text) != "" {
			rows = append(rows, searchRow{CaseID: r.CaseID, Kind: r.Kind, Ref: r.Ref, Text: clip(r.Text, longestText)})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	if s.dialect == MySQL {
		with := make([]searchRowMySQL, len(rows))
		for i, r := range rows {
			with[i] = searchRowMySQL{CaseID: r.CaseID, Kind: r.Kind, Ref: r.Ref, Text: r.Text, Tokens: tokens(r.Text)}
		}
		return s.DB(ctx).CreateInBatches(&with, batch).Error
	}
	if err := s.DB(ctx).CreateInBatches(&rows, batch).Error; err != nil {
		return err
	}
	var values []string
	var args []any
	for _, r := range rows {
		values = append(values, "(?, ?)")
		args = append(args, r.ID, tokens(r.Text))
	}
	return s.DB(ctx).Exec("INSERT INTO search_index (rowid, tokens) VALUES "+strings.Join(values, ", "), args...).Error
}

// writeSearch keeps the searchable texts of the case itself: title and numbers
// when they changed, opinions as they come.
func (t *turn) writeSearch(ctx context.Context, _ *projection) error {
	var replaced, added []SearchRow
	id := t.act.CaseID
	for _, text := range []SearchRow{
		{CaseID: id, Kind: SearchTitle, Text: t.row.Title},
		{CaseID: id, Kind: SearchNumber, Text: numbersText(&t.state, t.row.SourceNumber)},
	} {
		switch {
		case t.fresh:
			added = append(added, text)
		case text.Text != t.texts[text.Kind]:
			replaced = append(replaced, text)
		}
	}
	for _, e := range t.events {
		if o, ok := e.Body.(process.OpinionGiven); ok {
			added = append(added, SearchRow{CaseID: id, Kind: SearchOpinion, Ref: o.ID, Text: o.Text})
		}
	}
	if len(replaced) > 0 {
		if err := t.tx.dropSearch(ctx, replaced); err != nil {
			return err
		}
		added = append(added, replaced...)
	}
	return t.tx.addSearch(ctx, added)
}

// numbersText are all numbers a case is known by.
func numbersText(s *process.State, source string) string {
	all := []string{source}
	for _, slot := range sortedKeys(s.Numbers) {
		all = append(all, s.Numbers[slot])
	}
	return strings.TrimSpace(strings.Join(all, " "))
}
