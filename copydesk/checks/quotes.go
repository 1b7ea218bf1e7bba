package checks

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode"

	"example.org/tickmark/models"
)

// quoted is what stands between quotation marks, nested ones included.
type quoted struct {
	models.Span             // with the marks
	inside      models.Span // without
}

// stray is a quotation mark without its other half.
type stray struct {
	at    int
	opens bool
	with  rune // the mark of another kind that closes it, or 0
}

// closers are the marks that may close what a mark opens. A mark that is no key
// never opens; those of facing open only where they face what follows.
var closers = map[rune]string{
	'“': "”", '„': "“”", '”': "”“", '‟': "”", '«': "»", '»': "«»", '"': `"`, '＂': "＂",
	'「': "」", '『': "』", '〝': "〟",
}

const (
	marks  = `“”„‟«»"＂「」『』〝〟`
	facing = "”»"
)

// pairs finds what belongs together among the quotation marks of the copy, block
// by block. Single marks are left alone, for they are apostrophes as well.
func (b *bench) pairs() (found []quoted, lone []stray) {
	p := pairing{bench: b}
	for i, block := range b.Blocks {
		p.block(block, i)
	}
	slices.SortFunc(p.found, func(a, b quoted) int { return a.Start - b.Start })
	return p.found, p.lone
}

// pairing pairs the marks of one block after the other.
type pairing struct {
	*bench
	open  []int // where marks stand that have not closed, the innermost last
	inch  bool  // a straight mark stands behind a figure, so that none can be sure
	found []quoted
	lone  []stray
}

func (p *pairing) block(block models.Block, index int) {
	p.open, p.inch = p.open[:0], false
	for i := block.Start; i < block.End; i++ {
		if c := p.runes[i]; (c == '"' || c > 0x80) && strings.ContainsRune(marks, c) {
			p.mark(i, c, block)
		} else if c == '\'' && i+1 < block.End && p.runes[i+1] == c && p.isOpen('"') {
			i++
			p.close(i, '"', p.runes[i-2], ' ')
		}
	}
	p.rest(block, index)
}

// mark takes the mark at i.
func (p *pairing) mark(i int, c rune, block models.Block) {
	prev, next := p.neighbours(i, block)
	straight := c == '"' || c == '＂'
	switch {
	case (straight || c == '”') && innerMark(prev, next):
	case straight && unicode.IsDigit(prev) && !p.isOpen(c):
		p.inch = true
	case p.again(i, c, block):
	case p.close(i, c, prev, next):
	case (c == '“' || c == '«') && closesHere(prev, next):
		p.lone = append(p.lone, stray{at: i})
	case closers[c] != "" && (!strings.ContainsRune(facing, c) || opensHere(prev, next)):
		p.open = append(p.open, i)
	default:
		p.lone = append(p.lone, stray{at: i})
	}
}

// neighbours are the code points beside i in its block, a space where there is
// none.
func (p *pairing) neighbours(i int, block models.Block) (prev, next rune) {
	prev, next = ' ', ' '
	if i > block.Start {
		prev = p.runes[i-1]
	}
	if i+1 < block.End {
		next = p.runes[i+1]
	}
	return prev, next
}

// innerMark reports whether a mark between these belongs to a word, as in
// Hebrew abbreviations.
func innerMark(prev, next rune) bool {
	return letter(prev) && letter(next) && !unicode.In(prev, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

// opensHere reports whether a mark between these faces what follows.
func opensHere(prev, next rune) bool {
	return !unicode.IsSpace(next) && !unicode.IsPunct(next) && (unicode.IsSpace(prev) || unicode.IsPunct(prev))
}

// closesHere reports whether a mark between these faces what stands before it.
func closesHere(prev, next rune) bool {
	return letterly(prev) && (unicode.IsSpace(next) || unicode.IsPunct(next))
}

// deep is how many open marks are looked at: no quotation is nested deeper.
const deep = 8

func (p *pairing) isOpen(c rune) bool {
	return slices.ContainsFunc(p.open[max(0, len(p.open)-deep):], func(at int) bool { return p.runes[at] == c })
}

// again reports whether the mark only repeats one that is open at the start of
// a line, as verse and older prose do.
func (p *pairing) again(i int, c rune, block models.Block) bool {
	return p.isOpen(c) && i > block.Start && p.runes[i-1] == models.LineBreak
}

// close closes the innermost open mark that c can close; those inside it are
// stray. It reports false when there is none.
func (p *pairing) close(i int, c, prev, next rune) bool {
	if c == '“' && opensHere(prev, next) && !unicode.IsPunct(prev) {
		return false
	}
	for k := len(p.open) - 1; k >= max(0, len(p.open)-deep); k-- {
		at := p.open[k]
		mixed := c == '"' && (p.runes[at] == '“' || p.runes[at] == '„') && !unicode.IsSpace(prev) && !letter(next) && !p.isOpen('"')
		if !mixed && !strings.ContainsRune(closers[p.runes[at]], c) {
			continue
		}
		p.drop(k + 1)
		if mixed {
			p.lone = append(p.lone, stray{at, true, c})
		}
		p.found = append(p.found, quoted{models.Span{Start: at, End: i + 1}, models.Span{Start: at + 1, End: i}})
		p.open = p.open[:k]
		return true
	}
	return false
}

// drop gives up the open marks from the k-th on.
func (p *pairing) drop(k int) {
	for _, at := range p.open[k:] {
		p.lone = append(p.lone, stray{at: at, opens: true})
	}
	p.open = p.open[:k]
}

// rest decides about what is open at the end of a block: a quotation goes on
// when the next block opens it again.
func (p *pairing) rest(block models.Block, index int) {
	if p.inch {
		p.open = slices.DeleteFunc(p.open, func(at int) bool { return p.runes[at] == '"' })
	}
	if len(p.open) == 0 {
		return
	}
	if first := p.runes[p.open[0]]; index+1 < len(p.Blocks) && p.Blocks[index+1].Len() > 0 {
		next := p.runes[p.Blocks[index+1].Start]
		if next == first || first == '«' && next == '»' {
			p.found = append(p.found, quoted{models.Span{Start: p.open[0], End: block.End}, models.Span{Start: p.open[0] + 1, End: block.End}})
			p.open = p.open[1:]
		}
	}
	if len(p.open) == 1 && p.shared(p.open[0], block) {
		return
	}
	p.drop(0)
}

// shared reports whether one » closes two quotations that end together, as
// Russian and French may have it: an inner one opens in the same sentence.
func (p *pairing) shared(at int, block models.Block) bool {
	if p.runes[at] != '«' {
		return false
	}
	s := p.sentenceAt(at)
	if s == len(p.Reading.Sentences) {
		return false
	}
	end := min(p.Reading.Sentences[s].End, block.End)
	return slices.ContainsFunc(p.found, func(q quoted) bool { return q.Start > at && q.Start < end && p.runes[q.Start] == '«' })
}

func (b *bench) openQuotes() (found []Finding) {
	for _, s := range b.stray {
		mark := b.runes[s.at]
		place := models.Span{Start: s.at, End: s.at + 1}
		switch {
		case s.with != 0:
			found = append(found, b.finding(fmt.Sprintf("The quotation opens with %c and closes with %c.", mark, s.with), b.around(place, 0, 3)))
		case s.opens:
			found = append(found, b.finding(fmt.Sprintf("The quotation mark %c opens here and does not close in its paragraph.", mark), b.around(place, 0, 3)))
		default:
			found = append(found, b.finding(fmt.Sprintf("The quotation mark %c closes here, and none that opens stands before it in its paragraph.", mark), b.around(place, 3, 0)))
		}
	}
	return found
}

// quotedAt reports whether the code point stands between quotation marks.
func (b *bench) quotedAt(at int) bool {
	i := sort.Search(len(b.quotes), func(i int) bool { return b.quotes[i].Start > at })
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		if b.quotes[k].End > at {
			return true
		}
	}
	return false
}
