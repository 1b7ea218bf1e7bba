package detect

// persianYear reads a year of the Persian calendar.
func (s *scanner) persianYear(i int) (year, next int, ok bool) {
	if i >= len(s.ts) || s.ts[i].kind != aFigure {
		return 0, i, false
	}
	year = digitsOf(s.ts[i].fold)
	return year, s.skip(s.g.yearBehind, i+1), year >= 1200 && year <= 1500
}

// persianBounds are the first and the last day of a date of the Persian
// calendar.
func (p partial) persianBounds(on Day) (from, to Day) {
	year := p.year
	if year == 0 {
		if on == "" {
			return "", ""
		}
		year = on.Year() - 621
		if persianDay(year, p.month, max(p.day, 1)) > on.AddDays(ahead) {
			year--
		}
	}
	if p.month == 0 {
		return persianDay(year, 1, 1), persianDay(year+max(p.years, 1), 1, 1).AddDays(-1)
	}
	if p.day > 0 {
		day := persianDay(year, p.month, p.day)
		return day, day
	}
	next := persianDay(year, p.month+1, 1)
	if p.month == 12 {
		next = persianDay(year+1, 1, 1)
	}
	return persianDay(year, p.month, 1), next.AddDays(-1)
}

// persianDay is a day of the Persian calendar as the civil calendar has it, by
// the cycle of 33 years, of which the 1st, 5th, 9th, 13th, 17th, 22nd, 26th and
// 30th are leap years. In our centuries it agrees with the sun.
func persianDay(year, month, day int) Day {
	if month < 1 || month > 12 || day < 1 || day > 31 || year < 1 || year > 3000 {
		return ""
	}
	past := year - 1
	cycles, rest := past/33, past%33
	days := past*365 + cycles*8 + leapsBefore(rest)
	days += 31*min(month-1, 6) + 30*max(month-7, 0) + day - 1
	return persianEpoch.AddDays(days)
}

// leapsBefore is how many of the first years of a cycle are leap years.
func leapsBefore(years int) (n int) {
	for _, leap := range []int{1, 5, 9, 13, 17, 22, 26, 30} {
		if leap <= years {
			n++
		}
	}
	return n
}

// persianEpoch is the first day of the Persian calendar, as the civil calendar
// carried back has it.
const persianEpoch Day = "0622-03-21"
