package copydesk

import (
	"slices"
	"unicode"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// verdict is what a rule says of a stop.
type verdict byte

const (
	unsure verdict = iota // it is for the next rule to say
	goesOn                // the sentence goes on behind the stop
	ends                  // it ends there
)

// verdicts are the rules, asked in order until one is sure; where none is,
// UAX 29 decides.
var verdicts = []func(*cutter, stop) verdict{
	atParagraphEnd,
	insideAside,
	behindAside,
	beforeComma,
	inToken,
	atEmoticon,
	atEllipsis,
	atFullStop,
	atShout,
	beforeCapital,
}

// ends reports whether a sentence ends with s.
func (c *cutter) ends(s stop) bool {
	for _, rule := range verdicts {
		if v := rule(c, s); v != unsure {
			return v == ends
		}
	}
	return c.text[s.at] >= 0x80 || c.isOwnStop(c.text[s.at]) || c.endsByUnicode(s)
}

// near is how many code points around a stop UAX 29 is asked about.
const near = 24

// endsByUnicode reports whether UAX 29 finds a bound between s and what follows.
// It reads no further than near: rule SB8 looks ahead at each
// bracket and space, so that bounds of a whole text of them would take the
// square of its length.
func (c *cutter) endsByUnicode(s stop) bool {
	from := max(c.start, s.at-near)
	head := string(c.text[from:min(s.end, s.at+near)])
	if s.next > s.end {
		head += " "
	}
	at := len(string(c.text[from:s.at]))
	bound := 0
	for it := sentences.FromString(head + string(c.text[s.next:min(len(c.text), s.next+near)])); it.Next() && bound <= len(head); {
		bound += len(it.Value())
		if at < bound && bound <= len(head) {
			return true
		}
	}
	return false
}

// atParagraphEnd ends a sentence at a forced line break and at the block's end.
func atParagraphEnd(c *cutter, s stop) verdict {
	if s.forced || s.next == len(c.text) {
		return ends
	}
	return unsure
}

// insideAside goes on inside a quotation or bracket that holds its sentence
// together.
func insideAside(c *cutter, s stop) verdict {
	if s.at < c.held && s.closed < c.held {
		return goesOn
	}
	return unsure
}

// behindAside goes on behind a quotation or bracket that is part of a sentence:
// before its attribution, and behind a mere (!) or […].
func behindAside(c *cutter, s stop) verdict {
	if s.closed == 0 || slices.ContainsFunc(c.text[s.closed:s.end], c.isStop) {
		return unsure
	}
	opening := int(c.pairs.other[s.closed])
	if c.goesOnBehind(s.closed) || opening > c.start && s.at == opening+1 || c.isOmission(opening, s) {
		return goesOn
	}
	return unsure
}

// isOmission reports whether s is made of an omission in brackets, as […] and
// [...] are, which goes with what follows it.
func (c *cutter) isOmission(opening int, s stop) bool {
	return s.at == opening+1 && (c.text[opening] == '[' || c.text[opening] == '(') && (c.text[s.at] == '.' || c.text[s.at] == '…')
}

// holds reports whether a quotation or bracket holds its sentence together: it
// begins inside the sentence, or the sentence goes on behind it.
func (c *cutter) holds(opening, closing int) bool {
	return closing-opening <= longAside && (!c.isBlankFrom(c.start, opening) || c.goesOnBehind(closing))
}

// goesOnBehind reports whether the sentence that a quotation or bracket stands
// in goes on behind its closing mark: because nothing ended inside, because of
// the mark or the small letter that follows, or because an attribution does.
func (c *cutter) goesOnBehind(closing int) bool {
	next := closing + 1
	for next < len(c.text) && c.pairs.roles[next] == closingMark {
		next++
	}
	if next == len(c.text) || isParagraphEnd(c.text[next]) {
		return false
	}
	if c.isStop(c.text[next]) || isComma(c.text[next]) {
		return true
	}
	spaced := next
	for next < len(c.text) && next < spaced+4 && isBlank(c.text[next]) {
		next++
	}
	switch {
	case next == len(c.text), isParagraphEnd(c.text[next]):
		return false
	case !c.endedBefore(closing), c.text[closing] == '》', c.text[closing] == '〉':
		return true
	case isDash(c.text[next]):
		return c.lookAt(next+1).class != upper
	}
	first := c.lookAt(next)
	if first.class == lower && first.at == next {
		return true
	}
	if first.at != next {
		return false
	}
	return first.class == caseless && next == closing+1 && c.isInsertion(closing) || c.attributes(first, closing)
}

// isInsertion reports whether brackets stand right behind a word.
func (c *cutter) isInsertion(closing int) bool {
	opening := c.pairs.other[closing]
	return (c.text[closing] == ')' || c.text[closing] == '）') && opening > 0 && isWordRune(c.text[opening-1])
}

// endedBefore reports whether a stop stands right before a closing mark.
func (c *cutter) endedBefore(closing int) bool {
	i := closing - 1
	for i > 0 && closing-i < 8 && (isBlank(c.text[i]) || c.pairs.roles[i] == closingMark || isIgnorable(c.text[i])) {
		i--
	}
	return i >= 0 && c.isStop(c.text[i])
}

// attributes reports whether an attribution begins at first: John Doe shouted,
// 他说, قال.
func (c *cutter) attributes(first glance, closing int) bool {
	opening := int(c.pairs.other[closing])
	if len(c.says) == 0 || c.text[closing] == ')' || c.text[closing] == ']' || first.class == upper && opening > c.start && !c.isBlankFrom(c.start, opening) {
		return false
	}
	if isCJK(c.text[first.at]) {
		return c.attributesUnspaced(first.at)
	}
	at := first.at
	for n := range 5 {
		word := c.wordAt(at)
		switch said := c.says[word]; {
		case word == "":
			return false
		case said && (n > 0 || first.class != upper):
			return true
		case first.class == upper && (!isCapitalised(word) || n == 0 && word != "I" && c.starters[word] && c.kinds[word] != always):
			return false
		}
		at += len([]rune(word))
		for at < len(c.text) && (isBlank(c.text[at]) || c.text[at] == '.' && n == 0) {
			at++
		}
	}
	return false
}

// attributesUnspaced reports whether the clause at i, in a script without
// spaces, ends with a verb of saying or begins with what follows a quotation.
func (c *cutter) attributesUnspaced(i int) bool {
	if c.says["^"+string(c.text[i])] {
		return true
	}
	end := i
	for end < len(c.text) && end < i+14 && unicode.IsLetter(c.text[end]) {
		end++
	}
	for length := 1; length <= 4 && end-length > i; length++ {
		if c.says[string(c.text[end-length:end])] {
			return true
		}
	}
	return false
}

// beforeComma goes on before a mark that stands within sentences, and before a
// dash that a small letter follows: — Стой! — крикнул он.
func beforeComma(c *cutter, s stop) verdict {
	r := c.text[s.next]
	if isComma(r) && (s.next > s.marks || r != ':') || isDash(r) && s.next+1 < len(c.text) && c.lookAt(s.next+1).class == lower {
		return goesOn
	}
	return unsure
}

// atEmoticon ends a sentence that has no other end before a capital letter.
func atEmoticon(c *cutter, s stop) verdict {
	if !s.emoticon {
		return unsure
	}
	if c.lookAt(s.next).class == upper {
		return ends
	}
	return goesOn
}

// atEllipsis ends a sentence before a capital letter, unless the dots stand
// free between words or open the sentence. Four dots end one.
func atEllipsis(c *cutter, s stop) verdict {
	dots := 0
	for _, r := range c.text[s.at:s.marks] {
		switch {
		case r == '.':
			dots++
		case r == '…' || r == '⋯':
			dots += 3
		case !isBlank(r):
			return unsure
		}
	}
	if dots < 2 {
		return unsure
	}
	next := c.lookAt(s.next)
	free := s.at > 0 && isBlank(c.text[s.at-1]) && s.closed == 0
	switch {
	case c.isBlankFrom(c.start, s.at), next.class == lower && (!c.careless || dots != 2):
		return goesOn
	case next.class == caseless && dots != 4, isCJK(c.text[s.next]):
		return goesOn
	case next.class == upper && free && dots <= 3 && !c.starters[c.wordAt(next.at)]:
		return goesOn
	case next.class == upper && c.isStutter(s, next):
		return goesOn
	case next.class == upper:
		return ends
	}
	return unsure
}

// isStutter reports whether the word behind s is the one before it again.
func (c *cutter) isStutter(s stop, next glance) bool {
	word, _ := c.wordBefore(s.at)
	return word != "" && word == c.wordAt(next.at)
}

// isBlankFrom reports whether there is no word between two offsets, and little
// else.
func (c *cutter) isBlankFrom(from, to int) bool {
	return to-from <= longWord && !slices.ContainsFunc(c.text[from:to], isWordRune)
}

// atShout goes on behind the stop in a name: Yahoo! is one.
func atShout(c *cutter, s stop) verdict {
	if c.text[s.at] != '!' || s.end != s.at+1 {
		return unsure
	}
	word, start := c.wordBefore(s.at)
	next := c.lookAt(s.next)
	following := c.wordAt(next.at)
	switch {
	case !isCapitalised(word), next.at != s.next, c.starters[following], c.smallStarters[following]:
		return unsure
	case shouting[word], next.class == lower && !c.careless && start > c.start && !c.isBlankFrom(c.start, start) && !c.isAllCapitals(word):
		return goesOn
	}
	return unsure
}

// beforeCapital ends a sentence before a capital letter, whatever closes with
// the stop.
func beforeCapital(c *cutter, s stop) verdict {
	if s.end > s.marks && c.lookAt(s.next).class == upper {
		return ends
	}
	return unsure
}

// shouting are names that are written with an exclamation mark.
var shouting = words("Yahoo Jeopardy Joomla Wham Panic Kaboom Oklahoma Yum")

func isComma(r rune) bool {
	switch r {
	case ',', ';', ':', '،', '؛', '，', '、', '；', '：', '·':
		return true
	}
	return false
}

func isDash(r rune) bool { return r == '-' || r == '–' || r == '—' || r == '―' }
