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

// keptFound is what the checks found in an article, with what people made of
// it.
type keptFound struct {
	by    string // the reading
	found []newsroom.Found
}

// found returns what the checks find in the article's newest revision, with
// what people made of it. Evidence and answers leave events, so that all of it
// holds for as long as the article's stamp does.
func (h *Handlers) found(c *gin.Context, d *desk) ([]newsroom.Found, error) {
	stamp := store.Stamp{ID: d.Article.ID, Seq: d.seq}
	if k, ok := h.answered.get(stamp); ok && k.by == d.read.by {
		return k.found, nil
	}
	answers, err := h.Read.CheckAnswers(ctx(c), d.Article.ID)
	if err != nil {
		return nil, err
	}
	passages, err := newsroom.ReadPassages(ctx(c), h.Read, d.Article)
	if err != nil {
		return nil, err
	}
	k := keptFound{d.read.by, newsroom.FoundWith(h.bench(d, passages), answers)}
	h.answered.put(stamp, k, len(d.Revision.Text), mostReadings)
	return k.found, nil
}

// bench is what the checks find in the article's newest revision, beside the
// passages that sources have for it.
func (h *Handlers) bench(d *desk, passages []checks.Passage) []checks.Finding {
	if len(passages) == 0 {
		return d.read.found
	}
	by := d.read.by + fmt.Sprint(passages)
	stamp := store.Stamp{ID: d.Revision.ID}
	b, ok := h.benches.get(stamp)
	if !ok || b.by != by {
		b = keptBench{by, checks.Run(d.read.read, passages)}
		h.benches.put(stamp, b, len(by), mostReadings)
	}
	return b.found
}
