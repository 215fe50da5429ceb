package store

import (
	"context"
	"slices"
	"strings"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/models"
)

// fewCases is the number of cases up to which it is quicker to read what the
// viewer may see than to look for what he may see among all that has the words.
const fewCases = 500

// searchRows finds the texts, permission inside, the latest written first.
func (s *Store) searchRows(ctx context.Context, viewer models.Viewer, words []term, q searchRange) ([]searchRow, error) {
	if len(viewer.Addresses) == 0 {
		return nil, nil
	}
	var few []string
	err := s.DB(ctx).Model(&accessRow{}).Distinct("case_id").Where("address IN ?", viewer.Addresses).
		Limit(s.few+1).Pluck("case_id", &few).Error
	switch {
	case err != nil:
		return nil, err
	case len(few) <= s.few:
		return s.searchAmong(ctx, few, words, q)
	case s.dialect == MySQL:
		if rows, err := s.searchLatest(ctx, viewer, words, q); err != nil || len(rows) == q.limit {
			return rows, err
		}
	}
	return s.searchIndex(ctx, viewer, words, q)
}

// searchRange is what is asked for beside the words.
type searchRange struct {
	kinds  []string
	filter SearchFilter
	below  string // id, empty for none
	limit  int
	bare   bool // without the texts, and then exact
}

// columns are what is read of a text found.
func (q *searchRange) columns() string {
	if q.bare {
		return "search_rows.id, search_rows.case_id, search_rows.kind"
	}
	return "search_rows.id, search_rows.case_id, search_rows.kind, search_rows.ref, search_rows.text"
}

// on limits a query on search_rows.
func (q *searchRange) on(query *gorm.DB, id string) *gorm.DB {
	if q.below != "" {
		query = query.Where(id+" < ?", q.below)
	}
	if len(q.kinds) > 0 {
		query = query.Where("search_rows.kind IN ?", q.kinds)
	}
	return q.filter.on(query).Order(id + " DESC").Limit(q.limit)
}

// searchAmong reads the texts of a few cases until the page is full.
func (s *Store) searchAmong(ctx context.Context, cases []string, words []term, q searchRange) ([]searchRow, error) {
	var ids []int64
	all := q
	all.limit = -1
	err := all.on(s.DB(ctx).Table("search_rows").Where("case_id IN ?", cases), "search_rows.id").Pluck("id", &ids).Error
	if err != nil {
		return nil, err
	}
	var found []searchRow
	for chunk := range slices.Chunk(ids, 100) {
		var rows []searchRow
		if err := s.DB(ctx).Where("id IN ?", chunk).Order("id DESC").Find(&rows).Error; err != nil {
			return nil, err
		}
		for _, r := range rows {
			if _, all := markWords(r.Text, words); !all {
				continue
			}
			if q.bare {
				r.Text = ""
			}
			found = append(found, r)
		}
		if len(found) >= q.limit {
			return found[:q.limit], nil
		}
	}
	return found, nil
}

// searchIndex finds candidates by the index of tokens and holds them one by one
// against the access of the viewer until the page is full.
func (s *Store) searchIndex(ctx context.Context, viewer models.Viewer, words []term, q searchRange) ([]searchRow, error) {
	query, id := s.DB(ctx), "search_rows.id"
	if s.dialect == SQLite {
		id = "search_index.rowid"
		query = query.Table("search_index CROSS JOIN search_rows ON search_rows.id = search_index.rowid").
			Where("search_index.tokens MATCH ?", matchSQLite(words))
	} else {
		query = query.Table("search_rows").
			Where("MATCH (search_rows.tokens) AGAINST (? IN BOOLEAN MODE)", matchMySQL(words))
		if q.bare { // nobody looks at the texts again
			query = withPhrases(query, words)
		}
	}
	var rows []searchRow
	err := q.on(query, id).Select(q.columns()).
		Scopes(Visible(viewer, "search_rows.case_id")).Find(&rows).Error
	return rows, err
}

// latestTexts is how many texts searchLatest looks at.
const latestTexts = 5000

// searchLatest looks for the words in the latest texts, one by one: InnoDB
// collects and sorts all that has a word before it gives the first, which for
// an everyday word takes seconds; but such a word fills a page from the latest
// texts alone.
func (s *Store) searchLatest(ctx context.Context, viewer models.Viewer, words []term, q searchRange) ([]searchRow, error) {
	newest := s.DB(ctx).Table("search_rows").Select("id")
	if q.below != "" {
		newest = newest.Where("id < ?", q.below)
	}
	var oldest []int64
	if err := newest.Order("id DESC").Offset(latestTexts).Limit(1).Pluck("id", &oldest).Error; err != nil {
		return nil, err
	}
	query := s.DB(ctx).Table("search_rows")
	if len(oldest) == 1 {
		query = query.Where("search_rows.id > ?", oldest[0])
	}
	query = withPhrases(query, words)
	var rows []searchRow
	err := q.on(query, "search_rows.id").Select(q.columns()).
		Scopes(Visible(viewer, "search_rows.case_id")).Find(&rows).Error
	return rows, err
}

// withPhrases limits a query on MySQL to texts that have each word as it stands.
func withPhrases(query *gorm.DB, words []term) *gorm.DB {
	for _, w := range words {
		phrase := "% " + strings.Join(w.tokens, " ")
		if !w.prefix {
			phrase += " "
		}
		query = query.Where("CONCAT(' ', search_rows.tokens, ' ') LIKE ?", phrase+"%")
	}
	return query
}

// matchSQLite is the query of FTS5: all phrases.
func matchSQLite(words []term) string {
	var phrases []string
	for _, w := range words {
		phrase := `"` + strings.Join(w.tokens, " ") + `"`
		if w.prefix {
			phrase += "*"
		}
		phrases = append(phrases, phrase)
	}
	return strings.Join(phrases, " ")
}

// matchMySQL is the query of InnoDB in boolean mode. A phrase there cannot end
// in the beginning of a word: the last token stands beside it, and searchHits
// drops what has both but not together.
func matchMySQL(words []term) string {
	var parts []string
	for _, w := range words {
		last := len(w.tokens) - 1
		exact := w.tokens
		if w.prefix {
			parts = append(parts, "+"+w.tokens[last]+"*")
			exact = w.tokens[:last]
		}
		if len(exact) > 0 {
			parts = append(parts, `+"`+strings.Join(exact, " ")+`"`)
		}
	}
	return strings.Join(parts, " ")
}
