package sources

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
)

// inReadingOrder brings the characters of a line with words that are written
// from right to left into the order in which they are read. PDFium gives most
// of them so. It does not where a file says itself which letters a word has,
// where two letters are drawn as one, and around marks; so where the line as a
// whole runs from right to left, the order is taken from where the characters
// stand, and elsewhere the letters of each word.
func (l *line) inReadingOrder() {
	switch {
	case !slices.ContainsFunc(l.glyphs, func(g glyph) bool { return isRTL(g.sign) }):
	case l.rtl:
		l.glyphs = leftAgain(spaced(fromRight(units(l.glyphs)), l.height()))
	default:
		l.orderWords()
	}
}

// unit is what is drawn in one place: a letter with its marks, or letters that
// are drawn as one.
type unit struct {
	glyphs []glyph
	box    glyph
}

// units gathers the characters of a line that are drawn, in no order. Letters
// that are drawn as one come last first.
func units(glyphs []glyph) []unit {
	var all []unit
	for _, g := range glyphs {
		last := len(all) - 1
		switch {
		case unicode.IsSpace(g.sign) || unicode.IsMark(g.sign):
		case last >= 0 && isRTL(g.sign) && sameBox(all[last].box, g):
			all[last].glyphs = slices.Insert(all[last].glyphs, 0, g)
		default:
			all = append(all, unit{[]glyph{g}, g})
		}
	}
	for _, g := range glyphs {
		if unicode.IsMark(g.sign) {
			if i := nearest(all, g); i >= 0 {
				all[i].glyphs = append(all[i].glyphs, g)
				all[i].box.left, all[i].box.right = min(all[i].box.left, g.left), max(all[i].box.right, g.right)
			}
		}
	}
	return all
}

// nearest is the place in which a mark stands, or -1.
func nearest(all []unit, mark glyph) int {
	best, least := -1, float32(math.MaxFloat32)
	for i, u := range all {
		d := max(u.box.left-mark.middle(), mark.middle()-u.box.right, 0)
		if d < least {
			best, least = i, d
		}
	}
	return best
}

// fromRight orders units from right to left.
func fromRight(all []unit) []unit {
	slices.SortStableFunc(all, func(a, b unit) int { return cmp.Compare(b.box.middle(), a.box.middle()) })
	return all
}

// spaced puts spaces where units stand so far apart that there is one.
func spaced(all []unit, height float32) []glyph {
	const apart = 0.15 // of the height of a line
	var out []glyph
	for i, u := range all {
		if i > 0 && all[i-1].box.left-u.box.right > apart*height {
			out = append(out, glyph{sign: ' '})
		}
		out = append(out, u.glyphs...)
	}
	return out
}

// leftAgain turns what is written from left to right within a line that is read
// from right to left: figures, and words with what stands between them.
func leftAgain(glyphs []glyph) []glyph {
	for start := 0; start < len(glyphs); {
		if !runsRight(glyphs[start].sign) {
			start++
			continue
		}
		end := start + 1
		for at := end; at < len(glyphs); at++ {
			sign := glyphs[at].sign
			switch {
			case isRTL(sign):
				at = len(glyphs)
			case runsRight(sign) && holdsTogether(glyphs[end-1].sign, glyphs[end:at], sign):
				end = at + 1
			}
		}
		slices.Reverse(glyphs[start:end])
		start = end
	}
	return glyphs
}

// runsRight reports whether r is written from left to right: a figure, or a
// letter of such a script.
func runsRight(r rune) bool {
	return unicode.IsDigit(r) || unicode.IsLetter(r) && !isRTL(r)
}

// holdsTogether reports whether two characters that run from left to right
// belong to one run, with what stands between them: words do, and figures with
// one sign between them.
func holdsTogether(a rune, between []glyph, b rune) bool {
	if len(between) == 0 || unicode.IsLetter(a) || unicode.IsLetter(b) {
		return true
	}
	return len(between) == 1 && strings.ContainsRune(".,:/٫٬", between[0].sign)
}

// orderWords turns words of the other direction, and letters that are drawn as
// one, within a line from left to right.
func (l *line) orderWords() {
	for start := 0; start < len(l.glyphs); {
		end := start
		for end < len(l.glyphs) && (isRTL(l.glyphs[end].sign) || end > start && unicode.IsMark(l.glyphs[end].sign)) {
			end++
		}
		word := units(l.glyphs[start:end])
		if len(word) > 0 {
			copy(l.glyphs[start:end], spaced(fromRight(word), math.MaxFloat32))
		}
		start = max(end, start+1)
	}
}

func sameBox(a, b glyph) bool {
	a.sign, b.sign = 0, 0
	return a == b && a.right > a.left
}
