package detect

// findQuotations finds what stands between quotation marks, and who is said to
// have said it.
func findQuotations(b *block) (found []Detection) {
	p := b.prose()
	quotes := quotations(b)
	for i, q := range quotes {
		d := p.detection(Quotation, q.start, q.end)
		d.Quote = &Quote{Inside: p.span(q.inner, q.outer), Open: q.open}
		if by := p.speaker(quotes, i); by.to > by.from {
			d.Quote.Speaker = p.at(by)
		}
		found = append(found, d)
	}
	return found
}

// How far from a quotation its verb of saying may stand, in words.
const (
	verbBehind = 14
	verbBefore = 24
)

// speaker is who is said to have said a quotation: beside the verb right behind
// it, else before it in its sentence, else farther behind it, else beside it in
// the next or the last sentence.
func (p *prose) speaker(quotes []quoted, i int) run {
	q := quotes[i]
	first, next := p.wordFrom(q.start), p.wordFrom(q.end)
	start := 0
	if i > 0 {
		start = quotes[i-1].end
	}
	behind, near := p.saidBehind(next, limitOf(quotes, i, len(p.runes)))
	goesOn := next > 0 && next < len(p.tokens) && p.tokens[next].sentence == p.tokens[next-1].sentence
	if near && goesOn {
		return behind
	}
	if by := p.saidBefore(first, start, 0); by.to > by.from {
		return by
	}
	if near || goesOn && behind.to > behind.from {
		return behind
	}
	if first > 0 && first < len(p.tokens) && p.tokens[first-1].sentence < p.tokens[first].sentence {
		return p.saidBefore(first, start, 1)
	}
	return run{}
}

// limitOf is where the words behind a quotation end: where the next begins.
func limitOf(quotes []quoted, i, end int) int {
	if i+1 < len(quotes) {
		return quotes[i+1].start
	}
	return end
}

// wordFrom is the first word that begins at an offset or behind it.
func (p *prose) wordFrom(offset int) int {
	low, high := 0, len(p.tokens)
	for low < high {
		if mid := (low + high) / 2; p.tokens[mid].start < offset {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// saidBehind looks for who says so in the words behind a quotation, up to an
// offset. near says that the verb or its speaker follows right behind it.
func (p *prose) saidBehind(i, limit int) (by run, near bool) {
	for at := i; at < len(p.tokens) && at < i+verbBehind && p.tokens[at].start < limit; at++ {
		if at > i && p.tokens[at].sentence != p.tokens[at-1].sentence {
			break
		}
		s, ok := p.saidFrom(at)
		if !ok || s.by.to == s.by.from || s.by.from < i || p.tokens[s.by.to-1].start >= limit {
			continue
		}
		return s.by, min(s.from, s.by.from) <= i+1
	}
	return run{}, false
}

// saidBefore looks for who says so in the words before a quotation, back to an
// offset, in its sentence and so many before.
func (p *prose) saidBefore(i, start, sentences int) run {
	for at := i - 1; at >= 0 && at >= i-verbBefore && p.tokens[at].start >= start; at-- {
		if i < len(p.tokens) && p.tokens[at].sentence < p.tokens[i].sentence-sentences {
			break
		}
		if s, ok := p.saidFrom(at); ok && s.by.to > s.by.from {
			return s.by
		}
	}
	return run{}
}

// saidFrom is the attribution that begins with a word.
func (p *prose) saidFrom(i int) (said, bool) {
	if n := p.saidAt[i]; n > 0 {
		return p.saids[n-1], true
	}
	return said{}, false
}
