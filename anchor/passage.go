package anchor

import (
	"slices"
	"unicode/utf8"

	"example.org/tickmark/models"

	"golang.org/x/text/unicode/norm"
)

// Quoted is where a text says what somebody quoted of it.
type Quoted struct {
	models.Span
	Verbatim bool // the words stand there alike
	Errors   int  // code points to put in, take out or replace until they do
}

// maxPattern is how many code points of a passage are looked for in one piece.
// Of a longer one its beginning and its end are.
const maxPattern = 512

// Passage finds where a text says what somebody quoted of it: where the words
// stand alike, else the stretch that is nearest to them by insertions, deletions
// and replacements of code points, the first of several. It finds none when
// more than three tenths of the words would have to change.
func Passage(text, words string) (at Quoted, found bool) {
	in, want := fold([]rune(text)), fold([]rune(norm.NFC.String(words))).runes
	if len(want) == 0 {
		return Quoted{}, false
	}
	if alike, found := in.first(want); found {
		return Quoted{Span: alike, Verbatim: true}, true
	}
	near, errors := nearest(want, in.runes)
	if 10*errors > 3*len(want) {
		return Quoted{}, false
	}
	return Quoted{Span: in.back(in.uncut(near)), Errors: errors}, true
}

// Verbatim finds where a text says words alike, the first of several places, in
// code points. It looks for nothing that is near, which is what takes Passage its
// time.
func Verbatim(text, words string) (at models.Span, found bool) {
	return fold([]rune(text)).first(fold([]rune(norm.NFC.String(words))).runes)
}

// first is where folded words stand in the text for the first time. No words
// stand nowhere.
func (f folded) first(words []rune) (at models.Span, found bool) {
	if len(words) == 0 {
		return models.Span{}, false
	}
	for i := range f.all(words) {
		return f.back(models.Span{Start: i, End: i + len(words)}), true
	}
	return models.Span{}, false
}

// PassageAt is Passage for words that somebody selected at a place, in code
// points: there they are where the text says them alike there, else wherever
// Passage finds them. A place outside the text is none.
func PassageAt(text string, place models.Span, words string) (at Quoted, found bool) {
	if t := Index(text); place.Len() > 0 && t.Has(place) && Alike(t.Slice(place), norm.NFC.String(words)) {
		return Quoted{Span: place, Verbatim: true}, true
	}
	return Passage(text, words)
}

// uncut lets a span begin and end where words do, unless that is far off, as in
// scripts that put no space between words.
func (f folded) uncut(s models.Span) models.Span {
	const far = 12
	from, to := s.Start, s.End
	for cutsWord(f.runes, from) && s.Start-from < far {
		from--
	}
	for cutsWord(f.runes, to) && to-s.End < far {
		to++
	}
	if !cutsWord(f.runes, from) {
		s.Start = from
	}
	if !cutsWord(f.runes, to) {
		s.End = to
	}
	return s
}

// nearest is the stretch of the text that is nearest to the words, and how far
// it is.
func nearest(words, text []rune) (models.Span, int) {
	if len(words) <= maxPattern {
		return near(words, text)
	}
	head, first := near(words[:maxPattern], text)
	rest := text[head.Start:min(len(text), head.Start+len(words)+len(words)/4+maxPattern)]
	tail, last := near(words[len(words)-maxPattern:], rest)
	tail = shifted(tail, head.Start)
	at := models.Span{Start: head.Start, End: max(head.End, tail.End)}
	errors := (first + last) * len(words) / (2 * maxPattern)
	return at, max(errors, at.Len()-len(words), len(words)-at.Len())
}

// near is nearest for words that are looked for in one piece.
func near(words, text []rune) (models.Span, int) {
	end, errors := newPattern(words).search(text, false)
	back := slices.Clone(text[max(0, end-len(words)-errors):end])
	slices.Reverse(back)
	turned := slices.Clone(words)
	slices.Reverse(turned)
	length, _ := newPattern(turned).search(back, true)
	return models.Span{Start: end - length, End: end}, errors
}

// pattern is a text that is looked for, as bits: for each code point the places
// where it stands.
type pattern struct {
	length int
	last   rune
	blocks int
	ascii  [utf8.RuneSelf][]uint64
	others map[rune][]uint64
	none   []uint64
}

const blockBits = 64

func newPattern(words []rune) *pattern {
	p := &pattern{length: len(words), last: words[len(words)-1], blocks: (len(words) + blockBits - 1) / blockBits, others: map[rune][]uint64{}}
	p.none = make([]uint64, p.blocks)
	for i, r := range words {
		bits := p.at(r)
		if &bits[0] == &p.none[0] {
			bits = make([]uint64, p.blocks)
			if r < utf8.RuneSelf {
				p.ascii[r] = bits
			} else {
				p.others[r] = bits
			}
		}
		bits[i/blockBits] |= 1 << (i % blockBits)
	}
	return p
}

// at are the places of a code point in the pattern.
func (p *pattern) at(r rune) []uint64 {
	bits := p.others[r]
	if r >= 0 && r < utf8.RuneSelf {
		bits = p.ascii[r]
	}
	if bits == nil {
		return p.none
	}
	return bits
}

// search returns where the stretch of the text ends that is nearest to the
// pattern, the first of several, and by how many errors it differs. Of several
// ends in one place it takes the first that is as the pattern's. The stretch
// begins anywhere, or, when it is fixed, at the text's beginning. It takes time
// in the product of the text's length and the pattern's blocks of 64: the
// algorithm of Myers (1999), as Hyyrö (2003) gives it for patterns of several
// blocks.
func (p *pattern) search(text []rune, fixed bool) (end, errors int) {
	plus, minus := make([]uint64, p.blocks), make([]uint64, p.blocks)
	for i := range plus {
		plus[i] = ^uint64(0)
	}
	errors = p.length
	score := p.length
	last := uint64(1) << ((p.length - 1) % blockBits)
	for j, r := range text {
		carry := 0 // of the row above the first: a stretch that begins anywhere costs nothing there
		if fixed {
			carry = 1
		}
		bits := p.at(r)
		for b := range p.blocks {
			high := uint64(1) << (blockBits - 1)
			if b == p.blocks-1 {
				high = last
			}
			carry = advance(&plus[b], &minus[b], bits[b], high, carry)
		}
		if score += carry; score < errors || score == errors && p.endsBetter(text, end, j+1, errors) {
			end, errors = j+1, score
		}
	}
	return end, errors
}

// endsBetter reports whether a stretch with as many errors ends better further
// on: as the pattern does, and in the same place, where two such stretches differ
// in length by twice the errors at most.
func (p *pattern) endsBetter(text []rune, end, further, errors int) bool {
	return end > 0 && further-end <= 2*errors && text[further-1] == p.last && text[end-1] != p.last
}

// advance takes a block of a column over to the next one: plus and minus are
// where the errors rise and fall down the column, carry how they change along
// the row above it. It returns how they change along the row of the bit high.
func advance(plus, minus *uint64, equal, high uint64, carry int) int {
	down := equal | *minus
	if carry < 0 {
		equal |= 1
	}
	along := (((equal & *plus) + *plus) ^ *plus) | equal
	rise, fall := *minus|^(along|*plus), *plus&along
	out := 0
	switch {
	case rise&high != 0:
		out = 1
	case fall&high != 0:
		out = -1
	}
	rise, fall = rise<<1, fall<<1
	switch {
	case carry < 0:
		fall |= 1
	case carry > 0:
		rise |= 1
	}
	*plus, *minus = fall|^(down|rise), rise&down
	return out
}
