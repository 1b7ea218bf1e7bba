package handlers

import (
	"fmt"
	"strings"

	"example.org/tickmark/copydesk"
	"example.org/tickmark/copydesk/checks"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/copydesk/suggest"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"

	"github.com/gin-gonic/gin"
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

// keptBench is what the checks found in a revision that quotes passages of
// sources.
type keptBench struct {
	by    string // the reading and the passages
	found []checks.Finding
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
	k := keptReading{by: by, read: r, suggested: suggest.Claims(r), found: checks.Run(r, nil), words: copydesk.Words(c.Text)}
	h.readings.put(stamp, k, len(c.Text), mostReadings)
	return k
}

// found returns what the checks find in the article's newest revision, with
// what people made of it.
func (h *Handlers) found(c *gin.Context, d *desk) ([]newsroom.Found, error) {
	answers, err := h.Read.CheckAnswers(ctx(c), d.Article.ID)
	if err != nil {
		return nil, err
	}
	passages, err := newsroom.ReadPassages(ctx(c), h.Read, d.Article)
	if err != nil {
		return nil, err
	}
	k := h.reading(d)
	if len(passages) == 0 {
		return newsroom.FoundWith(k.found, answers), nil
	}
	by := k.by + fmt.Sprint(passages)
	stamp := store.Stamp{ID: d.Revision.ID}
	b, ok := h.benches.get(stamp)
	if !ok || b.by != by {
		b = keptBench{by, checks.Run(k.read, passages)}
		h.benches.put(stamp, b, len(by), mostReadings)
	}
	return newsroom.FoundWith(b.found, answers), nil
}
