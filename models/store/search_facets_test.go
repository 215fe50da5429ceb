package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/models/store"
)

func TestFacetsCountWhatTheViewerWouldFind(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		first := o.open("test.short", "registrar", "关于公文流转的通知")
		o.do(first, "registrar", "approve", opinion("公文已阅。"))
		o.open("test.issue", "drafter", "关于公文归档的函")
		o.now = begin.AddDate(1, 0, 0)
		late := o.open("test.short", "registrar", "公文处理abc123")
		require.NoError(t, s.PutSearch(t.Context(), store.SearchRow{CaseID: late, Kind: store.SearchBody, Text: "公文abcdef abc"}))

		for name, s := range map[string]*store.Store{"few": s, "index": s.ByIndex()} {
			count := func(who string, q store.SearchQuery) store.Facets {
				facets, err := s.SearchFacets(t.Context(), o.viewer(who), q)
				require.NoError(t, err, name)
				return facets
			}
			all := count("chair", store.SearchQuery{Text: "公文"})
			require.Equal(t, store.Count{N: 3}, all.Papers, name)
			require.Equal(t, []store.Facet{{Value: "title", N: 3}, {Value: "body", N: 1}, {Value: "opinion", N: 1}}, all.Where, name)
			require.Equal(t, []store.Facet{{Value: "test.short", N: 2}, {Value: "test.issue", N: 1}}, all.Process, name)
			require.Equal(t, []store.Facet{{Value: "2027", N: 1}, {Value: "2026", N: 2}}, all.Year, name)

			require.Equal(t, 2, count("chair", store.SearchQuery{Text: "公文", SearchFilter: store.SearchFilter{Year: 2026}}).Papers.N, name)
			require.Equal(t, 1, count("chair", store.SearchQuery{Text: "公文", Kinds: []string{store.SearchOpinion}}).Papers.N, name)
			require.Equal(t, 1, count("chair", store.SearchQuery{Text: "公文abcd"}).Papers.N, "%s: a beginning of a word", name)
			require.Zero(t, count("chair", store.SearchQuery{Text: "公文abc1"}).Papers.N, "%s: both words, but not together", name)
			require.Zero(t, count("stranger", store.SearchQuery{Text: "公文"}).Papers.N, name)

			for filter, want := range map[store.SearchFilter]int{
				{Process: "test.issue"}: 1, {Status: "open"}: 3, {Status: "closed"}: 0, {Year: 2027}: 1, {DocKind: "NOTICE"}: 0,
				{Unit: "office", Process: "test.short"}: 2,
			} {
				page, err := s.Search(t.Context(), o.viewer("chair"), store.SearchQuery{
					Text: "公文", Kinds: []string{store.SearchTitle}, SearchFilter: filter,
				})
				require.NoError(t, err)
				require.Len(t, page.Hits, want, "%s: %+v", name, filter)
			}
		}
		_, err := s.SearchFacets(t.Context(), o.viewer("chair"), store.SearchQuery{Text: "《》"})
		require.ErrorContains(t, err, "SEARCH_EMPTY")
	})
}
