package origins

import (
	"net/url"
	"slices"
	"strings"

	"example.org/tickmark/models"
)

// MaxLinks is how many links of a text are looked at.
const MaxLinks = 2000

// pair is two readings by their index, the lower first.
type pair struct{ a, b int }

// citing is what one text of a pair says of where it comes from.
type citing struct {
	canonical bool // it gives the other's address as its own
	link      bool // it links to it
	named     bool // it names the other's publisher as its source
}

// citations is what the texts of each pair say of each other: the first of the
// second, then the second of the first. A pair of which nothing is said is not
// in it.
type citations map[pair][2]citing

func (c citations) between(p pair) [2]citing { return c[p] }

// note notes what one text says of another.
func (c citations) note(from, to int, set func(*citing)) {
	p, side := pair{from, to}, 0
	if from > to {
		p, side = pair{to, from}, 1
	}
	both := c[p]
	set(&both[side])
	c[p] = both
}

// findCitations finds what the texts say of each other.
func findCitations(all []*reading) citations {
	c := citations{}
	at := map[string][]int{}
	for i, r := range all {
		for _, address := range []string{plainAddress(r.Address), plainAddress(r.Canonical)} {
			if address != "" && !slices.Contains(at[address], i) {
				at[address] = append(at[address], i)
			}
		}
	}
	for i, r := range all {
		c.addresses(all, i, at)
		for j, other := range all {
			if i != j && r.Publisher != other.Publisher && other.Publisher != "" && r.names(words([]rune(other.Publisher))) {
				c.note(i, j, func(s *citing) { s.named = true })
			}
		}
	}
	return c
}

// addresses notes to which of the texts one links, and whose address it gives as
// its own.
func (c citations) addresses(all []*reading, i int, at map[string][]int) {
	own := plainAddress(all[i].Address)
	for _, link := range all[i].Links[:min(len(all[i].Links), MaxLinks)] {
		address := plainAddress(link)
		for _, j := range at[address] {
			if address != "" && address != own && j != i {
				c.note(i, j, func(s *citing) { s.link = true })
			}
		}
	}
	canonical := plainAddress(all[i].Canonical)
	for _, j := range at[canonical] {
		if canonical != "" && canonical != own && j != i && plainAddress(all[j].Address) == canonical {
			c.note(i, j, func(s *citing) { s.canonical = true })
		}
	}
}

// plainAddress is the form in which two addresses of one page are equal: without
// scheme, "www.", fragment, what tells where a visitor came from, and the last
// slash. It is empty of what is no address of a page, a front page among them.
func plainAddress(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" {
		return ""
	}
	query := u.Query()
	for name := range query {
		if strings.HasPrefix(name, "utm_") || name == "fbclid" || name == "gclid" {
			query.Del(name)
		}
	}
	path := strings.TrimRight(u.EscapedPath(), "/")
	if path == "" && len(query) == 0 {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Host), "www.") + path + "?" + query.Encode()
}

// How far a name may stand from what makes it a source, in code points.
const (
	besideSaid = 24  // from the words of an attribution
	besideCue  = 8   // from a cue in a script without spaces
	creditTop  = 200 // from the text's beginning, in brackets
	creditEnd  = 80  // from the text's end
)

// names reports whether the text names a publisher as its source: beside an
// attribution, or in a line at its beginning or end that credits it.
func (r *reading) names(publisher []word) bool {
	if weigh(publisher) < wordWeight {
		return false
	}
	for i := range r.all {
		if i+len(publisher) > len(r.all) || !sameWords(r.all[i:i+len(publisher)], publisher) {
			continue
		}
		from := r.all[i].at
		last := r.all[i+len(publisher)-1].at
		if r.attributes(models.Span{Start: from, End: last + 1}) {
			return true
		}
	}
	return r.credits(publisher)
}

func sameWords(a, b []word) bool {
	return slices.EqualFunc(a, b, func(x, y word) bool { return x.hash == y.hash })
}

// attributes reports whether what is named at a place is a source there.
func (r *reading) attributes(at models.Span) bool {
	for _, s := range r.said {
		if s.by.Overlaps(at) || s.by.Len() == 0 && s.Start-besideSaid <= at.Start && at.Start <= s.End+besideSaid && r.oneBlock(s.Start, at.Start) {
			return true
		}
	}
	return r.datelines(at) || r.cued(at)
}

func (r *reading) oneBlock(a, b int) bool {
	return slices.ContainsFunc(r.Blocks, func(block models.Block) bool {
		return block.Start <= min(a, b) && max(a, b) < block.End
	})
}

// datelines reports whether a name stands in a dateline, "HARLOW (Nordwire) -" or
// "(Metro News/Nordwire)" at the top, or as the last words.
func (r *reading) datelines(at models.Span) bool {
	if at.Start > len(r.code)-creditEnd && at.End >= len(r.code)-besideCue {
		return true
	}
	if at.Start == 0 || at.Start > creditTop {
		return false
	}
	open := at.Start - 1
	if r.code[open] == '/' {
		for open > 0 && at.Start-open < creditEnd && !strings.ContainsRune("(（[)）]", r.code[open]) {
			open--
		}
	}
	return strings.ContainsRune("(（[", r.code[open])
}

// cues stand beside the name of a source in languages that have no list of
// attributions.
var cues = []string{"据", "报道", "援引", "引述", "消息", "によると", "報じ", "伝え"}

// cued reports whether a cue stands beside a name.
func (r *reading) cued(at models.Span) bool {
	runes := r.code
	around := string(runes[max(0, at.Start-besideCue):min(len(runes), at.End+besideCue)])
	return slices.ContainsFunc(cues, func(cue string) bool { return strings.Contains(around, cue) })
}
