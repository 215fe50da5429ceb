package models_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/models"
)

// committee is the organ the tests write for: a county Standing Committee.
func committee() models.OrgFacts {
	return models.OrgFacts{
		Stage: models.StageReview,
		Sender: models.SenderFacts{
			Name: "蕲春县人大常委会", Congress: true, Level: 3, Superiors: []string{"黄冈市人大常委会"},
		},
		Units: map[string]models.UnitFacts{
			"市人大":        {Relation: models.RelationSuperior, Level: 2},
			"省人大":        {Relation: models.RelationHigher, Level: 1},
			"青石镇人大主席团":   {Relation: models.RelationLower, Level: 4},
			"县人民政府":      {Relation: models.RelationPeer, Level: 3, Governing: true},
			"青石镇人民政府":    {Relation: models.RelationLower, Level: 4, Governing: true},
			"代表工委":       {Relation: models.RelationInside},
			"县公安局":       {Relation: models.RelationLower, Level: 4, Superiors: []string{"蕲春县人大常委会", "黄冈市公安局"}},
			"武穴市人大常委会":   {Relation: models.RelationPeer, Level: 3},
			"黄冈市人大常委会机关": {Relation: models.RelationPeer, Level: 2},
		},
		SignerNames: []string{"洪主任"}, SignerRoles: []string{models.RoleChair},
	}
}

// upward is a lawful request to the superior.
func upward() models.DocumentContent {
	c := outgoing()
	c.Kind, c.Direction = models.KindRequest, models.Upward
	c.Title = "蕲春县人大常委会关于召开代表培训班的请示"
	c.OrgMarks = []string{"蕲春县人大常委会文件"}
	c.MainTo = organs("市人大")
	c.ContactName, c.ContactPhone = "林文秘", "0713-7220000"
	return c
}

// downward is a lawful notice to those below.
func downward() models.DocumentContent {
	c := outgoing()
	c.Kind, c.Direction = models.KindNotice, models.Downward
	c.Title = "蕲春县人大常委会关于开展代表活动的通知"
	c.OrgMarks = []string{"蕲春县人大常委会文件"}
	c.MainTo = organs("青石镇人大主席团")
	return c
}

func organs(names ...string) []models.Organ {
	list := make([]models.Organ, len(names))
	for i, name := range names {
		list[i] = models.Organ{Name: name}
	}
	return list
}

func paragraph(text string) []models.Block {
	return []models.Block{{Kind: models.BlockParagraph, Text: text}}
}

type ruleCase struct {
	rule  string
	name  string
	of    func() models.DocumentContent
	spoil func(*models.DocumentContent, *models.OrgFacts)
	level models.RuleLevel // "" when the rule must be silent
	field string
}

var (
	setContent = func(f func(*models.DocumentContent)) func(*models.DocumentContent, *models.OrgFacts) {
		return func(c *models.DocumentContent, _ *models.OrgFacts) { f(c) }
	}
	asIs = func(*models.DocumentContent, *models.OrgFacts) {}
)

var formatCases = []ruleCase{
	{"R9-KIND", "the title says another kind", outgoing, setContent(func(c *models.DocumentContent) { c.Kind = models.KindOpinion; c.Direction = models.Downward }), models.Forbid, "kind"},
	{"R9-KIND", "the title ends in no kind", outgoing, setContent(func(c *models.DocumentContent) { c.Title = "关于有关问题" }), models.Warn, "title"},
	{"R9-KIND", "a request goes down", upward, setContent(func(c *models.DocumentContent) { c.Direction = models.Downward }), models.Forbid, "direction"},
	{"R9-KIND", "a letter goes to a superior", outgoing, setContent(func(c *models.DocumentContent) { c.MainTo = organs("市人大") }), models.Warn, "kind"},
	{"R9-KIND", "an answer to a suggestion is a letter", outgoing, setContent(func(c *models.DocumentContent) { c.Title = "县人大常委会对第12号建议的答复" }), "", ""},
	{"R9-KIND", "an order bears the title of what it promulgates", incoming, setContent(func(c *models.DocumentContent) {
		c.Kind, c.Direction, c.Title = models.KindOrder, models.Public, "专利代理条例"
	}), "", ""},
	{"R9-KIND", "an opinion may go any way", downward, setContent(func(c *models.DocumentContent) {
		c.Kind, c.Title, c.Direction = models.KindOpinion, "蕲春县人大常委会关于代表工作的意见", models.Upward
	}), "", ""},
	{"R9-TITLE", "the title does not say what it is about", outgoing, setContent(func(c *models.DocumentContent) { c.Title = "工作函" }), models.Warn, "title"},
	{"R9-TITLE", "the title does not say whose it is", downward, setContent(func(c *models.DocumentContent) { c.Title = "关于开展代表活动的通知" }), models.Hint, "title"},
	{"R9-TITLE", "a whole title", downward, asIs, "", ""},
	{"R9-DOCNO", "no number", incoming, setContent(func(c *models.DocumentContent) { c.SourceDocNo = "" }), models.Warn, "source_doc_no"},
	{"R9-DOCNO", "square brackets", incoming, setContent(func(c *models.DocumentContent) { c.SourceDocNo = "蕲水文[2026]12号" }), models.Hint, "source_doc_no"},
	{"R9-DOCNO", "a leading zero", incoming, setContent(func(c *models.DocumentContent) { c.SourceDocNo = "蕲水文〔2026〕012号" }), models.Warn, "source_doc_no"},
	{"R9-DOCNO", "a year of two digits", incoming, setContent(func(c *models.DocumentContent) { c.SourceDocNo = "蕲水文〔26〕12号" }), models.Warn, "source_doc_no"},
	{"R9-DOCNO", "a serial number of an order", incoming, setContent(func(c *models.DocumentContent) { c.Kind, c.SourceDocNo = models.KindOrder, "国令第706号" }), "", ""},
	{"R9-DOCNO", "a whole number", incoming, asIs, "", ""},
	{"R9-SIGNER", "upward without signer, incoming", incoming, asIs, models.Forbid, "source_signers"},
	{"R9-SIGNER", "upward with signer, incoming", incoming, setContent(func(c *models.DocumentContent) { c.SourceSigners = []string{"江局长"} }), "", ""},
	{"R9-SIGNER", "upward without signer at the review", upward, func(_ *models.DocumentContent, f *models.OrgFacts) { f.SignerNames = nil }, models.Forbid, "signer"},
	{"R9-SIGNER", "upward without signer while drafting", upward, func(_ *models.DocumentContent, f *models.OrgFacts) {
		f.SignerNames, f.Stage = nil, models.StageDraft
	}, "", ""},
	{"R9-MAIN", "a notice to nobody", downward, setContent(func(c *models.DocumentContent) { c.MainTo = nil }), models.Forbid, "main_to"},
	{"R9-MAIN", "an incoming letter to nobody", incoming, setContent(func(c *models.DocumentContent) { c.MainTo = nil }), models.Warn, "main_to"},
	{"R9-MAIN", "an announcement is to everybody", downward, setContent(func(c *models.DocumentContent) {
		c.Kind, c.Direction, c.MainTo = models.KindAnnouncement, models.Public, nil
	}), "", ""},
	{"R9-ATTACH", "attachment without note", outgoing, setContent(func(c *models.DocumentContent) { c.Attachments = []models.Attachment{{Name: "建议目录"}} }), models.Forbid, "attachment_note"},
	{"R9-ATTACH", "attachments in another order", outgoing, setContent(func(c *models.DocumentContent) {
		c.Attachments = []models.Attachment{{Name: "甲"}, {Name: "乙"}}
		c.AttachmentNote = []string{"乙", "甲"}
	}), models.Forbid, "attachment_note"},
	{"R9-ATTACH", "attachments as noted", outgoing, setContent(func(c *models.DocumentContent) {
		c.Attachments = []models.Attachment{{Name: "甲"}, {Name: "乙"}}
		c.AttachmentNote = []string{"甲", "乙 "}
	}), "", ""},
	{"R9-ATTACH", "incoming paper lacks an attachment", incoming, setContent(func(c *models.DocumentContent) { c.AttachmentNote = []string{"清单"} }), models.Forbid, "attachment_count"},
	{"R9-CONTACT", "a request without contact", upward, setContent(func(c *models.DocumentContent) { c.ContactPhone = "" }), models.Hint, "contact_name"},
	{"R9-CONTACT", "a request with contact", upward, asIs, "", ""},
	{"R19-BLANK", "a blank of an outline is left", downward, setContent(func(c *models.DocumentContent) {
		c.Body = append(c.Body, models.Block{Kind: models.BlockParagraph, Text: "请于【请填写期限】前报送。"})
	}), models.Forbid, "body"},
	{"R19-BLANK", "brackets that are none", downward, setContent(func(c *models.DocumentContent) { c.Note = "【附注】请阅" }), "", ""},
	{"RC-KIND", "a congress does not order", downward, setContent(func(c *models.DocumentContent) { c.Kind = models.KindPublicNotice }), models.Warn, "kind"},
	{"RC-KIND", "a government may", downward, func(c *models.DocumentContent, f *models.OrgFacts) {
		c.Kind, f.Sender.Congress = models.KindPublicNotice, false
	}, "", ""},
	{"RC-VOTE", "a resolution without its meeting", downward, setContent(func(c *models.DocumentContent) { c.Kind = models.KindResolution }), models.Warn, "passed_by"},
	{"RC-VOTE", "a resolution with its meeting", downward, setContent(func(c *models.DocumentContent) {
		c.Kind, c.PassedBy, c.PassedOn = models.KindResolution, "常委会第三十次会议", "2026-11-20"
	}), "", ""},
}

var relationCases = []ruleCase{
	{"R14-SKIP", "past the superior", upward, setContent(func(c *models.DocumentContent) { c.MainTo = organs("省人大") }), models.Forbid, "cc"},
	{"R14-SKIP", "past the superior, who gets a copy", upward, setContent(func(c *models.DocumentContent) {
		c.MainTo, c.CC = organs("省人大"), organs("黄冈市人大常委会")
	}), models.Warn, "main_to"},
	{"R14-SKIP", "to the superior", upward, asIs, "", ""},
	{"R15-MAIN1", "two superiors", upward, setContent(func(c *models.DocumentContent) { c.MainTo = organs("市人大", "市政府") }), models.Forbid, "main_to"},
	{"R15-MAIN1", "copies to those below", upward, setContent(func(c *models.DocumentContent) { c.CC = organs("青石镇人大主席团") }), models.Forbid, "cc"},
	{"R15-MAIN1", "copies to peers", upward, setContent(func(c *models.DocumentContent) { c.CC = organs("县人民政府") }), "", ""},
	{"R15-MAIN1", "a notice to many", downward, setContent(func(c *models.DocumentContent) { c.MainTo = organs("甲镇", "乙镇") }), "", ""},
	{"R15-OPINION", "a request passed on as it is", upward, setContent(func(c *models.DocumentContent) { c.ForwardsRequest = true }), models.Warn, "own_opinion"},
	{"R15-OPINION", "a request passed on with a view", upward, setContent(func(c *models.DocumentContent) { c.ForwardsRequest, c.OwnOpinion = true, true }), "", ""},
	{"R15-ONE", "two matters", upward, setContent(func(c *models.DocumentContent) { c.Matters = 2 }), models.Forbid, "matters"},
	{"R15-ONE", "matters not counted at the review", upward, setContent(func(c *models.DocumentContent) { c.Matters = 0 }), models.Warn, "matters"},
	{"R15-ONE", "one matter", upward, asIs, "", ""},
	{"R15-NOMIX", "a request inside a report", incoming, setContent(func(c *models.DocumentContent) { c.Body = paragraph("特此报告，妥否，请批示。") }), models.Forbid, "body"},
	{"R15-NOMIX", "a report that reports", incoming, asIs, "", ""},
	{"R15-NOMIX", "a letter that asks as from below", outgoing, setContent(func(c *models.DocumentContent) { c.Body = paragraph("以上请批示。") }), models.Warn, "body"},
	{"R15-NOMIX", "a letter that asks for approval", outgoing, setContent(func(c *models.DocumentContent) { c.Body = paragraph("请予批准，并函复。") }), "", ""},
	{"R15-NOMIX", "a notice that quotes a request", downward, setContent(func(c *models.DocumentContent) { c.Body = paragraph("以上请示妥否，请批示。") }), "", ""},
	{"R15-NOMIX", "a request that asks", upward, setContent(func(c *models.DocumentContent) { c.Body = paragraph("妥否，请批示。") }), "", ""},
	{"R15-PERSON", "to a leader", upward, setContent(func(c *models.DocumentContent) { c.MainTo = organs("何主任") }), models.Forbid, "main_to"},
	{"R15-PERSON", "to the leader who assigned it", upward, setContent(func(c *models.DocumentContent) { c.MainTo, c.AssignedBy = organs("何主任"), "何主任" }), "", ""},
	{"R15-PERSON", "in a leader's name", upward, setContent(func(c *models.DocumentContent) { c.SignatureOrgs = []string{"洪书记"} }), models.Forbid, "signature_orgs"},
	{"R15-PERSON", "an answer to a deputy", outgoing, setContent(func(c *models.DocumentContent) { c.MainTo = organs("石代表") }), "", ""},
	{"R15-DUAL", "one of two superiors does not know", upward, func(c *models.DocumentContent, f *models.OrgFacts) {
		f.Sender.Superiors = []string{"黄冈市人大常委会", "中共蕲春县委"}
		c.MainTo = organs("黄冈市人大常委会")
	}, models.Hint, "cc"},
	{"R15-DUAL", "both superiors know", upward, func(c *models.DocumentContent, f *models.OrgFacts) {
		f.Sender.Superiors = []string{"黄冈市人大常委会", "中共蕲春县委"}
		c.MainTo, c.CC = organs("黄冈市人大常委会"), organs("中共蕲春县委")
	}, "", ""},
	{"R16-CCUP", "important and unknown above", downward, setContent(func(c *models.DocumentContent) { c.Important = true }), models.Hint, "cc"},
	{"R16-CCUP", "important and known above", downward, setContent(func(c *models.DocumentContent) { c.Important, c.CC = true, organs("黄冈市人大常委会") }), "", ""},
	{"R16-CMD", "a department commands a government", downward, func(c *models.DocumentContent, f *models.OrgFacts) {
		f.Sender.Department, c.MainTo = true, organs("青石镇人民政府")
	}, models.Forbid, "main_to"},
	{"R16-CMD", "a department writes to an office below", downward, func(_ *models.DocumentContent, f *models.OrgFacts) { f.Sender.Department = true }, "", ""},
	{"R16-AGREE", "one does not agree", downward, func(_ *models.DocumentContent, f *models.OrgFacts) {
		f.Countersigns = []models.Countersign{{Unit: "县司法局", Answer: "agree"}, {Unit: "县财政局", Answer: "disagree"}}
	}, models.Forbid, "countersign_units"},
	{"R16-AGREE", "one has not answered", downward, func(_ *models.DocumentContent, f *models.OrgFacts) {
		f.Countersigns = []models.Countersign{{Unit: "县财政局"}}
	}, models.Forbid, "countersign_units"},
	{"R16-AGREE", "all agree", downward, func(_ *models.DocumentContent, f *models.OrgFacts) {
		f.Countersigns = []models.Countersign{{Unit: "县财政局", Answer: "agree"}}
	}, "", ""},
	{"R16-DUAL", "the other superior does not know", downward, setContent(func(c *models.DocumentContent) { c.MainTo = organs("县公安局") }), models.Hint, "cc"},
	{"R16-DUAL", "the other superior knows", downward, setContent(func(c *models.DocumentContent) {
		c.MainTo, c.CC = organs("县公安局"), organs("黄冈市公安局")
	}), "", ""},
	{"R17-JOINT", "together with a higher organ", downward, setContent(func(c *models.DocumentContent) { c.JointOrgs = organs("黄冈市人大常委会机关") }), models.Warn, "joint_orgs"},
	{"R17-JOINT", "together with an equal", downward, setContent(func(c *models.DocumentContent) { c.JointOrgs = organs("武穴市人大常委会") }), "", ""},
	{"R17-UNIT", "an inner unit writes out", outgoing, func(_ *models.DocumentContent, f *models.OrgFacts) { f.Sender.Internal = true }, models.Forbid, "issuing_org"},
	{"R17-UNIT", "an inner unit writes to another", outgoing, func(c *models.DocumentContent, f *models.OrgFacts) {
		f.Sender.Internal, c.MainTo = true, organs("代表工委")
	}, "", ""},
	{"R17-UNIT", "the office writes out", outgoing, func(_ *models.DocumentContent, f *models.OrgFacts) { f.Sender.Internal, f.Sender.Office = true, true }, "", ""},
	{"R17-UNIT", "a committee with its letterhead", outgoing, func(_ *models.DocumentContent, f *models.OrgFacts) {
		f.Sender.Internal, f.Sender.Letterhead = true, true
	}, "", ""},
	{"R-SIGNER-CHAIR", "upward signed by a vice-chair", upward, func(_ *models.DocumentContent, f *models.OrgFacts) {
		f.SignerRoles = []string{models.RoleViceChair}
	}, models.Forbid, "signer"},
	{"R-SIGNER-CHAIR", "important signed by a vice-chair", downward, func(c *models.DocumentContent, f *models.OrgFacts) {
		c.Important, f.SignerRoles = true, []string{models.RoleViceChair}
	}, models.Forbid, "signer"},
	{"R-SIGNER-CHAIR", "upward signed by the chair", upward, asIs, "", ""},
	{"R-SIGNER-CHAIR", "ordinary signed by a vice-chair", downward, func(_ *models.DocumentContent, f *models.OrgFacts) {
		f.SignerRoles = []string{models.RoleViceChair}
	}, "", ""},
}

func TestEachRuleSpeaksAndIsSilent(t *testing.T) {
	for _, test := range slices.Concat(formatCases, relationCases) {
		t.Run(test.rule+" "+test.name, func(t *testing.T) {
			content, facts := test.of(), committee()
			test.spoil(&content, &facts)
			var found []models.Finding
			for _, finding := range models.CheckRules(content, facts) {
				if finding.Rule == test.rule {
					found = append(found, finding)
				}
			}
			if test.level == "" {
				require.Empty(t, found)
				return
			}
			require.Len(t, found, 1)
			require.Equal(t, test.level, found[0].Level)
			require.Equal(t, test.field, found[0].Field)
			require.NotEmpty(t, found[0].Reason)
			require.NotEmpty(t, found[0].WayOut)
			require.NotEmpty(t, found[0].Article)
		})
	}
}

func TestEveryRuleIsTestedBothWays(t *testing.T) {
	speaks, silent := map[string]bool{}, map[string]bool{}
	for _, test := range slices.Concat(formatCases, relationCases) {
		if test.level == "" {
			silent[test.rule] = true
		} else {
			speaks[test.rule] = true
		}
	}
	for _, rule := range models.Rules() {
		require.True(t, speaks[rule.ID], "%s never speaks", rule.ID)
		require.True(t, silent[rule.ID], "%s is never silent", rule.ID)
		if rule.ReturnCode != "" {
			require.NotEqual(t, rule.ReturnCode, models.ReturnLabel(rule.ReturnCode), "%s has an unknown return code", rule.ID)
		}
	}
}

func TestLawfulDocumentsHaveNothingAgainstThem(t *testing.T) {
	for name, of := range map[string]func() models.DocumentContent{"upward": upward, "downward": downward, "letter": outgoing} {
		require.Empty(t, models.CheckRules(of(), committee()), name)
		require.Empty(t, of().Validate(), name)
	}
}

func TestTheGravestFindingComesFirst(t *testing.T) {
	content := upward()
	content.ContactPhone, content.Matters, content.ForwardsRequest = "", 3, true
	findings := models.CheckRules(content, committee())
	require.True(t, models.Blocked(findings))
	require.Equal(t, []models.RuleLevel{models.Forbid, models.Warn, models.Hint},
		[]models.RuleLevel{findings[0].Level, findings[1].Level, findings[2].Level})
	require.False(t, models.Blocked(findings[1:]))
}
