package detect

import (
	"slices"
	"strconv"
	"strings"

	"example.org/tickmark/models"
)

// Tense is whether what is dated has been or is to come, as the words around a
// date without a year tell.
type Tense string

// The tenses.
const (
	Past   Tense = "past"
	Future Tense = "future"
	Untold Tense = "" // the words do not tell, or the date names its year
)

// How far off a word may stand that tells of a date, in tokens.
const (
	farthest = 25 // before and behind it
	aside    = 6  // what a comma between them adds
	behind   = 3  // what it adds that the word stands behind: "told us on Friday he would"
	doubtful = 14 // from where on it tells nothing
	nearBy   = 4  // of one that tells that a date shortly ahead is long gone
)

// tense reads which verb the date of some tokens goes with: the nearest in its
// sentence that tells. A date that belongs to a noun has none, "the summit of 15
// August will be followed by another", nor has one in an event's words.
func (s *scanner) tense(from, next int) (t Tense, off int) {
	if from < s.leant || s.ofNoun(from) {
		return Untold, 0
	}
	low, high := s.around(from, next)
	off = farthest * aside
	for j := low; j < high; {
		v, end := s.tells(j)
		if j < next && end > from {
			end = max(end, next)
		} else if v != 0 {
			if d := s.distance(j, end, from, next); d < off {
				t, off = map[bool]Tense{true: Future, false: Past}[v > 0], d
			}
		}
		j = end
	}
	if off > doubtful || t == Past && s.target(from) {
		return Untold, 0
	}
	return t, off
}

// ofNoun reports whether a date belongs to the noun before it. "À partir du"
// says from when on.
func (s *scanner) ofNoun(i int) bool {
	_, start, ok := s.g.attached.before(s.ts, i)
	return ok && start > 0 && s.ts[start-1].kind == aWord && !s.is(start-1, "partir")
}

// target reports whether a date is what something is put off to: "until 3 May".
func (s *scanner) target(i int) bool {
	if _, _, ok := s.g.targets.before(s.ts, i); ok || i == 0 || s.g.dayBefore[s.ts[i-1].fold] == nil {
		return ok
	}
	_, _, ok := s.g.targets.before(s.ts, i-1)
	return ok
}

// around are the tokens near a date in its sentence.
func (s *scanner) around(from, next int) (low, high int) {
	low, high = max(0, from-farthest), min(len(s.ts), next+farthest)
	at, ok := slices.BinarySearchFunc(s.sentences, s.ts[from].start, func(s models.Span, at int) int {
		switch {
		case s.End <= at:
			return -1
		case s.Start > at:
			return 1
		}
		return 0
	})
	if !ok {
		return low, high
	}
	for low < from && s.ts[low].start < s.sentences[at].Start {
		low++
	}
	for high > next && s.ts[high-1].end > s.sentences[at].End {
		high--
	}
	return low, high
}

// asides are marks that part one clause from another.
var asides = map[string]bool{",": true, ";": true, "؛": true, ":": true, "(": true, ")": true, "-": true, "«": true, "»": true, "“": true, "”": true, "„": true, `"`: true}

// distance is how far off a word is from a date, in tokens.
func (s *scanner) distance(start, end, from, next int) (off int) {
	if end > from {
		end, from, off = next, start, behind
	}
	for j := end; j < from; j++ {
		off++
		if asides[s.ts[j].fold] || s.g.breaks[s.ts[j].fold] {
			off += aside
		}
	}
	return off
}

// tells is 1 of a word that tells of what is to come, -1 of what has been, and
// 0 of any other; with the token behind it.
func (s *scanner) tells(j int) (v, next int) {
	t := s.ts[j]
	if t.kind != aWord || t.upper {
		return 0, j + 1
	}
	if v, next, ok := s.g.tenses.at(s.ts, j); ok {
		if v < 0 && next == j+1 && s.passive(j) {
			v = 0
		}
		return v, next
	}
	for _, e := range s.g.tenseEndings {
		if len(t.fold) > len(e.ending)+2 && strings.HasSuffix(t.fold, e.ending) && !s.passive(j) {
			return e.tense, j + 1
		}
	}
	if s.lang == "ar" {
		return s.arabicTense(t.fold), j + 1
	}
	return 0, j + 1
}

// arabicTense is what a verb tells whose sign of the future stands before it,
// or an object behind it.
func (s *scanner) arabicTense(fold string) int {
	if arabicFuture(fold) {
		return 1
	}
	for _, object := range []string{"ها", "ه", "هم"} {
		if verb, ok := strings.CutSuffix(fold, object); ok && len(verb) > 6 {
			if v, _, ok := s.g.tenses.at([]token{{fold: verb}}, 0); ok {
				return v
			}
		}
	}
	return 0
}

// passive reports whether what stands before a participle says that it is not
// of the past: "will be opened", "sera fermé", "буде відкрито".
func (s *scanner) passive(j int) bool {
	if j == 0 {
		return false
	}
	if v, next, ok := s.g.tenses.at(s.ts, j-1); ok && v > 0 && next == j {
		return true
	}
	return s.g.beWords[s.ts[j-1].fold]
}

// notFuture are beginnings of Arabic words that are no verbs of the future,
// though they begin like them.
var notFuture = []string{"سیاس", "سیار", "سید", "سیطر", "سینا", "سینم", "سیر", "سیول", "سیب", "سیاح", "سیاق", "سیاد", "سیناریو", "ستین", "ستون", "ستة", "ستار", "سترات", "ستاد", "ستوک", "ستائ", "ستیف"}

// arabicFuture reports a verb with the sign of the future.
func arabicFuture(fold string) bool {
	fold = strings.TrimPrefix(fold, "و")
	if !strings.HasPrefix(fold, "سی") && !strings.HasPrefix(fold, "ست") || len(fold) < 8 {
		return false
	}
	return !slices.ContainsFunc(notFuture, func(p string) bool { return strings.HasPrefix(fold, p) })
}

// tenseEnding is an ending of verbs with what it tells.
type tenseEnding struct {
	ending string
	tense  int
}

// tenseEndingsOf reads a table of endings.
func tenseEndingsOf(table string) (all []tenseEnding) {
	for entry := range strings.SplitSeq(table, ";") {
		key, list, _ := strings.Cut(entry, "=")
		v, err := strconv.Atoi(strings.TrimSpace(key))
		if err != nil {
			continue
		}
		for e := range strings.SplitSeq(list, ",") {
			all = append(all, tenseEnding{strings.TrimSpace(e), v})
		}
	}
	return all
}
