package models

import (
	"slices"
	"strings"
)

// DocKind is the kind (文种) of an official document.
type DocKind string

// The fifteen kinds of 《党政机关公文处理工作条例》 art. 8.
const (
	KindResolution   DocKind = "RESOLUTION"    // 决议
	KindDecision     DocKind = "DECISION"      // 决定
	KindOrder        DocKind = "ORDER"         // 命令（令）
	KindCommunique   DocKind = "COMMUNIQUE"    // 公报
	KindAnnouncement DocKind = "ANNOUNCEMENT"  // 公告
	KindPublicNotice DocKind = "PUBLIC_NOTICE" // 通告
	KindOpinion      DocKind = "OPINION"       // 意见
	KindNotice       DocKind = "NOTICE"        // 通知
	KindCircular     DocKind = "CIRCULAR"      // 通报
	KindReport       DocKind = "REPORT"        // 报告
	KindRequest      DocKind = "REQUEST"       // 请示
	KindReply        DocKind = "REPLY"         // 批复
	KindBill         DocKind = "BILL"          // 议案
	KindLetter       DocKind = "LETTER"        // 函
	KindMinutes      DocKind = "MINUTES"       // 纪要
)

// The kinds that 《人大机关公文处理办法》 has beside them.
const (
	KindLaw            DocKind = "LAW"             // 法
	KindRegulation     DocKind = "REGULATION"      // 条例
	KindRule           DocKind = "RULE"            // 规则
	KindMeasure        DocKind = "MEASURE"         // 实施办法
	KindSuggestion     DocKind = "SUGGESTION"      // 建议、批评和意见
	KindMeetingMinutes DocKind = "MEETING_MINUTES" // 会议纪要
)

// Direction is the way a document goes between organs (行文方向).
type Direction string

// The directions.
const (
	Upward   Direction = "UPWARD"   // 上行文
	Downward Direction = "DOWNWARD" // 下行文
	Parallel Direction = "PARALLEL" // 平行文
	Public   Direction = "PUBLIC"   // 泛行文
)

// Name is the word offices use.
func (d Direction) Name() string {
	switch d {
	case Upward:
		return "上行文"
	case Downward:
		return "下行文"
	case Parallel:
		return "平行文"
	case Public:
		return "泛行文"
	}
	return string(d)
}

// KindFacts is what the regulations say about one kind.
type KindFacts struct {
	Kind DocKind `json:"kind"`
	Name string  `json:"name"`
	// Endings are the last words a title of this kind may have.
	Endings []string `json:"endings"`
	// Directions it may go; the first is the usual one.
	Directions []Direction `json:"directions"`
	// Party says that the 条例 knows it, Congress that the 人大机关办法 does.
	Party    bool `json:"party"`
	Congress bool `json:"congress"`
	// Unaddressed kinds need no 主送机关.
	Unaddressed bool `json:"unaddressed,omitempty"`
	// ByVote kinds of a People's Congress come out of a vote: their date is the
	// day they were passed.
	ByVote bool `json:"by_vote,omitempty"`
}

// docKinds keeps the order of art. 8, then that of the 人大机关办法.
var docKinds = []KindFacts{
	{
		Kind: KindResolution, Name: "决议", Directions: []Direction{Downward, Public},
		Party: true, Congress: true, Unaddressed: true, ByVote: true,
	},
	{
		Kind: KindDecision, Name: "决定", Directions: []Direction{Downward, Public},
		Party: true, Congress: true, Unaddressed: true, ByVote: true,
	},
	{
		Kind: KindOrder, Name: "命令（令）", Endings: []string{"命令", "令"},
		Directions: []Direction{Downward, Public}, Party: true, Unaddressed: true,
	},
	{Kind: KindCommunique, Name: "公报", Directions: []Direction{Public}, Party: true, Unaddressed: true},
	{
		Kind: KindAnnouncement, Name: "公告", Directions: []Direction{Public},
		Party: true, Congress: true, Unaddressed: true, ByVote: true,
	},
	{Kind: KindPublicNotice, Name: "通告", Directions: []Direction{Public}, Party: true, Unaddressed: true},
	{
		Kind: KindOpinion, Name: "意见", Directions: []Direction{Downward, Upward, Parallel},
		Party: true, Congress: true,
	},
	{Kind: KindNotice, Name: "通知", Directions: []Direction{Downward, Parallel}, Party: true, Congress: true},
	{Kind: KindCircular, Name: "通报", Directions: []Direction{Downward}, Party: true, Congress: true},
	{Kind: KindReport, Name: "报告", Directions: []Direction{Upward}, Party: true, Congress: true},
	{Kind: KindRequest, Name: "请示", Directions: []Direction{Upward}, Party: true, Congress: true},
	{Kind: KindReply, Name: "批复", Directions: []Direction{Downward}, Party: true, Congress: true},
	{Kind: KindBill, Name: "议案", Directions: []Direction{Parallel, Upward}, Party: true, Congress: true},
	{
		// An answer to a deputy's suggestion or a member's proposal is a letter
		// headed 答复 by long practice.
		Kind: KindLetter, Name: "函", Endings: []string{"函", "答复"},
		Directions: []Direction{Parallel}, Party: true, Congress: true,
	},
	{
		Kind: KindMinutes, Name: "纪要", Directions: []Direction{Downward, Parallel, Public},
		Party: true, Unaddressed: true,
	},
	{Kind: KindLaw, Name: "法", Directions: []Direction{Public}, Congress: true, Unaddressed: true, ByVote: true},
	{Kind: KindRegulation, Name: "条例", Directions: []Direction{Public}, Congress: true, Unaddressed: true, ByVote: true},
	{Kind: KindRule, Name: "规则", Directions: []Direction{Public}, Congress: true, Unaddressed: true, ByVote: true},
	{
		Kind: KindMeasure, Name: "实施办法", Endings: []string{"办法"},
		Directions: []Direction{Public}, Congress: true, Unaddressed: true, ByVote: true,
	},
	{
		Kind: KindSuggestion, Name: "建议、批评和意见", Endings: []string{"建议", "批评", "意见", "建议、批评和意见"},
		Directions: []Direction{Parallel, Upward}, Congress: true,
	},
	{
		Kind: KindMeetingMinutes, Name: "会议纪要", Directions: []Direction{Downward, Parallel, Public},
		Congress: true, Unaddressed: true,
	},
}

// DocKinds lists every kind in the order of the regulations.
func DocKinds() []KindFacts { return slices.Clone(docKinds) }

// Facts returns what is known of a kind; ok is false for a word that is none.
func (k DocKind) Facts() (facts KindFacts, ok bool) {
	i := slices.IndexFunc(docKinds, func(f KindFacts) bool { return f.Kind == k })
	if i < 0 {
		return KindFacts{}, false
	}
	facts = docKinds[i]
	if facts.Endings == nil {
		facts.Endings = []string{facts.Name}
	}
	return facts, true
}

// Name is the kind in Chinese.
func (k DocKind) Name() string {
	facts, ok := k.Facts()
	if !ok {
		return string(k)
	}
	return facts.Name
}

// KindOfTitle reads the kind off the last word of a title, "" when the title
// ends in none. A longer word wins: 会议纪要 before 纪要.
func KindOfTitle(title string) DocKind {
	title = strings.TrimRight(strings.TrimSpace(title), "）)")
	var found DocKind
	longest := 0
	for _, row := range docKinds {
		facts, _ := row.Kind.Facts()
		for _, ending := range facts.Endings {
			if len(ending) > longest && strings.HasSuffix(title, ending) {
				found, longest = row.Kind, len(ending)
			}
		}
	}
	return found
}
