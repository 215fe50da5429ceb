package models

import (
	"time"
	"unicode/utf8"
)

// Unit is one place in the tree of organs, offices, bureaus and towns. Units
// are moved, renamed and closed, never deleted: what they did keeps their id.
type Unit struct {
	ID        string `json:"id"`
	ParentID  string `json:"parent_id,omitempty"` // empty for a root
	Organ     bool   `json:"organ"`               // a 机关 that owns cases, numbers and letterheads
	Code      string `json:"code"`                // stable for programs and imports, unique
	Name      string `json:"name"`
	ShortName string `json:"short_name"`
	Kind      string `json:"kind"`
	Sort      int    `json:"sort"` // place among its siblings
	// OpenedAt and ClosedAt bound its life; ClosedAt is nil while it is open.
	OpenedAt time.Time  `json:"opened_at"`
	ClosedAt *time.Time `json:"closed_at,omitempty"`
	Demo     bool       `json:"demo,omitempty"` // demonstration data, may be removed
}

// The kinds of unit; they order lists and pickers and decide nothing.
const (
	UnitCongress   = "congress"   // 人大常委会
	UnitParty      = "party"      // 党组、党委部门
	UnitOffice     = "office"     // 办公室
	UnitCommittee  = "committee"  // 工作委员会
	UnitGovernment = "government" // 政府及其办公室
	UnitBureau     = "bureau"     // 政府部门
	UnitTown       = "town"       // 乡镇、街道
	UnitCourt      = "court"      // 法院
	UnitProcurator = "procurator" // 检察院
	UnitSection    = "section"    // 科室
	UnitOther      = "other"
)

var unitKinds = map[string]bool{
	UnitCongress: true, UnitParty: true, UnitOffice: true, UnitCommittee: true, UnitGovernment: true,
	UnitBureau: true, UnitTown: true, UnitCourt: true, UnitProcurator: true, UnitSection: true, UnitOther: true,
}

// Validate reports the first thing wrong with the unit by itself; the place in
// the tree is checked by the store.
func (u *Unit) Validate() error {
	switch {
	case !between(u.Name, 1, 100):
		return wrong("name", "UNIT_NAME", "单位名称须为 1 至 100 个字。")
	case !between(u.ShortName, 0, 40):
		return wrong("short_name", "UNIT_SHORT_NAME", "单位简称不得超过 40 个字。")
	case !isCode(u.Code):
		return wrong("code", "UNIT_CODE", "单位代码须为 2 至 40 位小写字母、数字、短横或下划线。")
	case !unitKinds[u.Kind]:
		return wrong("kind", "UNIT_KIND", "没有这种单位类别。")
	case u.ParentID == u.ID && u.ID != "":
		return wrong("parent_id", "UNIT_CYCLE", "单位不能隶属于自己。")
	case u.ParentID == "" && !u.Organ:
		return wrong("organ", "UNIT_ROOT", "最上一级单位必须是机关。")
	}
	return nil
}

// UnitChange is one line of a unit's history.
type UnitChange struct {
	ID     string    `json:"id"`
	UnitID string    `json:"unit_id"`
	At     time.Time `json:"at"`
	By     string    `json:"by"`
	What   string    `json:"what"` // created, renamed, moved, closed, reopened
	Old    string    `json:"old,omitempty"`
	New    string    `json:"new,omitempty"`
}

// Letterhead is a name an organ issues documents under (发文机关标志), with the
// prefix of its document numbers (机关代字). An organ has several: the
// Standing Committee, its Party group, its office.
type Letterhead struct {
	ID     string     `json:"id"`
	UnitID string     `json:"unit_id"`
	Mark   string     `json:"mark"`   // 蕲春县人民代表大会常务委员会文件
	Issuer string     `json:"issuer"` // the name that signs: 蕲春县人民代表大会常务委员会
	Prefix string     `json:"prefix"` // 蕲常发
	Closed *time.Time `json:"closed_at,omitempty"`
	Demo   bool       `json:"demo,omitempty"`
}

// Validate reports the first thing wrong with the letterhead.
func (l *Letterhead) Validate() error {
	switch {
	case !between(l.Mark, 1, 100):
		return wrong("mark", "LETTERHEAD_MARK", "发文机关标志须为 1 至 100 个字。")
	case !between(l.Issuer, 1, 100):
		return wrong("issuer", "LETTERHEAD_ISSUER", "发文机关名称须为 1 至 100 个字。")
	case !between(l.Prefix, 1, 20):
		return wrong("prefix", "LETTERHEAD_PREFIX", "机关代字须为 1 至 20 个字。")
	}
	return nil
}

// wrong is the error of one thing that is wrong.
func wrong(field, code, detail string) error {
	return FieldErrors{{Field: field, Code: code, Detail: detail}}
}

// between says whether the text is readable and has so many characters.
func between(text string, least, most int) bool {
	if !utf8.ValidString(text) {
		return false
	}
	n := 0
	for _, r := range text {
		if r < ' ' || r == 0x7f {
			return false
		}
		n++
	}
	return n >= least && n <= most
}

// isCode says whether the text is a lower-case identifier of 2 to 40 characters.
func isCode(text string) bool {
	if len(text) < 2 || len(text) > 40 {
		return false
	}
	for _, r := range text {
		lower, digit := r >= 'a' && r <= 'z', r >= '0' && r <= '9'
		if !lower && !digit && r != '-' && r != '_' {
			return false
		}
	}
	return true
}
