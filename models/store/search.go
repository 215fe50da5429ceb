package store

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

// SearchQuery asks for texts by words, which spaces separate.
type SearchQuery struct {
	Text  string
	Kinds []string // of SearchRow; empty means all
	SearchFilter
	Cursor string
	Limit  int // 1 to 50; 0 means 20
}

// SearchHit is one text found. Marks are the places of the words in Snippet, in
// characters: start and end of each.
type SearchHit struct {
	Case    models.Case `json:"case"`
	Kind    string      `json:"kind"`
	Ref     string      `json:"ref,omitempty"`
	Snippet string      `json:"snippet"`
	Marks   [][2]int    `json:"marks"`
}

// SearchPage is a page of hits, the latest written first.
type SearchPage struct {
	Hits []SearchHit `json:"hits"`
	Next string      `json:"next,omitempty"`
}

// longestQuery is the greatest number of characters of a query.
const longestQuery = 100

// Search finds texts with all words of the query among the cases the viewer may
// see, the same on both databases. Faults: SEARCH_EMPTY, SEARCH_LONG,
// BAD_LIMIT, BAD_CURSOR.
func (s *Store) Search(ctx context.Context, viewer models.Viewer, q SearchQuery) (SearchPage, error) {
	limit, err := pageLimit(q.Limit, 20, 50)
	if err != nil {
		return SearchPage{}, err
	}
	words, err := q.words()
	if err != nil {
		return SearchPage{}, err
	}
	scope := strings.Join(append(append([]string{"search", viewer.PersonID, q.Text}, q.values()...), q.Kinds...), cursorSeparator)
	after, err := readCursor(scope, q.Cursor, 1)
	if err != nil {
		return SearchPage{}, err
	}
	page := SearchPage{Hits: []SearchHit{}}
	rows, err := s.searchRows(ctx, viewer, words, searchRange{kinds: q.Kinds, filter: q.SearchFilter, below: after[0], limit: limit + 1})
	if err != nil {
		return page, asFault(err)
	}
	if len(rows) > limit {
		rows = rows[:limit]
		page.Next = makeCursor(scope, strconv.FormatInt(rows[limit-1].ID, 10))
	}
	page.Hits, err = s.searchHits(ctx, rows, words)
	return page, asFault(err)
}

// words are those of the query.
func (q *SearchQuery) words() ([]term, error) {
	words := terms(q.Text)
	switch {
	case utf8.RuneCountInString(q.Text) > longestQuery:
		return nil, fault.New(fault.Invalid, "SEARCH_LONG", wordsLongSearch, longestQuery).At("q")
	case len(words) == 0:
		return nil, fault.New(fault.Invalid, "SEARCH_EMPTY", wordsShortSearch).At("q")
	}
	return words, nil
}

// searchHits shows where the words stand.
func (s *Store) searchHits(ctx context.Context, rows []searchRow, words []term) ([]SearchHit, error) {
	hits := make([]SearchHit, 0, len(rows))
	var ids []string
	for _, r := range rows {
		ids = append(ids, r.CaseID)
	}
	if len(rows) == 0 {
		return hits, nil
	}
	cases, err := byID(ctx, s, unique(ids), listed, func(c *models.Case) string { return c.ID })
	for _, r := range rows {
		marks, all := markWords(r.Text, words)
		if c := cases[r.CaseID]; c != nil && all {
			snippet, shown := snippetOf(r.Text, marks)
			hits = append(hits, SearchHit{Case: *c, Kind: r.Kind, Ref: r.Ref, Snippet: snippet, Marks: shown})
		}
	}
	return hits, err
}
