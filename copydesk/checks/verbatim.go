package checks

import (
	"fmt"
	"strings"
	"unicode"

	"example.org/tickmark/anchor"
	"example.org/tickmark/models"
)

// comparisons is how many times a quotation is held against a passage: as many
// as an article with its evidence ever needs, so that time stays bounded.
const comparisons = 4_000

// notVerbatim finds quotations that stand in no passage of the claims they are
// in, but in one of them nearly.
func (b *bench) notVerbatim() (found []Finding) {
	sources := make([]*source, len(b.passages))
	left := comparisons
	for _, q := range b.quotes {
		said := pieces(b.text(q.inside))
		if len(said) == 0 {
			continue
		}
		near, best := nearest{}, -1
		for i, p := range b.passages {
			if !p.Overlaps(q.Span) || left == 0 {
				continue
			}
			left--
			if sources[i] == nil {
				sources[i] = newSource(p.Text)
			}
			if sources[i].says(said) {
				near, best = nearest{}, -1
				break
			}
			if n := sources[i].nearest(said); n.share > near.share {
				near, best = n, i
			}
		}
		if best >= 0 && near.share >= alikeEnough {
			found = append(found, b.unlike(q, sources[best].text(near.Span), b.passages[best].Source))
		}
	}
	return found
}

// alikeEnough is the share of a quotation's words that a passage must have
// near each other to be taken for where it comes from. A passage without them
// may be about something else, or in another language.
const alikeEnough = 0.5

func (b *bench) unlike(q quoted, said, title string) Finding {
	f := b.finding(fmt.Sprintf("“%s” does not stand so in the source, which says “%s”.", b.text(q.inside), said), q.Span)
	if title != "" {
		f.Message = fmt.Sprintf("“%s” does not stand so in %s, which says “%s”.", b.text(q.inside), title, said)
	}
	f.Said, f.Source = b.text(q.inside), said
	return f
}

// pieces are the runs of words of a quotation that must stand in the source as
// they are and in this order: an ellipsis and words in square brackets part
// them.
func pieces(quotation string) (runs [][]string) {
	depth := 0
	plain := strings.Map(func(r rune) rune {
		switch {
		case r == '[':
			depth++
		case r == ']':
			depth = max(0, depth-1)
			return '…'
		}
		if depth > 0 {
			return '…'
		}
		return r
	}, strings.ReplaceAll(quotation, "...", "…"))
	for run := range strings.SplitSeq(plain, "…") {
		if words := plainWords([]rune(run)); len(words) > 0 {
			runs = append(runs, texts(words))
		}
	}
	return runs
}

// plainWord is a word of a quotation or a source in small letters.
type plainWord struct {
	models.Span
	text string
}

// plainWords are the words of a text as they are compared: alike, without
// punctuation and case.
func plainWords(text []rune) (words []plainWord) {
	for i := 0; i < len(text); {
		if !letterly(text[i]) {
			i++
			continue
		}
		start, wide := i, ideograph(text[i])
		for i++; i < len(text) && !wide && !ideograph(text[i]); i++ {
			inner := i+1 < len(text) && letterly(text[i+1]) && text[i] != ' ' && (unicode.IsPunct(text[i]) || text[i] == '\u00ad') && !strings.ContainsRune(marks+"-–—/…;:!?", text[i])
			if !letterly(text[i]) && !inner {
				break
			}
		}
		words = append(words, plainWord{models.Span{Start: start, End: i}, strings.ToLower(anchor.Fold(string(text[start:i])))})
	}
	return words
}

// ideograph reports whether a word is a single character in r's script.
func ideograph(r rune) bool {
	return r > 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

func texts(words []plainWord) []string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = w.text
	}
	return all
}

// source is a passage cut into words.
type source struct {
	runes  []rune
	words  []plainWord
	joined string // the words, each with a space before it, and one behind
}

func newSource(passage string) *source {
	runes := []rune(passage)
	s := &source{runes: runes, words: plainWords(runes)}
	s.joined = " " + strings.Join(texts(s.words), " ") + " "
	return s
}

// says reports whether the runs of words stand in the source in this order.
func (s *source) says(runs [][]string) bool {
	rest := s.joined
	for _, run := range runs {
		i := strings.Index(rest, " "+strings.Join(run, " ")+" ")
		if i < 0 {
			return false
		}
		rest = rest[i+len(strings.Join(run, " "))+1:]
	}
	return true
}

// nearest is a part of a source and the share of a quotation's words that it
// has.
type nearest struct {
	models.Span
	share float64
}

// nearest finds the part of the source with the most words of the quotation: a
// window of its length that slides over the source, cut to the words it shares.
func (s *source) nearest(runs [][]string) (best nearest) {
	wanted, total := map[string]int{}, 0
	for _, run := range runs {
		for _, w := range run {
			wanted[w]++
			total++
		}
	}
	width, have := total+total/4+1, 0
	first, last := 0, -1 // of the best window
	for i, w := range s.words {
		if wanted[w.text]--; wanted[w.text] >= 0 {
			have++
		}
		if i >= width {
			if wanted[s.words[i-width].text]++; wanted[s.words[i-width].text] > 0 {
				have--
			}
		}
		if share := float64(have) / float64(total); share > best.share {
			best.share, first, last = share, max(0, i-width+1), i
		}
	}
	if last >= 0 {
		best.Span = models.Span{Start: s.trimmed(first, last, runs), End: s.words[last].End}
	}
	return best
}

// trimmed is where the window from first to last begins once words that the
// quotation does not have are cut from its start, but for one in the place of
// its own first.
func (s *source) trimmed(first, last int, runs [][]string) int {
	said := map[string]bool{}
	for _, run := range runs {
		for _, w := range run {
			said[w] = true
		}
	}
	for first < last && !said[s.words[first].text] {
		first++
	}
	if first > 0 && s.words[first].text != runs[0][0] {
		first--
	}
	return s.words[first].Start
}

func (s *source) text(span models.Span) string { return string(s.runes[span.Start:span.End]) }
