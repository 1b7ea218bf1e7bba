package detect

import "strings"

// eventWords is how many words of an event a relative date takes.
const eventWords = 8

// eventEnd is the token behind the words of an event that begin at i: up to a
// mark or a word that ends the clause, and at most eight. Where the language
// tells what may stand behind a noun as part of it, what may not ends it too:
// "после саммита приехали" is a summit, and then somebody came.
func (s *scanner) eventEnd(i int) int {
	j, head := i, -1
	for j < len(s.ts) && j < i+eventWords && !s.endsEvent(i, j) {
		if head >= 0 && !s.ofEvent(i, j) {
			break
		}
		if head < 0 && s.noun(j) {
			head = j
		}
		if _, next, date := s.dayMonth(j); date {
			j = next
			continue
		}
		j++
	}
	for j > i && (s.ts[j-1].kind == aMark || s.g.eventJoins[s.ts[j-1].fold] && j > i+1) {
		j--
	}
	return j
}

// endsEvent reports whether a token ends the words of an event that begin at i.
func (s *scanner) endsEvent(i, j int) bool {
	t := s.ts[j]
	switch t.kind {
	case anAddress:
		return true
	case aMark:
		return t.fold != "-" && t.fold != "'"
	case aWord, aFigure:
	}
	if _, _, ends := s.g.clause.at(s.ts, j); ends && j > i {
		return true
	}
	return j > i && t.kind == aWord && !t.upper && s.g.eventStops.has(t.fold) && !s.g.eventJoins[s.ts[j-1].fold] && !s.functionAt(j-1)
}

// noun reports whether token j can be the noun that an event is called by.
func (s *scanner) noun(j int) bool {
	t := s.ts[j]
	if t.kind != aWord || s.functionAt(j) || t.upper && s.lang != "de" && j+1 < len(s.ts) && s.ts[j+1].upper {
		return false
	}
	if _, _, ordinal := s.g.ordinals.at(s.ts, j); ordinal {
		return false
	}
	return !s.adjective(t)
}

func (s *scanner) functionAt(j int) bool {
	_, _, function := s.g.functions.at(s.ts, j)
	return function
}

// ofEvent reports whether token j, behind the noun of an event that begins at
// i, is part of it.
func (s *scanner) ofEvent(i, j int) bool {
	t := s.ts[j]
	switch {
	case len(s.g.eventJoins) == 0 && len(s.g.eventRest.endings) == 0 && s.lang != "ar":
		return true
	case t.kind == aMark, t.upper, s.g.eventJoins[t.fold], !s.ts[j-1].upper && s.g.eventRest.has(t.fold):
		return true
	case t.kind == aFigure:
		_, _, date := s.dayMonth(j)
		return date
	case s.lang == "ar":
		return s.definite(j) || j+1 < len(s.ts) && s.definite(j+1) && !s.anyDefinite(i, j)
	}
	_, _, month := s.g.months.at(s.ts, j)
	return month || s.g.eventJoins[s.ts[j-1].fold] || s.functionAt(j-1) || s.is(j-1, "'") || s.is(j-1, "-")
}

// definite reports whether an Arabic word has its article: a verb has none.
func (s *scanner) definite(j int) bool {
	return s.ts[j].kind == aWord && strings.HasPrefix(s.ts[j].fold, "ال")
}

func (s *scanner) anyDefinite(from, to int) bool {
	for j := from; j < to; j++ {
		if s.definite(j) {
			return true
		}
	}
	return false
}

// wordlist is words and endings of words.
type wordlist struct {
	words   map[string]bool
	endings []string
}

// wordlistOf reads a list in which a hyphen begins an ending.
func wordlistOf(list string) wordlist {
	w := wordlist{words: map[string]bool{}}
	for form := range strings.SplitSeq(list, ",") {
		form = strings.TrimSpace(form)
		if ending, ok := strings.CutPrefix(form, "-"); ok {
			w.endings = append(w.endings, ending)
		} else if form != "" {
			w.words[form] = true
		}
	}
	return w
}

// has reports whether a word is in the list, or ends as one of its endings.
func (w wordlist) has(fold string) bool {
	if w.words[fold] {
		return true
	}
	for _, ending := range w.endings {
		if len(fold) > len(ending)+2 && strings.HasSuffix(fold, ending) {
			return true
		}
	}
	return false
}
