package detect

import (
	"strings"

	"golang.org/x/text/language"
)

// numeric reads a date in figures: 2025-09-18, 18.9.2025, 18/09/2025, 9/18/2025.
// Whether the day or the month comes first is the language's to say, unless one
// of them cannot be a month.
func (s *scanner) numeric(i int) (p partial, next int, ok bool) {
	if i >= len(s.ts) || s.ts[i].kind != aFigure || s.partOfWord(i) {
		return p, i, false
	}
	if strings.Count(s.ts[i].fold, ".") == 2 {
		parts := strings.Split(s.ts[i].fold, ".")
		return s.threeParts(parts[0], parts[1], parts[2], i+1)
	}
	for _, mark := range []string{"-", "/"} {
		if s.is(i+1, mark) && s.is(i+3, mark) && i+4 < len(s.ts) && s.close(i+1) && s.close(i+2) && s.close(i+3) && s.close(i+4) &&
			s.ts[i+2].kind == aFigure && s.ts[i+4].kind == aFigure && !s.is(i+5, mark) {
			return s.threeParts(s.ts[i].fold, s.ts[i+2].fold, s.ts[i+4].fold, i+5)
		}
	}
	return p, i, false
}

// threeParts reads the three figures of a date.
func (s *scanner) threeParts(a, b, c string, next int) (p partial, _ int, ok bool) {
	first, second, third := digitsOf(a), digitsOf(b), digitsOf(c)
	p.grain = ByDay
	switch {
	case len(a) == 4 && len(b) <= 2 && len(c) <= 2:
		p.year, p.month, p.day = first, second, third
	case len(c) == 4 && len(a) <= 2 && len(b) <= 2:
		p.year, p.month, p.day = third, second, first
		if s.g.monthFirst && second > 0 && first <= 12 && !s.dayFirst || second > 12 {
			p.month, p.day = first, second
		}
	case len(c) == 2 && len(a) <= 2 && len(b) == 2 && s.lang == "de":
		p.year, p.month, p.day = 2000+third, second, first
	default:
		return p, next, false
	}
	if p.year < 1000 || p.year > 2199 || NewDay(p.year, p.month, p.day) == "" {
		return p, next, false
	}
	return p, s.skip(s.g.yearBehind, next), true
}

// dayFirstIn reports whether the region of a BCP 47 tag writes the day before
// the month: all do but the United States, which a tag without a region is
// taken for, and a few islands.
func dayFirstIn(lang string) bool {
	tag, err := language.Parse(lang)
	if err != nil {
		return false
	}
	region, confidence := tag.Region()
	return confidence == language.Exact && region.String() != "US" && region.String() != "PH"
}
