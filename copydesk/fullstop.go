package copydesk

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isSingleDot reports whether s is one full stop.
func (c *cutter) isSingleDot(s stop) bool {
	return (c.text[s.at] == '.' || c.text[s.at] == '．') && s.marks == s.at+1
}

// inToken judges a stop that no white space follows: part of a number, an
// address or a name, or the end of a sentence behind which a space is missing.
func inToken(c *cutter, s stop) verdict {
	if s.next > s.end {
		return unsure
	}
	r := c.text[s.at]
	next := c.lookAt(s.next)
	behind := isCJK(c.text[s.next]) || next.opened && isCJK(c.text[next.at%len(c.text)])
	switch {
	case r >= 0x80 && r != '…' && r != '．':
		return ends
	case c.isOwnStop(r), c.tokenAt(s.at).address, next.class == lower:
		return goesOn
	case next.at > s.next && !next.opened:
		return goesOn
	case c.isSingleDot(s) && s.end == s.marks:
		return c.inDottedToken(s, next)
	case next.class == digit:
		return goesOn
	case next.class == upper, behind:
		return unsure
	}
	return unsure
}

// inDottedToken judges a full stop with no white space behind it.
func (c *cutter) inDottedToken(s stop, next glance) verdict {
	word, start := c.wordBefore(s.at)
	if c.kindOf(word, start) != plain || next.class == digit {
		return goesOn
	}
	last, _ := utf8.DecodeLastRuneInString(word)
	letters := utf8.RuneCountInString(word)
	switch {
	case next.opened && next.class == upper && letters > 1 && unicode.IsLower(last):
		return ends
	case next.class == caseless && letters > 1 && isCaseless(word) && !isInitials(word):
		return ends
	case next.class != upper || letters < 2 || strings.ContainsAny(word, ".&"):
		return goesOn
	}
	return c.beforeMissingSpace(word, next)
}

// beforeMissingSpace judges "end.Next": the word before is written small, or
// the next one begins sentences; and that one is no part of a name, as Js is in
// Node.Js.
func (c *cutter) beforeMissingSpace(word string, next glance) verdict {
	follows := c.wordAt(next.at)
	end := next.at + utf8.RuneCountInString(follows)
	small := strings.ToLower(follows)
	switch {
	case strings.ToLower(word[1:]) != word[1:], extensions[small], follows[1:] != small[1:]:
		return goesOn
	case end < len(c.text) && (c.text[end] == '(' || c.text[end] == '_' || c.text[end] == '/' || c.text[end] == '.' && end+1 < len(c.text) && isWordRune(c.text[end+1])):
		return goesOn
	case c.starters[follows] || word == strings.ToLower(word) && len(small) > 2:
		return ends
	}
	return goesOn
}

// extensions are ends of file names and of hosts.
var extensions = words("com org net edu gov int info biz io ai app dev co uk de fr es it pt nl pl ru ua gr eu us ca au ch at tr jp cn in br js ts py go rb rs php html htm css md txt pdf doc docx xls xlsx ppt csv json xml zip exe jpg jpeg png gif mp3 mp4 tv me")

// atFullStop judges a single full stop with white space behind it by the word
// before it.
func atFullStop(c *cutter, s stop) verdict {
	if !c.isSingleDot(s) || s.next == s.end {
		return unsure
	}
	word, start := c.wordBefore(s.at)
	next := c.lookAt(s.next)
	if word == "" {
		return c.plainVerdict(s, word, next)
	}
	if c.isFirstMarker(start, s) {
		return goesOn
	}
	if v := c.kindVerdict(c.kindOf(word, start), s, start, next); v != unsure {
		return v
	}
	switch {
	case isNumber(word):
		return c.numberVerdict(s, word, start, next)
	case isInitials(word) && !c.isSyllable(word, start, next):
		return c.initialsVerdict(word, start, next)
	case c.ordinals && isRoman(word) && (next.class == lower || next.class == upper && !c.starters[c.wordAt(next.at)]):
		return goesOn
	}
	return c.plainVerdict(s, word, next)
}

// isFirstMarker reports whether the word before s numbers the whole block.
func (c *cutter) isFirstMarker(start int, s stop) bool {
	if !c.isBlankFrom(0, start) || s.end != s.marks {
		return false
	}
	word := string(c.text[start:s.at])
	return isNumber(word) && len(word) <= 3 || isInitials(word) || isRoman(word) || strings.Trim(word, "0123456789.") == "" && len(word) <= 8
}

// kindVerdict judges a full stop behind an abbreviation.
func (c *cutter) kindVerdict(k kind, s stop, start int, next glance) verdict {
	following := c.wordAt(next.at)
	starts := next.class == upper && c.starters[following]
	switch k {
	case always:
		return goesOn
	case beforeNumber:
		if next.class == digit || next.class == lower || next.class == sign || isRoman(following) && following != "I" {
			return goesOn
		}
		return unsure
	case within:
		if starts && next.at == s.next || next.opened && starts {
			return ends
		}
		return goesOn
	case atFirm:
		if starts || next.class == upper && c.isSubject(next, following) {
			return ends
		}
		return goesOn
	case atHour:
		return c.hourVerdict(start, next)
	case atYear:
		if before, _ := c.previous(start); isNumber(before) || isRoman(before) {
			return c.hourVerdict(start, next)
		}
		return goesOn
	case atEnd:
		if next.class == lower {
			return goesOn
		}
		return ends
	case plain:
	}
	return unsure
}

// hourVerdict judges a full stop behind an hour, a month or a year, which
// begins at start.
func (c *cutter) hourVerdict(start int, next glance) verdict {
	following := c.wordAt(next.at)
	starts := c.starters[following] && c.kinds[following] != always
	if next.class == upper && !c.behindHours[following] && (starts || !c.isOpening(start)) {
		return ends
	}
	return goesOn
}

// isSubject reports whether the capitalised word at next is followed by a small
// one, as the first word of a sentence is and one of a title is not.
func (c *cutter) isSubject(next glance, word string) bool {
	if c.isAllCapitals(word) {
		return false
	}
	behind := next.at + utf8.RuneCountInString(word)
	return behind+1 < len(c.text) && isBlank(c.text[behind]) && unicode.IsLower(c.text[behind+1])
}

// isOpening reports whether the sentence at hand is no more than an adverbial
// before i: At 5 p.m. …
func (c *cutter) isOpening(i int) bool {
	first := c.lookAt(c.start)
	if i-c.start > 30 || !c.openers[c.wordAt(min(first.at, i))] {
		return false
	}
	return len(strings.Fields(string(c.text[c.start:i]))) <= 4
}

// numberVerdict judges a full stop behind a number: an ordinal, part of a date,
// or the end of a sentence.
func (c *cutter) numberVerdict(s stop, word string, start int, next glance) verdict {
	following := c.wordAt(next.at)
	before, _ := c.previous(start)
	switch {
	case !c.ordinals && next.class == digit:
		return ends
	case !c.ordinals:
		return c.plainVerdict(s, word, next)
	case next.class == lower:
		return goesOn
	case next.class == digit && len(word) <= 2:
		return goesOn
	case next.class != upper || next.opened:
		return c.plainVerdict(s, word, next)
	case c.beforeOrdinal[strings.ToLower(before)] && len(word) <= 3, c.behindOrdinal[following]:
		return goesOn
	case len(word) <= 2 && !c.starters[following]:
		return goesOn
	}
	return ends
}

// initialsVerdict judges a full stop behind single letters.
func (c *cutter) initialsVerdict(word string, start int, next glance) verdict {
	following := c.wordAt(next.at)
	single := utf8.RuneCountInString(word) == 1
	before, _ := c.previous(start)
	switch {
	case next.class == lower || next.class == caseless || single && c.isBlankFrom(c.start, start):
		return goesOn
	case next.class == upper && single && c.labels[strings.ToLower(before)]:
		return ends
	case next.class == upper && c.starters[following] && (c.text[min(next.at+1, len(c.text)-1)] != '.'):
		return ends
	case next.class == upper && single && word == "I" && c.starters["I"] && before != "" && !isCapitalised(before):
		return ends
	case next.class == upper:
		return goesOn
	case single && next.class == digit:
		return ends
	}
	return unsure
}

// isSyllable reports whether word, a letter with a vowel sign on it, is a word
// like है rather than an initial like के: none stands before or behind it.
func (c *cutter) isSyllable(word string, start int, next glance) bool {
	if !strings.ContainsFunc(word, unicode.IsMark) || strings.Contains(word, ".") {
		return false
	}
	before, _ := c.previous(start)
	behind := next.at + utf8.RuneCountInString(c.wordAt(next.at))
	return !strings.HasSuffix(before, ".") && (behind >= len(c.text) || c.text[behind] != '.')
}

// plainVerdict judges a full stop that belongs to no word.
func (c *cutter) plainVerdict(s stop, word string, next glance) verdict {
	letters := utf8.RuneCountInString(word)
	if dot := strings.LastIndexByte(word, '.'); dot >= 0 && !isNumber(word) && utf8.RuneCountInString(word[dot:]) <= 3 {
		letters = 0
	}
	following := c.wordAt(next.at)
	switch {
	case next.class == digit || next.class == sign:
		if letters >= 2 || letters == 0 && word == "" || next.class == sign {
			return ends
		}
	case next.class == upper:
		return ends
	case next.class == lower && (strings.ContainsFunc(following, unicode.IsUpper) || letters >= 2 && isCaseless(word)):
		return ends
	case next.class == lower && (next.opened && letters >= 3 && s.closed == 0 || c.isSmallStart(letters, following)):
		return ends
	case next.class == lower:
		return goesOn
	}
	return unsure
}

// isCaseless reports whether word is of a script without capitals.
func isCaseless(word string) bool {
	r, _ := utf8.DecodeLastRuneInString(word)
	return unicode.IsLetter(r) && !unicode.IsLower(r) && !unicode.IsUpper(r)
}

// isSmallStart reports whether a sentence begins with a small letter behind a
// word of so many letters.
func (c *cutter) isSmallStart(letters int, following string) bool {
	return letters >= 3 && c.smallStarters[following] || letters >= 4 && c.careless
}

// isNumber reports whether word is made of digits, with dots, dashes and
// apostrophes inside.
func isNumber(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsDigit(r) && !strings.ContainsFunc(word, unicode.IsLetter)
}

// isRoman reports whether word is a Roman number in capitals.
func isRoman(word string) bool {
	return word != "" && len(word) <= 6 && strings.Trim(word, "IVXLC") == ""
}

// isInitials reports whether word is one capital letter or letter without
// case, or single letters parted by full stops and hyphens as U.S and p.m are.
func isInitials(word string) bool {
	letters := 0
	for part := range strings.FieldsFuncSeq(word, func(r rune) bool { return r == '.' || r == '-' }) {
		r, size := utf8.DecodeRuneInString(part)
		if size != len(strings.TrimRightFunc(part, unicode.IsMark)) || !unicode.IsLetter(r) {
			return false
		}
		letters++
	}
	r, _ := utf8.DecodeRuneInString(word)
	return letters > 1 || letters == 1 && !unicode.IsLower(r)
}
