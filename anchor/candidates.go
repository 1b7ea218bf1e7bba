package anchor

import (
	"cmp"
	"slices"

	"example.org/tickmark/models"
)

// mostCandidates is how many places a person is shown to choose from.
const mostCandidates = 5

// Finder looks for places in one revision. It reads the text once. It is not
// for use by several goroutines at once.
type Finder struct {
	rev           models.Revision
	text          *side
	tokens, units *dictionary
	weights       []int
}

// NewFinder reads a revision.
func NewFinder(rev models.Revision) *Finder {
	f := &Finder{rev: rev, tokens: newDictionary(), units: newDictionary()}
	f.text = newSide(rev, f.tokens, f.units)
	f.weights = f.tokens.weigh(nil)
	return f
}

// Make is Make in the finder's revision.
func (f *Finder) Make(span models.Span, outcome models.Outcome) (models.Anchor, error) {
	return makeIn(f.rev, f.text.text, span, outcome)
}

// Candidates returns the places of the revision where a person might put an
// anchor that has none, the likeliest first: where its words stand alike, then
// where something much like them does. There are at most five, none of which
// overlaps another; none when nothing resembles the words. Each is on grapheme
// boundaries and does not cut words.
func (f *Finder) Candidates(a models.Anchor) []models.Span {
	s := f.search(a)
	if len(s.words.runes) == 0 {
		return nil
	}
	found := append(s.alike(), s.like()...)
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	var spans []models.Span
	for _, f := range found {
		overlaps := func(o models.Span) bool { return o.Overlaps(f.Span) }
		if len(spans) < mostCandidates && f.Len() > 0 && !slices.ContainsFunc(spans, overlaps) {
			spans = append(spans, f.Span)
		}
	}
	return spans
}

// search looks for the words of an anchor in a text.
type search struct {
	text            *side
	words, sentence *side // the anchor's own
	before, behind  []rune
	weights         []int
}

// candidate is a place in the text, in its code points.
type candidate struct {
	models.Span
	score int
}

func (f *Finder) search(a models.Anchor) *search {
	read := func(text string) *side {
		return newSide(models.Revision{Document: models.Document{Text: text}}, f.tokens, f.units)
	}
	s := &search{
		text: f.text, words: read(a.Exact), sentence: read(firstRunes(a.Sentence, windowRunes)),
		before: []rune(Fold(a.Prefix)), behind: []rune(Fold(a.Suffix)),
	}
	f.weights = f.tokens.weigh(f.weights)
	s.weights = f.weights
	return s
}

// firstRunes returns the first n runes of s.
func firstRunes(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}

// alike returns where the words stand alike.
func (s *search) alike() []candidate {
	var found []candidate
	for at := range s.text.all(s.words.runes) {
		end := at + len(s.words.runes)
		if !cutsWord(s.text.runes, at) && !cutsWord(s.text.runes, end) {
			found = append(found, s.candidate(models.Span{Start: at, End: end}, 2*whole))
		}
	}
	return found
}

// candidate returns the candidate at a folded span whose words are so like the
// anchor's: the more so the more its sentence and what stands beside it are.
func (s *search) candidate(at models.Span, like int) candidate {
	score := 2 * like
	if from, to := s.text.within(at); from < to {
		around := s.text.tokens[s.text.sentenceStart(from):s.text.sentenceEnd(to-1)]
		score += share(s.weights, s.sentence.tokens, around) + share(s.weights, around, s.sentence.tokens)
	}
	score += 10 * (sameEnd(s.before, s.text.runes[:at.Start]) + sameStart(s.behind, s.text.runes[at.End:]))
	span := s.text.back(at)
	return candidate{s.text.text.Trim(s.text.text.Widen(span)), score}
}

// sameEnd returns how many runes the texts end with in common, spaces between
// apart.
func sameEnd(a, b []rune) int {
	a, b = trimRight(a), trimRight(b)
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

func trimRight(a []rune) []rune {
	for len(a) > 0 && a[len(a)-1] == ' ' {
		a = a[:len(a)-1]
	}
	return a
}

// sameStart returns how many runes the texts begin with in common.
func sameStart(a, b []rune) int {
	for len(b) > 0 && b[0] == ' ' {
		b = b[1:]
	}
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// What bounds the search for something like the words.
const (
	mostWindows = 8    // sentences that are looked at closely
	windowWords = 256  // tokens of a longer sentence that are one window
	windowRunes = 8192 // of one window, with what is behind it
	mostRunes   = 512  // of the words; of longer ones their beginning and their end are looked for
	fewWords    = 4    // tokens that tell nothing by standing in the words as well
	leastShare  = 350  // of whole: how much of the words or of their sentence a window has
)

// like returns where something much like the words stands.
func (s *search) like() []candidate {
	windows := s.windows()
	slices.SortStableFunc(windows, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	var found []candidate
	for _, w := range windows[:min(mostWindows, len(windows))] {
		start := s.text.tokens[w.Start].Start
		end := max(s.text.tokens[w.End-1].End, min(start+2*len(s.words.runes), len(s.text.runes)))
		if at, like := s.closest(models.Span{Start: start, End: min(end, start+windowRunes)}); like > 0 {
			found = append(found, s.candidate(s.wholeWords(at), like))
		}
	}
	return found
}

// windows returns the stretches of tokens that have something of the words, or
// of the sentence around them.
func (s *search) windows() []candidate {
	inWords, words := s.marked(s.words.tokens)
	inSentence, sentence := s.marked(s.sentence.tokens)
	var windows []candidate
	for _, u := range s.text.sentences {
		for from := u.from; from < u.to; from += windowWords {
			to := min(from+windowWords, u.to)
			ofWords, ofSentence, all := 0, 0, 0
			for _, t := range s.text.tokens[from:to] {
				w := s.weights[t.id]
				all += w
				ofWords += w * inWords[t.id]
				ofSentence += w * inSentence[t.id]
			}
			score := max(whole*ofWords/max(1, words), whole*ofSentence/max(1, sentence))
			if n := to - from; n > fewWords && n < len(s.words.tokens) { // one of several sentences
				score = max(score, whole*ofWords/all)
			}
			if score >= leastShare {
				windows = append(windows, candidate{models.Span{Start: from, End: to}, min(score, whole)})
			}
		}
	}
	return windows
}

// marked returns 1 for each token id that stands in tokens, and their weight.
func (s *search) marked(tokens []token) (is []int, weight int) {
	is = make([]int, len(s.weights))
	for _, t := range tokens {
		is[t.id] = 1
		weight += s.weights[t.id]
	}
	return is, weight
}

// closest returns the stretch of a folded window that is nearest to the words,
// and how like it is, up to whole; 0 when it is not.
func (s *search) closest(window models.Span) (models.Span, int) {
	text, words := s.text.runes[window.Start:window.End], s.words.runes
	if len(words) <= mostRunes {
		at, errors := sellers(words, text)
		return shifted(at, window.Start), likeness(errors, len(words))
	}
	half := mostRunes / 2
	head, errors := sellers(words[:half], text)
	from := min(len(text), head.Start+(len(words)-half)*3/4) // not far before where it would be
	tail, more := sellers(words[len(words)-half:], text[from:])
	return shifted(models.Span{Start: head.Start, End: from + tail.End}, window.Start), likeness(errors+more, mostRunes)
}

func shifted(s models.Span, by int) models.Span {
	return models.Span{Start: s.Start + by, End: s.End + by}
}

// likeness turns a number of errors in so many runes into a share of whole. It
// is 0 when almost half is wrong.
func likeness(errors, runes int) int {
	if 100*errors > 45*runes {
		return 0
	}
	return whole - whole*errors/runes
}

// sellers returns the stretch of the text that the fewest insertions, deletions
// and replacements of runes turn the pattern into, and how many they are: the
// first of those with fewest (the algorithm of Sellers, 1980). It takes time in
// the product of both.
func sellers(pattern, text []rune) (best models.Span, errors int) {
	type cell struct{ errors, start int }
	column := make([]cell, len(pattern)+1) // after each rune of the pattern
	for i := range column {
		column[i] = cell{i, 0}
	}
	errors = len(pattern)
	for j, r := range text {
		diagonal := column[0]
		column[0] = cell{0, j + 1}
		for i, p := range pattern {
			next := diagonal
			if p != r {
				next.errors++
			}
			if c := column[i+1]; c.errors+1 < next.errors {
				next = cell{c.errors + 1, c.start}
			}
			if c := column[i]; c.errors+1 < next.errors {
				next = cell{c.errors + 1, c.start}
			}
			diagonal, column[i+1] = column[i+1], next
		}
		if last := column[len(pattern)]; last.errors < errors {
			best, errors = models.Span{Start: last.start, End: j + 1}, last.errors
		}
	}
	return best, errors
}

// wholeWords returns the folded span without cutting words at its ends: to
// where most of them is.
func (s *search) wholeWords(at models.Span) models.Span {
	from, to := s.text.within(at)
	if from < to-1 && at.Start-s.text.tokens[from].Start > s.text.tokens[from].End-at.Start {
		from++
	}
	if from < to-1 && at.End-s.text.tokens[to-1].Start < s.text.tokens[to-1].End-at.End {
		to--
	}
	if from >= to {
		return at
	}
	return models.Span{Start: s.text.tokens[from].Start, End: s.text.tokens[to-1].End}
}
