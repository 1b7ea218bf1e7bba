package detect

// partial is a date as far as the copy names it; what it leaves open is 0.
type partial struct {
	year, month, day int
	grain            Grain
	weekday          int
	part             string // early, mid, late; earlier and later lean on the article's date
	season           int    // 1 spring to 4 winter
	persian          bool   // year, month and day are those of the Persian calendar
	tense            Tense  // of what is dated, without a year
	off              int    // how far off stands what tells it, in tokens
	years            int    // how many years from year on, of decades, centuries and ranges; 0 is one
}

// date reads a date that begins at i: "Monday, 15 August 2025", "early
// September", "15–17 August", "2014–2018", "the 1990s". The article's date
// stands in for what it leaves open, as When tells.
func (s *scanner) date(i int) (d Detection, next int, ok bool) {
	if first, last, next, ok := s.days(i); ok {
		return s.dated(Date, i, next, first, last), next, true
	}
	part, j, early := s.g.early.at(s.ts, i)
	if early {
		j = s.skip(s.g.yearBefore, s.skip(s.g.dayBefore, j))
	} else {
		j = i
	}
	first, next, ok := s.day(j, early)
	if !ok {
		return d, i, false
	}
	first.part = part
	last, behind, ranged := s.until(&first, i, next)
	if ranged {
		return s.dated(Date, i, behind, first, last), behind, true
	}
	if first.month == 0 && first.year == 0 && first.weekday > 0 {
		if shift, behind, ok := s.g.shiftsBehind.at(s.ts, next); ok {
			return s.shifted(i, behind, first, shift), behind, true
		}
	}
	return s.dated(Date, i, next, first, first), next, true
}

// dated is the detection of a date from its first to its last day.
func (s *scanner) dated(kind Kind, from, next int, first, last partial) Detection {
	d := s.found(kind, from, next)
	if first.year == 0 && s.on != "" {
		same := first == last
		first.tense, first.off = s.tense(from, next)
		if last.tense, last.off = first.tense, first.off; same {
			last = first
		}
	}
	w := first.when(last, s.on)
	d.When = &w
	return d
}

// skip is the token behind a phrase of a list, or i when none stands there.
func (s *scanner) skip(list dict[bool], i int) int {
	if _, next, ok := list.at(s.ts, i); ok {
		return next
	}
	return i
}

// until reads the other end of a range that begins with a date: "15 August – 3
// September 2025", "July to September", "2014–2018".
func (s *scanner) until(first *partial, from, i int) (last partial, next int, ok bool) {
	if first.grain == ByYear && first.month == 0 && s.is(i, "/") && s.close(i) && s.close(i+1) && s.isFigure(i+1, (first.year+1)%100) {
		return s.shortYear(*first, i+1)
	}
	_, j, ok := s.g.to.at(s.ts, i)
	if _, _, between := s.g.between.before(s.ts, from); between && !ok {
		_, j, ok = s.g.betweenAnd.at(s.ts, i)
	}
	if !ok {
		return last, i, false
	}
	if first.grain == ByYear && first.month == 0 && s.is(i, "-") {
		return s.shortYear(*first, j)
	}
	last, next, ok = s.day(s.skip(s.g.dayBefore, j), first.grain == ByYear)
	if !ok || last.grain != first.grain || last.weekday > 0 && last.day == 0 {
		return last, i, false
	}
	if first.year == 0 && last.year != 0 {
		first.year = last.year
		if first.month > last.month {
			first.year--
		}
	}
	return last, next, true
}

// isFigure reports whether token i is a number of two digits.
func (s *scanner) isFigure(i, n int) bool {
	return i < len(s.ts) && s.ts[i].kind == aFigure && len(s.ts[i].fold) == 2 && digitsOf(s.ts[i].fold) == n
}

// shortYear reads the second year of "2014–2018" and "2024–25".
func (s *scanner) shortYear(first partial, j int) (last partial, next int, ok bool) {
	if j >= len(s.ts) || s.ts[j].kind != aFigure {
		return last, j, false
	}
	n := digitsOf(s.ts[j].fold)
	if len(s.ts[j].fold) == 2 {
		n += first.year / 100 * 100
	} else if len(s.ts[j].fold) != 4 {
		return last, j, false
	}
	last = first
	last.year = n
	return last, s.skip(s.g.yearBehind, j+1), n > first.year && n < first.year+1000
}

// days reads a range of days within one month: "15–17 August 2025", "August
// 15–17", "between 3 and 5 May".
func (s *scanner) days(i int) (first, last partial, next int, ok bool) {
	from, j, ok := s.dayOfMonth(i)
	if !ok {
		return s.daysBehind(i)
	}
	_, k, ok := s.g.to.at(s.ts, j)
	if _, _, between := s.g.between.before(s.ts, i); between && !ok {
		_, k, ok = s.g.betweenAnd.at(s.ts, j)
	}
	if !ok {
		return first, last, i, false
	}
	to := s.skip(s.g.dayBefore, k)
	last, next, ok = s.dayMonth(to)
	if !ok || from >= last.day {
		return first, last, i, false
	}
	first = last
	first.day = from
	return first, last, next, true
}

// daysBehind reads "August 15–17, 2025".
func (s *scanner) daysBehind(i int) (first, last partial, next int, ok bool) {
	if !s.g.monthFirst {
		return first, last, i, false
	}
	first, j, ok := s.monthName(i)
	if !ok {
		return first, last, i, false
	}
	from, j, ok := s.dayOfMonth(j)
	if !ok {
		return first, last, i, false
	}
	_, k, ok := s.g.to.at(s.ts, j)
	if !ok {
		return first, last, i, false
	}
	to, next, ok := s.dayOfMonth(k)
	if !ok || to <= from || s.close(next) && s.ts[next].kind == aFigure {
		return first, last, i, false
	}
	if _, _, month := s.g.months.at(s.ts, next); month {
		return first, last, i, false
	}
	first.day, first.grain = from, ByDay
	next = s.yearOf(&first, next)
	last = first
	last.day = to
	return first, last, next, true
}

// day reads one date that begins at i. open says that a part of it stands
// before, "early", or that it ends a range: then less shows that it is a date.
func (s *scanner) day(i int, open bool) (p partial, next int, ok bool) {
	if i >= len(s.ts) {
		return p, i, false
	}
	if p, next, ok = s.weekdayDate(i); ok {
		return p, next, true
	}
	for _, read := range []func(int) (partial, int, bool){s.numeric, s.dayMonth, s.monthDay, s.eastern} {
		if p, next, ok = read(i); ok {
			next = s.weekdayBehind(&p, next)
			return p, next, true
		}
	}
	for _, read := range []func(int) (partial, int, bool){s.quarter, s.season, s.century, s.decade} {
		if p, next, ok = read(i); ok {
			return p, next, true
		}
	}
	if p, next, ok = s.monthOnly(i, open); ok {
		return p, next, true
	}
	return s.year(i, open)
}

// weekdayDate reads a weekday, with the date behind it if there is one.
func (s *scanner) weekdayDate(i int) (p partial, next int, ok bool) {
	weekday, j, ok := s.g.weekdays.at(s.ts, i)
	if !ok || s.g.capitals && !s.ts[i].upper || s.close(i) && s.ts[i-1].kind != aMark {
		return p, i, false
	}
	_, _, loose := s.g.loose.at(s.ts, i)
	k := j
	if s.is(k, ".") && loose {
		k++
	}
	if s.is(k, ",") {
		k++
	}
	k = s.skip(s.g.dayBefore, k)
	for _, read := range []func(int) (partial, int, bool){s.numeric, s.dayMonth, s.monthDay, s.eastern} {
		if p, next, ok = read(k); ok && p.day > 0 {
			p.weekday = weekday
			return p, next, true
		}
	}
	if loose {
		return p, i, false
	}
	return partial{weekday: weekday, grain: ByDay}, j, true
}

// weekdayBehind takes a weekday in parentheses behind a date, or right behind it
// where no spaces are written.
func (s *scanner) weekdayBehind(p *partial, i int) int {
	if p.day == 0 {
		return i
	}
	if weekday, next, ok := s.g.weekdays.at(s.ts, i+1); ok && s.is(i, "(") && s.is(next, ")") {
		p.weekday = weekday
		return next + 1
	}
	if weekday, next, ok := s.g.weekdays.at(s.ts, i); ok && (next > i+1 && s.close(i) || s.g.weekdayLast) {
		p.weekday = weekday
		return next
	}
	return i
}

// dayOfMonth reads 1 to 31 in digits, with the mark of an ordinal.
func (s *scanner) dayOfMonth(i int) (day, next int, ok bool) {
	if i >= len(s.ts) {
		return 0, i, false
	}
	t := s.ts[i]
	if t.kind != aFigure {
		n, next, ok := s.g.ordinals.at(s.ts, i)
		return int(n), next, ok && n <= 31
	}
	day = digitsOf(t.fold)
	if len(t.fold) > 2 || day < 1 || day > 31 || s.close(i) && s.ts[i-1].kind == aFigure {
		return 0, i, false
	}
	next = i + 1
	for range 2 {
		next = s.skip(s.g.dayBehind, next)
	}
	return day, next, true
}

// dayMonth reads "18 September 2025".
func (s *scanner) dayMonth(i int) (p partial, next int, ok bool) {
	day, j, ok := s.dayOfMonth(i)
	if !ok {
		return p, i, false
	}
	if p, next, ok = s.monthName(j); !ok {
		return p, i, false
	}
	if day > monthLength(p.month) && !p.persian {
		return p, i, false
	}
	p.day, p.grain = day, ByDay
	next = s.yearOf(&p, next)
	return p, next, true
}

// monthLength is how many days a month can have.
func monthLength(month int) int {
	if month == 2 {
		return 29
	}
	return daysIn(2024, month)
}

// monthDay reads "September 18, 2025".
func (s *scanner) monthDay(i int) (p partial, next int, ok bool) {
	if !s.g.monthFirst {
		return p, i, false
	}
	p, j, ok := s.monthName(i)
	if !ok || j >= len(s.ts) || s.ts[j].kind != aFigure {
		return p, i, false
	}
	day, k, ok := s.dayOfMonth(j)
	if !ok || day > monthLength(p.month) || s.close(k) && s.ts[k].kind != aMark {
		return p, i, false
	}
	p.day, p.grain = day, ByDay
	next = s.yearOf(&p, k)
	if p.year == 0 && s.countsDay(i, k) {
		return p, i, false
	}
	return p, next, true
}

// countsDay reports whether the number behind a month rather counts what
// follows: "in September 18 people".
func (s *scanner) countsDay(month, next int) bool {
	if _, _, in := s.g.yearSigns.before(s.ts, month); !in || next >= len(s.ts) || s.ts[next].kind != aWord {
		return false
	}
	_, _, function := s.g.functions.at(s.ts, next)
	return !function
}

// monthName reads a month's name, with the full stop of its abbreviation.
func (s *scanner) monthName(i int) (p partial, next int, ok bool) {
	month, next, ok := s.g.months.at(s.ts, i)
	if !ok {
		month, next, ok = s.g.persian.at(s.ts, i)
		p.persian = ok
	}
	if !ok || s.g.capitals && !s.ts[i].upper {
		return p, i, false
	}
	p.month, p.grain = month, ByMonth
	if s.is(next, ".") && s.close(next) && next+1 < len(s.ts) && (s.ts[next+1].kind == aFigure || s.abbreviated(i)) {
		next++
	}
	return p, next, true
}

// abbreviated reports whether a month's name is one of its short forms.
func (s *scanner) abbreviated(i int) bool {
	_, _, loose := s.g.loose.at(s.ts, i)
	return loose && lettered(s.ts[i].fold) && s.ts[i].end-s.ts[i].start <= 5 && !unabridged[s.ts[i].fold]
}

// unabridged are months that are short, and other words as well, when whole.
var unabridged = map[string]bool{"may": true, "march": true, "mai": true, "мая": true, "maja": true, "marca": true, "luty": true}

// yearOf reads the year behind a month, and gives the token behind it.
func (s *scanner) yearOf(p *partial, i int) int {
	j := s.skip(s.g.yearBefore, i)
	if s.is(i, ",") {
		j = i + 1
	}
	year, next, ok := s.fullYear(j)
	if !ok && p.persian {
		year, next, ok = s.persianYear(j)
	}
	if !ok || next < len(s.ts) && s.close(next) && s.ts[next].kind == aWord && lettered(s.ts[next].fold) && next == j+1 {
		return i
	}
	p.year = year
	return next
}

// fullYear reads a year of four digits, with the words behind it.
func (s *scanner) fullYear(i int) (year, next int, ok bool) {
	if i >= len(s.ts) || s.ts[i].kind != aFigure || len(s.ts[i].fold) != 4 {
		return 0, i, false
	}
	year = digitsOf(s.ts[i].fold)
	if year < 1000 || year > 2199 {
		return 0, i, false
	}
	return year, s.skip(s.g.yearBehind, i+1), true
}

// monthOnly reads a month alone or with its year.
func (s *scanner) monthOnly(i int, open bool) (p partial, next int, ok bool) {
	p, next, ok = s.monthName(i)
	if !ok || s.close(i) && s.ts[i-1].kind == aWord && lettered(s.ts[i].fold) {
		return p, i, false
	}
	next = s.yearOf(&p, next)
	if _, _, loose := s.g.loose.at(s.ts, i); loose && p.year == 0 && !open {
		_, _, sign := s.g.yearSigns.before(s.ts, i)
		if name := next < len(s.ts) && s.ts[next].upper && s.abbreviated(i) && !s.g.capitals; !sign || name {
			return p, i, false
		}
	}
	return p, next, true
}

// digitsOf is the value of a figure of digits only, 0 of one with marks.
func digitsOf(fold string) (n int) {
	for i := range len(fold) {
		if fold[i] < '0' || fold[i] > '9' || n > 1e6 {
			return 0
		}
		n = n*10 + int(fold[i]-'0')
	}
	return n
}
