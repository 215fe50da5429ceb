package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// Findable says whether a piece of a text is more than signs and does not begin
// within a word of letters: such a piece must be found.
func Findable(query, text string) bool {
	words := terms(query)
	if len(words) != 1 {
		return false
	}
	_, all := markWords(text, words)
	return all
}

// ByIndex is the store searching by its index even where little is to be seen.
func (s *Store) ByIndex() *Store {
	by := *s
	by.few = 0
	return &by
}

// VerifyCase is Verify for one case.
func (s *Store) VerifyCase(ctx context.Context, id string) ([]Finding, error) {
	p, err := s.proveLocked(ctx, id)
	if err != nil {
		return nil, err
	}
	return p.findings, nil
}

// Unsound is what Verify says of a state by itself, or nothing.
func Unsound(s process.State) string {
	_, detail := unsound(&s)
	return detail
}

// OpenTasksPlan is how the database looks for the open tasks of an organ.
func (s *Store) OpenTasksPlan(ctx context.Context, viewer models.Viewer, q models.StatisticsQuery) (string, error) {
	var none []map[string]any
	asked := s.openTasksOf(ctx, viewer, q).Session(&gorm.Session{DryRun: true}).Select("tasks.id").Find(&none).Statement
	explain := "EXPLAIN "
	if s.dialect == SQLite {
		explain = "EXPLAIN QUERY PLAN "
	}
	var steps []map[string]any
	err := s.DB(ctx).Raw(explain+asked.SQL.String(), asked.Vars...).Scan(&steps).Error
	return fmt.Sprint(steps), err
}
