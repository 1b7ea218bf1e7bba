package detect

// clock reads a time of day that begins at i: "21:30", "9 a.m.", "9 Uhr",
// "21h30", "noon".
func (s *scanner) clock(i int) (d Detection, next int, ok bool) {
	if _, next, ok := s.g.noon.at(s.ts, i); ok && !(s.close(i) && s.ts[i-1].kind == aWord && lettered(s.ts[i].fold)) {
		return s.found(Time, i, next), next, true
	}
	if _, j, ok := s.g.timePast.at(s.ts, i); ok {
		a, ok := s.amount(j, false)
		ok = ok && a.value >= 1 && a.value <= 12 && !a.scaled && !a.ordinal && s.counted(a.next) == "" && !s.measuredAt(a.next)
		return s.found(Time, i, max(a.next, i+1)), a.next, ok
	}
	if next, ok := s.timeRange(i); ok {
		return s.found(Time, i, next), next, true
	}
	if s.ts[i].kind == aWord {
		next, ok := s.spokenHour(i)
		return s.found(Time, i, max(next, i+1)), next, ok
	}
	if s.ts[i].kind != aFigure || s.partOfWord(i) {
		return d, i, false
	}
	hours, next, ok := s.hours(i)
	if !ok {
		return d, i, false
	}
	if hours > 24 {
		return d, i, false
	}
	return s.found(Time, i, next), next, true
}

// timeRange reads a time of two hours of which only the second says that it is
// one: "9 bis 17 Uhr", "between nine and ten o'clock".
func (s *scanner) timeRange(i int) (next int, ok bool) {
	a, ok := s.amount(i, false)
	if !ok || a.scaled || a.ordinal || a.value < 0 || a.value > 24 || a.value != float64(int(a.value)) {
		return i, false
	}
	_, j, ok := s.g.to.at(s.ts, a.next)
	if _, _, between := s.g.between.before(s.ts, i); between && !ok {
		_, j, ok = s.g.betweenAnd.at(s.ts, a.next)
	}
	if !ok || j >= len(s.ts) {
		return i, false
	}
	b, ok := s.amount(j, false)
	if !ok || b.scaled || b.ordinal || b.value < 0 || b.value > 24 {
		return i, false
	}
	_, next, ok = s.g.timeBehind.at(s.ts, b.next)
	return next, ok && !s.lasts(b.next, next)
}

// hourSign reports whether what stands before token i says that an hour begins
// there. "De" only does before another one: "de 9 heures à midi".
func (s *scanner) hourSign(i, next int) bool {
	_, _, sign := s.g.timeBefore.before(s.ts, i)
	_, _, from := s.g.from.before(s.ts, i)
	if _, _, to := s.g.to.at(s.ts, next); from && !to && s.lang == "fr" {
		return false
	}
	return sign
}

// spokenHour reads "nine o'clock", "neuf heures du matin", "الساعة التاسعة".
func (s *scanner) spokenHour(i int) (next int, ok bool) {
	a, ok := s.spelled(i)
	if n, behind, ordinal := s.g.ordinals.at(s.ts, i); ordinal && !ok {
		a, ok = amount{value: n, next: behind}, true
	}
	if !ok || a.value > 24 || a.value != float64(int(a.value)) || !lettered(s.ts[i].fold) && s.lang != "ar" {
		return i, false
	}
	_, _, sign := s.g.timeBefore.before(s.ts, i)
	if _, behind, ok := s.g.timeBehind.at(s.ts, a.next); ok && (sign || !s.lasts(a.next, behind)) {
		return behind, true
	}
	if _, behind, ok := s.g.hour.at(s.ts, a.next); ok && s.hourSign(i, behind) {
		return behind, true
	}
	_, _, oclock := s.g.oclock.before(s.ts, i)
	return a.next, oclock && s.counted(a.next) == "" && !s.measuredAt(a.next)
}

// hours reads the figures of a time and what shows that they are one.
func (s *scanner) hours(i int) (hours, next int, ok bool) {
	fold := s.ts[i].fold
	_, _, sign := s.g.timeBefore.before(s.ts, i)
	if _, _, oclock := s.g.oclock.before(s.ts, i); oclock {
		sign = true
	}
	if h, m, dotted := dottedTime(fold); dotted {
		_, behind, ok := s.g.timeBehind.at(s.ts, i+1)
		switch {
		case ok:
			return h, behind, true
		case sign && m < 60 && !s.measuredAt(i+1):
			return h, i + 1, true
		}
		return 0, i, false
	}
	hours = digitsOf(fold)
	if len(fold) > 2 || hours > 24 {
		return 0, i, false
	}
	if s.is(i+1, ":") && s.minutes(i+2) && s.close(i+1) && s.close(i+2) && !s.is(i-1, ":") {
		next = i + 3
		if s.is(next, ":") && s.minutes(next+1) && s.close(next) {
			next += 2
		}
		return hours, s.skip(s.g.timeBehind, next), true
	}
	if _, j, ok := s.g.hour.at(s.ts, i+1); ok {
		if s.minutes(j) {
			return hours, s.skip(s.g.timeBehind, j+1), true
		}
		if s.hourSign(i, j) {
			return hours, j, true
		}
	}
	if _, behind, ok := s.g.timeBehind.at(s.ts, s.skip(s.g.ordinalMarks, i+1)); ok && (sign || !s.lasts(i+1, behind)) {
		return hours, behind, true
	}
	_, _, oclock := s.g.oclock.before(s.ts, i)
	return hours, i + 1, oclock && !s.measuredAt(i+1)
}

// lasts reports whether the words behind a number say how long something
// takes rather than when it begins: "9 horas".
func (s *scanner) lasts(i, behind int) bool {
	_, next, ok := s.unitAt(i)
	return ok && next >= behind
}

// minutes reports whether two digits from 00 to 59 stand at i.
func (s *scanner) minutes(i int) bool {
	return i < len(s.ts) && s.ts[i].kind == aFigure && len(s.ts[i].fold) == 2 && digitsOf(s.ts[i].fold) < 60
}

// dottedTime reads hours and minutes with a point between them.
func dottedTime(fold string) (hours, minutes int, ok bool) {
	at := len(fold) - 3
	if at < 1 || at > 2 || fold[at] != '.' {
		return 0, 0, false
	}
	hours, minutes = digitsOf(fold[:at]), digitsOf(fold[at+1:])
	return hours, minutes, hours <= 24 && minutes < 60
}
