package detect

// How much later than the article's date a date without a year may be and
// still be taken for one to come: news looks back more often than ahead.
const ahead = 62 // days

// when says what a date means that reaches from one partial date to another.
//
// What has no year is the latest such day, month or quarter that begins not
// more than 62 days after the article's date; a weekday alone is the latest one
// up to and including that date. Where the words around tell of what is to
// come, it is the first one that does not end before the article's date; where
// they tell right beside it of what has been, the latest one that begins not
// after it. Without an article's date they have no From and To.
//
// "early" is the first half of a month, "mid" its 8th to 23rd day, "late" the
// second half; of a year January to May, April to September, August to
// December: the words are loose, so their bounds overlap. "earlier in
// September", said within that month, ends with the article's date, and "later
// in September" begins with it.
func (p partial) when(last partial, on Day) When {
	w := When{Grain: p.grain, Weekday: p.weekday, Year: p.year > 0, Tense: p.tense}
	switch p.part {
	case "earlier":
		w.Hedge = "early"
	case "later":
		w.Hedge = "late"
	default:
		w.Hedge = p.part
	}
	_, to := last.bounds(on)
	from, end := p.bounds(on)
	if p != last {
		if p.year == 0 && from > to && to != "" {
			from = from.AddYears(-1)
		}
		end = to
	}
	w.From, w.To = p.within(from, end, on)
	if w.From == "" || w.To == "" || w.From > w.To {
		w.From, w.To = "", ""
	}
	return w
}

// bounds are the first and the last day of a partial date.
func (p partial) bounds(on Day) (from, to Day) {
	switch {
	case p.persian:
		return p.persianBounds(on)
	case p.year == 0 && on == "":
		return "", ""
	case p.month == 0 && p.year == 0:
		day := on.AddDays(-((on.Weekday() - p.weekday + 7) % 7))
		if p.tense == Future {
			day = on.AddDays((p.weekday - on.Weekday() + 7) % 7)
		}
		return day, day
	case p.month == 0:
		return NewDay(p.year, 1, 1), NewDay(p.year+max(p.years, 1)-1, 12, 31)
	}
	year := p.year
	if year == 0 {
		year = p.nearest(on)
	}
	return p.inYear(year)
}

// inYear are the bounds of a day, month, quarter or season in a year. A winter
// begins in its year's December.
func (p partial) inYear(year int) (from, to Day) {
	switch {
	case p.grain == ByQuarter:
		from = NewDay(year, p.month, 1)
		return from, from.AddMonths(2).Last()
	case p.day == 0:
		from = NewDay(year, p.month, 1)
		return from, from.Last()
	}
	day := NewDay(year, p.month, p.day)
	return day, day
}

// nearest is the year that a date without one is taken to be in.
func (p partial) nearest(on Day) int {
	if p.tense == Future {
		for year := on.Year() - 1; year < on.Year()+9; year++ {
			if _, to := p.inYear(year); to >= on {
				return year
			}
		}
	}
	limit := on.AddDays(ahead)
	if limit == "" || p.tense == Past && p.off <= nearBy {
		limit = on
	}
	for year := limit.Year(); year > limit.Year()-9; year-- {
		if from, _ := p.inYear(year); from != "" && from <= limit {
			return year
		}
	}
	return limit.Year()
}

// within narrows the bounds of a date to its part that is early, mid or late.
func (p partial) within(from, to, on Day) (Day, Day) {
	if from == "" || to == "" {
		return from, to
	}
	inside := on != "" && from <= on && on <= to
	switch {
	case p.part == "earlier" && inside:
		return from, on
	case p.part == "later" && inside:
		return on, to
	case p.part == "" || p.part == "earlier" || p.part == "later":
		return from, to
	}
	begin, end := partsOfIt[p.part][0], partsOfIt[p.part][1]
	if p.grain == ByMonth {
		return from.AddDays(begin.day - 1), minDay(to, from.AddDays(end.day-1))
	}
	months := 12*(to.Year()-from.Year()) + to.Month() - from.Month() + 1
	return from.AddMonths(months * (begin.month - 1) / 12), minDay(to, from.AddMonths(months*end.month/12).AddDays(-1))
}

// partsOfIt are the first and last day of a part of a month, and the first and
// last month of a part of a year; of a decade and a century in proportion.
var partsOfIt = map[string][2]struct{ day, month int }{
	"early": {{1, 1}, {15, 5}},
	"mid":   {{8, 4}, {23, 9}},
	"late":  {{15, 8}, {31, 12}},
}

func minDay(a, b Day) Day {
	if b != "" && b < a {
		return b
	}
	return a
}
