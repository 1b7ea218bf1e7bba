package detect

import "strings"

// spelled reads a number in words that begins at i: "two hundred and fifty",
// "zweihundertfünfzig", "quatre-vingt-dix", "五千万".
func (s *scanner) spelled(i int) (a amount, ok bool) {
	sum := sum{onesFirst: s.g.onesFirst, tenAndOnes: s.g.tenAndOnes}
	j := i
	if _, next, article := s.g.articles.at(s.ts, i); article {
		v, _, scale := s.g.scales.at(s.ts, next)
		if !scale || v < 10 {
			_, _, percent := s.g.percents.at(s.ts, next)
			return amount{value: 1, next: next, scale: 1}, percent
		}
		sum.add(1)
		j = next
	}
	for j < len(s.ts) {
		next, fits := s.numberWord(j, &sum)
		if !fits {
			break
		}
		j = next
	}
	if j == i || !sum.any {
		return a, false
	}
	_, loose := s.g.looseNumbers[s.ts[i].fold]
	return amount{
		value: sum.total + sum.group, next: j, scale: max(sum.scale, 1), scaled: sum.scale > 1,
		loose: loose && j == i+1,
	}, true
}

// numberWord adds the number word at j, with the joint before it, if it fits.
func (s *scanner) numberWord(j int, sum *sum) (next int, fits bool) {
	k := j
	if sum.any {
		if s.is(k, "-") && s.close(k) && s.close(k+1) {
			k++
		}
		if _, behind, ok := s.g.joints.at(s.ts, k); ok {
			k = behind
		}
	}
	if v, next, ok := s.g.numerals.at(s.ts, k); ok {
		return next, sum.add(v)
	}
	if v, next, ok := s.g.scales.at(s.ts, k); ok && (k == j || s.is(k-1, "-")) {
		if len(s.ts[k].fold) == 1 || s.ts[next-1].kind == aMark {
			return j, false // an abbreviation behind digits
		}
		return next, sum.times(v)
	}
	if k >= len(s.ts) || s.ts[k].kind != aWord {
		return j, false
	}
	if v := s.composedNumber(s.ts[k].fold); v > 0 {
		return k + 1, sum.add(v)
	}
	return j, false
}

// sum is a number word by word: what is finished by scales from a thousand on,
// and the group below a thousand at hand.
type sum struct {
	total, group float64
	scale        float64
	any          bool
	last         float64 // the last scale of total
	onesFirst    bool    // "three and twenty"
	tenAndOnes   bool    // thirteen is "ten three"
}

// add adds a number below the last one's place, or reports that it does not
// fit: "two" behind "twenty" does, "twenty" behind "two" does not.
func (s *sum) add(v float64) bool {
	below := int(s.group) % 100
	switch {
	case !s.any:
	case v == 0:
		return false
	case s.group == 0:
		if s.last > 0 && v >= s.last {
			return false
		}
	case v < 10:
		if below%10 != 0 || below == 10 && !s.tenAndOnes {
			return false
		}
	case v < 20:
		if below != 0 && below != 60 && below != 80 {
			return false
		}
	case v < 100:
		if below != 0 && !(s.onesFirst && below < 10 && s.group < 10) {
			return false
		}
	default:
		if s.group > 0 && s.group <= v {
			return false
		}
	}
	s.group += v
	s.any = true
	return true
}

// times multiplies by a scale. A scale that nothing stands before is once.
func (s *sum) times(v float64) bool {
	switch {
	case s.any && s.group == 0 && (s.total == 0 || v <= s.last && s.last > 0):
		return false
	case !s.any:
		s.group = 1
	}
	s.any = true
	if v < 1000 {
		if s.group >= v {
			s.group = (s.group - float64(int(s.group)%10)) + float64(max(int(s.group)%10, 1))*v
			s.scale = max(s.scale, v)
			return true
		}
		s.group *= v
		s.scale = max(s.scale, v)
		return true
	}
	if s.last > 0 && v > s.last {
		s.total = (s.total + s.group) * v
	} else {
		s.total += s.group * v
	}
	s.group, s.last, s.scale = 0, v, max(s.scale, v)
	return true
}

// composedNumber is the value of a number written as one word, 0 of any other
// word.
func (s *scanner) composedNumber(word string) float64 {
	const longest = 120 // bytes: no number that is spelled as one word is longer
	if s.g.composed == "" || len(word) < 6 || len(word) > longest {
		return 0
	}
	if v, known := s.g.morphemes[word]; known {
		return v
	}
	v, ok := s.g.compose(word, 0)
	if !ok {
		return 0
	}
	return v
}

// compose reads a number word from its front: hundreds and thousands multiply
// what stands before them, the joint stands between ones and tens.
func (g *glossary) compose(word string, depth int) (float64, bool) {
	if v, ok := g.morphemes[word]; ok {
		return v, true
	}
	if depth > 6 {
		return 0, false
	}
	for _, scale := range []float64{1000, 100} {
		for _, name := range g.multipliers[scale] {
			at := strings.Index(word, name)
			if at < 0 {
				continue
			}
			before, behind := 1.0, 0.0
			ok := true
			if at > 0 {
				before, ok = g.compose(word[:at], depth+1)
			}
			if rest := strings.TrimPrefix(word[at+len(name):], g.composed); ok && rest != "" {
				behind, ok = g.compose(rest, depth+1)
			}
			if ok && behind < scale && before < 1000 {
				return before*scale + behind, true
			}
		}
	}
	return g.composeTens(word)
}

// composeTens reads "einundzwanzig" and "ventuno".
func (g *glossary) composeTens(word string) (float64, bool) {
	for at := 2; at < len(word)-1; at++ {
		first, ok := g.morphemes[word[:at]]
		if !ok {
			continue
		}
		second, ok := g.morphemes[strings.TrimPrefix(word[at:], g.composed)]
		joined := strings.HasPrefix(word[at:], g.composed)
		switch {
		case !ok:
		case joined && g.composed != "-" && first < 10 && second >= 20 && second < 100:
			return first + second, true
		case first >= 20 && first < 100 && second < 10:
			return first + second, true
		}
	}
	return 0, false
}
