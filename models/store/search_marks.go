package store

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// char is one character of a text that can be searched.
type char struct {
	c     rune
	at    int  // place in the text, in characters
	first bool // of its run
	han   bool
}

func chars(text string) []char {
	var out []char
	for _, r := range runs(text) {
		for i, c := range r.runes {
			out = append(out, char{c: c, at: r.from + i, first: i == 0, han: r.han})
		}
	}
	return out
}

// mostMarks of one text are shown.
const mostMarks = 20

// markWords finds the words in a text by the same rules as the index, and says
// whether all of them are there.
func markWords(text string, words []term) (marks [][2]int, all bool) {
	body := chars(text)
	all = true
	for _, w := range words {
		found := markWord(body, w.chars)
		all = all && len(found) > 0
		marks = append(marks, found...)
	}
	slices.SortFunc(marks, func(a, b [2]int) int { return cmp.Or(a[0]-b[0], b[1]-a[1]) })
	return marks, all
}

func markWord(body, word []char) [][2]int {
	var found [][2]int
	for i := 0; i+len(word) <= len(body) && len(found) < mostMarks; i++ {
		if startsHere(body[i:], word) {
			found = append(found, [2]int{body[i].at, body[i+len(word)-1].at + 1})
			i += len(word) - 1
		}
	}
	return found
}

// startsHere says whether the word stands at the beginning of the text: the
// same characters, cut into runs at the same places. A word of letters begins
// where one begins in the text; one of Chinese characters begins anywhere.
func startsHere(body, word []char) bool {
	for i, w := range word {
		b := body[i]
		if b.c != w.c || i > 0 && b.first != w.first || i == 0 && !w.han && !b.first {
			return false
		}
	}
	return true
}

// The size of a snippet, in characters.
const (
	snippetBefore = 30
	snippetLength = 120
)

// snippetOf cuts the text around the first mark.
func snippetOf(text string, marks [][2]int) (string, [][2]int) {
	runes := []rune(text)
	from := 0
	if len(marks) > 0 {
		from = max(0, marks[0][0]-snippetBefore)
	}
	to := min(len(runes), from+snippetLength)
	shown := [][2]int{}
	for _, m := range marks {
		start, end := m[0]-from, min(m[1], to)-from
		if m[0] < to && (len(shown) == 0 || start >= shown[len(shown)-1][1]) {
			shown = append(shown, [2]int{start, end})
		}
	}
	return strings.Map(oneLine, string(runes[from:to])), shown
}

func oneLine(c rune) rune {
	if unicode.IsControl(c) {
		return ' '
	}
	return c
}
