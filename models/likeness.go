package models

import (
	"strings"
	"unicode"
)

// TextKey is a text without what people write differently: spaces, punctuation,
// brackets of every kind, letter case. At most 100 characters.
func TextKey(text string) string {
	var key strings.Builder
	n := 0
	for _, r := range text {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		key.WriteRune(unicode.ToLower(r))
		if n++; n == 100 {
			break
		}
	}
	return key.String()
}

// SourceKey names a paper by its sender and the sender's number; a paper
// without number has only the sender and a bar.
func SourceKey(org, number string) string { return TextKey(org) + "|" + TextKey(number) }

// Likeness says how alike two titles are, from 0 to 1: the share of pairs of
// neighbouring characters that both have (Dice's coefficient).
func Likeness(a, b string) float64 {
	first, second := pairs(TextKey(a)), pairs(TextKey(b))
	total, both := 0, 0
	for pair, n := range first {
		total += n
		both += min(n, second[pair])
	}
	for _, n := range second {
		total += n
	}
	if total == 0 {
		return 0
	}
	return 2 * float64(both) / float64(total)
}

func pairs(key string) map[[2]rune]int {
	out := map[[2]rune]int{}
	letters := []rune(key)
	for i := 1; i < len(letters); i++ {
		out[[2]rune{letters[i-1], letters[i]}]++
	}
	return out
}
