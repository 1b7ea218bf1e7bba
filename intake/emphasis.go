package intake

import (
	"unicode"
	"unicode/utf8"
)

// run reads a run of emphasis signs; whether it may open and close is the
// flanking rule of CommonMark.
func (in *inline) run(rest string) bool {
	sign := rest[0]
	length := runLength(rest, sign)
	before, after := ' ', ' '
	if in.pos > 0 {
		before, _ = utf8.DecodeLastRuneInString(in.src[:in.pos])
	}
	if length < len(rest) {
		after, _ = utf8.DecodeRuneInString(rest[length:])
	}
	left := !unicode.IsSpace(after) && (!isSign(after) || unicode.IsSpace(before) || isSign(before))
	right := !unicode.IsSpace(before) && (!isSign(before) || unicode.IsSpace(after) || isSign(after))
	p := piece{kind: pieceRun, mark: sign, left: length, text: rest[:length], canOpen: left, canEnd: right, prev: in.lastRun, next: -1}
	if sign == '_' {
		p.canOpen = left && (!right || isSign(before))
		p.canEnd = right && (!left || isSign(after))
	}
	i := in.push(length, p)
	if in.lastRun >= 0 {
		in.pieces[in.lastRun].next = i
	} else {
		in.firstRun = i
	}
	in.lastRun = i
	return true
}

func isSign(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// bottomKey names the runs that look alike to a closing run, so that a search
// that failed once is not made again.
type bottomKey struct {
	sign   byte
	opens  bool
	length int
}

// matchRuns pairs the runs behind the piece floor (-1: all) and takes them off
// the list.
func (in *inline) matchRuns(floor int) {
	first := in.firstRun
	for i := in.lastRun; i > floor; i = in.pieces[i].prev {
		first = i
	}
	bottoms := map[bottomKey]int{}
	for end := first; end >= 0 && end > floor; {
		c := &in.pieces[end]
		if !c.canEnd {
			end = c.next
			continue
		}
		key := bottomKey{c.mark, c.canOpen, len(c.text) % 3}
		bottom, ok := bottoms[key]
		if !ok {
			bottom = floor
		}
		begin := in.opener(end, bottom)
		if begin < 0 {
			bottoms[key] = max(floor, c.prev)
			next := c.next
			if !c.canOpen {
				in.drop(end)
			}
			end = next
			continue
		}
		in.pair(begin, end)
		if c.left == 0 {
			next := c.next
			in.drop(end)
			end = next
		}
	}
	for in.lastRun > floor {
		in.drop(in.lastRun)
	}
}

// opener returns the nearest run before end and behind bottom that end may
// close, or -1.
func (in *inline) opener(end, bottom int) int {
	c := &in.pieces[end]
	for i := c.prev; i >= 0 && i > bottom; i = in.pieces[i].prev {
		o := &in.pieces[i]
		if !o.canOpen || o.mark != c.mark {
			continue
		}
		odd := (o.canEnd || c.canOpen) && (len(o.text)+len(c.text))%3 == 0 && len(c.text)%3 != 0
		if !odd {
			return i
		}
	}
	return -1
}

// pair makes emphasis of what lies between two runs.
func (in *inline) pair(begin, end int) {
	o, c := &in.pieces[begin], &in.pieces[end]
	length := 1
	if o.left >= 2 && c.left >= 2 {
		length = 2
	}
	o.left -= length
	c.left -= length
	o.opens = append(o.opens, length)
	c.closes = append(c.closes, length)
	o.next, c.prev = end, begin
	if o.left == 0 {
		in.drop(begin)
	}
}

// drop takes a run off the list; what is left of it is text.
func (in *inline) drop(i int) {
	p := &in.pieces[i]
	if p.prev >= 0 {
		in.pieces[p.prev].next = p.next
	} else {
		in.firstRun = p.next
	}
	if p.next >= 0 {
		in.pieces[p.next].prev = p.prev
	} else {
		in.lastRun = p.prev
	}
}
