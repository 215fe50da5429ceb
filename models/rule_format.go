package models

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// kindFits is R9-KIND. An order or an announcement may bear the title of the
// law it promulgates.
func kindFits(c DocumentContent, facts OrgFacts) []broken {
	kind, ok := c.Kind.Facts()
	if !ok {
		return nil
	}
	var found []broken
	title := strings.TrimRight(strings.TrimSpace(c.Title), "）)")
	ends := slices.ContainsFunc(kind.Endings, func(ending string) bool { return strings.HasSuffix(title, ending) })
	promulgates := c.Kind == KindOrder || c.Kind == KindAnnouncement
	if !ends && title != "" && !promulgates {
		if other := KindOfTitle(c.Title); other != "" {
			found = append(found, broken{
				field: "kind", reason: "标题写的是“" + other.Name() + "”，所选文种是“" + kind.Name + "”。",
				wayOut: "改正标题最后的文种，或者改选文种。",
			})
		} else {
			found = append(found, broken{
				level: Warn, field: "title", reason: "标题末尾没有文种。", wayOut: "标题以文种“" + kind.Name + "”结尾。",
			})
		}
	}
	if c.Direction != "" && !slices.Contains(kind.Directions, c.Direction) {
		found = append(found, wrongDirection(c, kind))
	}
	if c.Kind == KindLetter {
		found = append(found, subordinateLetters(c, facts)...)
	}
	return found
}

func wrongDirection(c DocumentContent, kind KindFacts) broken {
	one := broken{
		level: Warn, field: "direction",
		reason: "“" + kind.Name + "”一般不作" + c.Direction.Name() + "。",
		wayOut: "“" + kind.Name + "”用作" + kind.Directions[0].Name() + "；请改行文方向或者改用其他文种。",
	}
	if c.Kind == KindReport || c.Kind == KindRequest || c.Kind == KindReply {
		one.level = Forbid
	}
	return one
}

func subordinateLetters(c DocumentContent, facts OrgFacts) []broken {
	for _, organ := range c.MainTo {
		relation := facts.of(organ).Relation
		if relation == RelationSuperior || relation == RelationHigher || relation == RelationLower {
			return []broken{{
				level: Warn, field: "kind", reason: "函用于不相隶属机关之间，“" + organ.Name + "”与发文机关有隶属关系。",
				wayOut: "向上级用请示、报告，向下级用通知、批复等文种。",
			}}
		}
	}
	return nil
}

// matterWords show that a title says what it is about.
var matterWords = []string{"关于", "转发", "印发", "批转", "对"}

// titleIsWhole is R9-TITLE.
func titleIsWhole(c DocumentContent, _ OrgFacts) []broken {
	kind, ok := c.Kind.Facts()
	if !ok || kind.Unaddressed || strings.TrimSpace(c.Title) == "" {
		return nil
	}
	if !slices.ContainsFunc(matterWords, func(word string) bool { return strings.Contains(c.Title, word) }) {
		return []broken{{
			field: "title", reason: "标题看不出事由。", wayOut: "标题写成“发文机关名称＋关于…的＋文种”。",
		}}
	}
	if c.Flow == Outgoing && len(c.OrgMarks) > 0 && !startsWithMark(c.Title, c.OrgMarks) {
		return []broken{{
			level: Hint, field: "title", reason: "标题前没有发文机关名称。", wayOut: "在“关于”之前写上发文机关名称。",
		}}
	}
	return nil
}

func startsWithMark(title string, marks []string) bool {
	return slices.ContainsFunc(marks, func(mark string) bool {
		return strings.HasPrefix(strings.TrimSpace(title), strings.TrimSuffix(mark, "文件"))
	})
}

var (
	wholeNumber = regexp.MustCompile(`^[^\s\d〔〕\[\]【】()（）]{1,20}〔[12]\d{3}〕[1-9]\d*号$`)
	// serialNumber is what orders and announcements have instead.
	serialNumber = regexp.MustCompile(`第[1-9]\d*号$`)
	otherBracket = strings.NewReplacer("[", "〔", "]", "〕", "【", "〔", "】", "〕", "(", "〔", ")", "〕", "（", "〔", "）", "〕")
)

// NumberPrefix is a document number up to its year (机关代字), whatever brackets
// stand around the year; empty for what is no such number.
func NumberPrefix(number string) string {
	number = otherBracket.Replace(strings.TrimSpace(number))
	if !wholeNumber.MatchString(number) {
		return ""
	}
	prefix, _, _ := strings.Cut(number, "〔")
	return prefix
}

// numberIsWhole is R9-DOCNO, for documents of others: our own numbers are made
// by the series.
func numberIsWhole(c DocumentContent, _ OrgFacts) []broken {
	if c.Flow != Incoming {
		return nil
	}
	number := strings.TrimSpace(c.SourceDocNo)
	serial := c.Kind == KindOrder || c.Kind == KindAnnouncement
	switch {
	case c.Kind == KindMinutes || c.Kind == KindMeetingMinutes:
		return nil
	case number == "":
		return []broken{{field: "source_doc_no", reason: "来文没有发文字号。", wayOut: "核对原件；确无字号的，可以退文。"}}
	case wholeNumber.MatchString(number), serial && serialNumber.MatchString(number):
		return nil
	case wholeNumber.MatchString(otherBracket.Replace(number)):
		return []broken{{
			level: Hint, field: "source_doc_no", reason: "发文字号的年份应当用六角括号。",
			wayOut: "应为“" + otherBracket.Replace(number) + "”。",
		}}
	}
	return []broken{{
		field: "source_doc_no", reason: "发文字号“" + number + "”不合“机关代字〔年份〕序号号”的写法。",
		wayOut: "核对原件：年份写全四位，序号不编虚位，不加“第”字。",
	}}
}

// upwardHasSigner is R9-SIGNER. Of our own documents the signer is known when
// the office reviews them.
func upwardHasSigner(c DocumentContent, facts OrgFacts) []broken {
	if c.Direction != Upward {
		return nil
	}
	if c.Flow == Incoming && len(c.SourceSigners) == 0 {
		return []broken{{field: "source_signers", reason: "上行文没有标注签发人。", wayOut: "核对原件；确无签发人的，可以退文。"}}
	}
	if c.Flow == Outgoing && facts.Stage == StageReview && len(facts.SignerNames) == 0 {
		return []broken{{field: "signer", reason: "上行文应当标注签发人。", wayOut: "选定签发人。"}}
	}
	return nil
}

// hasMainTo is R9-MAIN.
func hasMainTo(c DocumentContent, _ OrgFacts) []broken {
	kind, ok := c.Kind.Facts()
	if !ok || kind.Unaddressed || c.Direction == Public || len(c.MainTo) > 0 {
		return nil
	}
	one := broken{field: "main_to", reason: "“" + kind.Name + "”没有主送机关。", wayOut: "写明主送机关的全称、规范化简称或统称。"}
	if c.Flow == Incoming {
		one.level = Warn
	}
	return []broken{one}
}

// noteMatchesAttachments is R9-ATTACH.
func noteMatchesAttachments(c DocumentContent, _ OrgFacts) []broken {
	if c.Flow == Incoming {
		if len(c.AttachmentNote) > c.AttachmentCount {
			return []broken{{
				field: "attachment_count", reason: "附件说明列了附件，收到的份数不够。", wayOut: "核对原件；确实缺附件的，可以退文。",
			}}
		}
		return nil
	}
	names := make([]string, len(c.Attachments))
	for i, file := range c.Attachments {
		names[i] = strings.TrimSpace(file.Name)
	}
	if slices.Equal(names, tidyList(c.AttachmentNote)) {
		return nil
	}
	return []broken{{
		field: "attachment_note", reason: "附件说明与附件的顺序、名称不一致。", wayOut: "按附件的顺序和名称填写附件说明。",
	}}
}

// requestHasContact is R9-CONTACT.
func requestHasContact(c DocumentContent, _ OrgFacts) []broken {
	if c.Flow != Outgoing || c.Kind != KindRequest || c.ContactName != "" && c.ContactPhone != "" {
		return nil
	}
	return []broken{{field: "contact_name", reason: "请示没有联系人和电话。", wayOut: "在附注处填写联系人姓名和电话。"}}
}

// congressUsesItsKinds is RC-KIND.
func congressUsesItsKinds(c DocumentContent, facts OrgFacts) []broken {
	alien := c.Kind == KindOrder || c.Kind == KindCommunique || c.Kind == KindPublicNotice
	if c.Flow != Outgoing || !facts.Sender.Congress || !alien {
		return nil
	}
	return []broken{{
		field: "kind", reason: "人大机关的文种中没有“" + c.Kind.Name() + "”。", wayOut: "改用公告、决定或者通知。",
	}}
}

// voteIsNamed is RC-VOTE.
func voteIsNamed(c DocumentContent, facts OrgFacts) []broken {
	kind, _ := c.Kind.Facts()
	if c.Flow != Outgoing || !facts.Sender.Congress || !kind.ByVote || c.PassedBy != "" && c.PassedOn != "" {
		return nil
	}
	return []broken{{
		field: "passed_by", reason: "“" + kind.Name + "”由会议表决通过，没有填写会议和通过日期。",
		wayOut: "填写通过的会议和日期；成文日期即通过日期。",
	}}
}

// blank is a place in an outline that the drafter is to fill in.
var blank = regexp.MustCompile(`【请[^【】\n]{1,40}】`)

// noBlankLeft is R19-BLANK, for documents of our own.
func noBlankLeft(c DocumentContent, _ OrgFacts) []broken {
	if c.Flow != Outgoing {
		return nil
	}
	var found []broken
	for _, part := range []struct{ field, name, text string }{
		{"title", "标题", c.Title}, {"body", "正文", c.BodyText()}, {"note", "附注", c.Note},
	} {
		if left := blank.FindAllString(part.text, -1); len(left) > 0 {
			found = append(found, broken{
				field: part.field, reason: part.name + "中还有 " + strconv.Itoa(len(left)) + " 处空白没有填写，如“" + left[0] + "”。",
				wayOut: "填写或者删去这些空白。",
			})
		}
	}
	return found
}
