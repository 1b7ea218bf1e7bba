package detect

// year reads a year alone. A number is one when something shows it: a word
// before or behind it, parentheses around it, a second year behind a dash.
func (s *scanner) year(i int, open bool) (p partial, next int, ok bool) {
	year, next, ok := s.fullYear(i)
	if !ok || s.partOfWord(i) && !open || s.minus(i-1) {
		return p, i, false
	}
	p = partial{year: year, grain: ByYear, persian: len(s.g.persian) > 0 && year >= 1200 && year <= 1500}
	switch {
	case next > i+1, open:
		return p, next, !s.measuredAt(next)
	case s.is(i-1, "(") && (s.is(next, ")") || s.is(next, "-") || s.is(next, ",")):
		return p, next, true
	case s.years(i):
		return p, next, true
	}
	if s.close(next) && s.ts[next].kind != aMark || s.counts(next, year) {
		return p, i, false
	}
	if _, _, sign := s.g.yearSigns.before(s.ts, i); sign {
		return p, next, true
	}
	_, _, the := s.g.theYear.before(s.ts, i)
	return p, next, the && next < len(s.ts) && s.ts[next].kind == aWord && year >= 1500
}

// years reports whether a range of two years begins at i: "2014–2018".
func (s *scanner) years(i int) bool {
	if !s.is(i+1, "-") || s.close(i+1) != s.close(i+2) || i+2 >= len(s.ts) || s.ts[i+2].kind != aFigure {
		return false
	}
	first, last := digitsOf(s.ts[i].fold), digitsOf(s.ts[i+2].fold)
	if len(s.ts[i+2].fold) == 2 {
		return first >= 1900 && last == (first+1)%100
	}
	return len(s.ts[i+2].fold) == 4 && first >= 1500 && first < last && last <= 2199
}

// counts reports whether a number that may be a year rather counts what stands
// behind it, "of 2000 soldiers".
func (s *scanner) counts(next, year int) bool {
	if next >= len(s.ts) {
		return false
	}
	if s.measuredAt(next) {
		return true
	}
	if _, _, scale := s.g.scales.at(s.ts, next); scale {
		return true
	}
	if year%50 != 0 || s.ts[next].kind != aWord {
		return false
	}
	_, _, function := s.g.functions.at(s.ts, next)
	return !function
}

// decade reads "1990s", "90er Jahre", "les années 1990".
func (s *scanner) decade(i int) (p partial, next int, ok bool) {
	t := s.ts[i]
	_, _, first := s.g.decadesFirst.before(s.ts, i)
	if t.kind != aFigure {
		v, next, ok := s.g.numerals.at(s.ts, i)
		return partial{year: 1900 + int(v), years: 10, grain: ByDecade}, next, ok && first && v >= 20 && v < 100 && int(v)%10 == 0
	}
	year := digitsOf(t.fold)
	switch {
	case year%10 != 0:
		return p, i, false
	case len(t.fold) == 2 && year >= 30:
		year += 1900
	case len(t.fold) == 2:
		year += 2000
	case len(t.fold) != 4 || year < 1000 || year > 2190:
		return p, i, false
	}
	_, next, ok = s.g.decades.at(s.ts, i+1)
	if ok && (!s.close(i+1) && s.ts[i+1].kind == aWord && len(s.ts[i+1].fold) < 3) {
		ok = false
	}
	if !ok && first {
		next, ok = i+1, true
	}
	return partial{year: year, years: 10, grain: ByDecade}, next, ok
}

// century reads "the 19th century", "XIX век", "siglo XIX".
func (s *scanner) century(i int) (p partial, next int, ok bool) {
	n, next := s.ordinalAt(i)
	if n < 1 || n > 22 {
		return p, i, false
	}
	_, behind, ok := s.g.centuries.at(s.ts, next)
	if ok {
		next = behind
	}
	if _, _, first := s.g.centFirst.before(s.ts, i); !ok && first {
		ok = true
	}
	return partial{year: n*100 - 99, years: 100, grain: ByCentury}, next, ok
}

// ordinalAt reads the number of a century or quarter: an ordinal in digits or
// in words, or a Roman number. It is 0 when there is none.
func (s *scanner) ordinalAt(i int) (n, next int) {
	if i >= len(s.ts) {
		return 0, i
	}
	t := s.ts[i]
	if t.kind == aFigure {
		n, next = digitsOf(t.fold), s.skip(s.g.ordinalMarks, i+1)
		if s.is(next, ".") && s.close(next) {
			next++
		}
		return n, next
	}
	if v, next, ok := s.g.ordinals.at(s.ts, i); ok {
		return int(v), next
	}
	if !t.upper || t.kind != aWord {
		return 0, i
	}
	for _, ending := range []string{"", "e", "ème", "eme"} {
		if fold := t.fold[:max(len(t.fold)-len(ending), 0)]; fold+ending == t.fold {
			if n := romanNumber(fold); n > 0 {
				return n, i + 1
			}
		}
	}
	return 0, i
}

// quarter reads "Q3 2025", "the third quarter of 2025".
func (s *scanner) quarter(i int) (p partial, next int, ok bool) {
	var n int
	if (s.is(i, "q") || s.is(i, "t")) && s.ts[i].upper && s.close(i+1) {
		n, next = digitsOf(s.ts[i+1].fold), i+2
		ok = len(s.ts[i+1].fold) == 1
		if s.is(i, "t") {
			_, _, ok = s.fullYear(s.skip(s.g.yearBefore, next))
		}
	} else if n, next = s.ordinalAt(i); n > 0 {
		_, next, ok = s.g.quarters.at(s.ts, next)
	}
	if !ok || n < 1 || n > 4 {
		return p, i, false
	}
	p = partial{month: 3*n - 2, grain: ByQuarter}
	next = s.yearOf(&p, next)
	return p, next, true
}

// season reads "summer 2025"; without a year it is none.
func (s *scanner) season(i int) (p partial, next int, ok bool) {
	season, j, ok := s.g.seasons.at(s.ts, i)
	if !ok {
		return p, i, false
	}
	p = partial{season: season, grain: ByQuarter, month: 3 * season}
	next = s.yearOf(&p, j)
	return p, next, p.year > 0
}
