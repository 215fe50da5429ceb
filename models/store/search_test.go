package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

func TestSearchFindsWordsInTitlesNumbersAndOpinions(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		first := o.open("test.short", "registrar", "关于印发《2026年公文流转办法》的通知")
		second := o.open("test.short", "registrar", "乡村振兴工作会议第3号文件")
		o.do(first, "registrar", "approve", opinion("请办公室阅办，按第12号令执行。ABC-2026"))

		find := func(s *store.Store, text string) []string {
			page, err := s.Search(t.Context(), o.viewer("chair"), store.SearchQuery{Text: text})
			require.NoError(t, err, text)
			var found []string
			for _, h := range page.Hits {
				found = append(found, h.Kind+":"+map[string]string{first: "1", second: "2"}[h.Case.ID])
			}
			return found
		}
		for query, want := range map[string][]string{
			"公文":        {"title:1"},
			"公文流转":      {"title:1"},
			"公转":        nil,
			"会议":        {"title:2"},
			"文":         {"title:2", "title:1"},
			"转":         {"title:1"},
			"2026年公文":   {"title:1"},
			"2026年":     {"title:1"},
			"2026":      {"opinion:1", "number:1", "title:1"},
			"第3号":       {"title:2"},
			"第12号":      {"opinion:1"},
			"第1号":       nil,
			"abc":       {"opinion:1"},
			"ＡＢＣ":       {"opinion:1"},
			"通知 办法":     {"title:1"},
			"通知 会议":     nil,
			"收20260001": {"number:1"},
			"阅办按第":      nil,
			"《2026":     {"opinion:1", "number:1", "title:1"},
		} {
			require.ElementsMatch(t, want, find(s, query), query)
			require.ElementsMatch(t, want, find(s.ByIndex(), query), "%s, by index", query)
		}
		for _, query := range []string{"", "  ", "《》", `"*-+`} {
			_, err := s.Search(t.Context(), o.viewer("chair"), store.SearchQuery{Text: query})
			require.ErrorContains(t, err, "SEARCH_EMPTY", query)
		}
	})
}

func TestSearchShowsTheWordsAndNothingOfOthers(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		for range 5 {
			o.open("test.short", "registrar", "关于公文流转的通知")
		}
		require.NoError(t, s.PutSearch(t.Context(), store.SearchRow{
			CaseID: o.open("test.short", "registrar", "别的"), Kind: store.SearchBody, Text: "第一行\n第二行公文，公文第三行",
		}))
		page, err := s.Search(t.Context(), o.viewer("chair"), store.SearchQuery{Text: "公文", Limit: 1})
		require.NoError(t, err)
		require.Equal(t, "第一行 第二行公文，公文第三行", page.Hits[0].Snippet)
		require.Equal(t, [][2]int{{7, 9}, {10, 12}}, page.Hits[0].Marks)

		seen := len(page.Hits)
		for page.Next != "" {
			page, err = s.Search(t.Context(), o.viewer("chair"), store.SearchQuery{Text: "公文", Limit: 2, Cursor: page.Next})
			require.NoError(t, err)
			seen += len(page.Hits)
		}
		require.Equal(t, 6, seen)
		for _, cursor := range []string{"x", "Zm9v", "MTIzNDU2Nzg5MDEyMzQ1NjEyMw"} {
			_, err = s.Search(t.Context(), o.viewer("chair"), store.SearchQuery{Text: "公文", Cursor: cursor})
			require.ErrorContains(t, err, "BAD_CURSOR")
		}
		for _, who := range []string{"drafter", "stranger", "clerk"} {
			page, err := s.Search(t.Context(), o.viewer(who), store.SearchQuery{Text: "公文"})
			require.NoError(t, err)
			require.Empty(t, page.Hits, who)
		}
		page, err = s.Search(t.Context(), models.Viewer{}, store.SearchQuery{Text: "公文"})
		require.NoError(t, err)
		require.Empty(t, page.Hits)
	})
}

func TestAnyPieceOfATextIsFound(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		id := o.open("test.short", "registrar", "甲")
		rapid.Check(t, func(rt *rapid.T) {
			text := rapid.StringMatching(`[公文会议二〇a1９（，]{1,12}`).Draw(rt, "text")
			runes := []rune(text)
			from := rapid.IntRange(0, len(runes)-1).Draw(rt, "from")
			to := rapid.IntRange(from+1, len(runes)).Draw(rt, "to")
			require.NoError(rt, s.PutSearch(t.Context(), store.SearchRow{CaseID: id, Kind: store.SearchBody, Text: text}))
			query := string(runes[from:to])
			if !store.Findable(query, text) {
				return
			}
			for name, s := range map[string]*store.Store{"few": s, "index": s.ByIndex()} {
				page, err := s.Search(t.Context(), o.viewer("chair"), store.SearchQuery{Text: query, Kinds: []string{store.SearchBody}})
				require.NoError(rt, err)
				require.Len(rt, page.Hits, 1, "%q in %q by %s", query, text, name)
				require.NotEmpty(rt, page.Hits[0].Marks)
			}
		})
	})
}
