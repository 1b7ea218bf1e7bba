package intake

import (
	"slices"
	"strings"

	"example.org/tickmark/models"
)

// cite returns the citations of a document: its links to the web, and the
// notes at their points.
func cite(doc models.Document, points []point, notes []Citation) []Citation {
	var all []Citation
	for _, m := range doc.Marks {
		if m.Kind == models.Link && strings.HasPrefix(m.URL, "http") {
			all = append(all, Citation{At: m.Span, URL: m.URL})
		}
	}
	for _, p := range points {
		c := notes[p.note]
		c.At = models.Span{Start: p.at, End: p.at}
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b Citation) int { return a.At.Start - b.At.Start })
	return all
}

// firstAddress returns the first address of the web in a note: that of a link,
// else one that is written out.
func firstAddress(doc models.Document) string {
	for _, m := range doc.Marks {
		if m.Kind == models.Link && strings.HasPrefix(m.URL, "http") {
			return m.URL
		}
	}
	for word := range strings.FieldsSeq(doc.Text) {
		if i := max(strings.Index(word, "https://"), strings.Index(word, "http://")); i >= 0 {
			if address, ok := WebAddress(strings.TrimRight(word[i:], ".,;:!?)]}>»”\"'")); ok {
				return address
			}
		}
	}
	return ""
}
