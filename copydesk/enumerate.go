package copydesk

import (
	"slices"
	"strings"
	"unicode"
)

// marker is what numbers an item of a list in running text: 2., b), (iii), •.
// Its offsets are code points of the block.
type marker struct{ start, end int }

// numbering is a way of numbering the items of a list.
type numbering struct {
	style rune // '1', 'a', 'A', 'i', 'I'
	tail  rune // '.', ')' or the bullet itself
}

// series is a list in running text as far as it has been read.
type series struct {
	first marker
	value int // of the last item
	found bool
}

// markersIn returns the markers of lists in running text, in order. Such a list
// has two items or more, numbered one after the other from 1, a or i; it begins
// where a sentence does, or behind a colon if its items have capital letters or
// bullets.
func (h habits) markersIn(text []rune) []marker {
	lists := map[numbering]*series{}
	var found []marker
	for i := range text {
		if i > 0 && !unicode.IsSpace(text[i-1]) {
			continue
		}
		for _, n := range markersAt(text, i) {
			found = append(found, h.take(text, lists, n)...)
		}
	}
	slices.SortFunc(found, func(a, b marker) int { return a.start - b.start })
	return slices.CompactFunc(found, func(a, b marker) bool { return a.start == b.start })
}

// take reads the next marker into the series it belongs to, and returns the
// markers that are now known to be of a list.
func (h habits) take(text []rune, lists map[numbering]*series, n numbered) []marker {
	list := lists[n.numbering]
	switch {
	case list != nil && (n.value == list.value+1 || n.value == bullet) && h.isItem(text, n):
		list.value = n.value
		if list.found {
			return []marker{n.marker}
		}
		list.found = true
		return []marker{list.first, n.marker}
	case (n.value == 1 || n.value == bullet) && h.beginsList(text, n):
		lists[n.numbering] = &series{first: n.marker, value: n.value}
	}
	return nil
}

// beginsList reports whether a list may begin with n: at the block's beginning,
// behind a stop, or behind a colon with a capital letter.
func (h habits) beginsList(text []rune, n numbered) bool {
	i := n.start - 1
	for i >= 0 && unicode.IsSpace(text[i]) {
		i--
	}
	if i < 0 || h.isStop(text[i]) {
		return i < 0 || !h.isAbbreviated(text, i)
	}
	return text[i] == ':' && (n.value == bullet || unicode.IsUpper(text[n.end]))
}

// isItem reports whether a further item may begin with m. Behind capital
// letters, and where numbers with full stops are ordinals, only behind a stop:
// A. Smith and B. Jones are no list; II. and III. are markers anywhere.
func (h habits) isItem(text []rune, n numbered) bool {
	if n.tail == '.' && h.isAbbreviated(text, n.start-2) {
		return false
	}
	letter := n.end-n.start == len("A. ") && (n.style == 'A' || n.style == 'I')
	ordinal := n.style == '1' && h.ordinals
	if n.tail != '.' || !letter && !ordinal {
		return true
	}
	i := n.start - 1
	for i > 0 && unicode.IsSpace(text[i]) {
		i--
	}
	return h.isStop(text[i]) || text[i] == ';' || isParagraphEnd(text[n.start-1])
}

// isAbbreviated reports whether there is a full stop at i that belongs to an
// abbreviation, as those of No. 1 and Dr. A. Moe do.
func (h habits) isAbbreviated(text []rune, i int) bool {
	if i < 0 || text[i] != '.' {
		return false
	}
	start := i
	for start > 0 && i-start < longWord && isWordRune(text[start-1]) {
		start--
	}
	return h.kinds[string(text[start:i])] != plain
}

// bullets begin items in running text, with bullet for their number.
const (
	bullets = "•◦▪‣⁃●○■"
	bullet  = -1
)

// numbered is a marker, understood in one way.
type numbered struct {
	marker
	numbering
	value int
}

// markersAt reads a marker at i, in all ways in which it can be understood.
func markersAt(text []rune, i int) []numbered {
	if text[i] >= 0x80 {
		if strings.ContainsRune(bullets, text[i]) && i+1 < len(text) {
			return []numbered{{marker{i, i + 1}, numbering{'•', text[i]}, bullet}}
		}
		return nil
	}
	start := i
	if text[i] == '(' {
		start++
	}
	end := start
	for end < len(text) && end < start+5 && text[end] < 0x80 && isWordRune(text[end]) {
		end++
	}
	tail := end
	for tail < len(text) && tail < end+2 && (text[tail] == '.' || text[tail] == ')') {
		tail++
	}
	if end == start || tail == end || tail+1 >= len(text) || !isBlank(text[tail]) || text[i] == '(' && text[end] != ')' {
		return nil
	}
	word := string(text[start:end])
	var all []numbered
	for _, n := range numberings {
		if value := n.value(word); value > 0 {
			all = append(all, numbered{marker{i, tail + 1}, numbering{n.style, text[tail-1]}, value})
		}
	}
	return all
}

// numberings read a word as a number of each style; 0 is none.
var numberings = []struct {
	style rune
	value func(string) int
}{
	{'1', digitsValue},
	{'a', func(s string) int { return letterValue(s, 'a') }},
	{'A', func(s string) int { return letterValue(s, 'A') }},
	{'i', func(s string) int { return slices.Index(romans, s) + 1 }},
	{'I', func(s string) int { return slices.Index(greatRomans, s) + 1 }},
}

// romans and greatRomans are the Roman numbers that number items.
var (
	romans      = strings.Fields("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv")
	greatRomans = strings.Fields("I II III IV V VI VII VIII IX X XI XII XIII XIV XV")
)

func digitsValue(s string) int {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' || n > 99 {
			return 0
		}
		n = n*10 + int(r-'0')
	}
	return n
}

func letterValue(s string, first byte) int {
	if len(s) != 1 || s[0] < first || s[0] > first+25 {
		return 0
	}
	return int(s[0]-first) + 1
}
