package store

// Findable says whether a piece of a text is more than signs and does not begin
// within a word of letters: such a piece must be found.
func Findable(query, text string) bool {
	words := terms(query)
	if len(words) != 1 {
		return false
	}
	_, all := markWords(text, words)
	return all
}
