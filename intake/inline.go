package intake

import (
	"strings"
	"unicode/utf8"
)

// piece is a stretch of a block's Markdown source that has been read.
type piece struct {
	kind    pieceKind
	text    string // the source, or the literal text of a code span
	id      int    // of a link's two ends, to tell it from others
	url     string // of a link's begin
	mark    byte   // of a run of emphasis signs: the sign
	opens   []int  // of a run: the lengths it opens emphasis with
	closes  []int  // of a run: the lengths it closes emphasis with
	left    int    // of a run: the signs that stay text
	canOpen bool
	canEnd  bool
	prev    int // the run before and after this one that may still match
	next    int
}

type pieceKind int

const (
	pieceTyped   pieceKind = iota // source text; white space collapses
	pieceLiteral                  // text as it is
	pieceBreak
	pieceRun // of * or _
	pieceOpenLink
	pieceCloseLink
	pieceStrongOn
	pieceStrongOff
	pieceEmphasisOn
	pieceEmphasisOff
	pieceImage // an image's begin: a link, unless it lies in one or has no web address
	pieceGone
	pieceNote // a footnote's mark; id is its note
)

// inline reads the Markdown of one block. Every step looks at a bounded
// stretch of source or moves forward for good, so that time is linear in the
// source whatever is in it.
type inline struct {
	src    string
	refs   references
	pos    int
	plain  int // where the typed text begins that is no piece yet
	pieces []piece

	brackets []bracket
	inert    int // brackets below this depth open no link: one lies in them
	tags     map[pieceKind][]int
	ticks    map[int][]int // where runs of backticks of a length begin
	ids      int
	firstRun int
	lastRun  int

	images int // images read
}

// references are what the inline Markdown of a text may refer to.
type references struct {
	links map[string]string // addresses by folded label
	notes map[string]int    // footnotes by label
}

// readInline reads source into sp. It reports whether it was one image, or a
// link around one, and nothing else.
func readInline(src string, refs references, sp *spool) (onlyImage bool) {
	in := &inline{src: src, refs: refs, firstRun: -1, lastRun: -1, tags: map[pieceKind][]int{}}
	in.scan()
	in.matchRuns(-1)
	in.spell(sp)
	return in.images == 1 && in.onlyImage()
}

// triggers are the characters at which scan stops.
const triggers = "\\`*_[]!<&\n"

func (in *inline) scan() {
	for in.pos < len(in.src) {
		skip := strings.IndexAny(in.src[in.pos:], triggers)
		if skip < 0 {
			in.pos = len(in.src)
			break
		}
		in.pos += skip
		if !in.special() {
			in.pos++
		}
	}
	in.flush()
}

// special reads the construct at pos and reports whether there was one.
func (in *inline) special() bool {
	rest := in.src[in.pos:]
	switch rest[0] {
	case '\\':
		return in.backslash(rest)
	case '`':
		return in.codeSpan(rest)
	case '*', '_':
		return in.run(rest)
	case '!':
		if strings.HasPrefix(rest, "![") {
			return in.openBracket(2)
		}
	case '[':
		if in.noteMark(rest) {
			return true
		}
		return in.openBracket(1)
	case ']':
		return in.closeBracket()
	case '<':
		return in.tag(rest) || in.autolink(rest)
	case '&':
		if r, size := entity(rest); size > 0 {
			in.push(size, piece{kind: pieceLiteral, text: r})
			return true
		}
	case '\n':
		return in.lineEnd()
	}
	return false
}

// flush makes a piece of the typed text before pos.
func (in *inline) flush() {
	if in.plain < in.pos {
		in.pieces = append(in.pieces, piece{kind: pieceTyped, text: in.src[in.plain:in.pos]})
	}
	in.plain = in.pos
}

// push adds a piece for the next size bytes of source.
func (in *inline) push(size int, p piece) int {
	in.flush()
	in.pieces = append(in.pieces, p)
	in.pos += size
	in.plain = in.pos
	return len(in.pieces) - 1
}

func (in *inline) backslash(rest string) bool {
	switch {
	case len(rest) > 1 && isPunct(rest[1]):
		in.push(2, piece{kind: pieceLiteral, text: rest[1:2]})
	case len(rest) > 1 && rest[1] == '\n':
		in.push(2, piece{kind: pieceBreak})
	default:
		return false
	}
	return true
}

// lineEnd makes a break of a line end after two spaces.
func (in *inline) lineEnd() bool {
	if !strings.HasSuffix(in.src[in.plain:in.pos], "  ") {
		return false
	}
	in.push(1, piece{kind: pieceBreak})
	return true
}

func (in *inline) codeSpan(rest string) bool {
	length := runLength(rest, '`')
	end := in.closingTicks(length)
	if end < 0 {
		in.pos += length
		return true
	}
	code := strings.ReplaceAll(in.src[in.pos+length:end], "\n", " ")
	if len(code) > 1 && code[0] == ' ' && code[len(code)-1] == ' ' && strings.Trim(code, " ") != "" {
		code = code[1 : len(code)-1]
	}
	in.push(end+length-in.pos, piece{kind: pieceLiteral, text: code})
	return true
}

// closingTicks returns where the next run of just n backticks begins behind
// the one at pos, or -1. Where the runs are is found out once.
func (in *inline) closingTicks(n int) int {
	if in.ticks == nil {
		in.ticks = map[int][]int{}
		for i := in.pos; i < len(in.src); {
			skip := strings.IndexByte(in.src[i:], '`')
			if skip < 0 {
				break
			}
			i += skip
			length := runLength(in.src[i:], '`')
			in.ticks[length] = append(in.ticks[length], i)
			i += length
		}
	}
	at := in.ticks[n]
	for len(at) > 0 && at[0] <= in.pos {
		at = at[1:]
	}
	in.ticks[n] = at
	if len(at) == 0 {
		return -1
	}
	return at[0]
}

// spell writes the pieces into sp.
func (in *inline) spell(sp *spool) {
	for i := range in.pieces {
		p := &in.pieces[i]
		switch p.kind {
		case pieceTyped:
			eachRune(p.text, sp.typed)
		case pieceLiteral:
			eachRune(p.text, sp.literal)
		case pieceBreak:
			sp.breakLine()
		case pieceRun:
			shift(sp, p.closes, -1)
			for range p.left {
				sp.literal(rune(p.mark))
			}
			shift(sp, p.opens, 1)
		case pieceOpenLink:
			sp.link(p.id, p.url)
		case pieceImage:
			if url, ok := cleanURL(p.url); ok && !sp.linked() && strings.HasPrefix(url, "http") {
				sp.link(p.id, url)
			}
		case pieceCloseLink:
			sp.unlink(p.id)
		case pieceStrongOn:
			sp.strong++
		case pieceStrongOff:
			sp.strong--
		case pieceEmphasisOn:
			sp.emphasis++
		case pieceEmphasisOff:
			sp.emphasis--
		case pieceNote:
			sp.point(p.id)
		case pieceGone:
		}
	}
}

// shift opens (by 1) or closes (by -1) emphasis of the lengths.
func shift(sp *spool, lengths []int, by int) {
	for _, length := range lengths {
		if length == 2 {
			sp.strong += by
		} else {
			sp.emphasis += by
		}
	}
}

// onlyImage reports whether all words lie inside the image.
func (in *inline) onlyImage() bool {
	inside := -1
	for i := range in.pieces {
		p := &in.pieces[i]
		switch {
		case inside >= 0:
			if p.kind == pieceCloseLink && p.id == inside {
				inside = -1
			}
		case p.kind == pieceImage:
			inside = p.id
		case p.kind == pieceTyped && strings.TrimSpace(p.text) == "":
		case p.kind == pieceTyped, p.kind == pieceLiteral, p.kind == pieceBreak, p.kind == pieceRun && p.left > 0:
			return false
		}
	}
	return true
}

func eachRune(s string, f func(rune)) {
	for _, r := range s {
		f(r)
	}
}

func runLength(s string, c byte) int {
	n := 0
	for n < len(s) && s[n] == c {
		n++
	}
	return n
}

// isPunct reports whether c is one of ASCII's signs.
func isPunct[C byte | rune](c C) bool {
	return c > ' ' && c < utf8.RuneSelf && c != 0x7f && !isAlnum(c)
}

// isAlnum reports whether c is one of ASCII's letters and digits.
func isAlnum[C byte | rune](c C) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
