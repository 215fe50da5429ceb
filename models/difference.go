package models

import (
	"slices"
	"strconv"
	"strings"
)

// Difference is what changed from one version of a document to another, for
// people to see: the head line by line, the body block by block and inside a
// changed block character by character.
type Difference struct {
	Fields []FieldChange `json:"fields,omitempty"`
	Blocks []BlockChange `json:"blocks,omitempty"`
	// Same says that nothing changed at all.
	Same bool `json:"same"`
}

// FieldChange is one line of the head that changed.
type FieldChange struct {
	Field string `json:"field"`
	Label string `json:"label"`
	Was   string `json:"was"`
	Is    string `json:"is"`
}

// ChangeKind says what happened to a block or to a piece of text.
type ChangeKind string

// The kinds of change.
const (
	Kept    ChangeKind = "kept"
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
	Changed ChangeKind = "changed" // of blocks only: see its pieces
)

// BlockChange is one block of the body in either version.
type BlockChange struct {
	Change ChangeKind `json:"change"`
	Text   string     `json:"text,omitempty"`
	// Pieces of a changed block, in reading order.
	Pieces []Piece `json:"pieces,omitempty"`
}

// Piece is a run of characters of a changed block.
type Piece struct {
	Change ChangeKind `json:"change"`
	Text   string     `json:"text"`
}

// Differ compares two versions of a document.
func Differ(was, is DocumentContent) Difference {
	d := Difference{Fields: headChanges(was, is), Blocks: blockChanges(lines(was.Body), lines(is.Body))}
	changed := func(b BlockChange) bool { return b.Change != Kept }
	d.Same = len(d.Fields) == 0 && !slices.ContainsFunc(d.Blocks, changed)
	return d
}

func lines(body []Block) []string {
	out := make([]string, len(body))
	for i, block := range body {
		out[i] = block.Line()
	}
	return out
}

type headLine struct {
	field, label string
	of           func(DocumentContent) string
}

// headLines are the elements of the head that people compare.
var headLines = []headLine{
	{"title", "标题", func(c DocumentContent) string { return c.Title }},
	{"kind", "文种", func(c DocumentContent) string { return c.Kind.Name() }},
	{"direction", "行文方向", func(c DocumentContent) string { return c.Direction.Name() }},
	{"urgency", "紧急程度", func(c DocumentContent) string { return c.Urgency }},
	{"org_marks", "发文机关标志", func(c DocumentContent) string { return strings.Join(c.OrgMarks, "、") }},
	{"joint_orgs", "联合行文机关", func(c DocumentContent) string { return organNames(c.JointOrgs) }},
	{"main_to", "主送机关", func(c DocumentContent) string { return organNames(c.MainTo) }},
	{"cc", "抄送机关", func(c DocumentContent) string { return organNames(c.CC) }},
	{"attachment_note", "附件说明", func(c DocumentContent) string { return strings.Join(c.AttachmentNote, "；") }},
	{"attachments", "附件", func(c DocumentContent) string { return attachmentNames(c.Attachments) }},
	{"signature_orgs", "发文机关署名", func(c DocumentContent) string { return strings.Join(c.SignatureOrgs, "、") }},
	{"note", "附注", func(c DocumentContent) string { return c.Note }},
	{"contact_name", "联系人", func(c DocumentContent) string { return strings.TrimSpace(c.ContactName + " " + c.ContactPhone) }},
	{"disclosure", "公开属性", func(c DocumentContent) string { return c.Disclosure.Name() }},
	{"important", "重要公文", func(c DocumentContent) string { return yesNo(c.Important) }},
	{"basis", "依据", func(c DocumentContent) string { return c.Basis }},
	{"source_org", "来文单位", func(c DocumentContent) string { return c.SourceOrg }},
	{"source_doc_no", "来文字号", func(c DocumentContent) string { return c.SourceDocNo }},
	{"source_date", "成文日期", func(c DocumentContent) string { return c.SourceDate }},
	{"received_on", "收到日期", func(c DocumentContent) string { return c.ReceivedOn }},
	{"copies", "份数", func(c DocumentContent) string { return count(c.Copies) }},
	{"attachment_count", "附件数", func(c DocumentContent) string { return count(c.AttachmentCount) }},
}

func headChanges(was, is DocumentContent) []FieldChange {
	var out []FieldChange
	for _, line := range headLines {
		if a, b := line.of(was), line.of(is); a != b {
			out = append(out, FieldChange{Field: line.field, Label: line.label, Was: a, Is: b})
		}
	}
	return out
}

func organNames(organs []Organ) string {
	names := make([]string, len(organs))
	for i, organ := range organs {
		names[i] = organ.Name
	}
	return strings.Join(names, "，")
}

// attachmentNames holds the file too: the same name with another file is
// another attachment.
func attachmentNames(files []Attachment) string {
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = file.Name
		if file.File != "" {
			names[i] += "（" + file.File + "）"
		}
	}
	return strings.Join(names, "；")
}

func yesNo(yes bool) string {
	if yes {
		return "是"
	}
	return "否"
}

func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// blockChanges aligns the blocks. Where some went and others came at the same
// place, those that are alike are one block that changed.
func blockChanges(was, is []string) []BlockChange {
	var out []BlockChange
	var gone, come []string
	flush := func() {
		out = append(out, pair(gone, come)...)
		gone, come = nil, nil
	}
	for _, e := range align(was, is) {
		switch e.change {
		case Removed:
			gone = append(gone, was[e.was])
		case Added:
			come = append(come, is[e.is])
		case Kept, Changed:
			flush()
			out = append(out, BlockChange{Change: Kept, Text: is[e.is]})
		}
	}
	flush()
	return out
}

// pair puts each block that went beside the next one that came, when they have
// something in common.
func pair(gone, come []string) []BlockChange {
	var out []BlockChange
	for len(gone) > 0 && len(come) > 0 {
		pieces, alike := pieces(gone[0], come[0])
		switch {
		case alike:
			out = append(out, BlockChange{Change: Changed, Text: come[0], Pieces: pieces})
			gone, come = gone[1:], come[1:]
		case len(gone) >= len(come):
			out = append(out, BlockChange{Change: Removed, Text: gone[0]})
			gone = gone[1:]
		default:
			out = append(out, BlockChange{Change: Added, Text: come[0]})
			come = come[1:]
		}
	}
	for _, text := range gone {
		out = append(out, BlockChange{Change: Removed, Text: text})
	}
	for _, text := range come {
		out = append(out, BlockChange{Change: Added, Text: text})
	}
	return out
}

// pieces compares two texts by characters. They are alike when at least a third
// of the shorter one is in both.
func pieces(was, is string) (out []Piece, alike bool) {
	a, b := []rune(was), []rune(is)
	kept := 0
	for _, e := range align(a, b) {
		char := ""
		switch e.change {
		case Removed:
			char = string(a[e.was])
		default:
			char = string(b[e.is])
		}
		if e.change == Kept {
			kept++
		}
		if last := len(out) - 1; last >= 0 && out[last].Change == e.change {
			out[last].Text += char
		} else {
			out = append(out, Piece{Change: e.change, Text: char})
		}
	}
	return out, kept*3 >= min(len(a), len(b)) && kept > 0
}

// edit is one step from one sequence to another: an element kept, removed from
// the first or added by the second.
type edit struct {
	change  ChangeKind
	was, is int
}

// tooLarge is the number of comparisons above which the middle of two sequences
// is not aligned any more but replaced whole: a page of text compares in
// milliseconds, a book against another book would take the process's memory.
const tooLarge = 4_000_000

// align finds the longest common subsequence of two sequences and says how one
// becomes the other, removals before additions.
func align[T comparable](a, b []T) []edit {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	out := make([]edit, 0, max(len(a), len(b)))
	for i := range head {
		out = append(out, edit{Kept, i, i})
	}
	out = append(out, alignMiddle(a[head:len(a)-tail], b[head:len(b)-tail], head)...)
	for i := range tail {
		out = append(out, edit{Kept, len(a) - tail + i, len(b) - tail + i})
	}
	return out
}

func alignMiddle[T comparable](a, b []T, offset int) []edit {
	var out []edit
	n, m := len(a), len(b)
	i, j := 0, 0
	if n*m <= tooLarge {
		// longest[i][j] is the length of the longest common subsequence of a[i:] and b[j:].
		longest := make([]int32, (n+1)*(m+1))
		at := func(i, j int) *int32 { return &longest[i*(m+1)+j] }
		for i := n - 1; i >= 0; i-- {
			for j := m - 1; j >= 0; j-- {
				if a[i] == b[j] {
					*at(i, j) = *at(i+1, j+1) + 1
				} else {
					*at(i, j) = max(*at(i+1, j), *at(i, j+1))
				}
			}
		}
		for i < n && j < m {
			switch {
			case a[i] == b[j]:
				out = append(out, edit{Kept, offset + i, offset + j})
				i, j = i+1, j+1
			case *at(i+1, j) >= *at(i, j+1):
				out = append(out, edit{Removed, offset + i, -1})
				i++
			default:
				out = append(out, edit{Added, -1, offset + j})
				j++
			}
		}
	}
	for ; i < n; i++ {
		out = append(out, edit{Removed, offset + i, -1})
	}
	for ; j < m; j++ {
		out = append(out, edit{Added, -1, offset + j})
	}
	return out
}
