package copydesk

import (
	"strings"
	"unicode"
)

// class is what a sentence would begin with.
type class byte

const (
	nothing class = iota
	upper
	lower
	caseless // a letter of a script without capitals
	digit
	sign // a currency sign and what else stands for a word
)

// glance is the first letter, digit or sign from some place on.
type glance struct {
	at     int
	class  class
	opened bool // a quotation mark or bracket opens before it
}

// lookAt returns the first letter or digit from i on, past marks that open and
// white space behind them.
func (c *cutter) lookAt(i int) glance {
	g := glance{at: i, class: nothing}
	for limit := min(len(c.text), i+8); g.at < limit; g.at++ {
		r := c.text[g.at]
		switch {
		case unicode.IsUpper(r) || unicode.IsTitle(r), c.isElided(g.at):
			g.class = upper
		case unicode.IsLower(r):
			g.class = lower
		case unicode.IsLetter(r):
			g.class = caseless
		case unicode.IsDigit(r):
			g.class = digit
		case unicode.Is(unicode.Sc, r) || r == '#' || r == '@' || r == '№' || r == '§':
			g.class = sign
		case c.pairs.roles[g.at] == openingMark:
			g.opened = true
			continue
		case isBlank(r), isIgnorable(r), r == '¿', r == '¡', isDash(r), r == '•', r == '*', r == '"', r == '\'', r == '’':
			continue
		default:
			return g
		}
		return g
	}
	return g
}

// isElided reports whether a letter at i begins a sentence whose capital letter
// stands in the next word, as in Dutch 's Morgens.
func (c *cutter) isElided(i int) bool {
	return i > 0 && i+2 < len(c.text) && (c.text[i-1] == '\'' || c.text[i-1] == '’') &&
		unicode.IsLower(c.text[i]) && isBlank(c.text[i+1]) && unicode.IsUpper(c.text[i+2])
}

// longWord is how many code points of a word are looked at.
const longWord = 40

// wordAt returns the letters and digits from i on.
func (c *cutter) wordAt(i int) string {
	end := i
	for end < len(c.text) && end < i+longWord && isWordRune(c.text[end]) {
		end++
	}
	return string(c.text[i:end])
}

// wordBefore returns the word that ends before i, with the full stops, hyphens
// and apostrophes inside it, and where it begins. What is longer than longWord
// is no word.
func (c *cutter) wordBefore(i int) (string, int) {
	start := i
	for start > c.start && i-start <= longWord && c.isInner(start-1) {
		start--
	}
	if i-start > longWord {
		return "", i
	}
	for start < i && !isWordRune(c.text[start]) && c.text[start] != '№' {
		start++
	}
	return string(c.text[start:i]), start
}

// isInner reports whether the rune at i can stand inside a word.
func (c *cutter) isInner(i int) bool {
	r := c.text[i]
	return isWordRune(r) || r == '.' || r == '-' || r == '\'' || r == '’' || r == '&' || r == '№' ||
		(r == '"' || r == '״' || r == '׳') && c.pairs.roles[i] == noMark
}

// tokenBefore returns where the word or number before i begins, white space
// between them allowed.
func (c *cutter) previous(i int) (string, int) {
	if i <= c.start || !isBlank(c.text[i-1]) {
		return "", i
	}
	return c.wordBefore(i - 1)
}

// token is a run of text without white space.
type token struct {
	start, end int
	address    bool // it is an address of the web or of mail
}

// tokenAt returns the token around i. It is found once for all stops in it.
func (c *cutter) tokenAt(i int) token {
	if i >= c.token.start && i < c.token.end {
		return c.token
	}
	start, end := i, i
	for start > 0 && start > c.token.end && !unicode.IsSpace(c.text[start-1]) && !isCJK(c.text[start-1]) {
		start--
	}
	for end < len(c.text) && !unicode.IsSpace(c.text[end]) && !isCJK(c.text[end]) {
		end++
	}
	c.token = token{start, max(end, i+1), isAddress(string(c.text[start:end]))}
	return c.token
}

// isAddress reports whether a token is an address: https://…, www.…, a@b.c or
// a.bc/d.
func isAddress(s string) bool {
	if strings.Contains(s, "://") || strings.Contains(s, "www.") || strings.HasPrefix(s, "@") {
		return true
	}
	if before, after, ok := strings.Cut(s, "@"); ok && before != "" && strings.Contains(after, ".") {
		return true
	}
	host, _, slashed := strings.Cut(s, "/")
	dot := strings.LastIndexByte(host, '.')
	return slashed && dot > 0 && len(host)-dot >= 3
}

func isCapitalised(s string) bool {
	for _, r := range s {
		return unicode.IsUpper(r)
	}
	return false
}

func (c *cutter) isAllCapitals(s string) bool { return strings.ToUpper(s) == s }

// capitalised returns s with a capital first letter.
func capitalised(s string) string {
	for i, r := range s {
		return string(unicode.ToTitle(r)) + s[i+len(string(r)):]
	}
	return s
}

// decapitalised returns s with a small first letter.
func decapitalised(s string) string {
	for i, r := range s {
		return string(unicode.ToLower(r)) + s[i+len(string(r)):]
	}
	return s
}

// isCareless reports whether a block is typed without capitals: it begins with
// a small letter, or says "i" for "I".
func (c *cutter) isCareless() bool {
	if first := c.lookAt(0); first.class == lower && !strings.ContainsFunc(c.wordAt(first.at), unicode.IsUpper) && len(c.starters) > 0 {
		return true
	}
	if !c.starters["I"] {
		return false
	}
	for i, r := range c.text {
		if r == 'i' && (i == 0 || c.text[i-1] == ' ') && i+1 < len(c.text) && (c.text[i+1] == ' ' || c.text[i+1] == '\'') {
			return true
		}
	}
	return false
}
