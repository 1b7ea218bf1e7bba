package detect

import (
	"slices"
	"strings"
)

// measured finds the detections of a kind among the measures of a block.
func measured(kind Kind) func(*block) []Detection {
	return func(b *block) (found []Detection) {
		for _, d := range b.measures() {
			if d.Kind == kind {
				found = append(found, d)
			}
		}
		return found
	}
}

// measures are all figures and dates of the block. They are found in one pass,
// because no words belong to two of them.
func (b *block) measures() []Detection {
	if !b.measuredOnce {
		b.measuredOnce, b.figures = true, measure(b)
	}
	return b.figures
}

// measuredLanguages are the languages with lists of months, weekdays and number
// words.
var measuredLanguages = []string{"en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "el", "tr", "ar", "fa", "he", "hi", "zh", "ja"}

// scanner goes over the tokens of a block from left to right. What it finds
// takes its tokens.
type scanner struct {
	*block
	g     *glossary
	ts    []token
	leant int // no relative date begins before this token
}

func measure(b *block) (found []Detection) {
	s := &scanner{block: b, g: glossaryOf(b.lang), ts: tokens(b)}
	readers := []func(int) (Detection, int, bool){s.relative, s.date, s.clock, s.quantity}
scan:
	for i := 0; i < len(s.ts); {
		if s.begins(i) {
			for _, read := range readers {
				if d, next, ok := read(i); ok {
					found = append(found, d)
					i = s.behind(d, i, next)
					continue scan
				}
			}
		}
		i++
	}
	return found
}

// behind is the token to go on with behind what was found. What an event's
// words say is found as well, but no relative date in them.
func (s *scanner) behind(d Detection, i, next int) int {
	if d.When == nil || d.When.Event == nil {
		return next
	}
	s.leant = next
	for i < next && s.Start+s.ts[i].start < d.When.Event.Start {
		i++
	}
	return i
}

// begins reports whether something that is measured may begin with a token.
func (s *scanner) begins(i int) bool {
	t := s.ts[i]
	switch t.kind {
	case aFigure:
		return true
	case anAddress:
		return false
	case aWord, aMark:
	}
	if s.g.starts[t.fold] || s.minus(i) {
		return true
	}
	if t.kind != aWord {
		return false
	}
	roman, _ := s.ordinalAt(i)
	return roman > 0 || s.composedNumber(t.fold) > 0
}

// found is a detection of the tokens from one to before another.
func (s *scanner) found(kind Kind, from, next int) Detection {
	return s.detection(kind, s.ts[from].start, s.ts[next-1].end)
}

// is reports whether token i is a word or mark.
func (s *scanner) is(i int, fold string) bool {
	return i >= 0 && i < len(s.ts) && s.ts[i].fold == fold
}

// close reports whether token i follows the one before it without a space.
func (s *scanner) close(i int) bool {
	return i > 0 && i < len(s.ts) && !s.ts[i].spaced
}

// piece is a number with its unit.
type piece struct {
	amount
	start, next int
	kind        Kind
	unit        string
	signed      bool // the unit stands before it
}

// quantity reads a number, sum of money, percentage or age that begins at i.
func (s *scanner) quantity(i int) (d Detection, next int, ok bool) {
	for _, read := range []func(int) (Detection, int, bool){s.below, s.age} {
		if d, next, ok = read(i); ok {
			return d, next, true
		}
	}
	first, ok := s.piece(i)
	if !ok {
		return d, i, false
	}
	second, ranged := s.rangeEnd(i, &first)
	q := Quantity{Low: first.value, High: first.value, Hedge: first.hedge, Ordinal: first.ordinal}
	if ranged {
		q.Low, q.High = min(first.value, second.value), max(first.value, second.value)
		q.Falling = first.value > second.value
		first.next = second.next
	}
	if !s.worthy(first) {
		return d, i, false
	}
	d = s.found(first.kind, i, first.next)
	q.Unit = first.unit
	if q.Unit == "" && first.kind == Number && !q.Ordinal {
		q.Counted = s.counted(first.next)
	}
	if hedge, start, ok := s.g.hedges.before(s.ts, i); ok && q.Hedge == "" && !s.leads(start, ranged) {
		q.Hedge = hedge
	}
	if hedge, next, ok := s.g.hedgesBehind.at(s.ts, first.next); ok && q.Hedge == "" {
		q.Hedge = hedge
		first.next = next
	}
	d.Quantity = &q
	return d, first.next, true
}

// leads reports whether a word that may be a hedge rather leads to the figure:
// "от" before a range, and the "до" of "вырос до 5 рублей" and "на 2 рубля, до 5
// рублей".
func (s *scanner) leads(hedge int, ranged bool) bool {
	if _, _, to := s.g.to.at(s.ts, hedge); to && (s.is(hedge-1, ",") || s.changed(hedge)) {
		return true
	}
	_, _, from := s.g.rangeFirst.at(s.ts, hedge)
	return ranged && from
}

// changed reports whether one of the four words before token i says that
// something rose or fell.
func (s *scanner) changed(i int) bool {
	for j := i - 1; j >= 0 && j >= i-4 && s.ts[j].kind == aWord; j-- {
		if slices.ContainsFunc(s.g.changing, func(stem string) bool { return strings.HasPrefix(s.ts[j].fold, stem) }) {
			return true
		}
	}
	return false
}

// below reads a temperature behind the word for minus.
func (s *scanner) below(i int) (d Detection, next int, ok bool) {
	_, j, ok := s.g.minuses.at(s.ts, i)
	if _, _, hedge := s.g.hedges.before(s.ts, j); !ok || hedge || s.minus(j) {
		return d, i, false
	}
	d, next, ok = s.quantity(j)
	if !ok || d.Kind != Number || !slices.Contains([]string{"°", "°C", "°F"}, d.Quantity.Unit) {
		return d, i, false
	}
	q := d.Quantity
	d = s.found(Number, i, next)
	d.Quantity, q.Low, q.High = q, -q.High, -q.Low
	return d, next, true
}

// worthy reports whether a number is one that is stated: "one" alone is an
// article more often.
func (s *scanner) worthy(p piece) bool {
	switch {
	case p.digits, p.kind != Number, p.scaled:
		return true
	case p.loose:
		return p.unit != ""
	}
	return p.value != 1
}

// piece reads a number with its unit that begins at i.
func (s *scanner) piece(i int) (p piece, ok bool) {
	p = piece{start: i, kind: Number}
	j := i
	if _, next, first := s.g.percentFirst.at(s.ts, j); first {
		p.kind, p.unit, p.signed, j = Percentage, "%", true, next
	} else if code, next, first := s.sign(j); first {
		p.kind, p.unit, p.signed, j = Money, code, true, next
	}
	if p.amount, ok = s.amount(j, p.kind == Money); !ok {
		return p, false
	}
	p.next = p.amount.next
	if p.signed || p.ordinal {
		return p, true
	}
	p.kind, p.unit, p.next = s.unit(p.next, p.value)
	if p.next == p.amount.next && s.stuck(p.next) {
		return p, false
	}
	return p, true
}

// stuck reports whether letters that are no unit follow digits: "3D".
func (s *scanner) stuck(next int) bool {
	return s.close(next) && s.ts[next].kind == aWord && s.ts[next-1].kind == aFigure && lettered(s.ts[next].fold)
}

// lettered reports whether a word is of a script that sets its words apart.
func lettered(fold string) bool {
	for _, r := range fold {
		return r < 0x0590
	}
	return false
}

// unit reads what is measured behind a number: the kind that it makes the
// number, its symbol, and the token behind it. Without one it is a number.
func (s *scanner) unit(i int, value float64) (kind Kind, unit string, next int) {
	j := i
	if s.is(j, "-") && s.close(j) && s.close(j+1) { // 10-kilometre
		j++
	}
	if unit, next, ok := s.g.percents.at(s.ts, j); ok {
		return Percentage, unit, next
	}
	if _, behind, ok := s.g.partitives.at(s.ts, j); ok {
		if code, next, ok := s.g.currencies.at(s.ts, behind); ok && s.codeAt(behind, next, code) {
			return Money, code, next
		}
		if unit, next, ok := s.unitAt(behind); ok {
			return Number, unit, next
		}
	}
	if code, next, ok := s.g.currencies.at(s.ts, j); ok && s.codeAt(j, next, code) && !(code == "GBP" && s.pounds(j, value)) {
		return Money, code, next
	}
	if code, next, ok := s.sign(j); ok && !s.signsNext(next) {
		return Money, code, next
	}
	if unit, next, ok := s.unitAt(j); ok {
		return Number, unit, next
	}
	return Number, "", i
}

// signsNext reports whether a sign of money stands before the next figure
// rather than behind the last.
func (s *scanner) signsNext(next int) bool {
	return s.close(next) && s.ts[next].kind == aFigure
}

// rangeEnd reads the other end of a range that begins with a piece, and gives
// the first end what only the second says: "5 to 7 million euros". What stands
// behind "from" is no range but a change: then it gives and takes nothing else.
func (s *scanner) rangeEnd(i int, first *piece) (second piece, ok bool) {
	_, j, ok := s.g.to.at(s.ts, first.next)
	_, _, between := s.g.between.before(s.ts, i)
	if between && !ok {
		_, j, ok = s.g.betweenAnd.at(s.ts, first.next)
	}
	if !ok || first.ordinal {
		return second, false
	}
	if s.is(j-1, "-") && (s.close(j-1) != s.close(j)) {
		return second, false
	}
	_, _, change := s.g.from.before(s.ts, i)
	bare := !first.scaled
	second, ok = s.piece(j)
	if !ok || second.ordinal || !agree(first, &second, between || change) {
		return second, false
	}
	return second, !change && (first.value < second.value || between && bare && first.scaled && first.value > second.value)
}

// agree gives each end of a range what only the other says, and reports
// whether they are of one kind. Where words say that they are two ends, a scale
// is that of both even if the first is the higher one: "from 70 to 60 million".
func agree(first, second *piece, said bool) bool {
	switch {
	case first.unit == second.unit && first.kind == second.kind:
	case first.unit == "" && !second.signed:
		first.unit, first.kind = second.unit, second.kind
	case second.unit == "" && first.signed:
		second.unit, second.kind = first.unit, first.kind
	default:
		return false
	}
	if base := second.value / max(second.scale, 1); !first.scaled && second.scaled && second.scale > 1 && (first.value < base || said && first.value < 10*base) {
		first.value, first.scaled, first.scale = first.value*second.scale, true, second.scale
	}
	return true
}
