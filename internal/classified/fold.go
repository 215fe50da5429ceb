package classified

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// simplified holds the other shapes of the few characters a mark is made of.
var simplified = map[rune]rune{
	'絕': '绝', '絶': '绝', '機': '机', '祕': '秘', '級': '级', '長': '长', '啓': '启', '啟': '启', '個': '个',
}

// blanks are letters and signs that print as nothing: they would part a mark.
var blanks = map[rune]bool{'\u115f': true, '\u1160': true, '\u2800': true, '\u3164': true, '\uffa0': true}

// fold brings a text to one form and splits it into lines: full width to half
// width, traditional to simplified, every space to a blank; invisible
// characters go, and a mark written downwards, one character a line, is put
// on one line. A text that can hold no mark has no lines.
func fold(text string) []string {
	if !mayHold(text) {
		return nil
	}
	lines := strings.Split(strings.Map(foldRune, norm.NFKC.String(text)), "\n")
	joined := lines[:0]
	column := false
	for _, line := range lines {
		short := utf8.RuneCountInString(strings.TrimSpace(line)) == 1
		if short && column {
			joined[len(joined)-1] += strings.TrimSpace(line)
		} else {
			joined = append(joined, line)
		}
		column = short
	}
	return joined
}

// mayHold says quickly that a text can hold no mark, which is true of most.
// 密 has no other shape than its compatibility forms, and those fold first.
func mayHold(text string) bool {
	return strings.Contains(text, "密") || strings.Contains(text, "宻") || containsFold(text, "secret") ||
		strings.ContainsFunc(text, func(r rune) bool {
			return r >= 0xf900 && r <= 0xfaff || r >= 0x2f00 && r <= 0x2fdf || r >= 0xff00 && r <= 0xff5e
		})
}

func containsFold(text, lower string) bool {
	for i := 0; i+len(lower) <= len(text); i++ {
		if text[i]|0x20 == lower[0] && strings.EqualFold(text[i:i+len(lower)], lower) {
			return true
		}
	}
	return false
}

func foldRune(r rune) rune {
	if plain, ok := simplified[r]; ok {
		return plain
	}
	switch {
	case r == '\n' || r == '\t':
		return r
	case r == '\r' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029':
		return '\n'
	case r == '宻':
		return '密'
	case blanks[r] || unicode.In(r, unicode.Cf, unicode.Cc, unicode.Mn, unicode.Me, unicode.Co):
		return -1
	case unicode.Is(unicode.Zs, r):
		return ' '
	}
	return r
}
