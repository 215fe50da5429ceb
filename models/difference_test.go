package models_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/zhihui-renda/renda/models"
)

func text(lines ...string) models.DocumentContent {
	var c models.DocumentContent
	for _, line := range lines {
		c.Body = append(c.Body, models.Block{Kind: models.BlockParagraph, Text: line})
	}
	return c
}

func TestAChangeIsShownToTheCharacter(t *testing.T) {
	was := text("一、总体要求", "各单位应于11月20日前报送。", "二、工作安排", "以上请认真执行。")
	is := text("一、总体要求", "各单位应于11月底前书面报送。", "以上请认真执行。", "附件另发。")
	is.Title, was.Title = "关于报送材料的通知", "关于报送工作的通知"
	d := models.Differ(was, is)
	require.False(t, d.Same)
	require.Equal(t, []models.FieldChange{{Field: "title", Label: "标题", Was: "关于报送工作的通知", Is: "关于报送材料的通知"}}, d.Fields)
	require.Equal(t, []models.ChangeKind{models.Kept, models.Changed, models.Removed, models.Kept, models.Added}, kinds(d))
	require.Equal(t, []models.Piece{
		{Change: models.Kept, Text: "各单位应于11月"},
		{Change: models.Removed, Text: "20日"},
		{Change: models.Added, Text: "底"},
		{Change: models.Kept, Text: "前"},
		{Change: models.Added, Text: "书面"},
		{Change: models.Kept, Text: "报送。"},
	}, d.Blocks[1].Pieces)
}

func kinds(d models.Difference) []models.ChangeKind {
	out := make([]models.ChangeKind, len(d.Blocks))
	for i, block := range d.Blocks {
		out[i] = block.Change
	}
	return out
}

func TestTheSameTextHasNoDifference(t *testing.T) {
	d := models.Differ(outgoing(), outgoing())
	require.True(t, d.Same)
	require.Empty(t, d.Fields)
}

func TestAnotherFileUnderTheSameNameIsAChange(t *testing.T) {
	was, is := outgoing(), outgoing()
	was.Attachments = []models.Attachment{{File: "f1", Name: "目录"}}
	is.Attachments = []models.Attachment{{File: "f2", Name: "目录"}}
	require.Equal(t, "attachments", models.Differ(was, is).Fields[0].Field)
}

// TestBothVersionsCanBeReadOffTheirDifference is what makes it trustworthy: no
// character is lost or invented.
func TestBothVersionsCanBeReadOffTheirDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringOfN(rapid.RuneFrom([]rune("甲乙丙丁")), 0, 6, -1), 0, 6)
		was, is := words.Draw(t, "was"), words.Draw(t, "is")
		var first, second []string
		for _, block := range models.Differ(text(was...), text(is...)).Blocks {
			switch block.Change {
			case models.Kept:
				first, second = append(first, block.Text), append(second, block.Text)
			case models.Removed:
				first = append(first, block.Text)
			case models.Added:
				second = append(second, block.Text)
			case models.Changed:
				var a, b strings.Builder
				for _, piece := range block.Pieces {
					if piece.Change != models.Added {
						a.WriteString(piece.Text)
					}
					if piece.Change != models.Removed {
						b.WriteString(piece.Text)
					}
				}
				first, second = append(first, a.String()), append(second, b.String())
			}
		}
		require.Equal(t, strings.Join(was, "|"), strings.Join(first, "|"))
		require.Equal(t, strings.Join(is, "|"), strings.Join(second, "|"))
	})
}

func TestABookAgainstAnotherBookIsReplacedWhole(t *testing.T) {
	was, is := text(strings.Repeat("甲乙丙", 5000)), text(strings.Repeat("丁戊己", 5000))
	require.Equal(t, []models.ChangeKind{models.Removed, models.Added}, kinds(models.Differ(was, is)))
}
