package classified

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The parts that marks are made of. Text is folded before it gets here.
const (
	gap   = `[ \t._·\-]{0,24}`
	tight = `(绝密|机密|秘密)`
	sp    = `[ \t]*`
	level = `(绝` + gap + `密|机` + gap + `密|秘` + gap + `密)`

	number = `(?:\d{1,4}|[〇零一二两三四五六七八九十百]{1,4})`
	period = `(?:` + number + sp + `(?:年|个` + sp + `月|月|天|日)|(?:至|到)?` + sp + `\d{4}` + sp + `[-./年]` + sp + `\d{1,2}` +
		`(?:` + sp + `[-./月]` + sp + `\d{1,2}` + sp + `日?|` + sp + `月)?|` +
		`长` + sp + `期|永` + sp + `久|解` + sp + `密|启` + sp + `用` + sp + `前|(?:公布|发布|公开|开启)前)`
	kind    = `(?: *[级件]| *(?:文件|公文|文电|资料|材料|信息))?`
	urgency = `(?:[ \t]*(?:紧急程度|缓急)?[ \t:]*(?:特 *急|加 *急|特 *提|平 *急|平 *件|急 *件|紧 *急))?`
	copyNo  = `(?:(?:份号|编号|[Nn][Oo]\.?|№)?[ \t:]*\d{3,12}[ \t]*)?`

	stars  = `★☆⭐⭑⭒✡✦✧✩✪✫✬✭✮✯✰✱✲✳✴✵✶✷✸✹✺⋆❂❉🌟⚝`
	ticked = `[☑☒✓✔√■]`
	open   = `[ \t\[【〔「『("'“‘]*`
	shut   = `[ \t\]】〕」』)"'”’]*`
	label  = `(?:密` + gap + `级|(?:秘密|保密|涉密)(?:等级|级别|程度)|密别|定密(?:结果|级别)?)(?:[和与及、]保密期限)?(?: *\([^()]{0,16}\))?`
)

var (
	star     = regexp.MustCompile(level + kind + `[ \t]*[` + stars + `]`)
	asterisk = regexp.MustCompile(level + kind + `[ \t]*\\?[*∗✻✽](.*)$`)
	validity = regexp.MustCompile(`^[ \t]*` + period)

	heading = regexp.MustCompile(`^` + copyNo + open + level + kind + `(?:[^\p{L}\p{N}。，；、,;]{0,6}(?:保密期限[ \t:]*)?` + period + `)?` +
		shut + urgency + `$`)
	atStart = regexp.MustCompile(`^` + copyNo + `(?:` + tight + `(?:\t| {2,})|` + level + `(?:\t| {4,}))[ \t]*(\S.*)$`)
	atEnd   = regexp.MustCompile(`^(.{0,60}\S)(?:\t| {2,})[ \t]*` + tight + kind + `$`)

	// sighted is a heading whose star is up to two characters of any kind, and
	// whose period was made out in part: 司用前 for 启用前, 1午 for 1年.
	sighted = regexp.MustCompile(`^` + copyNo + `[^\p{Han}]{0,3}` + level + `[ \t]*[^ \t]{1,2}[ \t]*(?:` + period + `|\p{Han}?[ \t]*用[ \t]*前|\d{1,2}[ \t]*\p{Han}?)[^\p{Han}]{0,3}` + urgency + `$`)

	labels  = regexp.MustCompile(label + `[ \t:=|>—\-]*` + open + ticked + `?[ \t]*` + level + `(.*)$`)
	checked = regexp.MustCompile(label + `.{0,60}?(?:` + ticked + sp + level + `|` + level + ticked + `)`)
	// afterChoice is what follows a level that is one of several on offer, or
	// not the noun that it looks like.
	afterChoice = regexp.MustCompile(`^级?(?:[ \t]*[、/|,;和或及与至到]|[ \t]*[□○☐◯()])*[ \t]*` + level + `|^[ \t]*[□○☐◯]|^级?(?:以上|以下)|^(?:性|会议|投票|写票)`)

	bracket = regexp.MustCompile(`[\[【〔「『]` + `[ \t]*` + level + kind + `(?:[^\p{L}\p{N}]{0,4}` + period + `)?[ \t]*[\]】〕」』]`)
	paren   = regexp.MustCompile(`^\([ \t]*` + level + kind + `[ \t]*\)(?:[ \t]|$)|\([ \t]*` + level + kind + `[ \t]*\)$`)

	english = regexp.MustCompile(`(?i)(?:\b(?:SENSITIVITY|(?:SECURITY[ _-]?)?CLASSIFICATION|SECURITY[ _-]?LEVEL|SECRECY)[ \t]*[:=\t][ \t]*(TOP[ _-]?SECRET|SECRET)\b|` +
		`^(TOP[ _-]SECRET)(?:[^A-Za-z ].*)?$)`)

	nameParts = regexp.MustCompile(`[-_.+()\[\]【】〔〕「」『』<>《》#&~!@,，、]+`)
)

// open secrets: who holds one of these holds no state secret. 工作秘密 has its
// own flag and its own rule.
var others = []string{"商业", "工作", "个人", "企业", "技术"}

// running are words that a line of prose may break after, leaving 秘密 alone on
// the next.
var running = []string{"国家", "商业", "工作", "个人", "企业", "技术", "保守", "严守", "泄露", "属于", "涉及", "军事", "审判", "其他", "的"}

// starred finds 机密★1年. An asterisk is a star only where it cannot be a
// footnote or bold type.
func starred(line string) Level {
	for _, at := range star.FindAllStringSubmatchIndex(line, -1) {
		if !endsIn(line[:at[0]], others) {
			return levelOf(line[at[2]:at[3]])
		}
	}
	at := asterisk.FindStringSubmatchIndex(line)
	if at == nil {
		return ""
	}
	ahead, after := line[:at[0]], line[at[4]:at[5]]
	switch {
	case endsIn(ahead, others):
		return ""
	case validity.MatchString(after), strings.TrimSpace(after) == "" && !endsInLetter(ahead):
		return levelOf(line[at[2]:at[3]])
	}
	return ""
}

// labelled finds 密级：机密, but not a choice of levels that nobody has made.
func labelled(line string) Level {
	if m := checked.FindStringSubmatch(line); m != nil {
		return levelOf(m[1] + m[2])
	}
	m := labels.FindStringSubmatch(line)
	if m == nil || afterChoice.MatchString(m[2]) {
		return ""
	}
	return levelOf(m[1])
}

// headed finds a mark that has a line to itself, and in a letterhead one that
// stands at the edge of its line, well away from the rest.
func headed(line, previous string, head bool) Level {
	if m := heading.FindStringSubmatch(line); m != nil && !endsIn(previous, running) {
		return levelOf(m[1])
	}
	if !head {
		return ""
	}
	if m := atStart.FindStringSubmatch(line); m != nil && !afterChoice.MatchString(m[3]) {
		return levelOf(m[1] + m[2])
	}
	if m := atEnd.FindStringSubmatch(line); m != nil && !strings.Contains(m[1], "密") {
		return levelOf(m[2])
	}
	return ""
}

// bracketed finds 【机密】 anywhere and （机密） at an end of a line.
func bracketed(line string) Level {
	if m := bracket.FindStringSubmatch(line); m != nil {
		return levelOf(m[1])
	}
	if m := paren.FindStringSubmatch(line); m != nil {
		return levelOf(m[1] + m[2])
	}
	return ""
}

func levelOf(found string) Level {
	switch {
	case strings.HasPrefix(found, "绝"):
		return TopSecret
	case strings.HasPrefix(found, "机"):
		return Secret
	}
	return Plain
}

func englishLevel(found string) Level {
	if found[0]|0x20 == 't' {
		return TopSecret
	}
	return Secret
}

func endsIn(text string, words []string) bool {
	for _, word := range words {
		if strings.HasSuffix(text, word) {
			return true
		}
	}
	return false
}

func endsInLetter(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return unicode.IsLetter(last)
}
