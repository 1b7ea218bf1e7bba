package detect

import "slices"

// oldest is the highest age that is believed.
const oldest = 125

// age reads how old somebody is, from a number at i on: "43-year-old", "aged
// 43", "Smith, 43,", "un homme de 43 ans".
func (s *scanner) age(i int) (d Detection, next int, ok bool) {
	a, ok := s.amount(i, false)
	if !ok || a.ordinal || a.scaled || a.value < 0 || a.value > oldest || a.hedge != "" {
		return d, i, false
	}
	next = s.ageEnd(i, a)
	if next == 0 {
		return d, i, false
	}
	d = s.found(Age, i, next)
	d.Quantity = &Quantity{Low: a.value, High: a.value, Unit: "yr"}
	if hedge, _, ok := s.g.hedges.before(s.ts, i); ok {
		d.Quantity.Hedge = hedge
	}
	return d, next, true
}

// ageEnd is the token behind an age, 0 when the number is none.
func (s *scanner) ageEnd(i int, a amount) int {
	if _, next, ok := s.g.ageBehind.at(s.ts, a.next); ok {
		return next
	}
	years := a.next
	unit, behind, ok := s.unitAt(a.next)
	ok = ok && unit == "yr"
	if ok {
		years = behind
	}
	if _, _, aged := s.g.ageBefore.before(s.ts, i); aged && (ok || !s.measuredAt(a.next)) {
		return years
	}
	if ok && s.personBefore(i) {
		return years
	}
	if s.beside(i, years, a) {
		return years
	}
	return 0
}

// measuredAt reports whether a unit, a currency or per cent stands at i.
func (s *scanner) measuredAt(i int) bool {
	kind, unit, _ := s.unit(i, 1)
	return kind != Number || unit != ""
}

// personBefore reports whether "a man of" stands before token i.
func (s *scanner) personBefore(i int) bool {
	_, of, ok := s.g.ageOf.before(s.ts, i)
	if !ok {
		return false
	}
	if _, _, ok = s.g.people.before(s.ts, of); ok {
		return true
	}
	return of > 1 && s.is(of-1, ",") && (s.ts[of-2].upper && !s.monthOrDay(of-2) || s.person(of-1))
}

// beside reports whether a number stands beside a name, between commas or in
// parentheses: "Anna Smith, 43, said", "Anna Müller (43)".
func (s *scanner) beside(i, next int, a amount) bool {
	if i < 2 || a.value < 1 || a.value > 110 || a.value != float64(int(a.value)) || !a.digits && (a.value < 2 || s.ts[i-2].upper || !s.person(i-1)) {
		return false
	}
	name := s.ts[i-2]
	if name.kind != aWord || s.monthOrDay(i-2) {
		return false
	}
	if (s.is(i-1, ",") || s.is(i-1, "(")) && !name.upper && s.person(i-1) {
		return (s.is(next, ",") || s.is(next, ")") || s.is(next, ".") || s.is(next, ";")) && s.listless(i)
	}
	if !name.upper && lettered(name.fold) {
		return false
	}
	switch {
	case s.is(i-1, "("):
		return s.is(next, ")") && i > 2 && s.ts[i-3].kind == aWord && s.ts[i-3].upper
	case s.is(i-1, ","):
		return s.is(next, ",") && name.upper && s.listless(i)
	}
	return false
}

// person reports whether a title or a word for a person stands before token i:
// "the mayor", "a boy".
func (s *scanner) person(i int) bool {
	if _, _, ok := s.g.people.before(s.ts, i); ok {
		return true
	}
	p, end := s.prose(), s.ts[i-1].end
	at, ok := slices.BinarySearchFunc(p.tokens, end, func(w word, end int) int { return w.end - end })
	return ok && p.titleEnds[at+1] > 0
}

// listless reports whether the commas around a number at i are not those of a
// list of figures.
func (s *scanner) listless(i int) bool {
	return i+2 >= len(s.ts) || s.ts[i+2].kind != aFigure
}

// monthOrDay reports whether the name of a month or weekday stands at i.
func (s *scanner) monthOrDay(i int) bool {
	_, _, month := s.g.months.at(s.ts, i)
	_, _, day := s.g.weekdays.at(s.ts, i)
	return month || day
}
