package models

import (
	"fmt"
	"time"
)

// Document is an official document (公文): what a person wrote, and what the
// process gave it on its way.
type Document struct {
	ID        string `json:"id"`
	CaseID    string `json:"case_id"`
	OwnerUnit string `json:"owner_unit"` // the organ
	// Version of the content, from 1.
	Version int `json:"version"`
	// Hash of the content as signatures bind it.
	Hash string `json:"hash"`
	DocumentContent
	DocumentRecord
	CreatedBy string    `json:"created_by"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// Flow says on which side of the door a document began.
type Flow string

// The flows.
const (
	Incoming Flow = "incoming" // 收文
	Outgoing Flow = "outgoing" // 发文
)

// Disclosure is whether a document is made public (公开属性).
type Disclosure string

// The disclosures.
const (
	DiscloseActive    Disclosure = "ACTIVE"     // 主动公开
	DiscloseOnRequest Disclosure = "ON_REQUEST" // 依申请公开
	DiscloseNone      Disclosure = "NONE"       // 不予公开
)

// Name is the word offices use.
func (d Disclosure) Name() string {
	switch d {
	case DiscloseActive:
		return "主动公开"
	case DiscloseOnRequest:
		return "依申请公开"
	case DiscloseNone:
		return "不予公开"
	}
	return ""
}

// Channel is how an incoming document came in.
type Channel string

// The channels.
const (
	ChannelPaper    Channel = "paper"    // 纸质
	ChannelExchange Channel = "exchange" // 公文交换
	ChannelOnline   Channel = "online"   // 电子公文
	ChannelMail     Channel = "mail"     // 邮件
	ChannelInside   Channel = "inside"   // 系统内分送
)

// Name is the word offices use.
func (c Channel) Name() string {
	switch c {
	case ChannelPaper:
		return "纸质"
	case ChannelExchange:
		return "公文交换"
	case ChannelOnline:
		return "电子公文"
	case ChannelMail:
		return "邮件"
	case ChannelInside:
		return "系统内分送"
	}
	return ""
}

// The urgencies of paper documents; a telegram (电报) has four of its own.
// Nothing else is legal, and an ordinary document has none.
const (
	UrgencyNone     = ""
	UrgencyUrgent   = "加急"
	UrgencyExtra    = "特急"
	TelegramHighest = "特提"
	TelegramPlain   = "平急"
)

// DocumentContent is what people write in a document: the elements of art. 9
// that a drafter or a registrar fills in, and what the rules of art. 13–17 need
// to know. Signatures bind the hash of this, so it holds nothing that is given
// after signing (number, date of signing, seal). A classified document has no
// place here: there is no field for 份号 or 密级.
type DocumentContent struct {
	Flow      Flow      `json:"flow,omitempty"`
	Kind      DocKind   `json:"kind"`
	Direction Direction `json:"direction,omitempty"`
	Title     string    `json:"title"`
	// Urgency is "", 加急 or 特急; of a telegram 特提, 特急, 加急 or 平急.
	Urgency  string `json:"urgency,omitempty"`
	Telegram bool   `json:"telegram,omitempty"`

	// IssuingOrg is the id of the letterhead that an outgoing document bears.
	IssuingOrg string `json:"issuing_org,omitempty"`
	// OrgMarks are the names in the letterhead (发文机关标志), the lead first.
	OrgMarks []string `json:"org_marks,omitempty"`
	// JointOrgs are the organs that issue it together with IssuingOrg (联合行文).
	JointOrgs []Organ `json:"joint_orgs,omitempty"`
	MainTo    []Organ `json:"main_to,omitempty"`
	CC        []Organ `json:"cc,omitempty"`
	Body      []Block `json:"body,omitempty"`
	// AttachmentNote (附件说明) lists names in order; it must equal Attachments.
	AttachmentNote []string     `json:"attachment_note,omitempty"`
	Attachments    []Attachment `json:"attachments,omitempty"`
	// SignatureOrgs (发文机关署名).
	SignatureOrgs []string `json:"signature_orgs,omitempty"`
	// Note (附注): distribution scope; a 请示 names its contact here.
	Note         string     `json:"note,omitempty"`
	ContactName  string     `json:"contact_name,omitempty"`
	ContactPhone string     `json:"contact_phone,omitempty"`
	Disclosure   Disclosure `json:"disclosure,omitempty"`
	// DisclosureReason is wanted when it is not made public.
	DisclosureReason string `json:"disclosure_reason,omitempty"`
	// WorkSecret marks 工作秘密 (内部): never on a public page.
	WorkSecret bool `json:"work_secret,omitempty"`
	// Important documents are signed by the organ's chief alone (art. 22).
	Important bool `json:"important,omitempty"`
	// Basis (依据) the document stands on.
	Basis string `json:"basis,omitempty"`
	// Matters is the number of matters in it, 0 when nobody has counted.
	Matters int `json:"matters,omitempty"`
	// ForwardsRequest: it passes on a lower organ's request; OwnOpinion: with
	// the organ's own view (art. 15.3).
	ForwardsRequest bool `json:"forwards_request,omitempty"`
	OwnOpinion      bool `json:"own_opinion,omitempty"`
	// AssignedBy is the leader who assigned the matter, who may then be
	// addressed himself (art. 15.5).
	AssignedBy string `json:"assigned_by,omitempty"`
	// PassedBy and PassedOn: the meeting that passed a 决议, 决定 or 公告.
	PassedBy string `json:"passed_by,omitempty"`
	PassedOn string `json:"passed_on,omitempty"`
	// Answers is the id of the case that an outgoing document answers.
	Answers string `json:"answers,omitempty"`

	// Of an incoming document: who sent it under which number, and how it came.
	SourceOrg       string   `json:"source_org,omitempty"`
	SourceDocNo     string   `json:"source_doc_no,omitempty"`
	SourceDate      string   `json:"source_date,omitempty"` // 成文日期
	SourceSigners   []string `json:"source_signers,omitempty"`
	SourceSealed    bool     `json:"source_sealed,omitempty"`
	ReceivedOn      string   `json:"received_on,omitempty"`
	Channel         Channel  `json:"channel,omitempty"`
	Copies          int      `json:"copies,omitempty"`
	AttachmentCount int      `json:"attachment_count,omitempty"`
	// ResubmitOf is the id of the case in which it was returned before.
	ResubmitOf string `json:"resubmit_of,omitempty"`
	// Delivery is the delivery inside the county that this paper came by.
	Delivery string `json:"delivery,omitempty"`
}

// DocumentRecord is what the process gave a document.
type DocumentRecord struct {
	ReceiptNo string `json:"receipt_no,omitempty"` // 收文号
	DocNo     string `json:"doc_no,omitempty"`     // 发文字号
	ArchiveNo string `json:"archive_no,omitempty"` // 件号
	// Signers (签发人) and DocDate (成文日期): who signed and on which day, the
	// last day of joint signers; or the day a meeting passed it.
	Signers   []string `json:"signers,omitempty"`
	DocDate   string   `json:"doc_date,omitempty"`
	Seal      string   `json:"seal,omitempty"`
	PrintedBy string   `json:"printed_by,omitempty"`
	PrintedOn string   `json:"printed_on,omitempty"`
	// PrintedCopies is how many were printed.
	PrintedCopies int `json:"printed_copies,omitempty"`
	// Ceased: it was annulled or repealed; of an incoming paper from inside, by
	// its sender.
	Ceased *Ceased `json:"ceased,omitempty"`
}

// Ceased is the end of an issued document: annulled (撤销, void from the start)
// or repealed (废止, void from the day).
type Ceased struct {
	How string `json:"how"` // annulled, repealed
	On  string `json:"on"`  // of the decision, or from which it holds no more
	// Decision is the case of the deciding document, Number its number.
	Decision string    `json:"decision,omitempty"`
	Number   string    `json:"number,omitempty"`
	Reason   string    `json:"reason"`
	By       string    `json:"by,omitempty"` // who recorded it
	At       time.Time `json:"at"`
}

// Organ is an organ as a document names it.
type Organ struct {
	// Unit is the id in our tree, empty for one outside it.
	Unit string `json:"unit,omitempty"`
	Name string `json:"name"`
}

// Attachment is a file that belongs to a document.
type Attachment struct {
	File string `json:"file,omitempty"` // id, empty for one that is on paper only
	Name string `json:"name"`
}

// DocumentVersion is one version of a document's content. It is never changed.
type DocumentVersion struct {
	DocumentID string    `json:"document_id" gorm:"primaryKey"`
	Version    int       `json:"version" gorm:"primaryKey;autoIncrement:false"`
	Hash       string    `json:"hash"`
	CaseID     string    `json:"case_id"`
	Seq        int64     `json:"seq"` // of the event that brought it
	Step       string    `json:"step"`
	Author     string    `json:"author"`
	OnBehalfOf string    `json:"on_behalf_of,omitempty"`
	At         time.Time `json:"at"`
}

// ArchiveItem is a case as one item (件) of the archive (DA/T 22-2015).
type ArchiveItem struct {
	CaseID     string    `json:"case_id" gorm:"primaryKey"`
	DocumentID string    `json:"document_id"`
	OwnerUnit  string    `json:"owner_unit"`
	Fonds      string    `json:"fonds"` // 全宗号
	Year       int       `json:"year"`
	Retention  string    `json:"retention"` // permanent, 30y, 10y
	Category   string    `json:"category"`  // 机构（问题）
	ItemNo     int       `json:"item_no"`   // 件号, counted within all of the above
	Title      string    `json:"title"`
	Number     string    `json:"number"`
	Note       string    `json:"note,omitempty"`
	ArchivedBy string    `json:"archived_by"`
	ArchivedAt time.Time `json:"archived_at"`
}

// RetentionName is how long an item is kept, as the rules of the archive say.
func RetentionName(retention string) string {
	switch retention {
	case "permanent":
		return "永久"
	case "30y":
		return "30年"
	case "10y":
		return "10年"
	}
	return retention
}

// ArchiveNo is the place of the item in words, unique within its organ.
func (a ArchiveItem) ArchiveNo() string {
	return fmt.Sprintf("%s-%d-%s-%s-%d", a.Fonds, a.Year, RetentionName(a.Retention), a.Category, a.ItemNo)
}

// Twin is a document that came in before and may be the same paper again.
type Twin struct {
	DocumentID  string `json:"document_id"`
	CaseID      string `json:"case_id"`
	Title       string `json:"title"`
	SourceOrg   string `json:"source_org"`
	SourceDocNo string `json:"source_doc_no"`
	ReceiptNo   string `json:"receipt_no"`
	ReceivedOn  string `json:"received_on"`
	// SameNumber: the same sender used the same number. Otherwise Likeness is
	// how alike the titles are, from 0 to 1.
	SameNumber bool    `json:"same_number"`
	Likeness   float64 `json:"likeness"`
}

// IssuedPaper is what a recipient sees of a dispatched document: the text as it
// was issued, and nothing of the case it came from.
type IssuedPaper struct {
	Delivery Delivery        `json:"delivery"`
	Content  DocumentContent `json:"content"`
	Record   DocumentRecord  `json:"record"`
}

// AsIncoming is the paper as its recipient registers it.
func (p IssuedPaper) AsIncoming(sender, receivedOn string) DocumentContent {
	c := p.Content
	signers := []string(nil)
	if c.Direction == Upward {
		signers = p.Record.Signers
	}
	return DocumentContent{
		Flow: Incoming, Kind: c.Kind, Direction: c.Direction, Title: c.Title, Urgency: c.Urgency, Telegram: c.Telegram,
		OrgMarks: c.OrgMarks, MainTo: c.MainTo, CC: c.CC, Body: c.Body, AttachmentNote: c.AttachmentNote,
		Attachments: c.Attachments, AttachmentCount: len(c.Attachments), SignatureOrgs: c.SignatureOrgs, Note: c.Note,
		WorkSecret: c.WorkSecret, SourceOrg: sender, SourceDocNo: p.Record.DocNo, SourceDate: p.Record.DocDate,
		SourceSigners: signers, SourceSealed: p.Record.Seal != "", ReceivedOn: receivedOn,
		Channel: ChannelInside, Copies: 1, Delivery: p.Delivery.ID,
	}
}
