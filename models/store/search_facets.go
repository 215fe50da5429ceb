package store

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/models"
)

// SearchFilter narrows a search by what the case of a text is. Empty values do
// not narrow.
type SearchFilter struct {
	Process string
	DocKind models.DocKind
	Unit    string // that opened the case
	Status  string
	Year    int // of opening
}

// values are those of the filter, for the scope of a cursor.
func (f *SearchFilter) values() []string {
	return []string{f.Process, string(f.DocKind), f.Unit, f.Status, strconv.Itoa(f.Year)}
}

// on limits a query on search_rows.
func (f *SearchFilter) on(query *gorm.DB) *gorm.DB {
	where, args := "", []any{}
	and := func(condition string, values ...any) { where, args = where+" AND "+condition, append(args, values...) }
	for _, equal := range [][2]string{{"process", f.Process}, {"unit", f.Unit}, {"status", f.Status}} {
		if equal[1] != "" {
			and("cases."+equal[0]+" = ?", equal[1])
		}
	}
	if f.Year != 0 {
		begin := time.Date(f.Year, time.January, 1, 0, 0, 0, 0, calendar.Shanghai)
		and("cases.opened_at >= ? AND cases.opened_at < ?", utc(begin), utc(begin.AddDate(1, 0, 0)))
	}
	if where != "" {
		query = query.Where("EXISTS (SELECT 1 FROM cases WHERE cases.id = search_rows.case_id"+where+")", args...)
	}
	if f.DocKind != "" {
		query = query.Where("EXISTS (SELECT 1 FROM documents WHERE documents.case_id = search_rows.case_id AND documents.kind = ?)",
			f.DocKind)
	}
	return query
}

// Facet is one value that what was found has, and how many papers have it.
type Facet struct {
	Value string
	N     int
}

// Facets say how the papers found divide, each list the most frequent first,
// the years the latest first.
type Facets struct {
	// Papers are the cases found. When Capped, the latest mostFaceted texts were
	// looked at and all numbers are of those.
	Papers  Count
	Where   []Facet // kinds of SearchRow
	Process []Facet
	DocKind []Facet
	Unit    []Facet
	Status  []Facet
	Year    []Facet
}

// mostFaceted is how many of the latest texts found are counted: enough to see
// how they divide, and the same cost for an everyday word as for a rare one.
const mostFaceted = 1000

// SearchFacets counts what Search would find with the same words, kinds and
// filter, by the same rule of who may see it. Faults: those of Search.
func (s *Store) SearchFacets(ctx context.Context, viewer models.Viewer, q SearchQuery) (Facets, error) {
	words, err := q.words()
	if err != nil {
		return Facets{}, err
	}
	rows, err := s.searchRows(ctx, viewer, words, searchRange{
		kinds: q.Kinds, filter: q.SearchFilter, limit: mostFaceted + 1, bare: true,
	})
	if err != nil {
		return Facets{}, asFault(err)
	}
	capped := len(rows) > mostFaceted
	rows = rows[:min(len(rows), mostFaceted)]
	where, ids := map[string]map[string]bool{}, map[string]bool{}
	for _, r := range rows {
		if where[r.Kind] == nil {
			where[r.Kind] = map[string]bool{}
		}
		where[r.Kind][r.CaseID], ids[r.CaseID] = true, true
	}
	facets, err := s.facetsOf(ctx, keys(ids))
	if err != nil {
		return Facets{}, asFault(err)
	}
	facets.Papers.Capped = capped
	for kind, in := range where {
		facets.Where = append(facets.Where, Facet{Value: kind, N: len(in)})
	}
	mostFirst(facets.Where)
	return facets, nil
}

// facetsOf counts the values that cases have.
func (s *Store) facetsOf(ctx context.Context, ids []string) (Facets, error) {
	var rows []struct {
		Process, Unit, Status, Kind string
		OpenedAt                    time.Time
	}
	if len(ids) == 0 {
		return Facets{}, nil
	}
	err := s.DB(ctx).Table("cases").
		Select("cases.process, cases.unit, cases.status, cases.opened_at, COALESCE(documents.kind, '') AS kind").
		Joins("LEFT JOIN documents ON documents.case_id = cases.id").Where("cases.id IN ?", ids).Find(&rows).Error
	if err != nil {
		return Facets{}, err
	}
	process, unit, status, kind, year := tally{}, tally{}, tally{}, tally{}, tally{}
	for _, r := range rows {
		process[r.Process]++
		unit[r.Unit]++
		status[r.Status]++
		kind[r.Kind]++
		year[strconv.Itoa(local(r.OpenedAt).Year())]++
	}
	delete(kind, "") // not a document
	delete(unit, "")
	years := year.facets()
	slices.SortFunc(years, func(a, b Facet) int { return cmp.Compare(b.Value, a.Value) })
	return Facets{
		Papers: Count{N: len(rows)}, Process: process.facets(), DocKind: kind.facets(), Unit: unit.facets(),
		Status: status.facets(), Year: years,
	}, nil
}

// tally counts values.
type tally map[string]int

func (t tally) facets() []Facet {
	facets := make([]Facet, 0, len(t))
	for value, n := range t {
		facets = append(facets, Facet{Value: value, N: n})
	}
	mostFirst(facets)
	return facets
}

func mostFirst(facets []Facet) {
	slices.SortFunc(facets, func(a, b Facet) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Value, b.Value)) })
}
