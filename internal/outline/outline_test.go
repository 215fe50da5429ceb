package outline_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/outline"
	"github.com/zhihui-renda/renda/models"
)

func TestEveryCommonKindHasAnOutline(t *testing.T) {
	all, err := outline.Shipped()
	require.NoError(t, err)
	kinds, ids := map[models.DocKind]bool{}, map[string]bool{}
	for _, one := range all {
		require.False(t, ids[one.ID], "%s twice", one.ID)
		kinds[one.Kind], ids[one.ID] = true, true
	}
	for _, kind := range []models.DocKind{
		models.KindNotice, models.KindLetter, models.KindReport, models.KindRequest, models.KindReply, models.KindDecision,
		models.KindResolution, models.KindAnnouncement, models.KindOpinion, models.KindMinutes, models.KindBill, models.KindCircular,
	} {
		require.True(t, kinds[kind], "%s has none", kind)
	}
}

// An outline that nobody filled in must not pass, and its closing formula must
// be one that its kind may use.
func TestAnOutlineAsShippedIsHeldBackForItsBlanksOnly(t *testing.T) {
	all, err := outline.Shipped()
	require.NoError(t, err)
	for _, one := range all {
		facts, _ := one.Kind.Facts()
		c := models.DocumentContent{
			Flow: models.Outgoing, Kind: one.Kind, Direction: facts.Directions[0], Body: one.Body,
			Title:  "蕲春县人民代表大会常务委员会关于" + one.Matter + "的" + facts.Endings[0],
			MainTo: []models.Organ{{Name: "某机关"}}, PassedBy: "会议", PassedOn: "2026-03-02",
			ContactName: "甲", ContactPhone: "1", Matters: 1,
		}
		blocked := map[string]bool{}
		for _, f := range models.CheckRules(c, models.OrgFacts{Stage: models.StageDraft}) {
			if f.Level == models.Forbid {
				blocked[f.Rule] = true
			}
		}
		require.Equal(t, map[string]bool{"R19-BLANK": true}, blocked, one.ID)
	}
}

func TestHeadingsAreKnownByTheirNumbers(t *testing.T) {
	all, err := outline.Shipped()
	require.NoError(t, err)
	levels := map[int]int{}
	for _, one := range all {
		for _, block := range one.Body {
			levels[block.Level]++
			require.NotContains(t, block.Text, "\n")
			if strings.HasPrefix(block.Text, "（一）") {
				require.Equal(t, 2, block.Level)
			}
		}
	}
	require.Positive(t, levels[1])
	require.Positive(t, levels[2])
}
