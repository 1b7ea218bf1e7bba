package main

import (
	"slices"
	"strings"
	"unicode"

	"example.org/tickmark/copydesk"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
)

// cell is a code point that knows which one of the old text it is, or stands
// in the place of; -1 for what is new.
type cell struct {
	r   rune
	old int
}

type (
	sentence []cell
	block    []sentence
	draft    []block
)

func fresh(text string) sentence {
	var s sentence
	for _, r := range text {
		s = append(s, cell{r, -1})
	}
	return s
}

func (s sentence) String() string {
	var b strings.Builder
	for _, c := range s {
		b.WriteRune(c.r)
	}
	return b.String()
}

// copied returns a sentence that says the same and comes from nowhere.
func (s sentence) copied() sentence { return fresh(s.String()) }

// words returns the words of the sentence as ranges of its cells.
func (s sentence) words(l language) [][2]int {
	var words [][2]int
	start := -1
	for i := 0; i <= len(s); i++ {
		inside := i < len(s) && (unicode.IsLetter(s[i].r) || unicode.IsDigit(s[i].r) || unicode.IsMark(s[i].r))
		full := l.chunk > 0 && start >= 0 && i-start >= l.chunk && i < len(s) && !unicode.IsMark(s[i].r) && (!unicode.IsDigit(s[i].r) || !unicode.IsDigit(s[i-1].r))
		if start >= 0 && (!inside || full) {
			words = append(words, [2]int{start, i})
			start = -1
		}
		if inside && start < 0 {
			start = i
		}
	}
	return words
}

// replace puts text in the place of the cells from start to end.
func (s sentence) replace(start, end int, text string) sentence {
	put := fresh(text)
	for i := range put {
		put[i].old = s[start+i*(end-start)/len(put)].old
	}
	return slices.Concat(s[:start], put, s[end:])
}

// insert puts new text before cell at.
func (s sentence) insert(at int, text string) sentence {
	return slices.Concat(s[:at], fresh(text), s[at:])
}

func (d draft) copied() draft {
	c := make(draft, len(d))
	for i, b := range d {
		c[i] = slices.Clone(b)
	}
	return c
}

// cells returns the draft as one text, with one LF between blocks.
func (d draft) cells(l language) []cell {
	var all []cell
	for i, b := range d {
		if i > 0 {
			all = append(all, cell{'\n', -1})
		}
		for j, s := range b {
			if j > 0 {
				all = append(all, fresh(l.space)...)
			}
			all = append(all, s...)
		}
	}
	return all
}

// number makes the draft the old text: every cell knows its own place.
func (d draft) number(l language) {
	at := 0
	for i, b := range d {
		if i > 0 {
			at++
		}
		for j, s := range b {
			if j > 0 {
				at += len([]rune(l.space))
			}
			for k := range s {
				s[k].old = at
				at++
			}
		}
	}
}

// revision reads the draft as the program reads plain text.
func (d draft) revision(id models.ID, l language) (models.Revision, error) {
	doc, _, err := intake.Plain(sentence(d.cells(l)).String())
	if err != nil {
		return models.Revision{}, err
	}
	rev := models.Revision{ID: id, Document: doc}
	for _, s := range copydesk.Sentences(doc, l.tag) {
		rev.Sentences = append(rev.Sentences, models.Sentence{Span: s})
	}
	return rev, nil
}

// place says where a sentence of a draft is.
type place struct{ block, sentence int }

// home returns where the sentences are that hold old code points of span.
func (d draft) home(span models.Span) (places []place) {
	for i, b := range d {
		for j, s := range b {
			if slices.ContainsFunc(s, func(c cell) bool { return span.Start <= c.old && c.old < span.End }) {
				places = append(places, place{i, j})
			}
		}
	}
	return places
}

// remove takes sentences out of one block, and the block if nothing is left.
func (d draft) remove(at place, n int) draft {
	d[at.block] = slices.Delete(slices.Clone(d[at.block]), at.sentence, at.sentence+n)
	if len(d[at.block]) == 0 {
		d = slices.Delete(d, at.block, at.block+1)
	}
	return d
}

// put puts sentences into a block.
func (d draft) put(at place, s ...sentence) {
	d[at.block] = slices.Insert(slices.Clone(d[at.block]), at.sentence, s...)
}
