package detect

import (
	"strconv"
	"strings"
)

// amount is a number that was read.
type amount struct {
	value   float64
	next    int     // the token behind it
	scale   float64 // the product of its scales: 1e6 of "5 million"
	scaled  bool
	digits  bool
	ordinal bool
	loose   bool // its word is another word as well
	hedge   string
}

// amount reads a number in digits or words that begins at i.
func (s *scanner) amount(i int, money bool) (amount, bool) {
	if i >= len(s.ts) {
		return amount{}, false
	}
	if s.ts[i].kind == aFigure || s.minus(i) {
		return s.figure(i, money)
	}
	if v, next, ok := s.g.vague.at(s.ts, i); ok {
		return amount{value: v, next: next, scale: v, scaled: true, hedge: "over"}, true
	}
	if v, next, ok := s.g.fractions.at(s.ts, i); ok {
		return amount{value: v, next: next, scale: 1, scaled: true}, true
	}
	if v, next, ok := s.ordinalWord(i); ok {
		return amount{value: v, next: next, scale: 1, ordinal: true}, true
	}
	return s.spelled(i)
}

// minus reports a minus sign that belongs to the digits behind it.
func (s *scanner) minus(i int) bool {
	return s.is(i, "-") && (i == 0 || s.ts[i].spaced) && s.close(i+1) && s.ts[i+1].kind == aFigure
}

// figure reads a number in digits.
func (s *scanner) figure(i int, money bool) (a amount, ok bool) {
	sign := 1.0
	if s.minus(i) {
		sign, i = -1, i+1
	}
	if s.partOfWord(i) || s.telephone(i) {
		return a, false
	}
	a = amount{next: i + 1, scale: 1, digits: true}
	if a.value, ok = figureValue(s.ts[i].fold, s.g.commaDecimals); !ok {
		return a, false
	}
	if s.ordinalDigits(&a) {
		return a, true
	}
	s.vulgar(&a)
	for n := 0; n < 3 && s.scale(&a, money); n++ {
	}
	s.more(&a)
	a.value *= sign
	return a, true
}

// vulgar adds a fraction behind a whole number, "1½", or takes "2/3" for one.
func (s *scanner) vulgar(a *amount) {
	if v, next, ok := s.g.fractions.at(s.ts, a.next); ok && s.ts[a.next].kind == aMark && v < 1 {
		a.value, a.next = a.value+v, next
		return
	}
	if !s.is(a.next, "/") || !s.close(a.next) || !s.close(a.next+1) || s.ts[a.next+1].kind != aFigure || s.is(a.next+2, "/") {
		return
	}
	if under, ok := figureValue(s.ts[a.next+1].fold, false); ok && a.value < under && under <= 10 {
		a.value, a.next, a.scaled = a.value/under, a.next+2, true
	}
}

// scale multiplies an amount by the scale behind it: "5 million", "5bn".
func (s *scanner) scale(a *amount, money bool) bool {
	if _, _, percent := s.g.percents.at(s.ts, a.next); percent { // of a hundred, in Arabic
		return false
	}
	v, next, ok := s.g.scales.at(s.ts, a.next)
	if !ok && money {
		v, next, ok = moneyScales.at(s.ts, a.next)
		ok = ok && s.close(a.next)
	}
	if !ok {
		return false
	}
	if next == a.next+1 && len(s.ts[a.next].fold) == 1 && !s.close(a.next) {
		return false // a letter that stands alone
	}
	a.value, a.scale, a.scaled, a.next = a.value*v, a.scale*v, true, next
	return true
}

// more adds smaller scales behind a scale: 1億2000万.
func (s *scanner) more(a *amount) {
	for a.scaled && s.close(a.next) && !lettered(s.ts[a.next-1].fold) && s.ts[a.next].kind == aFigure {
		v, ok := figureValue(s.ts[a.next].fold, s.g.commaDecimals)
		b := amount{value: v, next: a.next + 1, scale: 1}
		if !ok {
			return
		}
		s.scale(&b, false)
		if b.value >= a.scale {
			return
		}
		a.value, a.next = a.value+b.value, b.next
		if !b.scaled {
			return
		}
		a.scale = b.scale
	}
}

// partOfWord reports digits that are part of a name: B2B, F-16, COVID-19.
func (s *scanner) partOfWord(i int) bool {
	if !s.close(i) {
		return false
	}
	before := i - 1
	if (s.is(before, "-") || s.is(before, "'")) && s.close(before) {
		before--
	}
	t := s.ts[before]
	switch {
	case s.is(i-1, "_"), s.is(i-1, "#"), s.is(i-1, "@"):
		return true
	case t.kind == anAddress:
		return true
	case t.kind != aWord || !lettered(t.fold):
		return false
	case before < i-1:
		return true
	}
	return !s.signEnds(i)
}

// telephone reports digits that begin or continue a telephone number or
// another number that counts nothing: behind a plus sign, or in three and more
// runs joined by hyphens.
func (s *scanner) telephone(i int) bool {
	for j := i; j > 0 && i-j < 12; j-- {
		if s.is(j-1, "+") && s.close(j) {
			return j < i || len(s.ts[i].fold) > 3 || i+1 < len(s.ts) && s.ts[i+1].kind == aFigure
		}
		if t := s.ts[j-1]; t.kind != aFigure && t.fold != "-" && t.fold != "(" && t.fold != ")" {
			break
		}
	}
	from, to := i, i
	joined := func(j int) bool {
		return j > 1 && j < len(s.ts) && s.ts[j].kind == aFigure && s.ts[j-2].kind == aFigure && s.is(j-1, "-") && s.close(j-1) && s.close(j)
	}
	for n := 0; n < 3 && joined(from); n++ {
		from -= 2
	}
	for n := 0; n < 3 && joined(to+2); n++ {
		to += 2
	}
	if from > 0 && s.is(from-1, "+") && s.close(from) {
		return true
	}
	return to-from > 2 || to-from == 2 && len(s.ts[from].fold) == 3 && len(s.ts[to].fold) == 4
}

// figureValue reads digits with their marks. What a lone mark before three
// digits means is the language's to say; figures with marks that group nothing
// ("1.2.3") are no number.
func figureValue(fold string, commaDecimals bool) (float64, bool) {
	decimal := decimalMark(fold, commaDecimals)
	var clean strings.Builder
	groups, last := 0, 0 // marks that group, and digits since the last one
	for i := range len(fold) {
		c := fold[i]
		switch {
		case c >= '0' && c <= '9':
			last++
			clean.WriteByte(c)
			continue
		case i == decimal:
			clean.WriteByte('.')
		case decimal >= 0 && i > decimal:
			return 0, false
		case groups == 0 && last > 3, groups > 0 && last != 3 && last != 2:
			return 0, false
		default:
			groups++
			last = 0
			continue
		}
		if groups > 0 && last != 3 {
			return 0, false
		}
	}
	if groups > 0 && decimal < 0 && last != 3 {
		return 0, false
	}
	v, err := strconv.ParseFloat(clean.String(), 64)
	return v, err == nil
}

// decimalMark is where a figure's decimals begin, -1 when it has none.
func decimalMark(fold string, commaDecimals bool) int {
	last := strings.LastIndexAny(fold, ".,")
	if last < 0 {
		return -1
	}
	mark := fold[last]
	count := strings.Count(fold, string(mark))
	if count > 1 {
		return -1
	}
	if strings.ContainsAny(fold[:last], "., '") {
		return last
	}
	group := byte(',')
	if commaDecimals {
		group = '.'
	}
	if mark == group && len(fold)-last-1 == 3 && last <= 3 && fold[0] != '0' {
		return -1
	}
	return last
}
