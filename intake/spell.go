package intake

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"example.org/tickmark/models"
)

// spellBest writes the first of these that reads back the same: Markdown's own
// signs, Markdown with tags for the marks, everything spelt out.
func spellBest(text []rune, marks []models.Mark, where place) string {
	for _, spell := range []speller{spellSigns, spellTags} {
		s := spell(text, marks, where)
		if readsBack(s, text, marks) {
			return s
		}
	}
	return spellOut(text, marks, where)
}

func readsBack(s string, text []rune, marks []models.Mark) bool {
	if len(text) == 0 {
		return s == ""
	}
	var sp spool
	readInline(s, references{}, &sp)
	back, backMarks, _ := sp.end()
	return back == string(text) && slices.Equal(backMarks, marks)
}

// spellSigns writes marks as *, ** and []().
func spellSigns(text []rune, marks []models.Mark, where place) string {
	return spellWith(text, marks, where, signs, escape)
}

// spellTags writes marks as tags.
func spellTags(text []rune, marks []models.Mark, where place) string {
	return spellWith(text, marks, where, markTags, escape)
}

// spellOut writes marks as tags, and every character that could mean anything
// to Markdown as a number.
func spellOut(text []rune, marks []models.Mark, where place) string {
	if where == inProse {
		where = inOneLine
	}
	return spellWith(text, marks, where, markTags, number)
}

// signs returns what Markdown writes at a mark's begin and end.
func signs(m models.Mark) (begin, end string) {
	switch m.Kind {
	case models.Strong:
		return "**", "**"
	case models.Emphasis:
		return "*", "*"
	case models.Link:
		return "[", "](" + linkTarget(m.URL) + ")"
	}
	return "", ""
}

func markTags(m models.Mark) (begin, end string) {
	switch m.Kind {
	case models.Strong:
		return "<strong>", "</strong>"
	case models.Emphasis:
		return "<em>", "</em>"
	case models.Link:
		return `<a href="` + plainTarget(m.URL) + `">`, "</a>"
	}
	return "", ""
}

// spellWith writes marks by one function and characters by another. Marks that
// cross each other are closed in the order in which they end.
func spellWith(text []rune, marks []models.Mark, where place, mark func(models.Mark) (string, string), char func([]rune, int, place) string) string {
	var b strings.Builder
	var open []models.Mark
	for i := 0; ; i++ {
		for n := len(open) - 1; n >= 0; n-- {
			if open[n].End == i {
				_, end := mark(open[n])
				b.WriteString(end)
				open = slices.Delete(open, n, n+1)
			}
		}
		if i == len(text) {
			return b.String()
		}
		for len(marks) > 0 && marks[0].Start == i {
			begin, _ := mark(marks[0])
			b.WriteString(begin)
			open = append(open, marks[0])
			marks = marks[1:]
		}
		c := spellRune(text, i, where, char)
		if c == "!" && len(marks) > 0 && marks[0].Start == i+1 {
			c = `\!` // lest a link behind it become an image
		}
		b.WriteString(c)
	}
}

// spellRune writes breaks and spaces, which both ways share.
func spellRune(text []rune, i int, where place, char func([]rune, int, place) string) string {
	switch r := text[i]; {
	case r == models.LineBreak && where == inProse:
		return "\\\n"
	case r == models.LineBreak:
		return "<br>"
	case r == ' ' && !loneSpace(text, i):
		return "&#32;"
	case r == ' ':
		return " "
	}
	return char(text, i, where)
}

// loneSpace reports whether the space at i stands between two characters that
// are neither space nor break, and so is kept as typed.
func loneSpace(text []rune, i int) bool {
	return i > 0 && i+1 < len(text) && text[i-1] != ' ' && text[i+1] != ' ' &&
		text[i-1] != models.LineBreak && text[i+1] != models.LineBreak
}

// number writes every ASCII sign as a character reference.
func number(text []rune, i int, _ place) string {
	if r := text[i]; r < utf8.RuneSelf && !isAlnum(r) {
		return "&#" + strconv.Itoa(int(r)) + ";"
	}
	return string(text[i])
}

// escape writes a backslash before a sign where it could mean something.
func escape(text []rune, i int, where place) string {
	r := text[i]
	if r == '|' && where == inCell {
		return "&#124;"
	}
	if isPunct(r) && needsEscape(text, i) {
		return `\` + string(r)
	}
	return string(r)
}

func needsEscape(text []rune, i int) bool {
	next := rune(0)
	if i+1 < len(text) {
		next = text[i+1]
	}
	switch r := text[i]; r {
	case '\\', '`', '*', '[', ']':
		return true
	case '_':
		return i == 0 || !wordRune(text[i-1]) || !wordRune(next)
	case '<':
		return next == '/' || isAlnum(next)
	case '&':
		return next == '#' || isAlnum(next) && endsEntity(text[i+1:])
	case '!':
		return next == '['
	case '#':
		return i+1 == len(text) || lineStart(text, i)
	case '>', '+', '-', '=', '~', '|', ':':
		return lineStart(text, i) && (r != ':' || next != ' ')
	case '.', ')':
		return afterNumber(text, i)
	}
	return false
}

// endsEntity reports whether letters and digits up to a semicolon follow.
func endsEntity(text []rune) bool {
	for _, r := range text[:min(len(text), 34)] {
		if r == ';' {
			return true
		}
		if !isAlnum(r) {
			return false
		}
	}
	return false
}

func lineStart(text []rune, i int) bool { return i == 0 || text[i-1] == models.LineBreak }

// afterNumber reports whether only digits stand between the line's start and i.
func afterNumber(text []rune, i int) bool {
	n := 0
	for n < i && n < 10 && '0' <= text[i-1-n] && text[i-1-n] <= '9' {
		n++
	}
	return n > 0 && lineStart(text, i-n)
}

// linkTarget writes an address for use in parentheses.
func linkTarget(url string) string {
	if !strings.ContainsAny(url, `()<>\&|`) {
		return url
	}
	return plainTarget(url)
}

// plainTarget writes an address with every sign that has a meaning in Markdown
// or in a tag as a number.
func plainTarget(url string) string {
	var b strings.Builder
	for _, r := range url {
		if r < utf8.RuneSelf && !isAlnum(r) && !strings.ContainsRune("/:.-?=%#@+,;~_", r) {
			b.WriteString("&#" + strconv.Itoa(int(r)) + ";")
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
