package sources

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"example.org/tickmark/models"
)

// glyph is a character of a page and the box in which it is drawn, in points
// from the left lower corner. White space that is not drawn has a box without
// height.
type glyph struct {
	sign                     rune
	left, right, bottom, top float32
}

func (g glyph) middle() float32 { return (g.left + g.right) / 2 }

// line is a line of a page, in the order in which it is read.
type line struct {
	glyphs                   []glyph
	left, right, bottom, top float32
	rtl                      bool // most of its letters are written from right to left
}

func (l line) height() float32 { return l.top - l.bottom }

// hyphen is what PDFium gives for a hyphen at the end of a line.
const hyphen = '\u0002'

// pageBlocks are the paragraphs of a page, as far as their lines show them.
func pageBlocks(glyphs []glyph) []string {
	lines := pageLines(glyphs)
	var blocks []string
	for start := 0; start < len(lines); {
		end := start + 1
		for end < len(lines) && goesOn(lines[end-1], lines[end]) {
			end++
		}
		blocks = append(blocks, paragraphs(lines[start:end])...)
		start = end
	}
	return blocks
}

// pageLines parts the characters of a page into lines.
func pageLines(glyphs []glyph) []line {
	var lines []line
	var l line
	end := func() {
		if l.measure(); l.height() > 0 || strings.TrimSpace(l.words()) != "" {
			l.inReadingOrder()
			lines = append(lines, l)
		}
		l = line{}
	}
	for _, g := range glyphs {
		switch g.sign {
		case '\r', 0:
		case '\n':
			end()
		case hyphen, '\ufffe':
			g.sign = '-'
			l.glyphs = append(l.glyphs, g)
			end()
		default:
			l.glyphs = append(l.glyphs, g)
		}
	}
	end()
	return lines
}

// measure takes the line's box from its characters, and which way it runs.
func (l *line) measure() {
	first, rtl := true, 0
	for _, g := range l.glyphs {
		if unicode.IsLetter(g.sign) {
			rtl += map[bool]int{true: 1, false: -1}[isRTL(g.sign)]
		}
		switch {
		case unicode.IsSpace(g.sign) || g.top <= g.bottom:
		case first:
			l.left, l.right, l.bottom, l.top, first = g.left, g.right, g.bottom, g.top, false
		default:
			l.left, l.right = min(l.left, g.left), max(l.right, g.right)
			l.bottom, l.top = min(l.bottom, g.bottom), max(l.top, g.top)
		}
	}
	l.rtl = rtl > 0
}

// words are the line's characters, with ligatures and the shapes of Arabic
// letters as the letters that they are.
func (l *line) words() string {
	var b strings.Builder
	for _, g := range l.glyphs {
		switch s := string(g.sign); {
		case g.sign >= 0xfb00 && g.sign <= 0xfdff, g.sign >= 0xfe70 && g.sign <= 0xfefc:
			b.WriteString(norm.NFKC.String(s))
		default:
			b.WriteString(s)
		}
	}
	return strings.TrimSpace(b.String())
}

// goesOn reports whether a line can belong to the paragraph of the line before:
// it stands below it, runs over the same width, and is of the same size.
func goesOn(before, l line) bool {
	const alike = 0.15 // how much sizes may differ
	down := before.bottom - l.bottom
	return down > 0.3*l.height() && before.left < l.right && l.left < before.right && before.rtl == l.rtl &&
		max(before.height(), l.height()) <= (1+alike)*min(before.height(), l.height())
}

// paragraphs parts lines that stand below one another into paragraphs: first
// where there is more room than elsewhere between two lines, then where a line
// ends although the next word has room in it.
func paragraphs(lines []line) []string {
	const loose, far = 1.3, 1.8 // how much wider than others, or than a line is high, a gap between two paragraphs is
	gaps := make([]float32, 0, len(lines))
	for i := 1; i < len(lines); i++ {
		gaps = append(gaps, lines[i-1].bottom-lines[i].bottom)
	}
	slices.Sort(gaps)
	var blocks []string
	start := 0
	for i := 1; i < len(lines); i++ {
		if gap := lines[i-1].bottom - lines[i].bottom; gap > loose*gaps[len(gaps)/4] || gap > far*lines[i].height() {
			blocks = append(blocks, filled(lines[start:i])...)
			start = i
		}
	}
	return append(blocks, filled(lines[start:])...)
}

// filled parts lines where one ends although the next word has room in it.
func filled(lines []line) []string {
	left, right := lines[0].left, lines[0].right
	for _, l := range lines {
		left, right = min(left, l.left), max(right, l.right)
	}
	var blocks []string
	block := lines[0].words()
	for i := 1; i < len(lines); i++ {
		before, l := lines[i-1], lines[i]
		if before.room(left, right) > l.firstWord()+l.height()/4 {
			blocks = append(blocks, block)
			block = l.words()
			continue
		}
		block = join(block, l.words())
	}
	return append(blocks, block)
}

// room is how much of the width from left to right stays free behind a line.
func (l *line) room(left, right float32) float32 {
	if l.rtl {
		return l.left - left
	}
	return right - l.right
}

// firstWord is how wide the first word of a line is; of a script without spaces
// its first character.
func (l *line) firstWord() float32 {
	wide := float32(0)
	for i, g := range l.glyphs {
		if unicode.IsSpace(g.sign) && wide > 0 || i > 0 && isSpaceless(g.sign) {
			break
		}
		wide += max(g.right-g.left, 0)
	}
	return wide
}

// join joins two lines of a paragraph: with a space where their script parts
// words by one. Words that are parted at the end of a line stay as they are
// drawn: with the hyphen, and on two lines.
func join(a, b string) string {
	last, first := lastRune(a), firstRune(b)
	switch {
	case a == "" || b == "":
		return a + b
	case last == '-' || last == '\u2010' || last == '\u00ad':
		return a + string(models.LineBreak) + b
	case isSpaceless(last) || isSpaceless(first):
		return a + b
	}
	return a + " " + b
}

func lastRune(s string) rune {
	runes := []rune(s[max(0, len(s)-16):])
	if len(runes) == 0 {
		return 0
	}
	return runes[len(runes)-1]
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// isSpaceless reports whether words of r's script stand without spaces.
func isSpaceless(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) ||
		r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xffef
}

func isRTL(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko) && !unicode.IsDigit(r)
}
