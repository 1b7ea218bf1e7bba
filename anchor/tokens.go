package anchor

import (
	"slices"
	"sort"
	"unicode"

	"example.org/tickmark/models"
)

// side is one of two texts that are compared: folded, cut into tokens, and
// these gathered into the sentences and blocks of its revision. Offsets are
// those of the folded text.
type side struct {
	folded
	text              *Text
	sums              sums
	tokens            []token
	blocks, sentences []unit // a sentence of a script without full stops is cut into its clauses
	starts, ends      []bool // by offset: a sentence or block begins, ends
	sentenceOf        []int  // of each token; -1 for one that lies in none
	blockOf           []int
}

// token is a word, or one sign. Tokens that say the same, but for upper and
// lower case, have one id on both sides.
type token struct {
	models.Span
	id int
}

// unit is a sentence or a block: tokens from up to, not including, to. Units
// that are alike have one id on both sides.
type unit struct {
	models.Span
	from, to int
	id       int
}

func (u unit) len() int { return u.to - u.from }

// dictionary gives equal texts one number.
type dictionary struct {
	ids    map[string]int
	counts []int
	texts  []string
}

func (d *dictionary) id(text string) int {
	id, ok := d.ids[text]
	if !ok {
		id = len(d.counts)
		d.ids[text] = id
		d.counts, d.texts = append(d.counts, 0), append(d.texts, text)
	}
	d.counts[id]++
	return id
}

func newDictionary() *dictionary { return &dictionary{ids: map[string]int{}} }

// newSide reads a revision. Both sides are read with the same dictionaries.
func newSide(rev models.Revision, tokens, units *dictionary) *side {
	s := &side{text: Index(rev.Text)}
	s.folded = fold(s.text.runes)
	s.sums = newSums(s.runes)
	sentences := s.spans(len(rev.Sentences), func(i int) models.Span { return rev.Sentences[i].Span })
	blocks := s.spans(len(rev.Blocks), func(i int) models.Span { return rev.Blocks[i].Span })
	if len(sentences) == 0 {
		sentences = blocks
	}
	s.starts, s.ends = make([]bool, len(s.runes)+1), make([]bool, len(s.runes)+1)
	for _, u := range slices.Concat(sentences, blocks) {
		s.starts[u.Start], s.ends[u.End] = true, true
	}
	s.cut(tokens)
	sentences = s.clauses(sentences)
	s.sentences, s.sentenceOf = s.gather(sentences, units)
	s.blocks, s.blockOf = s.gather(blocks, units)
	return s
}

// spans returns the spans of n units that hold anything in the folded text.
func (s *side) spans(n int, of func(int) models.Span) []models.Span {
	spans := make([]models.Span, 0, n)
	for i := range n {
		if u := s.span(of(i)); u.Len() > 0 {
			spans = append(spans, u)
		}
	}
	return spans
}

// maxWord is how long a run of letters may be to count as one word. A longer
// one is of a script without spaces, or is no word.
const maxWord = 32

// cut cuts the folded text into tokens, none of which goes over the end of a
// sentence.
func (s *side) cut(dict *dictionary) {
	s.tokens = make([]token, 0, len(s.runes)/4)
	lower := make([]rune, 0, maxWord)
	for i := 0; i < len(s.runes); {
		if s.runes[i] == ' ' {
			i++
			continue
		}
		end := s.wordEnd(i)
		if end-i > maxWord || end == i {
			end = i + 1
			for end < len(s.runes) && unicode.IsMark(s.runes[end]) && !s.parts(end) && end-i < maxWord {
				end++
			}
		}
		lower = lower[:0]
		for _, r := range s.runes[i:end] {
			lower = append(lower, unicode.ToLower(r))
		}
		s.tokens = append(s.tokens, token{models.Span{Start: i, End: end}, dict.id(string(lower))})
		i = end
	}
}

// wordEnd returns where the word that begins at i ends: i when none does. A
// number goes on over a full stop or comma between its digits.
func (s *side) wordEnd(i int) int {
	text, end := s.runes, i
	for end < len(text) && end-i <= maxWord && (end == i || !s.parts(end)) {
		r := text[end]
		if wordRune(r) && !unspaced(r) {
			end++
			continue
		}
		if (r == '.' || r == ',') && end > i && end+1 < len(text) && !s.parts(end+1) && unicode.IsDigit(text[end-1]) && unicode.IsDigit(text[end+1]) {
			end++
			continue
		}
		break
	}
	return end
}

// parts reports whether a sentence begins or ends at offset i.
func (s *side) parts(i int) bool { return s.starts[i] || s.ends[i] }

// unspaced reports whether r belongs to a script that writes no spaces between
// words. Each of its signs is a token.
func unspaced(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao,
		unicode.Khmer, unicode.Myanmar, unicode.Tibetan, unicode.Javanese, unicode.Balinese, unicode.Yi)
}

// clauses cuts sentences where nobody else does: at the spaces that do the work
// of full stops in scripts without spaces between words, and behind ideographic
// full stops, also before a quotation.
func (s *side) clauses(sentences []models.Span) []models.Span {
	cut := make([]models.Span, 0, len(sentences))
	for _, u := range sentences {
		start := u.Start
		for i := u.Start + 1; i < u.End; i++ {
			switch before, here := s.runes[i-1], s.runes[i]; {
			case here == ' ' && i+1 < u.End && clausal(before) && clausal(s.runes[i+1]):
				cut = append(cut, models.Span{Start: start, End: i})
				start = i + 1
			case ideographicStop(before) && (here == '「' || here == '『' || unicode.IsLetter(here)):
				cut = append(cut, models.Span{Start: start, End: i})
				start = i
			}
		}
		cut = append(cut, models.Span{Start: start, End: u.End})
	}
	return cut
}

func ideographicStop(r rune) bool { return r == '。' || r == '！' || r == '？' }

// clausal reports whether r is of a script that parts clauses by spaces.
func clausal(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// gather returns the units over spans, and of each token in which it lies.
func (s *side) gather(spans []models.Span, dict *dictionary) ([]unit, []int) {
	units, of := make([]unit, 0, len(spans)), make([]int, len(s.tokens))
	for i := range of {
		of[i] = -1
	}
	for _, span := range spans {
		u := unit{Span: span}
		u.from, u.to = s.within(span)
		if u.len() == 0 {
			continue
		}
		for i := u.from; i < u.to; i++ {
			of[i] = len(units)
		}
		u.id = dict.id(string(s.runes[span.Start:span.End]))
		units = append(units, u)
	}
	return units, of
}

// within returns the tokens that a span touches: from up to, not including, to.
func (s *side) within(span models.Span) (from, to int) {
	from = sort.Search(len(s.tokens), func(i int) bool { return s.tokens[i].End > span.Start })
	to = from + sort.Search(len(s.tokens)-from, func(i int) bool { return s.tokens[from+i].Start >= span.End })
	return from, to
}

// firstOfSentence reports whether a sentence begins with token i.
func (s *side) firstOfSentence(i int) bool {
	n := s.sentenceOf[i]
	return n >= 0 && s.sentences[n].from == i
}

// lastOfSentence reports whether a sentence ends with token i.
func (s *side) lastOfSentence(i int) bool {
	n := s.sentenceOf[i]
	return n >= 0 && s.sentences[n].to == i+1
}

// Weights of tokens: what they tell about which sentence this is.
const (
	weightSign  = 1
	weightOften = 2 // "the": a word that stands everywhere
	weightShort = 4
	weightWord  = 6
	weightRare  = 8 // a number, which is what lookalikes differ by
)

// weigh returns the weight of every token id: those that there are already, and
// the others by how often they stand in the texts.
func (d *dictionary) weigh(weights []int) []int {
	total := 0
	for _, n := range d.counts {
		total += n
	}
	often := max(8, total/100)
	for id := len(weights); id < len(d.texts); id++ {
		weights = append(weights, weightOf([]rune(d.texts[id]), d.counts[id] > often))
	}
	return weights
}

func weightOf(text []rune, often bool) int {
	switch {
	case !wordRune(text[0]):
		return weightSign
	case often:
		return weightOften
	case unicode.IsDigit(text[0]):
		return weightRare
	case len(text) < 3:
		return weightShort
	}
	return weightWord
}

// whole is the share of what is all there.
const whole = 1000

// share returns how much of a is also in b. What is empty is like what is empty.
func share(weights []int, a, b []token) int {
	if len(a) == 0 && len(b) == 0 {
		return whole
	}
	counts := make(map[int]int, len(b))
	for _, t := range b {
		counts[t.id]++
	}
	both, all := 0, 0
	for _, t := range a {
		all += weights[t.id]
		if counts[t.id] > 0 {
			counts[t.id]--
			both += weights[t.id]
		}
	}
	return both * whole / max(1, all)
}
