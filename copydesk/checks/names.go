package checks

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/tickmark/models"
)

// capital is a capitalised word that may be part of a name.
type capital struct {
	text  string // in small letters, without what a language hangs on a name
	index int    // of the word
	opens bool   // of its sentence
	left  bool   // another capitalised word stands right before it
	right bool   // and right behind it
}

// spelling is one way in which a name, or a word of it beside the same other
// word, stands in the copy.
type spelling struct {
	text   string
	first  models.Span // where it stands first
	n      int
	inside bool // it stands somewhere else than at the start of a sentence
	family bool // it stands somewhere behind another capitalised word
	alone  bool // nowhere does another capitalised word stand beside it
}

// bucket is how many spellings are compared with each other: the time stays
// linear in a text of thousands of names.
const bucket = 12

func (b *bench) names() (found []Finding) {
	caps := b.capitals()
	pairs := map[string][]*spelling{} // by the word that stays and its place
	singles := map[string]*spelling{}
	for i, c := range caps {
		tally(singles, c, b.words[c.index].Span)
		if i > 0 && c.left {
			p := caps[i-1]
			whole := models.Span{Start: b.words[p.index].Start, End: b.words[c.index].End}
			note(pairs, c.text+" ", p.text, whole, !p.opens)
			note(pairs, " "+p.text, c.text, whole, true)
		}
	}
	seen := map[string]bool{}
	for _, key := range slices.Sorted(maps.Keys(pairs)) {
		found = append(found, b.unlikePairs(pairs[key], seen)...)
	}
	return append(found, b.unlikeSingles(singles, seen)...)
}

// capitals are the capitalised words of the copy, in order; those of titles
// that capitalise every word are left out.
func (b *bench) capitals() (caps []capital) {
	lowered := map[string]bool{}
	for _, w := range b.words {
		if !unicode.IsUpper(b.runes[w.Start]) {
			lowered[w.low] = true
		}
	}
	titles := b.titles()
	for i, w := range b.words {
		text := b.bare(w)
		if titles[w.block] || !nameLike(b.runes[w.Start:w.End]) || lowered[text] {
			continue
		}
		c := capital{text: text, index: i, opens: w.opens}
		if k := len(caps) - 1; k >= 0 && caps[k].index == i-1 && !w.opens && b.onlySpace(b.words[i-1].End, w.Start) {
			caps[k].right, c.left = true, true
		}
		caps = append(caps, c)
	}
	return caps
}

// titles are the headlines and headings most of whose words are capitalised.
func (b *bench) titles() map[int]bool {
	caps, all, titles := map[int]int{}, map[int]int{}, map[int]bool{}
	for _, w := range b.words {
		if k := b.Blocks[w.block].Kind; k == models.Headline || k == models.Heading {
			all[w.block]++
			if unicode.IsUpper(b.runes[w.Start]) {
				caps[w.block]++
			}
		}
	}
	for block, n := range all {
		titles[block] = 2*caps[block] > n
	}
	return titles
}

// nameLike reports whether a word is written as a name: a capital and at least
// two more letters, not all of them capitals, no digits.
func nameLike(word []rune) bool {
	if len(word) < 3 || !unicode.IsUpper(word[0]) {
		return false
	}
	small := false
	for _, r := range word {
		if unicode.IsDigit(r) {
			return false
		}
		small = small || unicode.IsLower(r)
	}
	return small
}

// bare is a word in small letters without an article that is elided before it
// and without an ending behind an apostrophe.
func (b *bench) bare(w word) string {
	switch b.lang {
	case "fr", "it", "ca":
		if head, rest, ok := strings.Cut(w.low, "'"); ok && len(head) <= 5 {
			return rest
		}
	case "tr", "az":
		head, _, _ := strings.Cut(w.low, "'")
		return head
	}
	return strings.ReplaceAll(strings.TrimSuffix(strings.TrimSuffix(w.low, "'s"), "'"), "ё", "е")
}

func tally(all map[string]*spelling, c capital, at models.Span) {
	s := all[c.text]
	if s == nil {
		s = &spelling{text: c.text, first: at, alone: true}
		all[c.text] = s
	}
	s.n++
	s.inside = s.inside || !c.opens
	s.family = s.family || c.left
	s.alone = s.alone && !c.left && !c.right
}

func note(all map[string][]*spelling, key, text string, at models.Span, inside bool) {
	i := slices.IndexFunc(all[key], func(s *spelling) bool { return s.text == text })
	switch {
	case i < 0 && len(all[key]) < bucket:
		all[key] = append(all[key], &spelling{text: text, first: at, n: 1, inside: inside})
	case i >= 0:
		all[key][i].n++
		all[key][i].inside = all[key][i].inside || inside
	}
}

// unlikePairs finds, among words that stand beside the same other word, those
// that are spellings of one name.
func (b *bench) unlikePairs(all []*spelling, seen map[string]bool) (found []Finding) {
	for i, x := range all {
		for _, y := range all[:i] {
			if !x.inside && !y.inside || b.onPurpose(x) || b.onPurpose(y) || b.sentenceAt(x.first.Start) == b.sentenceAt(y.first.Start) {
				continue
			}
			switch b.kinship(x.text, y.text) { //nolint:exhaustive // strangers are none
			case variant:
			case slip:
				if x.n > 1 && y.n > 1 {
					continue
				}
			default:
				continue
			}
			if pair := twins(x.text, y.text); !seen[pair] {
				seen[pair] = true
				found = append(found, b.twoSpellings(y, x))
			}
		}
	}
	return found
}

// calling are words behind a name that is spelled so by somebody else.
var calling = set("call calls called known spelled spelt spells spelling writes written genannt nennen schreibt geschrieben buchstabiert appelle appellent écrit llaman escribe chiamano scrive")

// onPurpose reports whether the copy says that the name is spelled so.
func (b *bench) onPurpose(s *spelling) bool {
	i := b.sentenceAt(s.first.Start)
	if i == len(b.Reading.Sentences) {
		return false
	}
	behind := b.gapWords(s.first.End, b.sentence(i).End)
	return has(behind[:min(len(behind), 6)], calling)
}

func twins(a, b string) string { return min(a, b) + "\x00" + max(a, b) }

func (b *bench) twoSpellings(x, y *spelling) Finding {
	if y.first.Start < x.first.Start {
		x, y = y, x
	}
	f := b.finding(fmt.Sprintf("One name seems to be spelled two ways: “%s” and “%s”.", b.text(x.first), b.text(y.first)), x.first, y.first)
	f.ofCopy = true // both stand in many sentences, of which the first may go
	return f
}

// unlikeSingles finds a word that stands once, alone, and is another spelling
// of one that stands more often. In German, where every noun has a capital,
// only another spelling of an umlaut is sure.
func (b *bench) unlikeSingles(all map[string]*spelling, seen map[string]bool) (found []Finding) {
	near := map[string][]*spelling{}
	for _, text := range slices.Sorted(maps.Keys(all)) {
		for _, k := range neighbours(text) {
			if len(near[k]) < bucket {
				near[k] = append(near[k], all[text])
			}
		}
	}
	for _, k := range slices.Sorted(maps.Keys(near)) {
		for i, x := range near[k] {
			for _, y := range near[k][:i] {
				if seen[twins(x.text, y.text)] {
					continue
				}
				if (b.oneName(x, y) || b.oneName(y, x)) && !b.onPurpose(x) && !b.onPurpose(y) {
					seen[twins(x.text, y.text)] = true
					found = append(found, b.twoSpellings(x, y))
				}
			}
		}
	}
	return found
}

// oneName reports whether the rare word is the usual one in another spelling.
func (b *bench) oneName(rare, usual *spelling) bool {
	if rare.n > 1 || usual.n < 2 && !usual.family || !usual.inside || !rare.inside && !usual.family {
		return false
	}
	long := utf8.RuneCountInString(rare.text)
	switch b.kinship(rare.text, usual.text) { //nolint:exhaustive // strangers are none
	case variant:
		accents := plain(rare.text) == plain(usual.text)
		return (accents && long >= 5 || long >= 6 && !rare.family) && (b.lang != "de" || umlauts.Replace(rare.text) == umlauts.Replace(usual.text))
	case slip:
		return long >= 6 && b.lang != "de" && usual.family && rare.alone && (rare.inside || long > 8)
	}
	return false
}

// neighbours are the keys under which spellings that may be kin meet: the
// skeleton, and the word with each of its letters left out.
func neighbours(text string) []string {
	runes := []rune(text)
	if len(runes) < 5 || len(runes) > 24 {
		return nil
	}
	keys := []string{"=" + skeleton(text), text}
	for i := range runes {
		keys = append(keys, string(runes[:i])+string(runes[i+1:]))
	}
	return keys
}
