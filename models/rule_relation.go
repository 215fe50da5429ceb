package models

import (
	"slices"
	"strings"
)

// noLevelSkipped is R14-SKIP.
func noLevelSkipped(c DocumentContent, facts OrgFacts) []broken {
	if c.Direction != Upward {
		return nil
	}
	for _, organ := range c.MainTo {
		if facts.of(organ).Relation != RelationHigher {
			continue
		}
		if missing := without(facts.Sender.Superiors, c.CC); len(missing) > 0 {
			return []broken{{
				field: "cc", reason: "主送“" + organ.Name + "”越过了直接上级机关。",
				wayOut: "一般应主送直接上级机关；确需越级的，请抄送被越过的" + strings.Join(missing, "、") + "。",
			}}
		}
		return []broken{{
			level: Warn, field: "main_to", reason: "主送“" + organ.Name + "”属于越级行文。",
			wayOut: "特殊情况确需越级的可以报送，已抄送被越过的机关。",
		}}
	}
	return nil
}

// upwardHasOneMain is R15-MAIN1.
func upwardHasOneMain(c DocumentContent, facts OrgFacts) []broken {
	if c.Direction != Upward {
		return nil
	}
	var found []broken
	if len(c.MainTo) > 1 {
		found = append(found, broken{
			field: "main_to", reason: "上行文主送了多个机关。", wayOut: "只主送一个上级机关，其他相关上级机关和同级机关用抄送。",
		})
	}
	for _, organ := range c.CC {
		if facts.of(organ).Relation == RelationLower {
			found = append(found, broken{
				field: "cc", reason: "上行文抄送了下级机关“" + organ.Name + "”。", wayOut: "从抄送机关中去掉下级机关。",
			})
		}
	}
	return found
}

// forwardsWithOpinion is R15-OPINION.
func forwardsWithOpinion(c DocumentContent, _ OrgFacts) []broken {
	if c.Direction != Upward || !c.ForwardsRequest || c.OwnOpinion {
		return nil
	}
	return []broken{{
		field: "own_opinion", reason: "转报下级机关的请示事项，没有提出本机关的倾向性意见。",
		wayOut: "在正文中提出倾向性意见，不得原文转报。",
	}}
}

// requestHasOneMatter is R15-ONE: counted by the drafter, confirmed by the
// office.
func requestHasOneMatter(c DocumentContent, facts OrgFacts) []broken {
	switch {
	case c.Kind != KindRequest:
		return nil
	case c.Matters > 1:
		return []broken{{field: "matters", reason: "请示写了不止一件事。", wayOut: "一文一事，分开行文。"}}
	case c.Matters == 0 && facts.Stage != StageDraft:
		return []broken{{level: Warn, field: "matters", reason: "没有确认请示的事项数。", wayOut: "确认是否一文一事。"}}
	}
	return nil
}

// askingWords ask a superior for a decision, which only a 请示 may do.
var askingWords = []string{"请批示", "请批复", "特此请示", "请示如下", "妥否", "当否", "请审批", "请予审批", "请予批准", "请予批复"}

// decisiveWords are those that a letter to a peer may not use either; asking a
// competent department for its approval by letter is lawful.
var decisiveWords = askingWords[:4]

// noRequestInside is R15-NOMIX. A 意见 that goes up is handled as a request, and
// a document that goes down may quote one.
func noRequestInside(c DocumentContent, _ OrgFacts) []broken {
	level, words := Warn, askingWords
	switch {
	case c.Kind == KindReport:
		level = Forbid
	case c.Kind == KindLetter && c.Direction == Parallel:
		words = decisiveWords
	case c.Direction != Upward || c.Kind == KindRequest || c.Kind == KindOpinion || c.Kind == KindBill:
		return nil
	}
	for _, block := range c.Body {
		line := block.Line()
		for _, word := range words {
			if strings.Contains(line, word) {
				return []broken{{
					level: level, field: "body", reason: "“" + c.Kind.Name() + "”正文中出现“" + word + "”，疑似夹带请示事项。",
					wayOut: "请示事项另行以“请示”行文。",
				}}
			}
		}
	}
	return nil
}

// leaderTitles end the name of a person who leads, never that of an organ. A
// deputy or member is answered in person and is no such leader.
var leaderTitles = []string{
	"同志", "主任", "书记", "县长", "市长", "省长", "区长", "乡长", "镇长", "局长", "部长", "主席", "院长", "检察长", "总理",
}

func namesLeader(name string) bool {
	name = strings.TrimSpace(name)
	return slices.ContainsFunc(leaderTitles, func(title string) bool { return strings.HasSuffix(name, title) })
}

// notToPersons is R15-PERSON.
func notToPersons(c DocumentContent, _ OrgFacts) []broken {
	for _, organ := range c.MainTo {
		if namesLeader(organ.Name) && c.AssignedBy == "" {
			return []broken{{
				field: "main_to", reason: "主送“" + organ.Name + "”是负责人个人。",
				wayOut: "主送机关应当是机关；属负责人直接交办事项的，请填写交办人。",
			}}
		}
	}
	if c.Direction != Upward {
		return nil
	}
	for _, name := range c.SignatureOrgs {
		if namesLeader(name) {
			return []broken{{
				field: "signature_orgs", reason: "以负责人名义“" + name + "”向上级机关报送公文。", wayOut: "改以机关名义署名。",
			}}
		}
	}
	return nil
}

// dualSuperiorsKnow is R15-DUAL.
func dualSuperiorsKnow(c DocumentContent, facts OrgFacts) []broken {
	superiors := facts.Sender.Superiors
	if c.Direction != Upward || len(superiors) < 2 {
		return nil
	}
	missing := without(superiors, slices.Concat(c.MainTo, c.CC))
	if len(missing) == 0 || len(missing) == len(superiors) {
		return nil
	}
	return []broken{{
		field: "cc", reason: "本机关受双重领导，" + strings.Join(missing, "、") + "没有收到本文。", wayOut: "必要时抄送另一个上级机关。",
	}}
}

// importantKnownAbove is R16-CCUP.
func importantKnownAbove(c DocumentContent, facts OrgFacts) []broken {
	superiors := facts.Sender.Superiors
	if c.Direction != Downward || !c.Important || len(superiors) == 0 || len(without(superiors, c.CC)) < len(superiors) {
		return nil
	}
	return []broken{{field: "cc", reason: "重要的下行文没有抄送直接上级机关。", wayOut: "抄送" + strings.Join(superiors, "、") + "。"}}
}

// commandingKinds order a recipient to do something.
var commandingKinds = []DocKind{KindOrder, KindDecision, KindResolution, KindNotice, KindReply, KindOpinion}

// departmentsDoNotCommand is R16-CMD.
func departmentsDoNotCommand(c DocumentContent, facts OrgFacts) []broken {
	if !facts.Sender.Department || c.Direction != Downward || !slices.Contains(commandingKinds, c.Kind) {
		return nil
	}
	for _, organ := range c.MainTo {
		if facts.of(organ).Governing {
			return []broken{{
				field: "main_to", reason: "部门不得向“" + organ.Name + "”发布指令性公文。",
				wayOut: "改用函商洽，或者报请本级党委、政府批转、转发。",
			}}
		}
	}
	return nil
}

// countersignedBeforeGoingDown is R16-AGREE; art. 22 asks the same of joint
// documents.
func countersignedBeforeGoingDown(c DocumentContent, facts OrgFacts) []broken {
	if c.Direction != Downward && len(c.JointOrgs) == 0 {
		return nil
	}
	for _, sign := range facts.Countersigns {
		switch {
		case sign.Answer == "disagree":
			return []broken{{
				field: "countersign_units", reason: sign.Unit + "会签不同意，未协商一致。", wayOut: "继续协商，取得一致后再行文。",
			}}
		case sign.Answer == "" && facts.Stage == StageReview:
			return []broken{{field: "countersign_units", reason: sign.Unit + "尚未会签。", wayOut: "等待会签。"}}
		}
	}
	return nil
}

// otherSuperiorKnows is R16-DUAL.
func otherSuperiorKnows(c DocumentContent, facts OrgFacts) []broken {
	if c.Direction != Downward {
		return nil
	}
	for _, organ := range c.MainTo {
		superiors := facts.of(organ).Superiors
		others := slices.DeleteFunc(slices.Clone(superiors), func(name string) bool { return name == facts.Sender.Name })
		if len(superiors) < 2 || len(others) == len(superiors) {
			continue
		}
		if missing := without(others, slices.Concat(c.MainTo, c.CC)); len(missing) > 0 {
			return []broken{{
				field: "cc", reason: "“" + organ.Name + "”受双重领导，" + strings.Join(missing, "、") + "没有收到本文。",
				wayOut: "必要时抄送该机关的另一个上级机关。",
			}}
		}
	}
	return nil
}

// jointOrgansAreEqual is R17-JOINT.
func jointOrgansAreEqual(c DocumentContent, facts OrgFacts) []broken {
	for _, organ := range c.JointOrgs {
		if level := facts.of(organ).Level; level != 0 && facts.Sender.Level != 0 && level != facts.Sender.Level {
			return []broken{{
				field: "joint_orgs", reason: "“" + organ.Name + "”与本机关不是同级机关。",
				wayOut: "联合行文的应当是同级机关；属于一方职权范围内的，不联合行文。",
			}}
		}
	}
	return nil
}

// onlyTheOfficeWritesOut is R17-UNIT. A unit with a letterhead of its own (机关
// 党组, a 工作委员会) writes under that.
func onlyTheOfficeWritesOut(c DocumentContent, facts OrgFacts) []broken {
	sender := facts.Sender
	if c.Flow != Outgoing || !sender.Internal || sender.Office || sender.Letterhead {
		return nil
	}
	for _, organ := range slices.Concat(c.MainTo, c.CC) {
		if facts.of(organ).Relation != RelationInside {
			return []broken{{
				field: "issuing_org", reason: "内设机构“" + sender.Name + "”不得对外正式行文（“" + organ.Name + "”）。",
				wayOut: "以机关或者办公室的名义发文。",
			}}
		}
	}
	return nil
}

// chiefSigns is R-SIGNER-CHAIR.
func chiefSigns(c DocumentContent, facts OrgFacts) []broken {
	reserved := c.Important || c.Direction == Upward
	if c.Flow != Outgoing || !reserved || len(facts.SignerNames) == 0 || slices.Contains(facts.SignerRoles, RoleChair) {
		return nil
	}
	return []broken{{
		field: "signer", reason: "重要公文和上行文由主要负责人签发，“" + strings.Join(facts.SignerNames, "、") + "”不是主要负责人。",
		wayOut: "改由主任签发。",
	}}
}

// without returns the names that no organ of the list bears.
func without(names []string, organs []Organ) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return slices.ContainsFunc(organs, func(organ Organ) bool { return organ.Name == name })
	})
}
