package models

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// The greatest lengths, in characters.
const (
	maxTitle     = 200
	maxName      = 100
	maxNote      = 500
	maxBlock     = 20_000
	maxBody      = 500_000
	maxBlocks    = 5_000
	maxOrgans    = 300
	maxFiles     = 100
	maxCopies    = 10_000
	dateTemplate = "2006-01-02"
)

// Validate says everything that is wrong with the form of the content,
// whatever the rules of the field think of its substance (see CheckRules).
func (c DocumentContent) Validate() FieldErrors {
	var errs FieldErrors
	c.validateHead(&errs)
	switch c.Flow {
	case Incoming:
		c.validateIncoming(&errs)
	case Outgoing:
		c.validateOutgoing(&errs)
	default:
		errs.add("flow", "FLOW_UNKNOWN", "请说明是收文（incoming）还是发文（outgoing）。")
	}
	c.validateOrgans(&errs)
	c.validateBody(&errs)
	c.validateAttachments(&errs)
	c.validateTexts(&errs)
	return errs
}

func (c DocumentContent) validateHead(errs *FieldErrors) {
	if strings.TrimSpace(c.Title) == "" {
		errs.add("title", "REQUIRED", "请填写标题。")
	}
	if strings.ContainsAny(c.Title, "\n\t") {
		errs.add("title", "ONE_LINE", "标题不能换行。")
	}
	facts, known := c.Kind.Facts()
	switch {
	case c.Kind == "":
		errs.add("kind", "REQUIRED", "请选择文种。")
	case !known:
		errs.add("kind", "KIND_UNKNOWN", "没有这个文种，请从法定文种中选择。")
	}
	switch {
	case c.Direction == "" && c.Flow == Outgoing:
		errs.add("direction", "REQUIRED", "请选择行文方向。")
	case c.Direction != "" && !slices.Contains([]Direction{Upward, Downward, Parallel, Public}, c.Direction):
		errs.add("direction", "DIRECTION_UNKNOWN", "行文方向只有上行、下行、平行、泛行四种。")
	}
	if !slices.Contains(legalUrgencies(c.Telegram), c.Urgency) {
		errs.add("urgency", "URGENCY_ILLEGAL", "紧急程度不合规定："+urgencyWords(c.Telegram))
	}
	if c.Matters < 0 || c.Matters > 99 {
		errs.add("matters", "OUT_OF_RANGE", "事项数应在 0 到 99 之间。")
	}
	if c.PassedOn != "" || c.PassedBy != "" {
		checkDate(errs, "passed_on", c.PassedOn, "通过日期")
		if known && !facts.ByVote {
			errs.add("passed_by", "NOT_BY_VOTE", "“"+facts.Name+"”不是会议表决产生的文种，不填通过会议。")
		}
	}
}

func legalUrgencies(telegram bool) []string {
	if telegram {
		return []string{TelegramHighest, UrgencyExtra, UrgencyUrgent, TelegramPlain}
	}
	return []string{UrgencyNone, UrgencyUrgent, UrgencyExtra}
}

func urgencyWords(telegram bool) string {
	if telegram {
		return "电报分特提、特急、加急、平急。"
	}
	return "公文分特急、加急，平件不填。"
}

func (c DocumentContent) validateIncoming(errs *FieldErrors) {
	if strings.TrimSpace(c.SourceOrg) == "" {
		errs.add("source_org", "REQUIRED", "请填写来文单位。")
	}
	received := false
	if c.ReceivedOn == "" {
		errs.add("received_on", "REQUIRED", "请填写收到日期。")
	} else {
		received = checkDate(errs, "received_on", c.ReceivedOn, "收到日期")
	}
	if c.SourceDate != "" && checkDate(errs, "source_date", c.SourceDate, "成文日期") &&
		received && c.SourceDate > c.ReceivedOn {
		errs.add("source_date", "AFTER_RECEIPT", "成文日期不能晚于收到日期。")
	}
	if c.Copies < 1 || c.Copies > maxCopies {
		errs.add("copies", "OUT_OF_RANGE", "份数至少 1 份。")
	}
	if c.AttachmentCount < 0 || c.AttachmentCount > maxFiles {
		errs.add("attachment_count", "OUT_OF_RANGE", fmt.Sprintf("附件数应在 0 到 %d 之间。", maxFiles))
	}
	if c.Channel.Name() == "" {
		errs.add("channel", "CHANNEL_UNKNOWN", "请选择来文方式：纸质、公文交换、电子公文、邮件或系统内分送。")
	}
	if c.IssuingOrg != "" || len(c.JointOrgs) > 0 {
		errs.add("issuing_org", "NOT_HERE", "收文没有本机关的发文机关标志。")
	}
}

func (c DocumentContent) validateOutgoing(errs *FieldErrors) {
	if c.IssuingOrg == "" {
		errs.add("issuing_org", "REQUIRED", "请选择发文机关标志（以哪个机构的名义发文）。")
	}
	switch {
	case c.Disclosure == "":
		errs.add("disclosure", "REQUIRED", "请选择公开属性。")
	case c.Disclosure.Name() == "":
		errs.add("disclosure", "DISCLOSURE_UNKNOWN", "公开属性只有主动公开、依申请公开、不予公开三种。")
	case c.Disclosure == DiscloseNone && strings.TrimSpace(c.DisclosureReason) == "":
		errs.add("disclosure_reason", "REQUIRED", "不予公开的，请说明理由。")
	case c.Disclosure == DiscloseActive && c.WorkSecret:
		errs.add("disclosure", "WORK_SECRET", "内部（工作秘密）公文不能主动公开。")
	}
	for _, wrong := range []struct {
		field string
		set   bool
	}{
		{"source_org", c.SourceOrg != ""},
		{"source_doc_no", c.SourceDocNo != ""},
		{"received_on", c.ReceivedOn != ""},
		{"resubmit_of", c.ResubmitOf != ""},
	} {
		if wrong.set {
			errs.add(wrong.field, "NOT_HERE", "这一项只用于收文。")
		}
	}
	if c.ContactPhone != "" && strings.Trim(c.ContactPhone, "0123456789-+ ") != "" {
		errs.add("contact_phone", "PHONE_INVALID", "联系电话只能有数字、空格、加号和短横。")
	}
}

func (c DocumentContent) validateOrgans(errs *FieldErrors) {
	seen := map[string]string{}
	for _, list := range c.organLists() {
		if len(list.organs) > maxOrgans {
			errs.add(list.field, "TOO_MANY", fmt.Sprintf("最多 %d 个机关。", maxOrgans))
			continue
		}
		for i, organ := range list.organs {
			field := fmt.Sprintf("%s[%d].name", list.field, i)
			name := strings.TrimSpace(organ.Name)
			if name == "" {
				errs.add(field, "REQUIRED", "请填写机关名称。")
				continue
			}
			if was, twice := seen[name]; twice {
				errs.add(field, "TWICE", "“"+name+"”已经列在"+organListName(was)+"中。")
			}
			seen[name] = list.field
		}
	}
}

type organList struct {
	field  string
	organs []Organ
}

func (c DocumentContent) organLists() []organList {
	return []organList{{"main_to", c.MainTo}, {"cc", c.CC}, {"joint_orgs", c.JointOrgs}}
}

func organListName(field string) string {
	switch field {
	case "main_to":
		return "主送机关"
	case "cc":
		return "抄送机关"
	}
	return "联合行文机关"
}

func (c DocumentContent) validateBody(errs *FieldErrors) {
	if len(c.Body) > maxBlocks {
		errs.add("body", "TOO_LONG", fmt.Sprintf("正文最多 %d 段。", maxBlocks))
		return
	}
	total := 0
	for i, block := range c.Body {
		field := fmt.Sprintf("body[%d]", i)
		length := utf8.RuneCountInString(block.Line())
		total += length
		switch block.Kind {
		case BlockParagraph:
		case BlockHeading:
			if block.Level < 1 || block.Level > 4 {
				errs.add(field+".level", "OUT_OF_RANGE", "标题层次为 1 到 4 级。")
			}
		case BlockTable:
			if len(block.Rows) == 0 {
				errs.add(field+".rows", "REQUIRED", "表格没有内容。")
			}
		default:
			errs.add(field+".kind", "BLOCK_UNKNOWN", "正文由段落、标题和表格组成。")
		}
		if length > maxBlock {
			errs.add(field+".text", "TOO_LONG", fmt.Sprintf("一段最多 %d 字。", maxBlock))
		}
	}
	if total > maxBody {
		errs.add("body", "TOO_LONG", fmt.Sprintf("正文最多 %d 字。", maxBody))
	}
}

func (c DocumentContent) validateAttachments(errs *FieldErrors) {
	if len(c.Attachments) > maxFiles {
		errs.add("attachments", "TOO_MANY", fmt.Sprintf("附件最多 %d 个。", maxFiles))
		return
	}
	names := map[string]bool{}
	for i, file := range c.Attachments {
		field := fmt.Sprintf("attachments[%d].name", i)
		name := strings.TrimSpace(file.Name)
		switch {
		case name == "":
			errs.add(field, "REQUIRED", "请填写附件名称。")
		case names[name]:
			errs.add(field, "TWICE", "附件“"+name+"”重复。")
		}
		names[name] = true
	}
}

// validateTexts refuses what is too long, is no UTF-8 or holds control
// characters, which no printer and no search knows what to do with.
func (c DocumentContent) validateTexts(errs *FieldErrors) {
	for _, text := range []struct {
		field, value string
		most         int
	}{
		{"title", c.Title, maxTitle},
		{"note", c.Note, maxNote},
		{"basis", c.Basis, maxNote},
		{"source_org", c.SourceOrg, maxName},
		{"source_doc_no", c.SourceDocNo, maxName},
		{"contact_name", c.ContactName, maxName},
		{"contact_phone", c.ContactPhone, maxName},
		{"disclosure_reason", c.DisclosureReason, maxNote},
		{"assigned_by", c.AssignedBy, maxName},
		{"passed_by", c.PassedBy, maxName},
	} {
		checkText(errs, text.field, text.value, text.most)
	}
	for i, block := range c.Body {
		checkText(errs, fmt.Sprintf("body[%d].text", i), block.Line(), maxBody)
	}
	for _, list := range c.organLists() {
		for i, organ := range list.organs {
			checkText(errs, fmt.Sprintf("%s[%d].name", list.field, i), organ.Name, maxName)
		}
	}
	for i, file := range c.Attachments {
		checkText(errs, fmt.Sprintf("attachments[%d].name", i), file.Name, maxTitle)
	}
	for _, list := range []struct {
		field  string
		values []string
	}{
		{"org_marks", c.OrgMarks},
		{"attachment_note", c.AttachmentNote},
		{"signature_orgs", c.SignatureOrgs},
		{"source_signers", c.SourceSigners},
	} {
		for i, value := range list.values {
			checkText(errs, fmt.Sprintf("%s[%d]", list.field, i), value, maxTitle)
		}
	}
}

func checkText(errs *FieldErrors, field, value string, most int) {
	switch {
	case !utf8.ValidString(value):
		errs.add(field, "BAD_ENCODING", "文字编码不是 UTF-8。")
	case strings.ContainsFunc(value, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' }):
		errs.add(field, "CONTROL_CHARACTER", "文字中有不可见的控制字符。")
	case utf8.RuneCountInString(value) > most:
		errs.add(field, "TOO_LONG", fmt.Sprintf("最多 %d 字。", most))
	}
}

func checkDate(errs *FieldErrors, field, value, name string) bool {
	day, err := time.Parse(dateTemplate, value)
	if err != nil || day.Year() < 1949 || day.Year() > 2999 {
		errs.add(field, "DATE_INVALID", name+"应写成 2026-01-31 的样子。")
		return false
	}
	return true
}
