package models_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/models"
)

func incoming() models.DocumentContent {
	return models.DocumentContent{
		Flow: models.Incoming, Kind: models.KindReport, Direction: models.Upward,
		Title: "县水利局关于农村饮水安全工程建设情况的报告", SourceOrg: "县水利局", SourceDocNo: "蕲水文〔2026〕12号",
		SourceDate: "2026-11-19", ReceivedOn: "2026-11-20", Channel: models.ChannelPaper, Copies: 1,
		MainTo: []models.Organ{{Name: "县人大常委会"}},
		Body:   []models.Block{{Kind: models.BlockParagraph, Text: "现将有关情况报告如下。"}},
	}
}

func outgoing() models.DocumentContent {
	return models.DocumentContent{
		Flow: models.Outgoing, Kind: models.KindLetter, Direction: models.Parallel,
		Title:      "蕲春县人大常委会办公室关于转送代表建议的函",
		IssuingOrg: "office", OrgMarks: []string{"蕲春县人大常委会办公室"},
		MainTo:        []models.Organ{{Unit: "gov", Name: "县人民政府办公室"}},
		Body:          []models.Block{{Kind: models.BlockParagraph, Text: "现将建议转送你们，请研究办理。"}},
		SignatureOrgs: []string{"蕲春县人大常委会办公室"}, Disclosure: models.DiscloseActive, Matters: 1,
	}
}

func TestCompleteDocumentsAreValid(t *testing.T) {
	require.Empty(t, incoming().Validate())
	require.Empty(t, outgoing().Validate())
}

func TestEachMistakeNamesItsField(t *testing.T) {
	for _, test := range []struct {
		name  string
		spoil func(*models.DocumentContent)
		of    func() models.DocumentContent
		field string
		code  string
	}{
		{"no flow", func(c *models.DocumentContent) { c.Flow = "" }, incoming, "flow", "FLOW_UNKNOWN"},
		{"no title", func(c *models.DocumentContent) { c.Title = "  " }, incoming, "title", "REQUIRED"},
		{"title of two lines", func(c *models.DocumentContent) { c.Title = "关于\n报告" }, incoming, "title", "ONE_LINE"},
		{"title too long", func(c *models.DocumentContent) { c.Title = strings.Repeat("长", 201) }, incoming, "title", "TOO_LONG"},
		{"control character", func(c *models.DocumentContent) { c.Title = "关于\x00报告" }, incoming, "title", "CONTROL_CHARACTER"},
		{"broken UTF-8", func(c *models.DocumentContent) { c.Title = "关于\xff报告" }, incoming, "title", "BAD_ENCODING"},
		{"no kind", func(c *models.DocumentContent) { c.Kind = "" }, incoming, "kind", "REQUIRED"},
		{"unknown kind", func(c *models.DocumentContent) { c.Kind = "POEM" }, incoming, "kind", "KIND_UNKNOWN"},
		{"unknown direction", func(c *models.DocumentContent) { c.Direction = "SIDEWAYS" }, incoming, "direction", "DIRECTION_UNKNOWN"},
		{"no direction", func(c *models.DocumentContent) { c.Direction = "" }, outgoing, "direction", "REQUIRED"},
		{"urgency of a telegram on paper", func(c *models.DocumentContent) { c.Urgency = "特提" }, incoming, "urgency", "URGENCY_ILLEGAL"},
		{"telegram without urgency", func(c *models.DocumentContent) { c.Telegram = true }, incoming, "urgency", "URGENCY_ILLEGAL"},
		{"no sender", func(c *models.DocumentContent) { c.SourceOrg = "" }, incoming, "source_org", "REQUIRED"},
		{"no day of receipt", func(c *models.DocumentContent) { c.ReceivedOn = "" }, incoming, "received_on", "REQUIRED"},
		{"30 February", func(c *models.DocumentContent) { c.ReceivedOn = "2026-02-30" }, incoming, "received_on", "DATE_INVALID"},
		{"dated after receipt", func(c *models.DocumentContent) { c.SourceDate = "2026-11-21" }, incoming, "source_date", "AFTER_RECEIPT"},
		{"no copies", func(c *models.DocumentContent) { c.Copies = 0 }, incoming, "copies", "OUT_OF_RANGE"},
		{"unknown channel", func(c *models.DocumentContent) { c.Channel = "pigeon" }, incoming, "channel", "CHANNEL_UNKNOWN"},
		{"letterhead on incoming", func(c *models.DocumentContent) { c.IssuingOrg = "office" }, incoming, "issuing_org", "NOT_HERE"},
		{"no letterhead", func(c *models.DocumentContent) { c.IssuingOrg = "" }, outgoing, "issuing_org", "REQUIRED"},
		{"no disclosure", func(c *models.DocumentContent) { c.Disclosure = "" }, outgoing, "disclosure", "REQUIRED"},
		{"not public without reason", func(c *models.DocumentContent) { c.Disclosure = models.DiscloseNone }, outgoing, "disclosure_reason", "REQUIRED"},
		{"work secret made public", func(c *models.DocumentContent) { c.WorkSecret = true }, outgoing, "disclosure", "WORK_SECRET"},
		{"sender on outgoing", func(c *models.DocumentContent) { c.SourceOrg = "县水利局" }, outgoing, "source_org", "NOT_HERE"},
		{"same organ twice", func(c *models.DocumentContent) { c.CC = c.MainTo }, outgoing, "cc[0].name", "TWICE"},
		{"organ without name", func(c *models.DocumentContent) { c.CC = []models.Organ{{}} }, outgoing, "cc[0].name", "REQUIRED"},
		{"heading of level five", func(c *models.DocumentContent) { c.Body[0] = models.Block{Kind: "heading", Level: 5} }, outgoing, "body[0].level", "OUT_OF_RANGE"},
		{"unknown block", func(c *models.DocumentContent) { c.Body[0].Kind = "song" }, outgoing, "body[0].kind", "BLOCK_UNKNOWN"},
		{"empty table", func(c *models.DocumentContent) { c.Body[0] = models.Block{Kind: "table"} }, outgoing, "body[0].rows", "REQUIRED"},
		{"attachment twice", func(c *models.DocumentContent) { c.Attachments = []models.Attachment{{Name: "表"}, {Name: "表"}} }, outgoing, "attachments[1].name", "TWICE"},
		{"vote on a letter", func(c *models.DocumentContent) { c.PassedBy, c.PassedOn = "常委会", "2026-11-01" }, outgoing, "passed_by", "NOT_BY_VOTE"},
		{"letters in a telephone number", func(c *models.DocumentContent) { c.ContactPhone = "call me" }, outgoing, "contact_phone", "PHONE_INVALID"},
	} {
		t.Run(test.name, func(t *testing.T) {
			content := test.of()
			test.spoil(&content)
			errs := content.Validate()
			require.Len(t, errs, 1, "%v", errs)
			require.Equal(t, test.field, errs[0].Field)
			require.Equal(t, test.code, errs[0].Code)
			require.NotEmpty(t, errs[0].Detail)
			require.Error(t, errs.Err())
		})
	}
}

func TestSameWordsGiveTheSameHash(t *testing.T) {
	plain, err := outgoing().Canonical()
	require.NoError(t, err)
	spaced := outgoing()
	spaced.Title = " " + spaced.Title + "\r\n"
	spaced.Body[0].Text += " "
	same, err := spaced.Canonical()
	require.NoError(t, err)
	require.Equal(t, models.ContentHash(plain), models.ContentHash(same))

	other := outgoing()
	other.Body[0].Text = "现将建议转送你们，请研究答复。"
	changed, err := other.Canonical()
	require.NoError(t, err)
	require.NotEqual(t, models.ContentHash(plain), models.ContentHash(changed))

	back, err := models.ParseContent(plain)
	require.NoError(t, err)
	require.Equal(t, outgoing(), back)
}

func TestEveryWordOfADocumentIsSearchedForMarks(t *testing.T) {
	content := outgoing()
	content.Attachments = []models.Attachment{{Name: "附件名"}}
	content.Note = "附注"
	content.Body = append(content.Body, models.Block{Kind: models.BlockTable, Rows: [][]string{{"甲", "乙"}}})
	words := strings.Join(content.Words(), "|")
	for _, word := range []string{"转送代表建议", "请研究办理", "甲\t乙", "附件名", "附注", "县人民政府办公室"} {
		require.Contains(t, words, word)
	}
}

func TestKindIsReadOffTheTitle(t *testing.T) {
	for title, kind := range map[string]models.DocKind{
		"国务院办公厅关于开展城镇小区配套幼儿园治理工作的通知":     models.KindNotice,
		"国务院办公厅关于黄金经济政策有关问题的复函":          models.KindLetter,
		"国务院办公厅对十届全国人大四次会议第2996号建议的答复":   models.KindLetter,
		"国务院办公厅关于加快发展体育竞赛表演产业的指导意见":      models.KindOpinion,
		"县人大常委会主任会议纪要":                   models.KindMeetingMinutes,
		"国务院关于河北雄安新区总体规划（2018—2035年）的批复": models.KindReply,
		"关于几个问题": "",
	} {
		require.Equal(t, kind, models.KindOfTitle(title), title)
	}
}

func TestBothSetsOfKindsAreComplete(t *testing.T) {
	party, congress := 0, 0
	for _, facts := range models.DocKinds() {
		if facts.Party {
			party++
		}
		if facts.Congress {
			congress++
		}
	}
	require.Equal(t, 15, party, "条例 art. 8")
	require.Equal(t, 17, congress, "人大机关公文处理办法: 14 groups, 17 names")
	for _, kind := range []models.DocKind{models.KindOrder, models.KindCommunique, models.KindPublicNotice} {
		facts, ok := kind.Facts()
		require.True(t, ok)
		require.False(t, facts.Congress, facts.Name)
	}
}
