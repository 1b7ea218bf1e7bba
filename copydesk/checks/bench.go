package checks

import (
	"slices"
	"sort"
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/models"
)

// bench is what the checks look at.
type bench struct {
	reading.Reading
	passages []Passage
	lang     string // the base language
	runes    []rune // of the text
	low      []rune // the same in small letters, with one apostrophe: '
	words    []word
	lows     []string // the words in small letters
	links    []models.Mark
	figures  [][]figure // by sentence
	quotes   []quoted
	stray    []stray
	// otherTimes are the sentences of which ofOtherTime knows.
	otherTimes map[int]bool
}

// word is a word of the copy: letters, digits and marks, and apostrophes and
// hyphens between them.
type word struct {
	models.Span
	low   string // in small letters, every apostrophe '
	block int
	opens bool // it is the first of its sentence
}

func newBench(r reading.Reading, passages []Passage) *bench {
	b := &bench{Reading: r, passages: passages, runes: []rune(r.Text), otherTimes: map[int]bool{}}
	if tag, err := language.Parse(r.Language); err == nil {
		base, _ := tag.Base()
		b.lang = base.String()
	}
	b.low = make([]rune, len(b.runes))
	for i, c := range b.runes {
		b.low[i] = small(c)
	}
	for _, m := range r.Marks {
		if m.Kind == models.Link {
			b.links = append(b.links, m)
		}
	}
	b.words = b.cut()
	b.lows = make([]string, len(b.words))
	for i, w := range b.words {
		b.lows[i] = w.low
	}
	b.figures = b.figuresOf()
	b.quotes, b.stray = b.pairs()
	return b
}

// small is a code point in small letters, and an apostrophe as '.
func small(r rune) rune {
	switch r {
	case '’', 'ʼ', '‘', '＇':
		return '\''
	case '\u00a0', '\u202f', '\u2009':
		return ' '
	case '\u2010', '\u2011':
		return '-'
	}
	return unicode.ToLower(r)
}

// cut cuts the copy into words.
func (b *bench) cut() []word {
	words := make([]word, 0, len(b.runes)/6)
	block, sentence, fresh := 0, 0, true
	for i := 0; i < len(b.runes); {
		if !letterly(b.runes[i]) {
			i++
			continue
		}
		end := b.wordEnd(i)
		for block+1 < len(b.Blocks) && b.Blocks[block].End <= i {
			block++
		}
		for sentence < len(b.Reading.Sentences) && b.Reading.Sentences[sentence].End <= i {
			sentence, fresh = sentence+1, true
		}
		words = append(words, word{models.Span{Start: i, End: end}, string(b.low[i:end]), block, fresh})
		i, fresh = end, false
	}
	return words
}

// wordEnd is where the word that begins at i ends.
func (b *bench) wordEnd(i int) int {
	for i++; i < len(b.runes); i++ {
		joins := (b.low[i] == '\'' || b.low[i] == '-') && i+1 < len(b.runes) && unicode.IsLetter(b.runes[i+1]) && unicode.IsLetter(b.runes[i-1])
		if !letterly(b.runes[i]) && !joins {
			break
		}
	}
	return i
}

func letterly(r rune) bool {
	if r < 0x80 {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

// finding is a finding at the places, in the order of the copy but for the
// first one.
func (b *bench) finding(message string, places ...models.Span) Finding {
	f := Finding{Message: message, Places: places, Words: make([]string, len(places))}
	for i, p := range places {
		f.Words[i] = b.text(p)
	}
	return f
}

// text is the text of a span, and lowText the same in small letters.
func (b *bench) text(s models.Span) string { return string(b.runes[s.Start:s.End]) }

func (b *bench) lowText(start, end int) string {
	if start >= end {
		return ""
	}
	return string(b.low[start:end])
}

// wordAt is the index of the first word that ends behind at.
func (b *bench) wordAt(at int) int {
	return sort.Search(len(b.words), func(i int) bool { return b.words[i].End > at })
}

// sentenceAt is the index of the sentence that holds the code point, or of the
// next one; len of the sentences when there is none.
func (b *bench) sentenceAt(at int) int {
	return sort.Search(len(b.Reading.Sentences), func(i int) bool { return b.Reading.Sentences[i].End > at })
}

// blockAt is the index of the block that holds the code point.
func (b *bench) blockAt(at int) int {
	return min(sort.Search(len(b.Blocks), func(i int) bool { return b.Blocks[i].End > at }), len(b.Blocks)-1)
}

// wordsBefore are up to n words right before at, as long as nothing but spaces
// stands between them and they are in at's block, in small letters.
func (b *bench) wordsBefore(at, n int) string {
	i := b.wordAt(at)
	if i < len(b.words) && b.words[i].Start < at {
		return ""
	}
	from := at
	for k := i - 1; k >= 0 && k >= i-n && b.onlySpace(b.words[k].End, from); k-- {
		from = b.words[k].Start
	}
	return strings.TrimSpace(b.lowText(from, at))
}

// wordsAfter are up to n words right behind at, as wordsBefore has them.
func (b *bench) wordsAfter(at, n int) string {
	to := at
	for k := b.wordAt(at); k < len(b.words) && n > 0 && b.onlySpace(to, b.words[k].Start); k, n = k+1, n-1 {
		to = b.words[k].End
	}
	return strings.TrimSpace(b.lowText(at, to))
}

// onlySpace reports whether nothing but white space of one block stands there.
func (b *bench) onlySpace(start, end int) bool {
	for _, r := range b.runes[min(start, end):end] {
		if r == '\n' || !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}

// around is a span widened to whole words: back of them before it and ahead
// behind it, within its block.
func (b *bench) around(s models.Span, back, ahead int) models.Span {
	block := b.Blocks[b.blockAt(s.Start)]
	for i := b.wordAt(s.Start) - 1; i >= 0 && back > 0 && b.words[i].Start >= block.Start; i, back = i-1, back-1 {
		s.Start = b.words[i].Start
	}
	for i := b.wordAt(s.End); i < len(b.words) && ahead > 0 && b.words[i].End <= block.End; i, ahead = i+1, ahead-1 {
		if b.words[i].Start >= s.End || b.words[i].End > s.End {
			s.End = b.words[i].End
		}
	}
	return s
}

// endsIn reports whether s is one of the phrases or ends in it as in words.
func endsIn(s string, phrases []string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool {
		rest, ok := strings.CutSuffix(s, p)
		return ok && (rest == "" || strings.HasSuffix(rest, " "))
	})
}

// set is the set of the words in a list, which white space parts.
func set(list string) map[string]bool {
	all := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		all[w] = true
	}
	return all
}

// phrases are the phrases in a list, which bars part.
func phrases(list string) []string {
	all := strings.Split(list, "|")
	for i := range all {
		all[i] = strings.TrimSpace(all[i])
	}
	return all
}
