// Package classified finds the marks of state secrets. This system is not
// built for them: 保密法 art. 31(3) forbids an unclassified system to store or
// process them, so what carries a mark is refused at every door (upload,
// registration, import) and nothing of it is kept.
//
// It looks for marks, not for words: a law that speaks of 国家秘密 or a council
// that holds a 秘密会议 is an open paper. It reads text only; a mark inside a
// scanned picture is not seen.
package classified

import "strings"

// Level is the claimed level of secrecy, in the words of 保密法 art. 20.
type Level string

// The levels.
const (
	TopSecret Level = "绝密"
	Secret    Level = "机密"
	Plain     Level = "秘密"
)

// Rule says which form of mark was recognised.
type Rule string

// The rules.
const (
	ByStar    Rule = "star"    // 机密★1年: GB/T 9704-2012 7.2.2
	ByHeading Rule = "heading" // a line of its own, with or without its period
	ByLabel   Rule = "label"   // 密级：机密
	ByBracket Rule = "bracket" // 【机密】, or （机密） at an end of a title
	ByEnglish Rule = "english" // SENSITIVITY: TOP-SECRET, in metadata
	BySight   Rule = "sight"   // 机密女1年: a star that was taken for a character
)

// Mark is a mark that was found. It holds no text of the document.
type Mark struct {
	Level Level
	Rule  Rule
}

// Find looks for a mark in a text of any length: a title, a body, what was
// extracted from a file. Lines matter; table cells are told by tabs.
func Find(text string) (Mark, bool) {
	lines := fold(text)
	head := headZone
	for i, line := range lines {
		trimmed := strings.TrimSpace(line)
		if trimmed == "" {
			continue
		}
		head--
		if !strings.Contains(trimmed, "密") && !containsFold(trimmed, "secret") {
			continue
		}
		if mark, ok := inLine(trimmed, before(lines, i), head >= 0); ok {
			return mark, true
		}
	}
	return Mark{}, false
}

// FindRecognised looks for a mark in what a program made out in the picture of
// a page. It takes the star for whatever it resembles, so that in a letterhead
// anything small between the level and its period is one.
func FindRecognised(text string) (Mark, bool) {
	if mark, ok := Find(text); ok {
		return mark, true
	}
	head := headZone
	for _, line := range fold(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if head--; head < 0 {
			break
		}
		if m := sighted.FindStringSubmatch(line); m != nil {
			return Mark{levelOf(m[1]), BySight}, true
		}
	}
	return Mark{}, false
}

// FindName looks for a mark in the name of a file, where blanks, - _ . and
// brackets part the words: 机密-通知.docx has one, 商业秘密保护条例.docx has none.
func FindName(name string) (Mark, bool) {
	if mark, ok := Find(name); ok {
		return mark, true
	}
	for _, line := range fold(name) {
		parts := append(nameParts.Split(line, -1), strings.Fields(line)...)
		for _, part := range parts {
			if m := heading.FindStringSubmatch(strings.TrimSpace(part)); m != nil {
				return Mark{levelOf(m[1]), ByHeading}, true
			}
		}
	}
	return Mark{}, false
}

// headZone is how many lines at the top are read as a letterhead, where a mark
// may share its line with other fields.
const headZone = 6

// inLine applies the rules to one folded, trimmed line.
func inLine(line, previous string, head bool) (Mark, bool) {
	if m := starred(line); m != "" {
		return Mark{m, ByStar}, true
	}
	if m := labelled(line); m != "" {
		return Mark{m, ByLabel}, true
	}
	if m := headed(line, previous, head); m != "" {
		return Mark{m, ByHeading}, true
	}
	if m := bracketed(line); m != "" {
		return Mark{m, ByBracket}, true
	}
	if m := english.FindStringSubmatch(line); m != nil {
		return Mark{englishLevel(m[1] + m[2]), ByEnglish}, true
	}
	return Mark{}, false
}

// before is the line directly above, empty when a blank one parts them.
func before(lines []string, i int) string {
	if i == 0 {
		return ""
	}
	return strings.TrimSpace(lines[i-1])
}
