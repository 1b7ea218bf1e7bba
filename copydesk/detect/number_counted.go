package detect

import (
	"strings"
	"unicode"
)

// counted is what a number counts: the noun behind it, in small letters. It
// goes over "of the" and adjectives that it can tell from nouns, and gives up
// at the end of the clause.
func (s *scanner) counted(i int) string {
	if _, next, ok := s.g.partitives.at(s.ts, i); ok {
		i = next
		if _, next, ok := s.g.dayBefore.at(s.ts, i); ok {
			i = next
		}
	}
	first := ""
	for n := 0; n < 3 && i < len(s.ts); n++ {
		t := s.ts[i]
		if t.kind != aWord {
			break
		}
		if _, _, function := s.g.functions.at(s.ts, i); function {
			break
		}
		if s.is(i+1, "'") && s.close(i+1) && s.close(i+2) && len(t.fold) <= 2 {
			break // c'erano
		}
		if s.is(i+1, "-") && s.close(i+1) && i+2 < len(s.ts) && s.ts[i+2].kind == aFigure {
			return first // F-16
		}
		if first == "" {
			first = s.small(t)
		}
		if !s.adjective(t) {
			return s.small(t) + s.signBehind(i, n)
		}
		i++
		if s.is(i, "-") || s.is(i, ",") {
			i++
		}
	}
	return first
}

// small is a word in small letters, as the copy has it otherwise.
func (s *scanner) small(t token) string {
	var out strings.Builder
	for _, r := range s.runes[t.start:t.end] {
		switch {
		case dropped(r):
		case unicode.IsUpper(r):
			out.WriteRune(foldRune(r, s.lang))
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// signBehind is the second sign of a noun that stands behind a measure word
// and is written in signs.
func (s *scanner) signBehind(i, n int) string {
	if n == 0 || !s.close(i+1) || s.ts[i].kind != aWord || s.ts[i+1].kind != aWord || !alone(s.runes[s.ts[i].start]) {
		return ""
	}
	return s.ts[i+1].fold
}

// adjective reports a word that stands before a noun and is none.
func (s *scanner) adjective(t token) bool {
	if s.g.capitals && s.lang == "de" {
		return !t.upper
	}
	if list := s.g.adjectives[t.fold]; len(list) > 0 {
		return true
	}
	for _, ending := range s.g.endings {
		if len(t.fold) > len(ending)+2 && strings.HasSuffix(t.fold, ending) {
			return true
		}
	}
	return false
}

// ordinalWord reads "third". Where the words have other meanings, only behind
// what says that it is one, "the third". Firsts are no number.
func (s *scanner) ordinalWord(i int) (value float64, next int, ok bool) {
	value, next, ok = s.g.ordinals.at(s.ts, i)
	if !ok || value < 2 {
		return 0, i, false
	}
	if _, _, signed := s.g.ordinalSigns.before(s.ts, i); !signed && len(s.g.ordinalSigns) > 0 {
		return 0, i, false
	}
	return value, next, true
}

// ordinalDigits takes the mark of an ordinal behind digits, "3rd".
func (s *scanner) ordinalDigits(a *amount) bool {
	if !s.close(a.next) {
		return false
	}
	_, next, ok := s.g.ordinalMarks.at(s.ts, a.next)
	if !ok || s.close(next) && s.ts[next].kind == aWord {
		return false
	}
	a.next, a.ordinal = next, true
	return true
}

// romanNumber is the value of a number in Roman figures up to 39, 0 of what is
// none.
func romanNumber(fold string) int {
	if len(fold) > 12 {
		return 0
	}
	total, last := 0, 99
	for _, r := range fold {
		v := romanFigures[r]
		if v == 0 {
			return 0
		}
		if v > last {
			total -= 2 * last
		}
		total += v
		last = v
	}
	if total < 1 || total > 39 {
		return 0
	}
	return total
}

var romanFigures = map[rune]int{'i': 1, 'v': 5, 'x': 10, 'і': 1, 'х': 10}
