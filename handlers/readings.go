package handlers

import (
	"strings"

	"example.org/tickmark/copydesk/checks"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/copydesk/suggest"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
)

// keptReading is what was read in a revision: it holds for as long as the
// article's date, its language and the newsroom's abbreviations do.
type keptReading struct {
	by        string // these three
	read      reading.Reading
	suggested []suggest.Suggestion
	found     []checks.Finding // without what depends on evidence
	words     int
}

// mostReadings is how much copy is kept as it was read, in bytes.
const mostReadings = 2 << 20

// reading returns what was read in the article's newest revision.
func (h *Handlers) reading(d *desk) keptReading {
	c := newsroom.CopyOf(d.File, d.house)
	by := strings.Join(append([]string{c.Language, string(c.On)}, c.Abbreviations...), "\n")
	stamp := store.Stamp{ID: d.Revision.ID}
	if k, ok := h.readings.get(stamp); ok && k.by == by {
		return k
	}
	r := h.Act.ReadCopy(c)
	k := keptReading{by: by, read: r, suggested: suggest.Claims(r), found: checks.Run(r, nil), words: len(strings.Fields(c.Text))}
	h.readings.put(stamp, k, len(c.Text), mostReadings)
	return k
}
