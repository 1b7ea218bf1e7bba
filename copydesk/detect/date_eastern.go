package detect

// eastern reads dates of Chinese and Japanese: 2025年9月18日, 9月18日, 9月, 2025年,
// 令和7年.
func (s *scanner) eastern(i int) (p partial, next int, ok bool) {
	n, j, ok := s.signNumber(i)
	if !ok || s.is(i-1, "第") {
		return p, i, false
	}
	if s.is(j, "年") {
		era := eras[s.eraBefore(i)]
		if era == 0 && (n < 1000 || n > 2199) {
			return p, i, false
		}
		p.year, p.grain, next = n+era, ByYear, j+1
		if s.is(next, "代") {
			return p, i, false
		}
		if n, j, ok = s.signNumber(next); !ok {
			return p, next, true
		}
	}
	if !s.is(j, "月") || n < 1 || n > 12 || s.is(j+1, "间") || s.is(j+1, "間") {
		return p, next, p.year > 0
	}
	p.month, p.grain, next = n, ByMonth, j+1
	if s.is(next, "份") {
		next++
	}
	if n, j, ok = s.signNumber(next); ok && n >= 1 && n <= monthLength(p.month) && (s.is(j, "日") || s.is(j, "号") || s.is(j, "號")) {
		p.day, p.grain, next = n, ByDay, j+1
	}
	return p, next, true
}

// eras are the years before the first of a Japanese reign.
var eras = map[string]int{"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}

// eraBefore is the name of a reign before token i.
func (s *scanner) eraBefore(i int) string {
	if i < 2 {
		return ""
	}
	return s.ts[i-2].fold + s.ts[i-1].fold
}

// signNumber reads a number in digits or in Chinese signs: 18, 十八, 二〇二五.
func (s *scanner) signNumber(i int) (n, next int, ok bool) {
	if i >= len(s.ts) {
		return 0, i, false
	}
	if s.ts[i].kind == aFigure {
		return digitsOf(s.ts[i].fold), i + 1, len(s.ts[i].fold) <= 4
	}
	for next = i; next < len(s.ts) && next < i+4; next++ {
		if v, sign := signDigits[s.ts[next].fold]; sign {
			n = n*10 + v
			continue
		}
		if s.ts[next].fold != "十" {
			break
		}
		n = max(n, 1) * 10
		if v, sign := signDigits[s.at(next+1)]; sign {
			return n + v, next + 2, next <= i+1
		}
		return n, next + 1, next <= i+1
	}
	return n, next, next > i
}

// at is token i as the lists have it, "" beyond the end.
func (s *scanner) at(i int) string {
	if i >= len(s.ts) {
		return ""
	}
	return s.ts[i].fold
}

var signDigits = map[string]int{"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
