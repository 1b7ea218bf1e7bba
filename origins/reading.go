package origins

import (
	"slices"

	"example.org/tickmark/copydesk"
	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/models"
)

const (
	leastQuote  = 4 * wordWeight // what a quotation's words weigh at least; shorter ones are titles and count as the text's own
	quoteWeight = 3 * wordWeight // what the words of a shingle in a quotation weigh
	rare        = 2              // how often a word that tells something stands in a text at most
	maxTwins    = 8              // how many quotations with the same shingle are looked at
)

// reading is a text as far as it can be compared with another. Places are code
// points of its text.
type reading struct {
	Text
	code     []rune // of the text, as far as it is read
	all      []word
	own      []word           // without those of quotations
	shingles []shingle        // of own
	grams    map[uint64]int   // where each of them begins first
	quotes   []quote          // in order
	spoken   map[uint64]bool  // the shingles of quotations, as long as those of own
	quoted   map[uint64][]int // the quotations that have a short shingle
	marks    []mark           // what the text tells, in order, each once
	told     map[uint64]int   // where each mark that is a word stands
	said     []attribution    // who says so, by place
	lines    []line           // that may credit somebody
}

// quote is a quotation.
type quote struct {
	words []word
	short []shingle
}

// mark is something that a text tells: a figure, a word that it uses rarely, a
// quotation.
type mark struct {
	key    uint64 // of a word
	at     int
	weight int
	figure bool
	quote  int // its number from 1, or 0
}

// fact reports whether a mark is a figure or a quotation.
func (m mark) fact() bool { return m.figure || m.quote > 0 }

// attribution is where a text says who says so.
type attribution struct {
	models.Span
	by models.Span // empty when that is not to be told
}

// read reads a text once for all comparisons.
func read(t Text) *reading {
	runes := readable(t.Text)
	t.Document = cutShort(t.Document, runes)
	r := &reading{Text: t, code: runes, all: words(runes), grams: map[uint64]int{}, spoken: map[uint64]bool{}, quoted: map[uint64][]int{}, told: map[uint64]int{}}
	r.divide(r.detect())
	r.lines = r.creditable()
	r.shingles = shingles(r.own, shingleWeight)
	for _, s := range r.shingles {
		if _, ok := r.grams[s.hash]; !ok {
			r.grams[s.hash] = r.own[s.from].at
		}
	}
	return r
}

// cutShort is the document as far as it is read.
func cutShort(d models.Document, runes []rune) models.Document {
	short := models.Document{Text: string(runes)}
	for _, b := range d.Blocks {
		if b.Start < len(runes) {
			b.End = min(b.End, len(runes))
			short.Blocks = append(short.Blocks, b)
		}
	}
	return short
}

// detect notes who says so, and returns where the text quotes, in order.
func (r *reading) detect() (inside []models.Span) {
	found := detect.In(detect.Copy{Document: r.Document, Sentences: copydesk.Sentences(r.Document, r.Language), Language: r.Language})
	for _, d := range found {
		switch {
		case d.Kind == detect.Quotation && d.Quote != nil && !d.Quote.Open:
			inside = append(inside, d.Quote.Inside)
		case d.Kind == detect.Attribution:
			a := attribution{Span: d.Span}
			if d.By != nil {
				a.by = *d.By
			}
			r.said = append(r.said, a)
		}
	}
	return inside
}

// divide tells the text's own words from those that it quotes, and notes what
// it tells.
func (r *reading) divide(inside []models.Span) {
	counts := map[uint64]int{}
	for _, w := range r.all {
		counts[w.stem]++
	}
	slices.SortFunc(inside, func(a, b models.Span) int { return a.Start - b.Start })
	next := 0
	for _, span := range inside {
		from := next
		for from < len(r.all) && r.all[from].at < span.Start {
			from++
		}
		to := from
		for to < len(r.all) && r.all[to].at < span.End {
			to++
		}
		r.take(r.all[next:from], counts)
		if next = to; weigh(r.all[from:to]) >= leastQuote {
			r.quote(r.all[from:to])
		} else {
			r.take(r.all[from:to], counts)
		}
	}
	r.take(r.all[next:], counts)
}

// What marks weigh: a figure and a quotation pass from one report to the next,
// words change. One digit is hardly a figure.
const (
	figureWeight    = 4 * wordWeight
	quotationWeight = 4 * wordWeight
)

// quote notes a quotation.
func (r *reading) quote(of []word) {
	q := quote{words: of, short: shingles(of, quoteWeight)}
	r.quotes = append(r.quotes, q)
	n := len(r.quotes)
	r.marks = append(r.marks, mark{quote: n, at: of[0].at, weight: quotationWeight})
	for _, s := range shingles(of, shingleWeight) {
		r.spoken[s.hash] = true
	}
	for _, s := range q.short {
		if list := r.quoted[s.hash]; len(list) < maxTwins && !slices.Contains(list, n) {
			r.quoted[s.hash] = append(list, n)
		}
	}
}

// take notes words of the text's own.
func (r *reading) take(own []word, counts map[uint64]int) {
	r.own = append(r.own, own...)
	for _, w := range own {
		if _, known := r.told[w.stem]; known || w.stem == 0 || counts[w.stem] > rare {
			continue
		}
		r.told[w.stem] = w.at
		m := mark{key: w.stem, at: w.at, weight: w.weight, figure: w.figure}
		if w.figure {
			m.weight = figureWeight
		}
		r.marks = append(r.marks, m)
	}
}
