package detect

import (
	"strings"
	"unicode"
)

// tokenKind is what a token is.
type tokenKind uint8

const (
	aWord     tokenKind = iota // letters; of Chinese and hiragana one sign each
	aFigure                    // digits of any script, with the marks between them
	aMark                      // one other character
	anAddress                  // of the web or of mail; nothing in it is copy
)

// token is a piece of a block's text. White space is none.
type token struct {
	start, end int // code points of the block
	kind       tokenKind
	// fold is a word or mark as the lists have it, in small letters, or a
	// figure with the digits 0 to 9 and its marks.
	fold   string
	spaced bool // white space stands before it
	upper  bool // a word that begins with a capital letter
}

// tokens cuts the block's text into tokens.
func tokens(b *block) []token {
	c := cutter{runes: b.runes, lang: b.lang, out: make([]token, 0, len(b.runes)/4+8)}
	if w := termsOf[b.lang]; w == nil || w.spacedGroups {
		c.spacedGroups = true
	}
	for c.at < len(c.runes) {
		c.next()
	}
	return c.out
}

type cutter struct {
	runes  []rune
	lang   string
	out    []token
	at     int
	spaced bool
	clear  int // no address begins before this offset
	// spacedGroups: an ordinary space may stand between groups of digits.
	spacedGroups bool
	buffer       strings.Builder
}

func (c *cutter) next() {
	r := c.runes[c.at]
	switch {
	case r != '\t' && (unicode.IsSpace(r) || r == '\u2028'):
		c.spaced = true
		c.at++
	case dropped(r):
		c.at++
	case c.address():
	case unicode.IsDigit(r):
		c.figure()
	case alone(r):
		c.emit(aWord, c.at+1, string(r), false)
	case unicode.IsLetter(r):
		c.word()
	default:
		c.emit(aMark, c.at+1, markFold(r), false)
	}
}

func (c *cutter) emit(kind tokenKind, end int, fold string, upper bool) {
	c.out = append(c.out, token{start: c.at, end: end, kind: kind, fold: fold, spaced: c.spaced, upper: upper})
	c.at, c.spaced = end, false
}

// markFold is a mark as the lists have it: one kind of apostrophe, dash,
// percent sign.
func markFold(r rune) string {
	switch r {
	case '’', 'ʼ', '´', '׳':
		return "'"
	case '–', '—', '‑', '‒', '−', '〜', '～', '־':
		return "-"
	case '٪', '％', '﹪':
		return "%"
	case '：':
		return ":"
	case '／':
		return "/"
	case '（':
		return "("
	case '）':
		return ")"
	case '，', '、', '،':
		return ","
	case '。', '．':
		return "."
	case '＄':
		return "$"
	case '￥':
		return "¥"
	}
	return string(r)
}

// alone reports whether a letter is a word of its own: those of scripts that
// write no spaces and no letters.
func alone(r rune) bool {
	return r >= 0x3040 && (unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hiragana, r))
}

// dropped reports signs that are no text: marks of direction, soft hyphens,
// joiners, and vowel signs that are mostly left out.
func dropped(r rune) bool {
	switch {
	case r < 0xAD:
		return false
	case r == 0xAD, r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x2069, r == 0xFEFF:
		return true
	case r >= 0x0591 && r <= 0x05BD, r >= 0x064B && r <= 0x0652, r == 0x0640, r == 0x0670:
		return true
	}
	return false
}

// word takes the letters from here on.
func (c *cutter) word() {
	upper := unicode.IsUpper(c.runes[c.at])
	end := c.at
	c.buffer.Reset()
	for ; end < len(c.runes); end++ {
		r := c.runes[end]
		switch {
		case dropped(r):
			continue
		case alone(r) || !unicode.IsLetter(r) && !unicode.IsMark(r):
		default:
			c.buffer.WriteRune(foldRune(r, c.lang))
			continue
		}
		break
	}
	c.emit(aWord, end, c.buffer.String(), upper)
}

// foldRune is a letter as the lists have it: small, and one letter where
// writers use several.
func foldRune(r rune, lang string) rune {
	switch r {
	case 'I':
		if lang == "tr" {
			return 'ı'
		}
	case 'İ':
		return 'i'
	case 'أ', 'إ', 'آ':
		return 'ا'
	case 'ي', 'ى':
		return 'ی'
	case 'ك':
		return 'ک'
	}
	if r < 0x80 {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}
	if r >= 0xFF21 && r <= 0xFF5A { // fullwidth
		r -= 0xFEE0
	}
	return unicode.ToLower(r)
}

// figure takes the digits from here on, with the marks and spaces that group
// them.
func (c *cutter) figure() {
	end := c.at
	c.buffer.Reset()
	for end < len(c.runes) {
		r := c.runes[end]
		if d, ok := digit(r); ok {
			c.buffer.WriteByte('0' + d)
			end++
			continue
		}
		mark, width := c.groups(end)
		if mark == 0 {
			break
		}
		c.buffer.WriteByte(mark)
		end += width
	}
	c.emit(aFigure, end, c.buffer.String(), false)
}

// digit is the value of a decimal digit of any script. Unicode has them in runs
// of ten from the zero on; ranges of its table hold one run or several.
func digit(r rune) (byte, bool) {
	switch {
	case '0' <= r && r <= '9':
		return byte(r - '0'), true
	case r < 0x660:
		return 0, false
	}
	for _, t := range unicode.Digit.R16 {
		if lo, hi := rune(t.Lo), rune(t.Hi); lo <= r && r <= hi {
			return byte((r - lo) % 10), true
		}
	}
	for _, t := range unicode.Digit.R32 {
		if lo, hi := rune(t.Lo), rune(t.Hi); lo <= r && r <= hi {
			return byte((r - lo) % 10), true
		}
	}
	return 0, false
}

// groups reports a mark inside a figure: what stands between digits and either
// groups them or begins their decimals. It returns the mark as ASCII and how
// many code points it has, 0 when the figure ends here.
func (c *cutter) groups(at int) (mark byte, width int) {
	if at+1 >= len(c.runes) || !unicode.IsDigit(c.runes[at+1]) {
		return 0, 0
	}
	switch c.runes[at] {
	case '.', '．', '٫':
		return '.', 1
	case ',', '，', '٬':
		if c.runes[at] == '，' && !c.threeDigits(at) {
			return 0, 0
		}
		return ',', 1
	case '\'', '’':
		if c.threeDigits(at) {
			return '\'', 1
		}
	case '\u00a0', '\u2009', '\u202f', '\u2007':
		if c.threeDigits(at) && c.groupBefore(at) {
			return ' ', 1
		}
	case ' ':
		if c.spacedGroups && c.threeDigits(at) && c.groupBefore(at) {
			return ' ', 1
		}
	}
	return 0, 0
}

// threeDigits reports whether exactly three digits follow a mark.
func (c *cutter) threeDigits(mark int) bool {
	end := mark + 1
	for end < len(c.runes) && end <= mark+4 && unicode.IsDigit(c.runes[end]) {
		end++
	}
	return end == mark+4
}

// groupBefore reports whether one to three digits, the first not a zero, or a
// group, stand before a mark.
func (c *cutter) groupBefore(mark int) bool {
	start := mark
	for start > c.at && start >= mark-4 && unicode.IsDigit(c.runes[start-1]) {
		start--
	}
	if mark-start > 3 {
		return false
	}
	first, _ := digit(c.runes[start])
	return start > c.at && unicode.IsSpace(c.runes[start-1]) && mark-start == 3 || start == c.at && first != 0
}

// address takes an address of the web or of mail from here on, if one begins
// here.
func (c *cutter) address() bool {
	if c.at < c.clear || !addressRune(c.runes[c.at]) {
		return false
	}
	end, at, dots := c.at, -1, false
	for ; end < len(c.runes) && addressRune(c.runes[end]); end++ {
		switch {
		case c.runes[end] == '@' && end > c.at:
			at = end
		case c.runes[end] == '.' && at >= 0 && end > at+1:
			dots = true
		}
	}
	c.clear = end
	run := c.runes[c.at:end]
	switch {
	case at >= 0 && dots, holds(run, "://"), len(run) > 4 && holds(run[:4], "www."):
		for end > c.at && strings.ContainsRune(".,;:!?)'", c.runes[end-1]) {
			end--
		}
		if end == c.at {
			return false
		}
		c.emit(anAddress, end, "", false)
		return true
	}
	return false
}

func addressRune(r rune) bool {
	return r > ' ' && r < 0x7F && r != '"' && r != '<' && r != '>' && r != '(' && r != '|'
}

// holds reports whether the runes hold an ASCII string.
func holds(runes []rune, s string) bool {
	for i := 0; i+len(s) <= len(runes); i++ {
		j := 0
		for j < len(s) && runes[i+j] == rune(s[j]) {
			j++
		}
		if j == len(s) {
			return true
		}
	}
	return false
}
