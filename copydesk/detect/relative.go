package detect

// most is the largest number of days, weeks, months or years that a relative
// date may go back or ahead.
const most = 5000

// relative reads a date that leans on the article's date or on an event:
// "yesterday", "last Tuesday", "three weeks ago", "two days before the vote".
func (s *scanner) relative(i int) (d Detection, next int, ok bool) {
	if i < s.leant || s.close(i) && s.ts[i-1].kind == aWord && lettered(s.ts[i-1].fold) && lettered(s.ts[i].fold) {
		return d, i, false
	}
	if d, next, ok = s.while(i); ok {
		return d, next, true
	}
	if shift, j, ok := s.g.shifts.at(s.ts, i); ok {
		if p, next, ok := s.named(j); ok {
			return s.shifted(i, next, p, shift), next, true
		}
	}
	if shift, next, ok := s.g.relative.at(s.ts, i); ok && !s.morning(i, shift) {
		return s.fixed(i, next, shift), next, true
	}
	return d, i, false
}

// morning reports whether a word for tomorrow is one for the morning here.
func (s *scanner) morning(i int, shift string) bool {
	_, _, ok := s.g.mornings.before(s.ts, i)
	return ok && shift == "1d"
}

// named reads a weekday, month or season without anything else.
func (s *scanner) named(i int) (p partial, next int, ok bool) {
	if i >= len(s.ts) || s.g.capitals && !s.ts[i].upper && len(s.g.seasons[s.ts[i].fold]) == 0 {
		return p, i, false
	}
	if day, next, ok := s.g.weekdays.at(s.ts, i); ok {
		return partial{weekday: day, grain: ByDay}, next, true
	}
	if month, next, ok := s.g.months.at(s.ts, i); ok {
		return partial{month: month, grain: ByMonth}, next, true
	}
	if season, next, ok := s.g.seasons.at(s.ts, i); ok {
		return partial{month: 3 * season, season: season, grain: ByQuarter}, next, true
	}
	return p, i, false
}

// shifted is the detection of "last Tuesday" and "next March": the latest such
// day, month or season before the article's date, or the first one after it.
// "this" is the nearest in the same week or year.
func (s *scanner) shifted(from, next int, p partial, shift int) Detection {
	d := s.found(RelativeDate, from, next)
	d.When = &When{Grain: p.grain, Weekday: p.weekday}
	if s.on == "" {
		return d
	}
	if p.grain == ByDay {
		day := s.on.monday().AddDays(p.weekday - 1)
		switch {
		case s.g.weekShift:
			day = day.AddDays(7 * shift)
		case shift < 0 && day >= s.on:
			day = day.AddDays(-7)
		case shift > 0 && day <= s.on:
			day = day.AddDays(7)
		}
		d.When.From, d.When.To = day, day
		return d
	}
	year := s.on.Year()
	first, last := p.inYear(year)
	switch {
	case shift < 0 && first > s.on, shift < 0 && last >= s.on:
		first, last = p.inYear(year - 1)
	case shift > 0 && first <= s.on:
		first, last = p.inYear(year + 1)
	}
	d.When.From, d.When.To = first, last
	return d
}

// fixed is the detection of a phrase with its shift: "yesterday" is -1d.
func (s *scanner) fixed(from, next int, shift string) Detection {
	d := s.found(RelativeDate, from, next)
	d.When = &When{}
	if shift == "" || shift == "?" {
		return d
	}
	n, unit := asWhole(shift[:len(shift)-1]), shift[len(shift)-1:]
	d.When.Grain = grainOf[unit]
	d.When.From, d.When.To = shiftBy(s.on, n, unit)
	return d
}

// grainOf are the grains by their letters in the tables.
var grainOf = map[string]Grain{"d": ByDay, "w": ByWeek, "m": ByMonth, "q": ByQuarter, "y": ByYear, "e": ByDecade, "c": ByCentury}

// shiftBy is the day, calendar week, month, quarter, year or decade that lies
// so many after the one of the article's date.
func shiftBy(on Day, n int, unit string) (from, to Day) {
	if on == "" {
		return "", ""
	}
	switch unit {
	case "d":
		from = on.AddDays(n)
		return from, from
	case "w":
		from = on.monday().AddDays(7 * n)
		return from, from.AddDays(6)
	case "m":
		from = on.First().AddMonths(n)
		return from, from.Last()
	case "q":
		from = NewDay(on.Year(), (on.Month()-1)/3*3+1, 1).AddMonths(3 * n)
		return from, from.AddMonths(2).Last()
	case "y":
		return NewDay(on.Year()+n, 1, 1), NewDay(on.Year()+n, 12, 31)
	case "e":
		first := on.Year()/10*10 + 10*n
		return NewDay(first, 1, 1), NewDay(first+9, 12, 31)
	}
	return "", ""
}

// span of time: so many days, weeks, months or years.
type while struct {
	n     int
	grain string // its letter
	hedge string
	one   bool // said by an article, or not at all
}

// while reads a span of time with what makes a date of it: "three weeks ago",
// "vor drei Tagen", "two days before the vote".
func (s *scanner) while(i int) (d Detection, next int, ok bool) {
	_, j, past := s.g.agoFirst.at(s.ts, i)
	sure, future := 0, false
	if !past {
		var k int
		if sure, k, future = s.g.henceFirst.at(s.ts, i); future {
			j = k
		}
	}
	if !past && !future {
		j = i
	}
	span, next, ok := s.spanOfTime(j, past || future)
	if !ok {
		return d, i, false
	}
	if d, next, ok := s.leaning(i, next, span, past); ok {
		return d, next, true
	}
	if span.one && !past && !future && !s.g.bareGrain && s.is(j, "the") {
		return d, i, false
	}
	if _, behind, ok := s.g.ago.at(s.ts, next); ok {
		return s.away(i, behind, span, -1), behind, true
	}
	if _, behind, ok := s.g.hence.at(s.ts, next); ok {
		return s.away(i, behind, span, 1), behind, true
	}
	if sign, behind, ok := s.g.later.at(s.ts, next); ok {
		return s.offset(i, behind, span, sign), behind, true
	}
	switch {
	case past:
		return s.away(i, next, span, -1), next, true
	case future && (sure > 0 || s.ahead(i, next)):
		return s.away(i, next, span, 1), next, true
	case future && !span.one:
		return s.offset(i, next, span, 1), next, true
	}
	return d, i, false
}

// ahead reports whether the words around some tokens tell of what is to come.
func (s *scanner) ahead(i, next int) bool {
	t, _ := s.tense(i, next)
	return t == Future
}

// spanOfTime reads "three weeks", "a month", "einem Jahr". bare allows the word
// for the span alone where the language has no articles.
func (s *scanner) spanOfTime(i int, bare bool) (w while, next int, ok bool) {
	if i >= len(s.ts) {
		return w, i, false
	}
	if n, next, ok := s.g.duals.at(s.ts, i); ok {
		return while{n: 2, grain: string(grainLetters[n])}, next, true
	}
	if hedge, j, ok := s.hedgeAt(i); ok && bare {
		w.hedge, i = hedge, j
	}
	if a, ok := s.amount(i, false); ok && !a.ordinal && a.value >= 1 && a.value == float64(int(a.value)) && a.value <= most && a.hedge == "" {
		grain, next, ok := s.grainAt(a.next)
		w.n, w.grain = int(a.value), grain
		return w, next, ok
	}
	if _, j, ok := s.g.ones.at(s.ts, i); ok {
		if grain, next, ok := s.grainAt(j); ok {
			return while{n: 1, grain: grain, hedge: w.hedge, one: true}, next, true
		}
	}
	if s.g.bareGrain {
		grain, next, ok := s.grainAt(i)
		ok = ok && (next >= len(s.ts) || s.ts[next].kind != aFigure)
		return while{n: 1, grain: grain, hedge: w.hedge, one: true}, next, ok
	}
	return w, i, false
}

const grainLetters = "dwmqyec"

// hedgeAt reads a hedge that begins at i.
func (s *scanner) hedgeAt(i int) (hedge string, next int, ok bool) {
	for next = i + 1; next <= i+3 && next < len(s.ts); next++ {
		if hedge, start, ok := s.g.hedges.before(s.ts, next); ok && start == i {
			return hedge, next, true
		}
	}
	return "", i, false
}

// grainAt reads "weeks", also behind a hyphen or an adjective.
func (s *scanner) grainAt(i int) (grain string, next int, ok bool) {
	if grain, next, ok = s.g.grains.at(s.ts, i); ok {
		return grain, next, true
	}
	if _, j, ok := s.g.partitives.at(s.ts, i); ok {
		return s.g.grains.at(s.ts, j)
	}
	return "", i, false
}

// leaning reads what a span of time is counted from: "after the summit". Of a
// date the day is known, of an event only where its words stand.
func (s *scanner) leaning(from, i int, span while, past bool) (d Detection, next int, ok bool) {
	sign, j, ok := s.g.event.at(s.ts, i)
	if !ok {
		return d, i, false
	}
	if past { // "before two days of the vote", as Arabic has it
		sign = -1
	}
	end := s.eventEnd(j)
	if end == j {
		if span.one {
			return d, i, false
		}
		return s.offset(from, j, span, sign), j, true
	}
	d = s.offset(from, end, span, sign)
	event := s.span(s.ts[j].start, s.ts[end-1].end)
	d.When.Event = &event
	return d, end, true
}

// offset is the detection of a span of time before or after something else
// than the article's date.
func (s *scanner) offset(from, next int, span while, sign int) Detection {
	d := s.found(RelativeDate, from, next)
	d.When = &When{Grain: grainOf[span.grain], Offset: sign * span.n, Hedge: span.hedge}
	return d
}

// away is the detection of a span of time before or after the article's date.
// Days are exact; of weeks it may be three days more or less, of months two
// weeks, of years half a year.
func (s *scanner) away(from, next int, span while, sign int) Detection {
	d := s.found(RelativeDate, from, next)
	d.When = &When{Grain: grainOf[span.grain], Hedge: span.hedge}
	n := sign * span.n
	var day Day
	slack := 0
	switch span.grain {
	case "d":
		day = s.on.AddDays(n)
	case "w":
		day, slack = s.on.AddDays(7*n), 3
	case "m", "q":
		if span.grain == "q" {
			n *= 3
		}
		day, slack = s.on.AddMonths(n), 15
	case "y":
		day, slack = s.on.AddYears(n), 183
	default:
		day, slack = s.on.AddYears(10*n), 1830
	}
	d.When.From, d.When.To = day.AddDays(-slack), day.AddDays(slack)
	if d.When.From == "" || d.When.To == "" {
		d.When.From, d.When.To = "", ""
	}
	return d
}
