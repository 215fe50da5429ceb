package store

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A text is searched by tokens that we make ourselves, the same for both
// databases: every two neighbouring Chinese characters, with a prefix that
// makes the token long enough for InnoDB; the last character of a run by
// itself; and every run of letters or digits.
const (
	gramPrefix = "zz"
	wordPrefix = "zw"
	// longestWord is the greatest number of characters of a word kept apart.
	longestWord = 40
)

// run is a stretch of characters of one sort.
type run struct {
	runes []rune
	han   bool
	from  int // place of the first, in characters
}

// runs cuts a text into its runs; whatever is neither a Chinese character nor a
// letter or digit only separates.
func runs(text string) []run {
	var out []run
	at := 0
	open := false
	for _, c := range text {
		c = fold(c)
		han := unicode.Is(unicode.Han, c) || c == '〇'
		if !han && !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			open = false
			at++
			continue
		}
		if open && out[len(out)-1].han == han && (han || len(out[len(out)-1].runes) < longestWord) {
			last := &out[len(out)-1]
			last.runes = append(last.runes, c)
		} else {
			out = append(out, run{runes: []rune{c}, han: han, from: at})
		}
		open = true
		at++
	}
	return out
}

// fold makes full-width and upper-case characters plain.
func fold(c rune) rune {
	if c >= '！' && c <= '～' {
		c -= '！' - '!'
	}
	if c == utf8.RuneError {
		return ' '
	}
	return unicode.ToLower(c)
}

// tokens of a text to be found.
func tokens(text string) string {
	var b strings.Builder
	for _, r := range runs(text) {
		writeRun(&b, r, true)
	}
	return strings.TrimSuffix(b.String(), " ")
}

func writeRun(b *strings.Builder, r run, ends bool) {
	if !r.han {
		b.WriteString(wordPrefix)
		b.WriteString(string(r.runes))
		b.WriteByte(' ')
		return
	}
	for i := 0; i+1 < len(r.runes); i++ {
		b.WriteString(gramPrefix)
		b.WriteString(string(r.runes[i : i+2]))
		b.WriteByte(' ')
	}
	if ends {
		b.WriteString(gramPrefix)
		b.WriteRune(r.runes[len(r.runes)-1])
		b.WriteByte(' ')
	}
}

// term is one word of a query: a phrase of tokens, of which the last may be the
// beginning of a longer one.
type term struct {
	tokens []string
	prefix bool
	chars  []char
}

// terms are the words of a query, which a space separates; at most eight.
func terms(query string) []term {
	var out []term
	for word := range strings.FieldsSeq(query) {
		parts := runs(word)
		if len(parts) == 0 || len(out) == 8 {
			continue
		}
		var b strings.Builder
		last := len(parts) - 1
		for i, r := range parts {
			// The last run may go on in the text: its last character is no end.
			writeRun(&b, r, i < last || len(r.runes) == 1)
		}
		t := term{tokens: strings.Fields(b.String()), chars: chars(word)}
		t.prefix = !parts[last].han || len(parts[last].runes) == 1
		out = append(out, t)
	}
	return out
}
