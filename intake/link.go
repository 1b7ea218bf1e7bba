package intake

import (
	"html"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"

	"example.org/tickmark/models"
)

// The longest label, title and address that are looked for.
const (
	maxLabel  = 999
	maxTitle  = 1_000
	maxTarget = 6 * models.MaxURL
	maxParens = 32 // inside one another in an address
)

// bracket is a [ or ![ that may begin a link or an image.
type bracket struct {
	piece int
	image bool
	inner bool // another bracket lies in it, so its text is no label
}

// maxBrackets is how many brackets of a block may be open: of more, each is
// text, so that a text of brackets takes no more memory than another.
const maxBrackets = 1_000

func (in *inline) openBracket(size int) bool {
	if len(in.brackets) == maxBrackets {
		return false
	}
	if len(in.brackets) > 0 {
		in.brackets[len(in.brackets)-1].inner = true
	}
	i := in.push(size, piece{kind: pieceTyped, text: in.src[in.pos : in.pos+size]})
	in.brackets = append(in.brackets, bracket{piece: i, image: size == 2})
	in.pieces[i].id = in.pos // where the text begins
	return true
}

// closeBracket tries to make a link or an image of the last open bracket.
func (in *inline) closeBracket() bool {
	depth := len(in.brackets) - 1
	if depth < 0 {
		return false
	}
	b := in.brackets[depth]
	in.brackets = in.brackets[:depth]
	active := b.image || depth >= in.inert
	in.inert = min(in.inert, depth)
	if !active {
		return false
	}
	begin := in.pieces[b.piece].id
	url, size, ok := in.target(in.src[in.pos+1:], in.src[begin:in.pos], b.inner)
	if !ok {
		return false
	}
	in.ids++
	in.push(1+size, piece{kind: pieceCloseLink, id: in.ids})
	in.matchRuns(b.piece)
	kind := pieceOpenLink
	if b.image {
		kind = pieceImage
		in.images++
	} else {
		in.inert = depth
	}
	in.pieces[b.piece] = piece{kind: kind, id: in.ids, url: url}
	return true
}

// target reads what follows a link's text: an address in parentheses, a label
// in brackets, or nothing when the text is itself a label. It returns the
// address and how many bytes it takes.
func (in *inline) target(rest, text string, inner bool) (url string, size int, ok bool) {
	if strings.HasPrefix(rest, "(") {
		if url, size, ok = parseTarget(rest); ok {
			return url, size, true
		}
	}
	if len(in.refs.links) == 0 {
		return "", 0, false
	}
	if label, n := parseLabel(rest); n > 0 && label != "" {
		url, ok = in.refs.links[foldLabel(label)]
		return url, n, ok
	} else if n > 0 {
		size = n
	}
	if inner || len(text) > maxLabel {
		return "", 0, false
	}
	url, ok = in.refs.links[foldLabel(text)]
	return url, size, ok
}

// parseTarget reads (address "title") and returns the address and the bytes
// read.
func parseTarget(s string) (url string, size int, ok bool) {
	i := 1 + spaces(s[1:])
	url, n, ok := parseAddress(s[i:])
	if !ok {
		return "", 0, false
	}
	i += n
	gap := spaces(s[i:])
	i += gap
	if gap > 0 {
		i += parseTitle(s[i:])
		i += spaces(s[i:])
	}
	if i >= len(s) || s[i] != ')' {
		return "", 0, false
	}
	return unescape(url, true), i + 1, true
}

// parseAddress reads an address, in angle brackets or bare; none at all is an
// address too.
func parseAddress(s string) (url string, size int, ok bool) {
	pointed := strings.HasPrefix(s, "<")
	depth := 0
	for i := 0; i < len(s) && i < maxTarget; i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && isPunct(s[i+1]):
			i++
		case pointed && c == '>':
			return s[1:i], i + 1, true
		case pointed && (c == '\n' || c == '<' && i > 0):
			return "", 0, false
		case pointed:
		case c <= ' ' || c == 0x7f:
			return s[:i], i, depth == 0
		case c == '(':
			if depth++; depth > maxParens {
				return "", 0, false
			}
		case c == ')':
			if depth == 0 {
				return s[:i], i, true
			}
			depth--
		}
	}
	return s, len(s), !pointed && depth == 0 && len(s) < maxTarget
}

// parseTitle returns the length of the title at the start of s, or 0.
func parseTitle(s string) int {
	if s == "" || !strings.ContainsRune(`"'(`, rune(s[0])) {
		return 0
	}
	end := s[0]
	if end == '(' {
		end = ')'
	}
	for i := 1; i < len(s) && i < maxTitle; i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] == end:
			return i + 1
		case s[i] == '(' && end == ')':
			return 0
		}
	}
	return 0
}

// parseLabel reads [label] and returns the label and the bytes read, or 0.
func parseLabel(s string) (string, int) {
	if !strings.HasPrefix(s, "[") {
		return "", 0
	}
	for i := 1; i < len(s) && i <= maxLabel+1; i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			return "", 0
		case ']':
			return strings.TrimSpace(s[1:i]), i + 1
		}
	}
	return "", 0
}

// foldLabel brings a label into the form in which labels are compared.
func foldLabel(s string) string {
	return cases.Fold().String(strings.Join(strings.Fields(s), " "))
}

// spaces returns the length of the white space at the start of s, at most one
// line end in it.
func spaces(s string) int {
	lines := 0
	for i := range len(s) {
		if s[i] == '\n' {
			lines++
		}
		if s[i] != ' ' && s[i] != '\t' && s[i] != '\n' || lines > 1 {
			return i
		}
	}
	return len(s)
}

// autolink reads an address in angle brackets.
func (in *inline) autolink(rest string) bool {
	end := strings.IndexAny(rest[1:min(len(rest), models.MaxURL+2)], "<> \t\n")
	if end < 0 || rest[1+end] != '>' {
		return false
	}
	text := rest[1 : 1+end]
	url := text
	if !strings.Contains(text, ":") && strings.Contains(text, "@") {
		url = "mailto:" + text
	}
	if _, ok := cleanURL(url); !ok {
		return false
	}
	in.ids++
	id := in.ids
	in.push(0, piece{kind: pieceOpenLink, id: id, url: url})
	in.push(0, piece{kind: pieceLiteral, text: text})
	in.push(len(text)+2, piece{kind: pieceCloseLink, id: id})
	return true
}

// The tags that are understood; every other one is text.
var tags = []struct {
	text string
	on   pieceKind
	off  pieceKind // of a closing tag: what closes, else 0
}{
	{text: "<strong>", on: pieceStrongOn},
	{text: "</strong>", on: pieceStrongOn, off: pieceStrongOff},
	{text: "<em>", on: pieceEmphasisOn},
	{text: "</em>", on: pieceEmphasisOn, off: pieceEmphasisOff},
	{text: "</a>", on: pieceOpenLink, off: pieceCloseLink},
}

// tag reads one of the tags that are understood. An opening tag is text until
// its closing one is found.
func (in *inline) tag(rest string) bool {
	for _, br := range []string{"<br>", "<br/>", "<br />"} {
		if strings.HasPrefix(rest, br) {
			in.push(len(br), piece{kind: pieceBreak})
			return true
		}
	}
	for _, t := range tags {
		if strings.HasPrefix(rest, t.text) {
			return in.simpleTag(t.text, t.on, t.off)
		}
	}
	const href = `<a href="`
	if !strings.HasPrefix(rest, href) {
		return false
	}
	value := rest[len(href):min(len(rest), len(href)+maxTarget)]
	end := strings.IndexAny(value, "\"<\n")
	if end < 0 || !strings.HasPrefix(value[end:], `">`) {
		return false
	}
	size := len(href) + end + 2
	i := in.push(size, piece{kind: pieceTyped, text: rest[:size], url: unescape(value[:end], false)})
	in.tags[pieceOpenLink] = append(in.tags[pieceOpenLink], i)
	return true
}

func (in *inline) simpleTag(text string, on, off pieceKind) bool {
	if off == 0 {
		i := in.push(len(text), piece{kind: pieceTyped, text: text})
		in.tags[on] = append(in.tags[on], i)
		return true
	}
	open := in.tags[on]
	if len(open) == 0 {
		return false
	}
	begin := open[len(open)-1]
	in.tags[on] = open[:len(open)-1]
	in.ids++
	in.pieces[begin].kind = on
	in.pieces[begin].id = in.ids
	in.push(len(text), piece{kind: off, id: in.ids})
	return true
}

// entity reads a character reference and returns its text and the bytes read,
// or 0.
func entity(s string) (string, int) {
	end := strings.IndexByte(s[:min(len(s), 34)], ';')
	if end < 2 {
		return "", 0
	}
	name := s[1:end]
	if digits, ok := strings.CutPrefix(name, "#"); ok {
		base := 10
		if hex := strings.TrimLeft(digits, "xX"); len(hex) == len(digits)-1 {
			digits, base = hex, 16
		}
		n, err := strconv.ParseUint(digits, base, 31)
		if err != nil || len(digits) > 7 {
			return "", 0
		}
		r := rune(n)
		if r == 0 || !utf8.ValidRune(r) {
			r = utf8.RuneError
		}
		return string(r), end + 1
	}
	for i := range len(name) {
		if !isAlnum(name[i]) {
			return "", 0
		}
	}
	text := html.UnescapeString(s[:end+1])
	if strings.HasSuffix(text, ";") && name != "semi" {
		return "", 0
	}
	return text, end + 1
}

// unescape resolves character references, and backslashes if asked to, in an
// address.
func unescape(s string, backslashes bool) string {
	if !strings.ContainsAny(s, `\&`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		text, size := entity(s[i:])
		switch {
		case backslashes && s[i] == '\\' && i+1 < len(s) && isPunct(s[i+1]):
			text, size = s[i+1:i+2], 2
		case s[i] != '&' || size == 0:
			text, size = s[i:i+1], 1
		}
		b.WriteString(text)
		i += size
	}
	return b.String()
}

// wordRune reports whether r is a letter or digit.
func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
