package diff

import (
	"slices"

	"example.org/tickmark/anchor"
	"example.org/tickmark/models"
)

// Words compares two texts by word. The parts are in order and cover both
// texts; where words were replaced, what was removed comes first. Words that
// stayed by chance between others that changed are taken as changed too, so
// that a reader meets a few whole changes and no confetti. In scripts that part
// no words by spaces, a character counts as a word.
//
// Texts that are alike have Same and Alike parts only, equal ones a single Same
// part, and two empty texts none. No part ends within a grapheme cluster.
func Words(old, next string) []Part {
	lex := newLexicon()
	c := comparison{old: lex.tokens(old), next: lex.tokens(next), oldText: []rune(old), nextText: []rune(next)}
	return c.parts()
}

// comparison is two texts cut into tokens.
type comparison struct {
	old, next         []token
	oldText, nextText []rune
}

func (c comparison) parts() []Part {
	if len(c.old) == 0 && len(c.next) == 0 {
		return nil
	}
	hunks := c.clean(c.slide(c.hunks()))
	if len(hunks) > 0 && anchor.Alike(string(c.oldText), string(c.nextText)) {
		// They differ only in where they can be cut, or one of them in having
		// nothing but white space.
		return []Part{{Alike, models.Span{End: len(c.oldText)}, models.Span{End: len(c.nextText)}}}
	}
	var out []Part
	from, to := 0, 0
	for _, h := range append(hunks, hunk{len(c.old), len(c.old), len(c.next), len(c.next)}) {
		for ; from < h.old0; from, to = from+1, to+1 {
			out = put(out, c.kept(c.old[from].Span, c.next[to].Span))
		}
		from, to = h.old1, h.next1
		gone, came := c.span(c.old, h.old0, h.old1), c.span(c.next, h.next0, h.next1)
		if gone.Len() > 0 {
			out = append(out, Part{Removed, gone, models.Span{Start: came.Start, End: came.Start}})
		}
		if came.Len() > 0 {
			out = append(out, Part{Added, models.Span{Start: gone.End, End: gone.End}, came})
		}
	}
	return out
}

// kept is the part for words that stayed.
func (c comparison) kept(old, next models.Span) Part {
	if slices.Equal(c.oldText[old.Start:old.End], c.nextText[next.Start:next.End]) {
		return Part{Same, old, next}
	}
	return Part{Alike, old, next}
}

// put adds a part, to the last one when both are of one op.
func put(out []Part, p Part) []Part {
	if k := len(out) - 1; k >= 0 && out[k].Op == p.Op {
		out[k].Old.End, out[k].New.End = p.Old.End, p.New.End
		return out
	}
	return append(out, p)
}

// span is the span of the tokens from lo to hi; where there are none, it is
// the empty one where they would stand.
func (c comparison) span(tokens []token, lo, hi int) models.Span {
	switch {
	case lo < hi:
		return models.Span{Start: tokens[lo].Start, End: tokens[hi-1].End}
	case lo > 0:
		return models.Span{Start: tokens[lo-1].End, End: tokens[lo-1].End}
	}
	return models.Span{}
}

// hunk is what changed in one place: old tokens from old0 to old1 became new
// ones from next0 to next1. Between two hunks stand equal tokens.
type hunk struct{ old0, old1, next0, next1 int }

func (c comparison) hunks() []hunk {
	var out []hunk
	h := hunk{}
	for _, r := range append(common(ids(c.old), ids(c.next)), run{len(c.old), len(c.next), 0}) {
		if h.old1, h.next1 = r.old, r.next; h.old0 < h.old1 || h.next0 < h.next1 {
			out = append(out, h)
		}
		h.old0, h.next0 = r.old+r.n, r.next+r.n
	}
	return out
}

func ids(tokens []token) []int {
	out := make([]int, len(tokens))
	for i, t := range tokens {
		out[i] = t.id
	}
	return out
}

// longest is the most that may be taken as changed between two changes, in
// weight of tokens: about four words. What is longer is worth reading as kept.
const longest = 24

// clean takes equal tokens between two hunks into them when they say less than
// half of what either does: the semantic cleanup of Neil Fraser's
// diff-match-patch, by what tokens weigh and with more care, for two figures
// that changed are two facts. White space and punctuation alone part no
// changes.
func (c comparison) clean(hunks []hunk) []hunk {
	oldSum, nextSum := sums(c.old), sums(c.next)
	weight := func(h hunk) int {
		return max(oldSum[h.old1]-oldSum[h.old0], nextSum[h.next1]-nextSum[h.next0])
	}
	var out []hunk
	for _, h := range hunks {
		for k := len(out) - 1; k >= 0; k-- {
			between := oldSum[h.old0] - oldSum[out[k].old1]
			if between > longest || between > 0 && 2*between >= min(weight(out[k]), weight(h)) {
				break
			}
			h.old0, h.next0 = out[k].old0, out[k].next0
			out = out[:k]
		}
		out = append(out, h)
	}
	for i := range out {
		c.trim(&out[i])
	}
	return out
}

// trim leaves out equal tokens at a hunk's ends, which joining hunks may have
// brought there.
func (c comparison) trim(h *hunk) {
	for h.old0 < h.old1 && h.next0 < h.next1 && c.old[h.old0].id == c.next[h.next0].id {
		h.old0, h.next0 = h.old0+1, h.next0+1
	}
	for h.old0 < h.old1 && h.next0 < h.next1 && c.old[h.old1-1].id == c.next[h.next1-1].id {
		h.old1, h.next1 = h.old1-1, h.next1-1
	}
}

// sums are the weights of the tokens before each.
func sums(tokens []token) []int {
	out := make([]int, len(tokens)+1)
	for i, t := range tokens {
		out[i+1] = out[i] + t.weight
	}
	return out
}

// slide moves hunks that only take out or only put in along equal tokens to
// where they begin and end best: at the edge of a text, a line, a sentence or a
// word.
func (c comparison) slide(hunks []hunk) []hunk {
	for i := range hunks {
		h := &hunks[i]
		var room hunk // how far the hunk may go: to its neighbours
		room.old1, room.next1 = len(c.old), len(c.next)
		if i > 0 {
			room.old0, room.next0 = hunks[i-1].old1, hunks[i-1].next1
		}
		if i+1 < len(hunks) {
			room.old1, room.next1 = hunks[i+1].old0, hunks[i+1].next0
		}
		switch {
		case h.old0 == h.old1:
			by := settle(c.next, c.nextText, h.next0, h.next1, room.next0, room.next1)
			h.move(by)
		case h.next0 == h.next1:
			by := settle(c.old, c.oldText, h.old0, h.old1, room.old0, room.old1)
			h.move(by)
		}
	}
	return hunks
}

func (h *hunk) move(by int) {
	h.old0, h.old1, h.next0, h.next1 = h.old0+by, h.old1+by, h.next0+by, h.next1+by
}

// settle returns how far the tokens from lo to hi are best moved between least
// and most.
func settle(tokens []token, text []rune, lo, hi, least, most int) int {
	best, score := 0, -1
	by := 0
	for lo+by > least && tokens[lo+by-1].id == tokens[hi+by-1].id {
		by--
	}
	for ; ; by++ {
		if s := ease(tokens, text, lo+by) + ease(tokens, text, hi+by); s >= score {
			best, score = by, s
		}
		if hi+by >= most || tokens[lo+by].id != tokens[hi+by].id {
			return best
		}
	}
}

// ease says how well a text may be cut before token i.
func ease(tokens []token, text []rune, i int) int {
	switch {
	case i == 0 || i == len(tokens):
		return 5
	case tokens[i-1].space && slices.Contains(text[tokens[i-1].Start:tokens[i-1].End], '\n'):
		return 4
	case ends(tokens, text, i-1):
		return 3 // behind a sentence, with the space
	case ends(tokens, text, i):
		return 2
	case tokens[i-1].space:
		return 1
	}
	return 0
}

// ends reports whether token i is the white space behind a sentence.
func ends(tokens []token, text []rune, i int) bool {
	if i == 0 || !tokens[i].space {
		return false
	}
	switch text[tokens[i-1].End-1] {
	case '.', '!', '?', '…', '؟', '۔', '।', '”', '"', '»':
		return true
	}
	return false
}
