package api_test

import (
	"net/http"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/document"
	"github.com/zhihui-renda/renda/models"
)

func TestAPaperThatSkipsALevelIsToldSo(t *testing.T) {
	d := newDesk(t)
	upward := d.draft("蕲春县人民代表大会常务委员会关于换届选举准备情况的报告", "现将有关情况报告如下。")
	upward["kind"], upward["direction"] = "REPORT", "UPWARD"
	findings := func(main, cc string) []models.Finding {
		upward["main_to"] = []map[string]any{{"unit": d.unit(main), "name": "收文机关甲"}}
		delete(upward, "cc")
		if cc != "" {
			upward["cc"] = []map[string]any{{"unit": d.unit(cc), "name": "黄冈市人民代表大会常务委员会"}}
		}
		checked := into[document.Checked](d.send("drafter", http.MethodPost, "/api/v1/documents/check", map[string]any{"document": upward}).ok())
		return slices.DeleteFunc(checked.Findings, func(f models.Finding) bool { return f.Rule != "R14-SKIP" })
	}
	require.Empty(t, findings("hg-npc", ""), "to whom it reports")
	skipped := findings("hb-npc", "")
	require.Len(t, skipped, 1)
	require.Equal(t, models.Forbid, skipped[0].Level)
	require.Contains(t, skipped[0].WayOut, "黄冈市人民代表大会常务委员会")
	told := findings("hb-npc", "hg-npc")
	require.Len(t, told, 1)
	require.Equal(t, models.Warn, told[0].Level, "who was skipped gets a copy")
}
