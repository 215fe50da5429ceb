package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

func TestTheAddressBookIsWhoWasWrittenToAndWhoWrote(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := registry(t, s)
		c := paper()
		c.ReceivedOn, c.SourceOrg = "2026-03-01", "黄冈市水利局"
		o.begins("document.receive", "receiver", c)
		sent := letter()
		sent.MainTo = []models.Organ{{Name: "黄冈市水利局"}, {Name: "百分%水利学会"}}
		o.do(o.begins("document.issue", "drafter", sent), "drafter", process.VerbApprove)

		ask := func(text string, organs ...string) []models.OutsideOrgan {
			got, err := s.OutsideOrgans(t.Context(), organs, text, 10)
			require.NoError(t, err)
			return got
		}
		require.Equal(t, []models.OutsideOrgan{
			{Name: "黄冈市水利局", Uses: 2, LastUsed: "2026-03-02"}, {Name: "百分%水利学会", Uses: 1, LastUsed: "2026-03-02"},
		}, ask("水利", "organ"), "who wrote and was written to stands first")
		require.Len(t, ask("%", "organ"), 1, "a sign of the pattern is a sign of the name")
		require.Empty(t, ask("水利", "water"), "each organ has a book of its own")
		require.Empty(t, ask("环保", "organ"))
	})
}
